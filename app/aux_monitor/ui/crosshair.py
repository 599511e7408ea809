"""What a chart says at one moment: the time, every line's value there, and the alert it lies in."""

from __future__ import annotations

from datetime import tzinfo

from msgspec import Struct
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from aux_monitor.presentation.provenance import HIDDEN
from aux_monitor.presentation.text import number
from aux_monitor.presentation.views import LineColour, LineView, PlotView
from aux_monitor.settings.language import tr, tr_noop
from aux_monitor.ui.chart_scale import local_time
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.plot_frame import Mapping
from aux_monitor.ui.theme import Theme

_LONG_SPAN_S = 2 * 86_400.0
_PAD = 8.0
_SWATCH = 10.0
_NO_DATA = tr_noop("no data")


class Row(Struct, frozen=True):
    """One row of the card; ``line`` is None for what is not a curve's own value."""

    line: LineView | None
    name: str
    text: str


class Readout(Struct, frozen=True):
    """Everything the card says at one moment."""

    moment: str
    rows: tuple[Row, ...]

    @property
    def spoken(self) -> str:
        """Return the same in one sentence, for screen readers."""
        said = ", ".join(f"{row.name} {row.text}" for row in self.rows)
        return f"{self.moment}: {said}" if said else self.moment


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


def readout(view: PlotView, at: float, zone: tzinfo | None) -> Readout:
    """Return what a chart says at a moment: its values, their change, and the alert around it."""
    form = "%d.%m.%Y %H:%M" if view.until - view.since > _LONG_SPAN_S else "%H:%M:%S"
    rows = [Row(line, line.name, _amount(view, value_at(line, at))) for line in view.lines]
    rows.extend(() if view.hidden else _change(view, at))
    for span in view.alerts:
        if span.since <= at and (span.until is None or at <= span.until):
            began = local_time(span.since, zone).strftime(form)
            rows.append(Row(None, span.label, tr("since {began}", began=began)))
    return Readout(local_time(at, zone).strftime(form), tuple(rows))


def _change(view: PlotView, at: float) -> list[Row]:
    """Return the change since the period before, where both are known at this moment."""
    before = next((line for line in view.lines if line.colour is LineColour.EARLIER), None)
    if before is None or before is view.lines[0]:
        return []
    value, earlier = value_at(view.lines[0], at), value_at(before, at)
    if value is None or earlier is None:
        return []
    change = round(value - earlier, view.decimals)
    sign = "+" if change > 0 else "\N{MINUS SIGN}" if change < 0 else ""
    share = f" ({sign}{number(abs(100 * change / earlier), 1)} %)" if earlier and change else ""
    return [Row(None, tr("change"), f"{sign}{_amount(view, abs(change))}{share}")]


def _amount(view: PlotView, value: float | None) -> str:
    unit = f" {view.unit}" if view.unit else ""
    if view.hidden:
        return HIDDEN
    return tr(_NO_DATA) if value is None else f"{number(value, view.decimals)}{unit}"


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

    @property
    def at(self) -> float:
        """The moment shown."""
        return self._at

    def point_at(self, view: PlotView, mapping: Mapping, x: float) -> None:
        """Show the values at a pixel column; hides outside the plot's area."""
        inside = mapping.area.left() <= x <= mapping.area.right()
        self.setVisible(inside)
        if inside:
            self.show_at(view, mapping, mapping.time(x))

    def show_at(self, view: PlotView, mapping: Mapping, at: float) -> None:
        """Show the values of the sample nearest to a moment."""
        self._view, self._mapping = view, mapping
        self._at = min(max(nearest_time(view, at), view.since), view.until)
        self.show()
        self.raise_()
        self.update()

    def said(self) -> str:
        """Return what it says, in one sentence; empty while nothing is shown."""
        if self._view is None or self.isHidden():
            return ""
        return readout(self._view, self._at, self._zone).spoken

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
        self._paint_card(painter, readout(self._view, self._at, self._zone), x, area)
        painter.end()

    def _paint_card(self, painter: QPainter, shown: Readout, x: float, area: QRectF) -> None:
        theme = self._theme
        px, colours = theme.px, theme.colours
        small = theme.font(TextStyle.SMALL)
        metrics = QFontMetricsF(small)
        strong_metrics = QFontMetricsF(theme.font(TextStyle.SMALL_STRONG))
        names = max((metrics.horizontalAdvance(row.name) for row in shown.rows), default=0.0)
        texts = max((strong_metrics.horizontalAdvance(row.text) for row in shown.rows), default=0.0)
        body = px(_SWATCH + 6) + names + px(16) + texts
        width = max(body, metrics.horizontalAdvance(shown.moment)) + 2 * px(_PAD)
        step = metrics.height() + px(3)
        height = step * (len(shown.rows) + 1) + 2 * px(_PAD) - px(3)
        right = x + px(12) + width <= area.right()
        left = x + px(12) if right else x - px(12) - width
        card = QRectF(max(0.0, left), area.top() + px(6), width, height)
        painter.setPen(QPen(colours.line, 1))
        painter.setBrush(colours.raised)
        painter.drawRoundedRect(card, theme.radius.button, theme.radius.button)
        base = card.top() + px(_PAD) + metrics.ascent()
        painter.setFont(small)
        painter.setPen(colours.text_2)
        painter.drawText(QPointF(card.left() + px(_PAD), base), shown.moment)
        for row in shown.rows:
            base += step
            self._paint_row(painter, row, card, base)

    def _paint_row(self, painter: QPainter, row: Row, card: QRectF, base: float) -> None:
        theme = self._theme
        px, colours = theme.px, theme.colours
        small, strong = theme.font(TextStyle.SMALL), theme.font(TextStyle.SMALL_STRONG)
        start = card.left() + px(_PAD)
        if row.line is not None:
            paint_swatch(
                painter, row.line, theme, start, base - QFontMetricsF(small).capHeight() / 2
            )
        painter.setFont(small)
        painter.setPen(colours.text_2)
        painter.drawText(QPointF(start + px(_SWATCH + 6), base), row.name)
        painter.setFont(strong)
        painter.setPen(colours.text)
        width = QFontMetricsF(strong).horizontalAdvance(row.text)
        painter.drawText(QPointF(card.right() - px(_PAD) - width, base), row.text)


def paint_swatch(
    painter: QPainter, line: LineView, theme: Theme, x: float, y: float, length: float = _SWATCH
) -> None:
    """Draw a short piece of a line, dashed where the line is, from ``x`` on at the height ``y``."""
    pen = QPen(theme.series(line.colour), theme.px(2.5), c=Qt.PenCapStyle.RoundCap)
    if line.dashed:
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([1.4, 1.1])
    painter.setPen(pen)
    painter.drawLine(QLineF(x, y, x + theme.px(length), y))
