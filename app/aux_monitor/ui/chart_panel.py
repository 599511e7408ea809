"""A live chart panel: title, big figures with their levels in words, and the plot."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from aux_monitor.domain.level import Level
from aux_monitor.domain.reading import MetricId
from aux_monitor.presentation.views import ChartView, HeadlineView
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.openable import Openable
from aux_monitor.ui.panel_words import paint_headline
from aux_monitor.ui.plot import Plot
from aux_monitor.ui.shapes import hatch, paint_level
from aux_monitor.ui.theme import Theme, faded

_EDGE = 3.0
_PAD = 16.0
_SHAPE = 14.0
_TITLE_BASE = 28.0
_ROOMY = 270.0
"""From this height on the figures are large."""


class ChartPanel(Openable):
    """Draws one ``ChartView``.

    ``opened`` carries the metric under the pointer, or the chart's own on Enter;
    ``menu_requested`` the metric and a global position. The plot's curves wait for
    ``attach_plot``; everything else stands in its place from the first paint.
    """

    def __init__(self, theme: Theme, view: ChartView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view = view
        self._plot = Plot(theme, interactive=False, parent=self)
        self._take(view)

    @property
    def view(self) -> ChartView:
        """The view that is shown."""
        return self._view

    def show_view(self, view: ChartView) -> None:
        """Show ``view``; repaints the words or the plot, whichever changed.

        The level colours the whole card's edge, so its change repaints the whole card.
        """
        if view == self._view:
            return
        before, self._view = self._view, view
        self._take(view)
        ground = (view.level, view.dimmed, bool(view.empty))
        if view.empty or ground != (before.level, before.dimmed, bool(before.empty)):
            self.update()
        else:
            self.update(0, 0, self.width(), self._plot.y())

    def attach_plot(self) -> None:
        """Draw the curves from now on; imports pyqtgraph the first time."""
        self._plot.attach()

    def set_theme(self, theme: Theme) -> None:
        """Draw with another theme from now on."""
        self._theme = theme
        self._plot.set_theme(theme)
        self._place()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and shape
        """Draw card, title, figures and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_card(painter)
        self._paint_title(painter)
        for area, head in self._columns():
            paint_headline(
                painter,
                area,
                head,
                self._theme,
                keyed=len(self._view.headlines) > 1,
                quiet=self._view.dimmed or bool(self._view.empty),
            )
        if self._view.empty:
            self._paint_empty(painter)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Place the plot under the words."""
        super().resizeEvent(event)
        self._place()

    def metric_at(self, at: QPointF | None) -> MetricId:
        """Return the metric whose figure stands at a place, else the chart's own."""
        if at is not None:
            for area, head in self._columns():
                if area.contains(at):
                    return head.metric
        return self._view.metric

    def _take(self, view: ChartView) -> None:
        self.setAccessibleName(view.accessible)
        self._plot.setVisible(not view.empty)
        if not view.empty:
            self._plot.show_plot(view.plot, dimmed=view.dimmed)

    def _roomy(self) -> bool:
        return self.height() >= self._theme.px(_ROOMY)

    def _words_bottom(self) -> float:
        return self._theme.px(106.0 if self._roomy() else 84.0)

    def _columns(self) -> list[tuple[QRectF, HeadlineView]]:
        heads, px = self._view.headlines, self._theme.px
        top, left = px(38.0), px(_PAD)
        step = (self.width() - 2 * left + px(12)) / max(1, len(heads))
        height = self._words_bottom() - top
        return [
            (QRectF(left + index * step, top, step - px(12), height), head)
            for index, head in enumerate(heads)
        ]

    def _place(self) -> None:
        px = self._theme.px
        top = round(self._words_bottom() + px(8))
        left, right = round(px(12)), round(px(8))
        bottom = round(px(6))
        width, height = self.width() - left - right, self.height() - top - bottom
        self._plot.setGeometry(left, top, max(1, width), max(1, height))

    def _paint_card(self, painter: QPainter) -> None:
        theme, view = self._theme, self._view
        colours, edge = theme.colours, theme.level(view.level)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        line = faded(edge, theme.tint.edge) if view.level is Level.BREACH else colours.line
        painter.setPen(QPen(colours.text_3 if self._hover else line, 1.0))
        painter.setBrush(
            hatch(theme, painter.deviceTransform().m11()) if view.dimmed else colours.surface
        )
        painter.drawRoundedRect(area, theme.radius.card, theme.radius.card)
        card, strip = QPainterPath(), QPainterPath()
        card.addRoundedRect(QRectF(self.rect()), theme.radius.card, theme.radius.card)
        strip.addRect(QRectF(0, 0, theme.px(_EDGE), self.height()))
        painter.fillPath(card.intersected(strip), edge)  # an SVG of Qt's knows no clipping
        if self._ringed:
            painter.setPen(QPen(colours.focus, theme.px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            inner = area.adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(inner, theme.radius.card, theme.radius.card)

    def _paint_title(self, painter: QPainter) -> None:
        theme, view = self._theme, self._view
        px, side = theme.px, theme.px(_SHAPE)
        base = px(_TITLE_BASE)
        title, small = theme.font(TextStyle.TITLE), theme.font(TextStyle.SMALL)
        metrics, small_metrics = QFontMetricsF(title), QFontMetricsF(small)
        top = base - metrics.capHeight() / 2 - side / 2
        paint_level(painter, QRectF(px(_PAD), top, side, side), view.level, theme)
        left, right = px(_PAD) + side + px(8), self.width() - px(_PAD)
        name = metrics.elidedText(view.title, Qt.TextElideMode.ElideRight, right - left)
        painter.setFont(title)
        painter.setPen(theme.colours.text)
        painter.drawText(QPointF(left, base), name)
        room = right - left - metrics.horizontalAdvance(name) - px(12)
        meta = small_metrics.elidedText(view.meta, Qt.TextElideMode.ElideRight, max(0.0, room))
        painter.setFont(small)
        painter.setPen(theme.colours.text_3)
        painter.drawText(QPointF(right - small_metrics.horizontalAdvance(meta), base), meta)

    def _paint_empty(self, painter: QPainter) -> None:
        theme = self._theme
        area = QRectF(self._plot.geometry()).adjusted(theme.px(24), 0, -theme.px(24), 0)
        painter.setFont(theme.font(TextStyle.LEAD))
        painter.setPen(theme.colours.text_2)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(area, int(flags), self._view.empty)
