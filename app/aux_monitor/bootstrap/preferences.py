"""Behind the pages of the sources and the settings: opens them, and does what they ask."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeAlias, assert_never

from msgspec import Struct

from aux_monitor.bootstrap.connecting import Connecting
from aux_monitor.bootstrap.kept_settings import KeptSettings
from aux_monitor.ports.errors import SettingsError
from aux_monitor.ports.secrets import SecretStore
from aux_monitor.presentation.connect_form import ConnectView
from aux_monitor.presentation.settings_form import SettingsView
from aux_monitor.services.commands import SettingsKeeping
from aux_monitor.services.connection import SettingsSaved
from aux_monitor.services.intents import (
    ExportSettings,
    ImportSettings,
    SaveSettings,
    TestConnection,
)
from aux_monitor.settings.schema import Settings
from aux_monitor.ui.window import MainWindow

logger = logging.getLogger(__name__)

Configuring: TypeAlias = TestConnection | SaveSettings | ImportSettings | ExportSettings
"""What is asked on these pages."""


class Told(Struct, frozen=True):
    """How the owner learns of changes.

    ``applied``: other settings are to be used from now on; ``written``: the file is whole;
    ``tokens``: others may be in the keyring. ``demo`` answers whether the demonstration runs.
    """

    applied: Callable[[], None]
    written: Callable[[], None]
    tokens: Callable[[], None]
    demo: Callable[[], bool]


class Preferences:
    """Keeps settings and tokens, and answers the page that asked."""

    def __init__(
        self,
        kept: KeptSettings,
        connecting: Connecting,
        window: MainWindow,
        secrets: SecretStore,
        told: Told,
    ) -> None:
        self._kept = kept
        self._connecting = connecting
        self._window = window
        self._keeping = SettingsKeeping(secrets, self._store)
        self._told = told

    def show_sources(self) -> None:
        """Open the connect panel with the stored settings."""
        self._window.show_connect(self._sources())

    def show_settings(self) -> None:
        """Open the page of the settings with the stored ones."""
        self._window.show_settings(self._settings())

    async def carry_out(self, intent: Configuring) -> None:
        """Do what was asked, and answer."""
        match intent:
            case TestConnection():
                self._window.connection_tested(await self._connecting.test(intent))
            case SaveSettings():
                names = self._connecting.secret_names(intent.settings)
                further = self._connecting.further_names(intent.settings)
                if intent.changes_tokens:
                    self._told.tokens()
                await self._answer(await self._keeping.save(intent, *names, further))
            case ImportSettings() | ExportSettings():
                await self._answer(await self._exchange(intent))
            case _ as unreachable:  # pragma: no cover
                assert_never(unreachable)

    async def look_for_tokens(self) -> None:
        """Say which tokens are stored; a locked keyring may take its time to say so."""
        await self._connecting.look(self._kept.stored)
        self._window.show_stored(self._sources())

    async def _exchange(self, intent: ImportSettings | ExportSettings) -> SettingsSaved:
        try:
            if isinstance(intent, ExportSettings):
                return SettingsSaved(note=await self._kept.give_out(intent.path))
            note = await self._kept.take_in(intent.path)
        except SettingsError as error:
            logger.warning("%s", error)
            return SettingsSaved(str(error))
        self._told.applied()
        self._told.written()
        return SettingsSaved(note=note)

    async def _answer(self, saved: SettingsSaved) -> None:
        """Show how it went on the page that asked, and what is in force by now."""
        if not saved.error:
            self._window.note_settings(self._settings())
        self._window.settings_saved(saved)
        await self.look_for_tokens()

    async def _store(self, settings: Settings) -> str:
        """Apply the settings, and keep them; a file that cannot be written is said, not fatal."""
        try:
            note = await self._kept.save(settings)
        finally:
            self._told.applied()
        self._told.written()
        return note

    def _settings(self) -> SettingsView:
        return SettingsView(self._kept.stored, str(self._kept.path), self._kept.problem)

    def _sources(self) -> ConnectView:
        return self._connecting.view(self._kept.stored, demo=self._told.demo())
