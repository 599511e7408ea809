"""Pictures of what is shown: the open page or another, one tile, one chart."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from aux_monitor.presentation.provenance import Stamp
from aux_monitor.presentation.views import ChartView, OverviewView, TileView
from aux_monitor.services.export_intents import PictureSize
from aux_monitor.ui.export import render_widget, stamp_height, stamped
from aux_monitor.ui.frame import Frame
from aux_monitor.ui.laid import Laid
from aux_monitor.ui.pages import Page
from aux_monitor.ui.printing import Dress, on_screen
from aux_monitor.ui.theme import Theme, scale_for
from aux_monitor.ui.tile import Tile

TILE_SIZE = QSize(480, 270)
"""The logical size of a tile's own picture, drawn with type of twice the usual size."""

CHART_SIZE = QSize(960, 540)
"""The logical size of a chart's own picture."""

_TILE_THEME_SCALE = 2.0
_USUAL = PictureSize(1.0, 1920, 1080)


def render_window(
    frame: Frame, size: PictureSize, stamp: Stamp | None, page: Page | None = None
) -> QImage:
    """Return the open page, or another one, whether it was opened before or not.

    Without a size of its own the open page is drawn as it stands, a stamp below; anything else
    is laid out anew, and has its size with the stamp.
    """
    if not size.is_fixed and page in (None, frame.page):
        return stamped(render_widget(frame, size.ratio), stamp, frame.theme)
    fixed = size if size.is_fixed else PictureSize(size.ratio, _USUAL.width, _USUAL.height)
    return _image(lay_frame(frame, page, QSize(fixed.width, fixed.height), stamp), size.ratio)


def lay_page(
    view: OverviewView,
    page: Page,
    theme: Theme,
    size: QSize,
    stamp: Stamp | None,
    dress: Dress = on_screen,
) -> Laid:
    """Return a page laid out without a window, its type as large as the size asks for."""
    fitting = dress(theme.scaled(scale_for(size.width(), size.height())))
    frame = Frame(fitting)
    frame.attach_plots()
    frame.show_page(page)
    frame.show_overview(view)
    return Laid(frame, size, fitting, stamp)


def lay_frame(
    frame: Frame, page: Page | None, size: QSize, stamp: Stamp | None, dress: Dress = on_screen
) -> Laid:
    """Return a page of an open window laid out anew; None stands for the one that is open."""
    fitting = dress(frame.theme.scaled(scale_for(size.width(), size.height())))
    return Laid(frame.copied(fitting, page), size, fitting, stamp)


def lay_tile(
    view: TileView,
    theme: Theme,
    size: PictureSize,
    stamp: Stamp | None,
    dress: Dress = on_screen,
) -> Laid:
    """Return one tile laid out by itself; without a size of its own a stamp is added below."""
    usual = dress(theme.scaled(1.0))
    if size.is_fixed:
        whole = QSize(size.width, size.height)
        scale = _TILE_THEME_SCALE * size.width / TILE_SIZE.width()
        return Laid(Tile(dress(theme.scaled(scale)), view), whole, usual, stamp)
    whole = TILE_SIZE + QSize(0, stamp_height(stamp, usual, TILE_SIZE.width()))
    return Laid(Tile(dress(theme.scaled(_TILE_THEME_SCALE)), view), whole, usual, stamp)


def lay_chart(
    view: ChartView,
    theme: Theme,
    size: PictureSize,
    stamp: Stamp | None,
    dress: Dress = on_screen,
) -> Laid:
    """Return one chart laid out by itself; without a size of its own a stamp is added below."""
    from aux_monitor.ui.chart_panel import ChartPanel  # noqa: PLC0415 - when one is asked for

    usual = dress(theme.scaled(1.0))
    whole = CHART_SIZE + QSize(0, stamp_height(stamp, usual, CHART_SIZE.width()))
    if size.is_fixed:
        whole = QSize(size.width, size.height)
    panel = ChartPanel(dress(theme.scaled(scale_for(whole.width(), whole.height()))), view)
    panel.attach_plot()
    return Laid(panel, whole, usual, stamp)


def _image(laid: Laid, ratio: float) -> QImage:
    image = laid.image(ratio)
    laid.close()
    return image
