"""What a chart says under the pointer: the moment, and every line's value there."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from aux_monitor.presentation.views import LineView, PlotView
from aux_monitor.ui.chart_scale import local_time
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.plot_frame import Mapping
from aux_monitor.ui.theme import Theme

_LONG_SPAN_S = 2 * 86_400.0
_PAD = 8.0
_SWATCH = 10.0


def value_at(line: LineView, at: float) -> float | None:
    """Return a line's sample nearest to ``at``; None in a gap and outside the line."""
    index = round((at - line.start) / line.step_s)
    return line.values[index] if 0 <= index < len(line.values) else None


def nearest_time(view: PlotView, at: float) -> float:
    """Return the time of the sample nearest to ``at``: the readout names samples, no others."""
    if not view.lines:
        return at
    line = view.lines[0]
    return line.start + round((at - line.start) / line.step_s) * line.step_s


class Crosshair(QWidget):
    """A line at the pointer and a card with the values, over a chart; takes no mouse itself."""

    def __init__(self, theme: Theme, parent: QWidget, zone: tzinfo | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._theme = theme
        self._zone = zone
        self._view: PlotView | None = None
        self._mapping: Mapping | None = None
        self._at = 0.0
        self.hide()

    def point_at(self, view: PlotView, mapping: Mapping, x: float) -> None:
        """Show the values at a pixel column; hides outside the plot's area."""
        inside = mapping.area.left() <= x <= mapping.area.right()
        self.setVisible(inside)
        if inside:
            self._view, self._mapping = view, mapping
            self._at = min(max(nearest_time(view, mapping.time(x)), view.since), view.until)
            self.raise_()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and shape
        """Draw line, dots and card."""
        if self._view is None or self._mapping is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, theme = self._mapping.area, self._theme
        x = self._mapping.x(self._at)
        painter.setPen(QPen(theme.colours.text_3, theme.px(1)))
        painter.drawLine(QLineF(x, area.top(), x, area.bottom()))
        for line in self._view.lines:
            value = value_at(line, self._at)
            if value is not None:
                painter.setPen(QPen(theme.colours.surface, theme.px(2)))
                painter.setBrush(theme.series(line.colour))
                dot = QPointF(x, self._mapping.y(value))
                painter.drawEllipse(dot, theme.px(4.5), theme.px(4.5))
        self._paint_card(painter, self._view, x, area)
        painter.end()

    def _rows(self, view: PlotView) -> list[tuple[LineView, str, str]]:
        rows = []
        for line in view.lines:
            value = value_at(line, self._at)
            unit = f" {view.unit}" if view.unit else ""
            text = "no data" if value is None else f"{value:,.{view.decimals}f}{unit}"
            rows.append((line, line.name, text))
        return rows

    def _moment(self, view: PlotView) -> str:
        form = "%d.%m.%Y %H:%M" if view.until - view.since > _LONG_SPAN_S else "%H:%M:%S"
        return local_time(self._at, self._zone).strftime(form)

    def _paint_card(self, painter: QPainter, view: PlotView, x: float, area: QRectF) -> None:
        theme = self._theme
        px, colours = theme.px, theme.colours
        small, strong = theme.font(TextStyle.SMALL), theme.font(TextStyle.SMALL_STRONG)
        metrics, strong_metrics = QFontMetricsF(small), QFontMetricsF(strong)
        rows, moment = self._rows(view), self._moment(view)
        names = max((metrics.horizontalAdvance(name) for _, name, _ in rows), default=0.0)
        texts = max((strong_metrics.horizontalAdvance(text) for *_, text in rows), default=0.0)
        body = px(_SWATCH + 6) + names + px(16) + texts
        width = max(body, metrics.horizontalAdvance(moment)) + 2 * px(_PAD)
        step = metrics.height() + px(3)
        height = step * (len(rows) + 1) + 2 * px(_PAD) - px(3)
        right = x + px(12) + width <= area.right()
        left = x + px(12) if right else x - px(12) - width
        card = QRectF(max(0.0, left), area.top() + px(6), width, height)
        painter.setPen(QPen(colours.line, 1))
        painter.setBrush(colours.raised)
        painter.drawRoundedRect(card, theme.radius.button, theme.radius.button)
        base = card.top() + px(_PAD) + metrics.ascent()
        painter.setFont(small)
        painter.setPen(colours.text_2)
        painter.drawText(QPointF(card.left() + px(_PAD), base), moment)
        for line, name, text in rows:
            base += step
            start = card.left() + px(_PAD)
            painter.setPen(QPen(theme.series(line.colour), px(2.5), c=Qt.PenCapStyle.RoundCap))
            row = base - metrics.capHeight() / 2
            painter.drawLine(QLineF(start, row, start + px(_SWATCH), row))
            painter.setFont(small)
            painter.setPen(colours.text_2)
            painter.drawText(QPointF(start + px(_SWATCH + 6), base), name)
            painter.setFont(strong)
            painter.setPen(colours.text)
            text_x = card.right() - px(_PAD) - strong_metrics.horizontalAdvance(text)
            painter.drawText(QPointF(text_x, base), text)
