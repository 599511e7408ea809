"""The overview's scrolling part: chart panels first, then every tile by section."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from aux_monitor.domain.reading import MetricId
from aux_monitor.presentation.views import ChartView, SectionView, TileView
from aux_monitor.ui.board_headings import HEADING, Heading, Headings
from aux_monitor.ui.board_plan import OVERVIEW_LOOK, STACK, BoardLook, columns_for, plan
from aux_monitor.ui.board_split import Form, Split, form_of
from aux_monitor.ui.chart_panel import ChartPanel
from aux_monitor.ui.chart_row import chart_height, grown, place_charts
from aux_monitor.ui.theme import Theme
from aux_monitor.ui.tile import Tile, is_compact
from aux_monitor.ui.tile_ink import ROW_HEIGHT, TILE_HEIGHT

if TYPE_CHECKING:
    from aux_monitor.ui.board_drag import TileDrag
    from aux_monitor.ui.north_star import NorthStarTile

TileWidget: TypeAlias = "Tile | NorthStarTile"

_ROW_GAP = 4.0
_FOOT = 18.0
_GAP = 12.0


class Board(QWidget):
    """Charts and tiles on one grid, as wide as the page and as tall as they need.

    ``opened`` carries a metric's id, ``menu_requested`` an id and a global position, ``arranged``
    a ``Rearrangement`` that somebody asked for here: by dragging a tile, or at a heading.
    """

    opened = Signal(str)
    menu_requested = Signal(str, QPoint)
    arranged = Signal(object)

    def __init__(
        self, theme: Theme, look: BoardLook = OVERVIEW_LOOK, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._look = look
        self._page_height = 0
        self._sections: tuple[SectionView, ...] = ()
        self._panels: list[ChartPanel] = []
        self._tiles: dict[MetricId, TileWidget] = {}
        self._as_read: list[str] = []  # headings by title, tiles by metric
        self._headings = Headings(theme, self, self.arranged.emit)
        self._drag: TileDrag | None = None
        self._laid_form: tuple[tuple[MetricId, Form], ...] = ()
        self._sparing = False

    def show_views(self, charts: Sequence[ChartView], sections: tuple[SectionView, ...]) -> None:
        """Show charts and tiles; lays out anew only when one came, went or changed its form."""
        self._show_charts(charts)
        heads = [(part.title, part.hint, len(part.hidden)) for part in self._sections]
        self._sections = sections
        self._show_tiles()
        self._headings.refresh(sections)
        form = self._form()
        changed, self._laid_form = form != self._laid_form, form
        if changed or heads != [(part.title, part.hint, len(part.hidden)) for part in sections]:
            self._lay_out()

    def spare(self) -> None:
        """Make only those tiles that can be seen, until ``complete``; all have their places.

        Of the ninety tiles a usual window shows a dozen: the others wait until it is painted.
        """
        self._sparing = True

    def complete(self) -> None:
        """Make the tiles that were spared."""
        if self._sparing:
            self._sparing = False
            self._show_tiles()
            self._lay_out()

    def attaching(self) -> Iterator[None]:
        """Attach one chart's curves at each step; imports pyqtgraph the first time."""
        done = 0
        while done < len(self._panels):  # between two steps charts may come and go
            self._panels[done].attach_plot()
            done += 1
            yield

    def set_page_height(self, height: int) -> None:
        """Say how tall the visible page is: the charts take their share of it."""
        if height != self._page_height:
            self._page_height = height
            self._lay_out()

    def set_theme(self, theme: Theme) -> None:
        """Draw with another theme from now on."""
        self._theme = theme
        for panel in self._panels:
            panel.set_theme(theme)
        for tile in self._tiles.values():
            tile.set_theme(theme)
        self._headings.set_theme(theme)
        self._lay_out()

    def tile(self, metric: MetricId) -> QWidget | None:
        """Return the tile, or else the chart panel, that shows a metric."""
        if metric in self._tiles:
            return self._tiles[metric]
        for panel in self._panels:
            if any(head.metric == metric for head in panel.view.headlines):
                return panel
        return None

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Lay out anew for another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw ground and headings."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._theme.colours.background)
        self._headings.paint(painter, event.rect())
        painter.end()

    def section_of(self, metric: MetricId) -> SectionView | None:
        """Return the section that shows a metric's tile, None where it has no tile."""
        for section in self._sections:
            if any(view.metric == metric for view in section.tiles):
                return section
        return None

    def metric_of(self, tile: QWidget) -> MetricId | None:
        """Return the metric of one of the tiles, None for any other widget."""
        return next((metric for metric, made in self._tiles.items() if made is tile), None)

    def _form(self) -> tuple[tuple[MetricId, Form], ...]:
        panels = tuple((panel.view.metric, Form.FULL) for panel in self._panels)
        views = (view for section in self._sections for view in section.tiles)
        return (*panels, *((view.metric, form_of(view)) for view in views))

    def _in_order(self) -> Iterator[QWidget]:
        for name in self._as_read:
            tile, note = self._tiles.get(MetricId(name)), self._headings.note_at(name)
            if tile is not None:
                yield tile
            elif note is not None:
                yield note

    def _show_charts(self, charts: Sequence[ChartView]) -> None:
        while len(self._panels) > len(charts):
            gone = self._panels.pop()
            gone.hide()  # a picture may be taken before it is deleted
            gone.deleteLater()
        for panel, view in zip(self._panels, charts, strict=False):
            panel.show_view(view)
        for view in charts[len(self._panels) :]:
            panel = ChartPanel(self._theme, view, self)
            panel.opened.connect(self.opened)
            panel.menu_requested.connect(self.menu_requested)
            panel.show()
            self._panels.append(panel)

    def _show_tiles(self) -> None:
        views = [view for section in self._sections for view in section.tiles]
        wanted = {view.metric: form_of(view) is Form.LARGE for view in views}
        for metric, tile in list(self._tiles.items()):
            if wanted.get(metric) is not tile.large:
                self._remove(metric, wanted)
        for view in views:
            known = self._tiles.get(view.metric)
            if known is not None:
                known.show_view(view)
            elif not self._sparing:
                self._new_tile(view)

    def _remove(self, metric: MetricId, wanted: Container[MetricId]) -> None:
        """Take a tile away; the focus goes on to the next one, never to another page's rail."""
        tile = self._tiles.pop(metric)
        if tile.hasFocus() and metric in self._as_read:
            at = self._as_read.index(metric)
            around = (*self._as_read[at + 1 :], *reversed(self._as_read[:at]))
            near = next((MetricId(each) for each in around if each in wanted), None)
            if near is not None and near in self._tiles:
                self._tiles[near].setFocus(Qt.FocusReason.TabFocusReason)
        tile.hide()
        tile.deleteLater()

    def _new_tile(self, view: TileView) -> TileWidget:
        tile = self._tiles[view.metric] = _made(self._theme, view, self)
        tile.draggable = True
        tile.opened.connect(self.opened)
        tile.menu_requested.connect(self.menu_requested)
        tile.dragged.connect(self._drag_on)
        tile.dropped.connect(self._drop)
        tile.show()
        return tile

    def _drag_on(self, metric: str, at: QPoint) -> None:
        """Carry a tile along with the pointer."""
        if self._drag is None:
            from aux_monitor.ui.board_drag import TileDrag  # noqa: PLC0415 - with the first drag

            self._drag = TileDrag(self._theme, self, self._tiles, MetricId(metric))
        self._drag.move(self.mapFromGlobal(at), self._sections)

    def _drop(self, _metric: str, at: QPoint) -> None:
        """Put the tile down where the pointer is, if there is a place for it."""
        if self._drag is not None:
            change = self._drag.drop(self.mapFromGlobal(at), self._sections)
            self._drag = None
            if change is not None:
                self.arranged.emit(change)

    def _lay_out(self) -> None:
        if self.width() < 2:
            return
        theme, margin = self._theme, self._theme.ipx(_FOOT)
        height = chart_height(self._page_height, self._look.chart_share, theme)
        bottom = self._place_all(height)
        if self._look.fills and self._panels:
            rows = len({panel.y() for panel in self._panels})
            taller = grown(height, self._page_height - margin - bottom, rows, theme)
            bottom = self._place_all(taller) if taller > height else bottom
        self.setMinimumHeight(bottom + margin)
        self._order_focus()
        self.update()

    def _place_all(self, chart_height: int) -> int:
        """Place charts of a height, and everything below them; return the bottom of the last."""
        theme = self._theme
        left = theme.space.xl
        width = self.width() - 2 * left
        top = theme.ipx(self._look.top)
        if self._panels:
            figures = [len(panel.view.headlines) for panel in self._panels]
            areas = place_charts(figures, QRect(left, top, width, 0), chart_height, theme)
            for panel, area in zip(self._panels, areas, strict=True):
                panel.setGeometry(area)
            top = areas[-1].bottom() + 1 + theme.ipx(8)
        return self._lay_out_tiles(left, top, width)

    def _lay_out_tiles(self, left: int, top: int, width: int) -> int:
        """Place every tile and heading; return the bottom of the last."""
        px, gap = self._theme.px, self._theme.px(_GAP)
        columns = columns_for(width, px(self._look.least_tile), gap)
        step = (width + gap) / columns
        split = [Split(section) for section in self._sections]
        headings: list[Heading] = []
        self._as_read = []
        row, y, bottom = 0, float(top), top
        for placed in plan([part.size for part in split], columns):
            if placed.row != row:
                row, y = placed.row, float(bottom + px(_ROW_GAP))
            x = left + placed.column * step
            part = split[placed.section]
            if placed.heading:
                wide = QSize(round(placed.columns * step - gap), round(px(HEADING)))
                at = QRect(QPoint(round(x), round(y)), wide)
                headings.append(Heading(part.section, len(part.compact), at))
                self._as_read.append(part.section.title)
            top_of_tiles = round(y + px(HEADING))
            bottom = max(bottom, top_of_tiles)
            for cell in range(placed.columns):
                stack, span = part.cell(placed.first_cell + cell)
                self._as_read.extend(view.metric for view in stack)
                left_of = round(x + cell * step)
                area = QRect(left_of, top_of_tiles, round(span * step - gap), 0)
                bottom = max(bottom, self._place_stack(stack, area))
        self._headings.place(headings)
        return bottom

    def _place_stack(self, stack: Sequence[TileView], area: QRect) -> int:
        """Place the tiles of one cell; return the bottom of the last."""
        if not stack:
            return area.top()
        theme = self._theme
        y = area.top()
        height = theme.ipx(TILE_HEIGHT)
        for index, view in enumerate(stack):
            if is_compact(view):
                spare = theme.px(TILE_HEIGHT - STACK * ROW_HEIGHT) / (STACK - 1)
                y = area.top() + round(index * (theme.px(ROW_HEIGHT) + spare))
                height = theme.ipx(ROW_HEIGHT)
            tile = self._tiles.get(view.metric)
            if tile is None and y < self._page_height:
                tile = self._new_tile(view)
            if tile is not None:
                tile.setGeometry(area.left(), y, area.width(), height)
        return y + height

    def _order_focus(self) -> None:
        chain: list[QWidget] = [*self._panels, *self._in_order()]
        for first, second in pairwise(chain):
            QWidget.setTabOrder(first, second)


def _made(theme: Theme, view: TileView, board: QWidget) -> TileWidget:
    if form_of(view) is Form.LARGE:
        from aux_monitor.ui.north_star import NorthStarTile  # noqa: PLC0415 - once it has a figure

        return NorthStarTile(theme, view, board)
    return Tile(theme, view, board)
