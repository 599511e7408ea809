"""Pictures in one call, as the program makes them in several: lay out, draw, encode, write."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from aux_monitor.presentation.provenance import Provenance, Stamp
from aux_monitor.presentation.views import OverviewView, TileView
from aux_monitor.services.export_intents import PictureSize
from aux_monitor.services.intents import SnapshotScale
from aux_monitor.ui.export import encode_png, write_whole
from aux_monitor.ui.frame import Frame
from aux_monitor.ui.laid import Laid
from aux_monitor.ui.pages import Page
from aux_monitor.ui.snapshot import lay_page, lay_tile, render_window
from aux_monitor.ui.theme import Theme

WINDOW_SIZES = {
    SnapshotScale.ONE: PictureSize(1.0),
    SnapshotScale.TWO: PictureSize(2.0),
    SnapshotScale.FOUR_K: PictureSize(2.0, 1920, 1080),
}
TILE_SIZES = {**WINDOW_SIZES, SnapshotScale.FOUR_K: PictureSize(8.0, 480, 270)}


def render_overview(
    view: OverviewView, theme: Theme, size: QSize, ratio: float, stamp: Stamp | None
) -> QImage:
    """Return the overview as ``aux-monitor snapshot`` draws it."""
    return _image(lay_page(view, Page.OVERVIEW, theme, size, stamp), ratio)


def render_frame(frame: Frame, scale: SnapshotScale, stamp: Stamp | None) -> QImage:
    """Return the open page as a snapshot's key has it drawn."""
    return render_window(frame, WINDOW_SIZES[scale], stamp)


def render_tile(view: TileView, theme: Theme, scale: SnapshotScale, stamp: Stamp | None) -> QImage:
    """Return a tile as its menu has it drawn."""
    size = TILE_SIZES[scale]
    return _image(lay_tile(view, theme, size, stamp), size.ratio)


def write_png(image: QImage, provenance: Provenance, path: Path) -> None:
    """Write a picture with its provenance."""
    write_whole(encode_png(image, provenance.chunks()), path)


def _image(laid: Laid, ratio: float) -> QImage:
    image = laid.image(ratio)
    laid.close()
    return image
