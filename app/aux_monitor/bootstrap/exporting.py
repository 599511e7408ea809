"""What the window shows, made into files when somebody asks for it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from aux_monitor.bootstrap.privacy import Privacy
from aux_monitor.bootstrap.runtime import Runtime
from aux_monitor.domain.level import Level
from aux_monitor.domain.reading import MetricId
from aux_monitor.domain.state import AppState
from aux_monitor.ports.clock import Clock
from aux_monitor.ports.errors import ExportError
from aux_monitor.presentation.detail_views import (
    DetailView,
)
from aux_monitor.presentation.presenter import Presenter
from aux_monitor.services.export_intents import (
    Export,
    ExportFormat,
    ExportSubject,
    PictureSize,
    SetPrivate,
)
from aux_monitor.services.intents import ExportSnapshot, SnapshotScale
from aux_monitor.services.supervisor import Job
from aux_monitor.settings.language import tr
from aux_monitor.settings.schema import Settings
from aux_monitor.ui.window import MainWindow

if TYPE_CHECKING:  # with the first export
    from aux_monitor.bootstrap.exports import Material
    from aux_monitor.presentation.masking import Mask

logger = logging.getLogger(__name__)

_SIZES = {
    SnapshotScale.ONE: PictureSize(1.0),
    SnapshotScale.TWO: PictureSize(2.0),
    SnapshotScale.FOUR_K: PictureSize(2.0, 1920, 1080),
}
_TILE_SIZES = {**_SIZES, SnapshotScale.FOUR_K: PictureSize(8.0, 480, 270)}


class Sight(Struct, frozen=True):
    """What the window shows at one moment, and by which settings.

    ``detail`` is an open page as it is shown, ``mask`` what private mode hides with.
    """

    presenter: Presenter
    state: AppState
    now: float
    settings: Settings
    detail: DetailView | None = None
    mask: Mask | None = None

    @property
    def level(self) -> str:
        """Return the worst level shown, as a word."""
        shown = self.presenter.show(self.state, self.now, self.settings.layout)
        return shown.overview.ribbon.level.value


class Exporting:
    """Draws what the window shows into files, which are written beside the event loop.

    ``once`` begins a job of the session that runs; ``folder`` is where a file without a path of
    its own goes; ``draw`` brings the window up to date, and ``sight`` returns what it shows.
    """

    def __init__(
        self,
        window: MainWindow,
        folder: Path,
        once: Callable[[str, Job], None],
        privacy: Privacy,
        draw: Callable[[], None],
        sight: Callable[[], Sight],
    ) -> None:
        self._window = window
        self._folder = folder
        self._once = once
        self._privacy = privacy
        self._draw = draw
        self._sight = sight

    def carry_out(self, intent: Export | ExportSnapshot | SetPrivate) -> None:
        """Begin an export of what the window shows now, or hide figures and names from now on."""
        if isinstance(intent, SetPrivate):
            self._privacy.turn(intent.on, self._draw)
            return
        self._draw()
        export = intent if isinstance(intent, Export) else _as_export(intent)
        sight = self._sight()
        self._once("exporting", lambda: self._told(export, sight))

    def keep_schedule(self, runtime: Runtime, clock: Clock) -> None:
        """Take the snapshots that the settings ask for, as long as a session runs."""
        from aux_monitor.bootstrap.scheduling import Scheduling  # noqa: PLC0415 - once it runs

        schedule = Scheduling(self, self._sight, self._folder).service(clock, runtime.store)
        runtime.supervisor.keep("scheduled snapshots", schedule.run)

    async def write(self, export: Export, sight: Sight, path: Path) -> None:
        """Make a file and put it at ``path``, whole or not at all.

        Raises:
            ExportError: it cannot be made, or not be written there.
        """
        from aux_monitor.bootstrap.exports import file_bytes  # noqa: PLC0415 - with the first
        from aux_monitor.bootstrap.snapshots import put  # noqa: PLC0415 - as above

        data = await file_bytes(export, self._material(export, sight))
        await asyncio.to_thread(put, data, path)

    async def _told(self, export: Export, sight: Sight) -> None:
        try:
            said = await self._done(export, sight)
        except ExportError as error:
            logger.warning("%s", error)
            self._window.tell(Level.BREACH, str(error))
            return
        self._window.tell(Level.ON_TARGET, said)

    async def _done(self, export: Export, sight: Sight) -> str:
        if export.clipboard:
            return self._copy(export, sight)
        from aux_monitor.ui.export import free_path  # noqa: PLC0415 - with the first export

        path = export.path or free_path(self._folder, sight.now, export.format.value)
        await self.write(export, sight, path)
        return tr("Saved {path}", path=path)

    def _copy(self, export: Export, sight: Sight) -> str:
        from PySide6.QtGui import QGuiApplication  # noqa: PLC0415 - with the first export

        from aux_monitor.bootstrap.exports import (  # noqa: PLC0415 - as above
            check_export,
            picture,
            provenance_for,
        )
        from aux_monitor.presentation.tables import lines_of  # noqa: PLC0415 - as above

        check_export(export, self._window.frame)
        material = self._material(export, sight)
        clipboard = QGuiApplication.clipboard()
        if export.format is ExportFormat.PNG:
            clipboard.setImage(picture(export, material))
            return tr("The picture is on the clipboard.")
        clipboard.setText(lines_of(provenance_for(export, material)))
        return tr("The figures are on the clipboard, as text.")

    def _material(self, export: Export, sight: Sight) -> Material:
        from aux_monitor.bootstrap.materials import material_of  # noqa: PLC0415 - with the first

        return material_of(export, sight, self._window.theme, self._window.frame)


def _as_export(intent: ExportSnapshot) -> Export:
    """Return the export that a snapshot by its key or from a tile's menu is."""
    metric: MetricId | None = intent.metric
    subject = ExportSubject.WINDOW if metric is None else ExportSubject.TILE
    sizes = _SIZES if metric is None else _TILE_SIZES
    return Export(subject, ExportFormat.PNG, sizes[intent.scale], metric=metric, path=intent.path)
