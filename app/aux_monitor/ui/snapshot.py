"""Pictures of what is shown: the open page, the overview without a window, one tile."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from aux_monitor.presentation.provenance import Stamp
from aux_monitor.presentation.views import OverviewView, TileView
from aux_monitor.services.intents import SnapshotScale
from aux_monitor.ui.export import (
    FOUR_K_LAYOUT,
    ratio_of,
    render_unseen,
    render_widget,
    stamp_height,
    stamped,
)
from aux_monitor.ui.frame import Frame, ground
from aux_monitor.ui.theme import Theme, scale_for
from aux_monitor.ui.tile import Tile

TILE_SIZE = QSize(480, 270)
"""The logical size of a tile's own picture, drawn with type of twice the usual size."""

_TILE_THEME_SCALE = 2.0
_FOUR_K_WIDTH = 3840


def render_overview(
    view: OverviewView, theme: Theme, size: QSize, ratio: float, stamp: Stamp | None
) -> QImage:
    """Return the overview as a window of ``size`` logical pixels shows it, charts included.

    The picture has ``size * ratio`` pixels; a stamp stands inside it, at the foot.
    """
    fitting = theme.scaled(scale_for(size.width(), size.height()))
    frame = Frame(fitting)
    frame.show_overview(view)
    frame.attach_plots()
    return _inside(frame, size, ratio, stamp, fitting)


def render_frame(frame: Frame, scale: SnapshotScale, stamp: Stamp | None) -> QImage:
    """Return the open page: as it stands on screen, or laid out anew for 4K.

    At 1x and 2x a stamp is added below; a 4K picture has 3840x2160 pixels with it.
    """
    ratio = ratio_of(scale)
    if scale is not SnapshotScale.FOUR_K:
        return stamped(render_widget(frame, ratio), stamp, frame.theme)
    copy = frame.copied(frame.theme.scaled(1.0))
    return _inside(copy, FOUR_K_LAYOUT, ratio, stamp, copy.theme)


def render_tile(view: TileView, theme: Theme, scale: SnapshotScale, stamp: Stamp | None) -> QImage:
    """Return one tile by itself; at 4K with 3840x2160 pixels, stamp included."""
    tile = Tile(theme.scaled(_TILE_THEME_SCALE), view)
    usual = theme.scaled(1.0)
    if scale is SnapshotScale.FOUR_K:
        return _inside(tile, TILE_SIZE, _FOUR_K_WIDTH / TILE_SIZE.width(), stamp, usual)
    whole = TILE_SIZE + QSize(0, stamp_height(stamp, usual, TILE_SIZE.width()))
    return _inside(tile, whole, ratio_of(scale), stamp, usual)


def _inside(
    widget: QWidget, size: QSize, ratio: float, stamp: Stamp | None, theme: Theme
) -> QImage:
    """Return ``size`` at ``ratio``, the stamp at its foot and the widget in the rest."""
    strip = stamp_height(stamp, theme, size.width())
    ground(widget, theme)
    image = render_unseen(widget, size - QSize(0, strip), ratio)
    widget.deleteLater()
    return stamped(image, stamp, theme)
