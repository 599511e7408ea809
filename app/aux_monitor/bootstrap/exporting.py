"""Pictures of what the window shows, made when somebody asks for one."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path

from aux_monitor import __version__
from aux_monitor.bootstrap.snapshots import Snapshot
from aux_monitor.domain.level import Level
from aux_monitor.ports.errors import ExportError
from aux_monitor.presentation.judged import Picture
from aux_monitor.presentation.provenance import build_provenance
from aux_monitor.presentation.views import TileView
from aux_monitor.services.intents import ExportSnapshot
from aux_monitor.services.supervisor import Job
from aux_monitor.ui.export import free_path
from aux_monitor.ui.snapshot import render_frame, render_tile
from aux_monitor.ui.window import MainWindow

logger = logging.getLogger(__name__)

HISTORY_SHOWN_S = 3600.0
"""The span of the live charts, which a snapshot names as its range."""


class Exporting:
    """Draws what the window shows into a picture, and has it written beside the event loop.

    ``once`` begins a job of the session that runs; ``folder`` is where a picture without a path
    of its own goes.
    """

    def __init__(self, window: MainWindow, folder: Path, once: Callable[[str, Job], None]) -> None:
        self._window = window
        self._folder = folder
        self._once = once

    def carry_out(
        self,
        intent: ExportSnapshot,
        picture: Picture,
        tile: TileView | None,
        draw: Callable[[], None],
    ) -> None:
        """Write the window as ``draw`` brings it up to date, or ``tile`` where one is asked for."""
        provenance = build_provenance(picture, __version__, picture.now - HISTORY_SHOWN_S)
        if intent.metric is None:
            draw()
            image = render_frame(self._window.frame, intent.scale, provenance.stamp)
        else:
            if tile is None:
                return
            provenance = provenance.only(intent.metric)
            image = render_tile(tile, self._window.theme, intent.scale, provenance.stamp)
        path = intent.path or free_path(self._folder, picture.now)
        shot = Snapshot(image, provenance, path)
        self._once("writing a snapshot", lambda: self._write(shot))

    async def _write(self, shot: Snapshot) -> None:
        try:
            await asyncio.to_thread(shot.write)
        except ExportError as error:
            logger.warning("%s", error)
            self._window.tell(Level.BREACH, str(error))
            return
        self._window.tell(Level.ON_TARGET, f"Saved {shot.path}")
