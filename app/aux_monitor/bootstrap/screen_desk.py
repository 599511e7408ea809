"""Behind the second monitor: its settings in force and kept, and starting with the computer."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import assert_never

from msgspec.structs import replace

from aux_monitor.bootstrap.kept_settings import KeptSettings
from aux_monitor.domain.level import Level
from aux_monitor.ports.autostart import Autostart
from aux_monitor.ports.errors import AutostartError, SettingsError
from aux_monitor.presentation.autostart import AutostartView, autostart_view, refused_view
from aux_monitor.presentation.bridge import ViewBridge
from aux_monitor.services.intents import SwitchAutostart
from aux_monitor.services.supervisor import Job
from aux_monitor.settings.schema import MotionChoice, WindowSettings
from aux_monitor.ui.second_monitor import SecondMonitor
from aux_monitor.ui.window import MainWindow

logger = logging.getLogger(__name__)


class ScreenDesk:
    """Hands settings to the ``SecondMonitor``, and keeps what is chosen there.

    ``is_still`` answers whether this computer asks for nothing to move; ``once`` begins a job of
    the session that runs.
    """

    def __init__(
        self,
        window: MainWindow,
        bridge: ViewBridge,
        kept: KeptSettings,
        autostart: Autostart,
        is_still: Callable[[], bool],
        once: Callable[[str, Job], None],
    ) -> None:
        self._window = window
        self._settings = WindowSettings()
        self._monitor = SecondMonitor(window, self._is_still)
        self._kept = kept
        self._autostart = autostart
        self._once = once
        self._computer_is_still = is_still
        self._monitor.chosen.connect(self._choose)
        bridge.overview_changed.connect(self._monitor.show_overview)

    def use(self, settings: WindowSettings) -> None:
        """Follow other settings from now on."""
        self._settings = settings
        self._monitor.use(settings)

    def look(self) -> None:
        """Show on the settings page whether the program starts with the computer."""
        self._once("looking at what starts with the computer", self._look)

    def switch(self, intent: SwitchAutostart) -> None:
        """Start with the computer, or no longer."""
        self._once("changing what starts with the computer", lambda: self._switch(intent))

    def _is_still(self) -> bool:
        """Return whether nothing may move by itself: as the setting says, else the computer."""
        match self._settings.reduced_motion:
            case MotionChoice.ON:
                return True
            case MotionChoice.OFF:
                return False
            case MotionChoice.SYSTEM:
                return self._computer_is_still()
            case _ as unreachable:  # pragma: no cover
                assert_never(unreachable)

    def _choose(self, settings: WindowSettings) -> None:
        """Use at once what a person chose by key or menu, and keep it."""
        self.use(settings)
        self._once("keeping the window's settings", lambda: self._keep(settings))

    async def _keep(self, settings: WindowSettings) -> None:
        try:
            await self._kept.save(replace(self._kept.stored, window=settings))
        except SettingsError as error:
            logger.warning("%s", error)
            self._window.tell(Level.BREACH, str(error))

    async def _look(self) -> None:
        try:
            view = autostart_view(await asyncio.to_thread(self._autostart.look))
        except AutostartError as error:
            view = refused_view(str(error))
        self._show(view)

    async def _switch(self, intent: SwitchAutostart) -> None:
        switch = self._autostart.switch
        try:
            view = autostart_view(await asyncio.to_thread(lambda: switch(on=intent.on)))
        except AutostartError as error:
            logger.warning("%s", error)
            view = refused_view(str(error), on=not intent.on)
        self._show(view)

    def _show(self, view: AutostartView) -> None:
        self._window.frame.show_autostart(view)
