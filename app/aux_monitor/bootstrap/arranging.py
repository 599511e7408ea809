"""Keeps how a person arranges the tiles, one write at a time."""

from __future__ import annotations

import logging
from collections.abc import Callable

from aux_monitor.bootstrap.kept_settings import KeptSettings
from aux_monitor.domain.level import Level
from aux_monitor.ports.errors import SettingsError
from aux_monitor.services.supervisor import Job
from aux_monitor.settings.schema import LayoutSettings

logger = logging.getLogger(__name__)


class Arranging:
    """A layout is shown at once (``changed``) and kept in the settings file soon after.

    ``once`` begins a job, ``tell`` shows a sentence in the window.
    """

    def __init__(
        self,
        kept: KeptSettings,
        changed: Callable[[], None],
        once: Callable[[str, Job], None],
        tell: Callable[[Level, str], None],
    ) -> None:
        self._kept = kept
        self._changed = changed
        self._once = once
        self._tell = tell
        self._writing = False

    def arrange(self, layout: LayoutSettings) -> None:
        """Use a layout from now on."""
        self._kept.arrange(layout)
        self._changed()
        if not self._writing:
            self._writing = True
            self._once("keeping the arrangement", self._write)

    async def _write(self) -> None:
        """Write until what is kept is what was asked for last."""
        try:
            while self._kept.arranged:
                await self._kept.save_layout()
        except SettingsError as error:
            logger.warning("%s", error)
            self._tell(Level.BREACH, str(error))
        finally:
            self._writing = False
