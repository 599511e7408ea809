"""What a scheduled snapshot is, where it goes, and which old ones it takes the place of."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from aux_monitor.bootstrap.exporting import Exporting, Sight
from aux_monitor.domain.state import ProblemNoted, ProblemTopic
from aux_monitor.ports.clock import Clock
from aux_monitor.services.export_intents import Export, ExportFormat, ExportSubject, PictureSize
from aux_monitor.services.snapshotting import Snapshotting
from aux_monitor.services.store import Store
from aux_monitor.settings.schema import SnapshotPage, SnapshotSettings, SnapshotSize

_SIZES = {
    SnapshotSize.ONE: PictureSize(1.0),
    SnapshotSize.TWO: PictureSize(2.0),
    SnapshotSize.FOUR_K: PictureSize(2.0, 1920, 1080),
}


class Scheduling:
    """Takes the snapshots that the settings ask for, from what the window shows."""

    def __init__(self, exporting: Exporting, sight: Callable[[], Sight], folder: Path) -> None:
        self._exporting = exporting
        self._sight = sight
        self._folder = folder

    def service(self, clock: Clock, store: Store) -> Snapshotting:
        """Return the service of a session; ``store`` is told what is wrong with it."""
        return Snapshotting(
            clock,
            lambda: self._sight().settings.snapshots,
            self.take,
            lambda said: store.apply(ProblemNoted(ProblemTopic.SNAPSHOTS, said)),
        )

    async def take(self, settings: SnapshotSettings, now: float) -> None:
        """Write one, then delete what is too old.

        Raises:
            ExportError: it cannot be written, or an old one not be deleted.
        """
        from aux_monitor.adapters.snapshot_folder import prune  # noqa: PLC0415 - with the first
        from aux_monitor.settings.snapshots import (  # noqa: PLC0415 - as above
            snapshot_name,
            snapshot_names,
        )

        folder = Path(settings.folder) if settings.folder else self._folder
        overview = settings.page is SnapshotPage.OVERVIEW
        export = Export(
            ExportSubject.PAGE if overview else ExportSubject.WINDOW,
            ExportFormat.PNG,
            _SIZES[settings.size],
            page="overview" if overview else "",
            scheduled=True,
        )
        sight = self._sight()
        name = snapshot_name(settings.pattern, now, sight.level)
        await self._exporting.write(export, sight, folder / name)
        if settings.keep or settings.keep_s:
            older = now - settings.keep_s if settings.keep_s else None
            names = snapshot_names(settings.pattern)
            await asyncio.to_thread(prune, folder, names, int(settings.keep), older)
