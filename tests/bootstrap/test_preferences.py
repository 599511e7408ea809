"""What the pages of the sources and the settings ask, done with real files and a real window."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from aux_monitor.adapters.resources import resource_root
from aux_monitor.adapters.sources.http import HttpClient
from aux_monitor.bootstrap.application import Themes
from aux_monitor.bootstrap.connecting import Connecting
from aux_monitor.bootstrap.ground import lay_ground
from aux_monitor.bootstrap.kept_settings import KeptSettings
from aux_monitor.bootstrap.options import Options
from aux_monitor.bootstrap.preferences import Configuring, Preferences, Told
from aux_monitor.ports.secrets import Secret
from aux_monitor.services.intents import ExportSettings, ImportSettings, SaveSettings
from aux_monitor.services.intents import TestConnection as Trial
from aux_monitor.settings.schema import (
    GitHubSettings,
    NotificationSettings,
    Settings,
    ThemeChoice,
)
from aux_monitor.ui.pages import Page
from aux_monitor.ui.settings_page import SettingsPage
from aux_monitor.ui.window import MainWindow
from tests.adapters.sources.github_world import QUERY
from tests.adapters.sources.loopback import no_tls
from tests.conftest import ExpectedWarnings
from tests.fakes.clock import FakeClock
from tests.fakes.secrets import FakeSecrets


class Desk:
    """Preferences over a window, and what their owner was told."""

    def __init__(self, home: Path, window: MainWindow) -> None:
        self.window = window
        self.told: list[str] = []
        self.secrets = FakeSecrets()
        self.path = home / "config.toml"
        self.kept = KeptSettings(lay_ground(Options(config=self.path, data=home / "data")))

    def ask(self, *intents: Configuring) -> None:
        """Carry out what a page asks, one after the other."""

        async def story() -> None:
            http = HttpClient(no_tls)
            preferences = self.preferences(http)
            preferences.show_sources()
            preferences.show_settings()
            page = self.page
            for intent in intents:
                page._waiting = True
                await preferences.carry_out(intent)
            await http.aclose()

        asyncio.run(story())

    def preferences(self, http: HttpClient) -> Preferences:
        """Return what answers the pages."""
        connecting = Connecting(http, self.secrets, FakeClock(), QUERY)
        told = Told(
            applied=lambda: self.told.append("applied"),
            written=lambda: self.told.append("written"),
            tokens=lambda: self.told.append("tokens"),
            demo=lambda: False,
        )
        return Preferences(self.kept, connecting, self.window, self.secrets, told)

    @property
    def page(self) -> SettingsPage:
        """The settings page."""
        page = self.window.findChild(SettingsPage)
        assert page is not None
        return page

    @property
    def said(self) -> str:
        """What the page says of how it went."""
        return self.page._note.sentence


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Desk:
    """Return preferences over an empty folder."""
    window = MainWindow(Themes(resource_root()), ThemeChoice.DARK)
    qtbot.addWidget(window)
    return Desk(tmp_path, window)


CHANGED = Settings(
    github=GitHubSettings(repositories=("aux/protocol",)),
    notifications=NotificationSettings(group_s=4.0),
)


def test_a_save_is_kept_applied_and_shown(desk: Desk) -> None:
    """The owner hears that other settings are in use and that the file is whole."""
    desk.ask(SaveSettings(CHANGED))
    assert desk.kept.stored == CHANGED
    assert "group_s = 4.0" in desk.path.read_text()
    assert desk.told == ["applied", "written"]
    assert desk.said == "Saved, and in use from now on."
    assert desk.page.edits() == {}
    assert desk.window.frame.page is Page.SETTINGS


def test_a_token_goes_to_the_keyring_and_its_owner_is_told(desk: Desk) -> None:
    """It stands in no file; sources may ask anew with it."""
    desk.ask(SaveSettings(CHANGED, github_token=Secret("ghp_planted")))
    assert desk.told == ["tokens", "applied", "written"]
    assert "ghp_planted" not in desk.path.read_text()


def test_settings_that_cannot_be_written_are_used_all_the_same(desk: Desk) -> None:
    """And what failed is said; what was typed stays to be saved again."""
    desk.path.mkdir()
    desk.ask(SaveSettings(CHANGED))
    assert desk.told == ["applied"]
    assert desk.said.endswith("is a folder, so no settings can be written there")
    assert desk.kept.stored == CHANGED


def test_exported_settings_are_imported(desk: Desk, tmp_path: Path) -> None:
    """An export applies nothing; an import is in use at once and shown on the page."""
    out = tmp_path / "out.toml"
    desk.ask(SaveSettings(CHANGED), ExportSettings(out))
    assert desk.told == ["applied", "written"]
    assert desk.said.endswith(f"were written to {out}.")
    desk.ask(SaveSettings(replace(CHANGED, notifications=NotificationSettings())))
    desk.ask(ImportSettings(out))
    assert desk.kept.stored == CHANGED
    assert desk.told[-2:] == ["applied", "written"]
    assert desk.page._view.settings == CHANGED


def test_a_file_that_is_no_settings_is_named(
    desk: Desk, tmp_path: Path, expected_warnings: ExpectedWarnings
) -> None:
    """And nothing is applied."""
    expected_warnings("there is no such file")
    desk.ask(ImportSettings(tmp_path / "none.toml"))
    assert desk.told == []
    assert desk.said == f"{tmp_path / 'none.toml'}: there is no such file"


def test_a_trial_is_answered_on_the_page_of_the_sources(desk: Desk, tmp_path: Path) -> None:
    """Beside the log that was tried."""
    log = str(tmp_path / "later.log")
    tried = replace(
        CHANGED, collector=replace(CHANGED.collector, logs=(log,)), github=GitHubSettings()
    )
    desk.ask(SaveSettings(tried), Trial(tried))
    texts = [label.text() for label in desk.window.findChildren(QLabel)]
    assert desk.told == ["applied", "written"]
    assert any("once it appears" in text for text in texts)
