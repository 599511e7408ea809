"""Everything of a chart but its curves: grid, bands, limits, markers and every label."""

from __future__ import annotations

from datetime import tzinfo

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from aux_monitor.presentation.views import AlertSpanView, LimitView, PlotView
from aux_monitor.ui.chart_scale import Tick, spread, time_ticks, value_ticks
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.theme import Theme, faded

_LABEL_GAP = 8.0
_TIME_ROOM = 22.0
_TOP_ROOM = 8.0
_MARKER_ROOM = 18.0
_ALERT_BAR = 4.0
_LEAST_TICK_ROOM = 34.0
_DASH = (5.0, 4.0)
_DOTS = (1.5, 3.5)


class Mapping(Struct, frozen=True):
    """From data to pixels: ``area`` is where the curves lie."""

    area: QRectF
    since: float
    until: float
    low: float
    high: float

    def x(self, at: float) -> float:
        """Return the pixel column of a time."""
        return self.area.left() + (at - self.since) / (self.until - self.since) * self.area.width()

    def y(self, value: float) -> float:
        """Return the pixel row of a value."""
        share = (value - self.low) / (self.high - self.low)
        return self.area.bottom() - share * self.area.height()

    def time(self, x: float) -> float:
        """Return the time at a pixel column."""
        return self.since + (x - self.area.left()) / self.area.width() * (self.until - self.since)


class PlotFrame:
    """The furniture of one plot, laid out for one size."""

    def __init__(
        self,
        view: PlotView,
        theme: Theme,
        size: QSizeF,
        zone: tzinfo | None = None,
        *,
        dimmed: bool = False,
    ) -> None:
        self._view = view
        self._theme = theme
        self._dimmed = dimmed
        self._metrics = QFontMetricsF(theme.font(TextStyle.SMALL))
        self._top = theme.px(_MARKER_ROOM if view.markers else _TOP_ROOM)
        room = size.height() - self._top - theme.px(_TIME_ROOM)
        most = max(2, min(6, int(room / theme.px(_LEAST_TICK_ROOM)) + 1))
        self._values = value_ticks(view.y_low, view.y_high, most)
        if view.hidden:
            self._values = [replace(tick, label="") for tick in self._values]
        self._limits = [limit for limit in view.limits if view.y_low <= limit.value <= view.y_high]
        self.mapping = Mapping(self._area(size), view.since, view.until, view.y_low, view.y_high)
        label = self._metrics.horizontalAdvance("00:00") + theme.px(28)
        times = time_ticks(view.since, view.until, int(self.mapping.area.width() / label), zone)
        self._times = times

    def paint(self, painter: QPainter) -> None:
        """Draw the furniture."""
        painter.setFont(self._theme.font(TextStyle.SMALL))
        self._paint_bands(painter)
        self._paint_grid(painter)
        self._paint_alerts(painter)
        self._paint_times(painter)
        self._paint_limits(painter)
        self._paint_markers(painter)

    def _area(self, size: QSizeF) -> QRectF:
        px, advance = self._theme.px, self._metrics.horizontalAdvance
        left = max((advance(tick.label) for tick in self._values), default=0.0)
        right = max((advance(limit.label) for limit in self._limits), default=0.0)
        x = left + px(_LABEL_GAP)
        edge = right + px(_LABEL_GAP) if right else px(_LABEL_GAP)
        return QRectF(
            round(x),
            round(self._top),
            max(1.0, round(size.width() - x - edge)),
            max(1.0, round(size.height() - self._top - px(_TIME_ROOM))),
        )

    def _paint_bands(self, painter: QPainter) -> None:
        theme, area = self._theme, self.mapping.area
        for band in self._view.bands:
            top = area.top() if band.high is None else self.mapping.y(band.high)
            bottom = area.bottom() if band.low is None else self.mapping.y(band.low)
            rect = QRectF(area.left(), top, area.width(), bottom - top).intersected(area)
            strength = theme.tint.band * (0.35 if self._dimmed else 1.0)
            painter.fillRect(rect, faded(theme.level(band.level), strength))

    def _paint_alerts(self, painter: QPainter) -> None:
        """Draw each alert as a bar along the top, from its firing to its end, and both moments."""
        area = self.mapping.area
        painter.save()
        painter.setClipRect(area)
        for span in self._view.alerts:
            self._paint_alert(painter, span, area)
        painter.restore()

    def _paint_alert(self, painter: QPainter, span: AlertSpanView, area: QRectF) -> None:
        theme = self._theme
        colour = theme.level(span.level)
        until = self._view.until if span.until is None else span.until
        left, right = self.mapping.x(span.since), self.mapping.x(until)
        body = QRectF(left, area.top(), max(theme.px(2), right - left), area.height())
        strength = theme.tint.band * (0.2 if self._dimmed else 0.5)
        painter.fillRect(body, faded(colour, strength))
        bar = QRectF(body)
        bar.setHeight(theme.px(_ALERT_BAR))
        painter.fillRect(bar, colour)
        painter.setPen(QPen(faded(colour, 0.7), theme.px(1)))
        for x in (left,) if span.until is None else (left, right):
            painter.drawLine(QLineF(_crisp(x), area.top(), _crisp(x), area.bottom()))

    def _paint_grid(self, painter: QPainter) -> None:
        theme, area = self._theme, self.mapping.area
        for tick in self._values:
            y = _crisp(self.mapping.y(tick.at))
            painter.setPen(QPen(theme.colours.grid, 1.0))
            painter.drawLine(QLineF(area.left(), y, area.right(), y))
            painter.setPen(theme.colours.text_3)
            width = self._metrics.horizontalAdvance(tick.label)
            base = y + self._metrics.capHeight() / 2
            painter.drawText(QPointF(area.left() - theme.px(_LABEL_GAP) - width, base), tick.label)

    def _paint_times(self, painter: QPainter) -> None:
        area = self.mapping.area
        painter.setPen(self._theme.colours.text_3)
        base = area.bottom() + self._theme.px(7) + self._metrics.ascent()
        for tick in self._times:
            self._paint_time(painter, tick, base)

    def _paint_time(self, painter: QPainter, tick: Tick, base: float) -> None:
        width = self._metrics.horizontalAdvance(tick.label)
        x = self.mapping.x(tick.at) - width / 2
        if x >= 0 and x + width <= self.mapping.area.right() + width / 2:
            painter.drawText(QPointF(x, base), tick.label)

    def _paint_limits(self, painter: QPainter) -> None:
        area, theme = self.mapping.area, self._theme
        rows = [self.mapping.y(limit.value) for limit in self._limits]
        half = self._metrics.capHeight() / 2
        labels = spread(rows, self._metrics.height(), area.top() + half, area.bottom())
        for limit, row, at in zip(self._limits, rows, labels, strict=True):
            painter.setPen(_dashed(theme.limit(limit.kind), theme.px(1.25), _DASH))
            painter.drawLine(QLineF(area.left(), _crisp(row), area.right(), _crisp(row)))
            self._paint_limit_label(painter, limit, at + half)

    def _paint_limit_label(self, painter: QPainter, limit: LimitView, base: float) -> None:
        painter.setPen(self._theme.limit_word(limit.kind))
        x = self.mapping.area.right() + self._theme.px(_LABEL_GAP)
        painter.drawText(QPointF(x, base), limit.label)

    def _paint_markers(self, painter: QPainter) -> None:
        """Draw a line per marker, and the newest labels that have room above the plot."""
        area, theme = self.mapping.area, self._theme
        edge = area.right() + theme.px(_LABEL_GAP)
        for marker in sorted(self._view.markers, key=lambda marker: marker.at, reverse=True):
            x = _crisp(self.mapping.x(marker.at))
            if not area.left() <= x <= area.right():
                continue
            painter.setPen(_dashed(theme.colours.text_3, theme.px(1.0), _DOTS))
            painter.drawLine(QLineF(x, area.top(), x, area.bottom()))
            width = self._metrics.horizontalAdvance(marker.label)
            left = min(max(x - width / 2, 0.0), area.right() - width)
            if left + width > edge - theme.px(_LABEL_GAP):
                continue
            painter.setPen(theme.colours.text_2)
            painter.drawText(QPointF(left, area.top() - theme.px(5)), marker.label)
            edge = left


def _crisp(value: float) -> float:
    return round(value - 0.5) + 0.5


def _dashed(colour: QColor, width: float, pattern: tuple[float, float]) -> QPen:
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([step / width for step in pattern])
    return pen
