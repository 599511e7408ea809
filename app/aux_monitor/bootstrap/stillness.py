"""Whether nothing may move by itself: what a person chose, else what the desktop asks for."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import assert_never

from aux_monitor.adapters.desktop.motion import DesktopMotion
from aux_monitor.ports.clock import Clock
from aux_monitor.services.supervisor import Supervisor
from aux_monitor.settings.schema import MotionChoice

logger = logging.getLogger(__name__)


class Stillness:
    """Answers, whenever it is called, whether nothing may move by itself.

    ``wanted`` answers what a person chose. The desktop is asked once ``start`` was called, in a
    running event loop, and again whenever its setting changes.
    """

    def __init__(
        self, wanted: Callable[[], MotionChoice], clock: Clock, desktop: DesktopMotion
    ) -> None:
        self._wanted = wanted
        self._desktop = desktop
        self._supervisor = Supervisor(clock, logger.warning)

    def __call__(self) -> bool:
        """Return whether nothing may move by itself now."""
        choice = self._wanted()
        match choice:
            case MotionChoice.ON:
                return True
            case MotionChoice.OFF:
                return False
            case MotionChoice.SYSTEM:
                return self._desktop.reduced
            case _:
                assert_never(choice)

    def start(self) -> None:
        """Begin to follow the desktop."""
        self._supervisor.keep("following the desktop's animations", self._desktop.follow)

    async def aclose(self) -> None:
        """Follow the desktop no longer."""
        await self._supervisor.aclose()
