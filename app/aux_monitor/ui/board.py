"""The overview's scrolling part: chart panels first, then every tile by section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from aux_monitor.domain.reading import MetricId
from aux_monitor.presentation.views import ChartView, SectionView, TileView
from aux_monitor.ui.board_plan import STACK, Placed, SectionSize, columns_for, plan
from aux_monitor.ui.chart_panel import ChartPanel
from aux_monitor.ui.chart_row import place_charts
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.theme import Theme
from aux_monitor.ui.tile import Tile, is_compact
from aux_monitor.ui.tile_ink import ROW_HEIGHT, TILE_HEIGHT

_HEADING = 32.0
_HEADING_BASE = 21.0
_ROW_GAP = 4.0
_LEAST_TILE = 196.0
_GAP = 12.0


class _Heading(Struct, frozen=True):
    """A section's title above its tiles; ``quiet`` counts those that nothing fills."""

    title: str
    hint: str
    quiet: int
    at: QRect


class Board(QWidget):
    """Charts and tiles on one grid, as wide as the page and as tall as they need.

    ``opened`` carries a metric's id, ``menu_requested`` an id and a global position.
    """

    opened = Signal(str)
    menu_requested = Signal(str, QPoint)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._page_height = 0
        self._sections: tuple[SectionView, ...] = ()
        self._panels: list[ChartPanel] = []
        self._tiles: dict[MetricId, Tile] = {}
        self._headings: list[_Heading] = []
        self._laid_form: tuple[tuple[MetricId, bool], ...] = ()
        self._sparing = False

    def show_views(self, charts: Sequence[ChartView], sections: tuple[SectionView, ...]) -> None:
        """Show charts and tiles; lays out anew only when one came, went or changed its form."""
        self._show_charts(charts)
        heads = [(section.title, section.hint) for section in self._sections]
        self._sections = sections
        self._show_tiles()
        form = self._form()
        changed, self._laid_form = form != self._laid_form, form
        if changed or heads != [(part.title, part.hint) for part in sections]:
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
        for heading in self._headings:
            if heading.at.intersects(event.rect()):
                self._paint_heading(painter, heading)
        painter.end()

    def _form(self) -> tuple[tuple[MetricId, bool], ...]:
        panels = tuple((panel.view.metric, False) for panel in self._panels)
        views = (view for section in self._sections for view in section.tiles)
        return (*panels, *((view.metric, is_compact(view)) for view in views))

    def _in_order(self) -> Iterator[Tile]:
        for section in self._sections:
            for view in section.tiles:
                if view.metric in self._tiles:
                    yield self._tiles[view.metric]

    def _show_charts(self, charts: Sequence[ChartView]) -> None:
        while len(self._panels) > len(charts):
            self._panels.pop().deleteLater()
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
        wanted = {view.metric for view in views}
        for metric in [metric for metric in self._tiles if metric not in wanted]:
            self._tiles.pop(metric).deleteLater()
        for view in views:
            known = self._tiles.get(view.metric)
            if known is not None:
                known.show_view(view)
            elif not self._sparing:
                self._new_tile(view)

    def _new_tile(self, view: TileView) -> Tile:
        tile = self._tiles[view.metric] = Tile(self._theme, view, self)
        tile.opened.connect(self.opened)
        tile.menu_requested.connect(self.menu_requested)
        tile.show()
        return tile

    def _lay_out(self) -> None:
        if self.width() < 2:
            return
        theme = self._theme
        left = theme.space.xl
        width = self.width() - 2 * left
        top = theme.ipx(18)
        if self._panels:
            areas = place_charts(
                [len(panel.view.headlines) for panel in self._panels],
                QRect(left, top, width, 0),
                self._page_height,
                theme,
            )
            for panel, area in zip(self._panels, areas, strict=True):
                panel.setGeometry(area)
            top = areas[-1].bottom() + 1 + theme.ipx(8)
        bottom = self._lay_out_tiles(left, top, width)
        self.setMinimumHeight(bottom + theme.ipx(18))
        self._order_focus()
        self.update()

    def _lay_out_tiles(self, left: int, top: int, width: int) -> int:
        """Place every tile and heading; return the bottom of the last."""
        px, gap = self._theme.px, self._theme.px(_GAP)
        columns = columns_for(width, px(_LEAST_TILE), gap)
        step = (width + gap) / columns
        split = [self._split(section) for section in self._sections]
        sizes = [SectionSize(len(full), len(compact)) for full, compact in split]
        self._headings = []
        row, y, bottom = 0, float(top), top
        for placed in plan(sizes, columns):
            if placed.row != row:
                row, y = placed.row, float(bottom + px(_ROW_GAP))
            x = left + placed.column * step
            full, compact = split[placed.section]
            if placed.heading:
                self._add_heading(placed, QPoint(round(x), round(y)), step, gap, len(compact))
            area = QRect(round(x), round(y + px(_HEADING)), round(step - gap), 0)
            for cell in range(placed.columns):
                stack = _cell(full, compact, placed.first_cell + cell)
                area.moveLeft(round(x + cell * step))
                bottom = max(bottom, self._place_stack(stack, area))
        return bottom

    def _place_stack(self, stack: Sequence[TileView], area: QRect) -> int:
        """Place the tiles of one cell; return the bottom of the last."""
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

    def _split(self, section: SectionView) -> tuple[list[TileView], list[TileView]]:
        full = [view for view in section.tiles if not is_compact(view)]
        return full, [view for view in section.tiles if is_compact(view)]

    def _add_heading(self, placed: Placed, at: QPoint, step: float, gap: float, quiet: int) -> None:
        section = self._sections[placed.section]
        size = QSize(round(placed.columns * step - gap), self._theme.ipx(_HEADING))
        self._headings.append(_Heading(section.title, section.hint, quiet, QRect(at, size)))

    def _paint_heading(self, painter: QPainter, heading: _Heading) -> None:
        theme, area = self._theme, heading.at
        base = area.top() + theme.px(_HEADING_BASE)
        strong, small = theme.font(TextStyle.BODY_STRONG), theme.font(TextStyle.SMALL)
        metrics, small_metrics = QFontMetricsF(strong), QFontMetricsF(small)
        quiet = f"{heading.quiet} not connected" if heading.quiet else ""
        quiet_width = small_metrics.horizontalAdvance(quiet)
        elide = Qt.TextElideMode.ElideRight
        title = metrics.elidedText(heading.title, elide, area.width())
        painter.setFont(strong)
        painter.setPen(theme.colours.text_2)
        painter.drawText(QPointF(area.left(), base), title)
        x = area.left() + metrics.horizontalAdvance(title) + theme.px(10)
        painter.setFont(small)
        painter.setPen(theme.colours.text_3)
        room = area.right() - x
        if quiet_width <= room:
            painter.drawText(QPointF(area.right() - quiet_width, base), quiet)
            room -= quiet_width + theme.px(12)
        hint = small_metrics.elidedText(heading.hint, elide, max(0.0, room))
        painter.drawText(QPointF(x, base), hint)

    def _order_focus(self) -> None:
        chain: list[QWidget] = [*self._panels, *self._in_order()]
        for first, second in pairwise(chain):
            QWidget.setTabOrder(first, second)


def _cell(full: Sequence[TileView], compact: Sequence[TileView], cell: int) -> Sequence[TileView]:
    """Return the tiles of one cell of a section: one full tile, or a stack of compact ones."""
    if cell < len(full):
        return full[cell : cell + 1]
    start = (cell - len(full)) * STACK
    return compact[start : start + STACK]
