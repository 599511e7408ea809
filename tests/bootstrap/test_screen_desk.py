"""What is chosen for the second monitor is used at once and kept; autostart is the system's."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from aux_monitor.__main__ import _options, _window_alone
from aux_monitor.adapters.resources import resource_root
from aux_monitor.bootstrap.application import Themes
from aux_monitor.bootstrap.background import own_autostart, show_minimised_without_tray
from aux_monitor.bootstrap.ground import lay_ground
from aux_monitor.bootstrap.kept_settings import KeptSettings
from aux_monitor.bootstrap.options import Options
from aux_monitor.bootstrap.screen_desk import ScreenDesk
from aux_monitor.ports.autostart import Starting
from aux_monitor.presentation.bridge import ViewBridge
from aux_monitor.presentation.settings_form import SettingsView
from aux_monitor.services.intents import SwitchAutostart
from aux_monitor.services.supervisor import Job
from aux_monitor.settings.schema import AmbientChoice, MotionChoice, Settings, ThemeChoice
from aux_monitor.ui.actions import ActionId
from aux_monitor.ui.ambient_screen import AmbientScreen
from aux_monitor.ui.autostart_row import AutostartRow
from aux_monitor.ui.switch import Switch
from aux_monitor.ui.toast import Toast
from aux_monitor.ui.tray import Tray
from aux_monitor.ui.window import MainWindow
from tests.conftest import ExpectedWarnings
from tests.fakes.autostart import FakeAutostart
from tests.ui.window.standing_by import CALM


class World:
    """A ``ScreenDesk`` over a shown window, real settings and a list in memory."""

    def __init__(self, home: Path) -> None:
        self.file = home / "config.toml"
        self.window = MainWindow(Themes(resource_root()), ThemeChoice.DARK)
        self.window.show()
        self.bridge = ViewBridge()
        self.kept = KeptSettings(lay_ground(Options(config=self.file, data=home / "data")))
        self.autostart = FakeAutostart()
        self.computer_is_still = False
        self.desk = ScreenDesk(
            self.window,
            self.bridge,
            self.kept,
            self.autostart,
            lambda: self.computer_is_still,
            self.once,
        )

    @staticmethod
    def once(_name: str, job: Job) -> None:
        """Do a job at once."""

        async def done() -> None:
            await job()

        asyncio.run(done())

    def starting(self) -> Starting:
        """Return what the list says."""
        return self.autostart.look().starting

    def row(self) -> AutostartRow:
        """Open the settings page, and return its row for the start with the computer."""
        self.window.show_settings(SettingsView(Settings(), "config.toml"))
        (row,) = self.window.findChildren(AutostartRow)
        return row


@pytest.fixture
def world(qtbot: QtBot, tmp_path: Path) -> World:
    """Give a desk whose files lie in a folder of its own."""
    made = World(tmp_path)
    qtbot.addWidget(made.window)
    return made


def test_what_is_chosen_by_key_is_in_use_at_once_and_kept(world: World) -> None:
    """Nothing else in the file changes."""
    world.desk.use(Settings().window)
    world.window.run(ActionId.ON_TOP)
    assert Qt.WindowType.WindowStaysOnTopHint in world.window.windowHandle().flags()
    assert "on_top = true" in world.file.read_text()
    assert world.kept.stored == replace(Settings(), window=replace(Settings().window, on_top=True))


def test_a_choice_that_cannot_be_kept_is_in_use_and_said(
    world: World, expected_warnings: ExpectedWarnings
) -> None:
    """One sentence at the foot of the window."""
    expected_warnings(r"config\.toml")
    world.file.mkdir()
    world.desk.use(Settings().window)
    world.window.run(ActionId.ROTATE)
    (toast,) = world.window.findChildren(Toast)
    assert "config.toml" in toast.sentence


@pytest.mark.parametrize(
    ("motion", "computer", "drifts"),
    [
        (MotionChoice.SYSTEM, False, True),
        (MotionChoice.SYSTEM, True, False),
        (MotionChoice.ON, False, False),
        (MotionChoice.OFF, True, True),
    ],
)
def test_the_setting_goes_before_what_the_computer_asks(
    world: World, motion: MotionChoice, *, computer: bool, drifts: bool
) -> None:
    """The ambient view drifts, or stands still."""
    world.computer_is_still = computer
    world.bridge.publish_overview(CALM)
    window = replace(Settings().window, ambient=AmbientChoice.ALWAYS, reduced_motion=motion)
    world.desk.use(window)
    (screen,) = world.window.findChildren(AmbientScreen)
    assert screen.isVisible()
    assert world.desk._is_still() is not drifts


def test_the_switch_shows_what_the_system_says(world: World) -> None:
    """It is asked each time the page is opened: somebody else may have changed it."""
    row = world.row()
    (switch,) = row.findChildren(Switch)
    assert not switch.isEnabled()
    world.desk.look()
    assert switch.isEnabled()
    assert not switch.isChecked()
    world.autostart.starting = Starting.ON
    world.desk.look()
    assert switch.isChecked()
    world.autostart.starting = Starting.OTHER
    world.desk.look()
    assert not switch.isChecked()
    assert "Another installation" in row.view.sentence


def test_the_switch_changes_the_systems_list_at_once(world: World) -> None:
    """It is no setting: there is nothing to save."""
    world.window.intent.connect(
        lambda intent: world.desk.switch(intent) if isinstance(intent, SwitchAutostart) else None
    )
    (switch,) = world.row().findChildren(Switch)
    world.desk.look()
    switch.click()
    assert world.starting() is Starting.ON
    switch.click()
    assert world.starting() is Starting.OFF
    assert not world.file.exists()


def test_a_list_that_refuses_is_said_and_the_switch_stays(
    world: World, expected_warnings: ExpectedWarnings
) -> None:
    """The sentence stands below the switch."""
    row = world.row()
    (switch,) = row.findChildren(Switch)
    world.desk.look()
    world.autostart.refusal = "The list is locked."
    expected_warnings("The list is locked")
    world.desk.switch(SwitchAutostart(on=True))
    assert row.view.fault == "The list is locked."
    assert not switch.isChecked()
    world.desk.look()
    assert row.view.fault == "The list is locked."


def test_the_search_finds_the_switch(world: World) -> None:
    """By what people call it."""
    row = world.row()
    assert row.found("autostart") == row.found("login") == row.found("Start Computer") == 1
    assert row.found("rotate") == 0


def test_without_a_tray_a_hidden_start_ends_minimised(world: World, qtbot: QtBot) -> None:
    """Else nobody could reach the program; where a tray turned up the window stays hidden."""
    world.window.hide()
    tray = Tray(world.window.theme)
    show_minimised_without_tray(world.window, tray, within_ms=1)
    qtbot.waitUntil(world.window.isMinimized)
    assert not world.window.isActiveWindow()


def test_the_entry_starts_this_program_with_the_same_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whole paths, since the desktop starts it somewhere else."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    options = Options(config=Path("mine.toml"), data=tmp_path / "data", demo=True)
    own_autostart(options).switch(on=True)
    entry = (tmp_path / "autostart" / "aux-monitor.desktop").read_text()
    assert f"--config {Path('mine.toml').absolute()} --data {tmp_path / 'data'}" in entry
    assert "--background" in entry
    assert "--demo" not in entry


def test_the_command_line_starts_in_full_screen_and_in_the_background() -> None:
    """Both are the window's alone, and off unless asked for."""
    parsed = _window_alone(["--kiosk", "--background", "--demo"])
    assert parsed is not None
    asked = _options(parsed)
    assert asked.kiosk
    assert asked.background
    plain = _window_alone([])
    assert plain is not None
    assert not _options(plain).kiosk
    assert not _options(plain).background
