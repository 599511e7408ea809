"""Snapshots of what the window shows, with where their figures come from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import assert_never

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from aux_monitor.presentation.provenance import Provenance
from aux_monitor.presentation.views import OverviewView, TileView
from aux_monitor.services.intents import SnapshotScale
from aux_monitor.ui.export import ratio_of, render_unseen, render_widget, stamped
from aux_monitor.ui.frame import Frame
from aux_monitor.ui.theme import Theme, scale_for
from aux_monitor.ui.tile import Tile
from aux_monitor.ui.window import MainWindow

FOUR_K = QSize(1920, 1080)
"""The layout of a 4K picture: drawn at two pixels a point it is 3840 x 2160."""

TILE = QSize(480, 270)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A picture that is drawn and not yet written."""

    image: QImage
    provenance: Provenance
    path: Path


def draw_window(
    window: MainWindow, view: OverviewView, provenance: Provenance, scale: SnapshotScale
) -> QImage:
    """Return the window as it is, or laid out anew for 4K, with its stamp."""
    if scale is SnapshotScale.FOUR_K:
        return draw_overview(view, provenance, window.theme, FOUR_K, ratio_of(scale))
    return stamped(render_widget(window.frame, ratio_of(scale)), provenance.stamp, window.theme)


def draw_overview(
    view: OverviewView, provenance: Provenance, theme: Theme, size: QSize, ratio: float
) -> QImage:
    """Return the overview laid out at ``size`` points, whatever window there is or is not."""
    fitting = theme.scaled(scale_for(size.width(), size.height()))
    frame = Frame(fitting)
    frame.show_overview(view)
    frame.overview.attach_charts()
    image = stamped(render_unseen(frame, size, ratio), provenance.stamp, fitting)
    frame.deleteLater()
    return image


def draw_tile(view: TileView, provenance: Provenance, theme: Theme, scale: SnapshotScale) -> QImage:
    """Return one tile by itself; a 4K one is 3840 pixels wide."""
    tile = Tile(theme.scaled(2.0), view)
    image = render_unseen(tile, TILE, _tile_ratio(scale))
    tile.deleteLater()
    return stamped(image, provenance.only(view.metric).stamp, theme)


def _tile_ratio(scale: SnapshotScale) -> float:
    match scale:
        case SnapshotScale.ONE | SnapshotScale.TWO:
            return ratio_of(scale)
        case SnapshotScale.FOUR_K:
            return 3840 / TILE.width()
        case _ as unreachable:  # pragma: no cover
            assert_never(unreachable)
