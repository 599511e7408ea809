"""The history, the limit and the target bar of a tile, placed and drawn."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter, QPolygonF, QTransform

from aux_monitor.domain.level import Level
from aux_monitor.presentation.views import BarView, TileView
from aux_monitor.ui.spark_shape import SparkShape
from aux_monitor.ui.sparkline import span
from aux_monitor.ui.tile_ink import TileInk

BAR_HEIGHT = 7.0
"""Height of the bar under a dated target, in pixels at scale 1."""


class PlacedSpark:
    """A line of history in a tile's pixels."""

    def __init__(self, view: TileView, shape: SparkShape, area: QRectF) -> None:
        self._dimmed = view.dimmed
        self._lines: tuple[QPolygonF, ...] = ()
        self._limit: QLineF | None = None
        ends = span(view.spark, view.spark_limit)
        if ends is None:
            return
        low, high = ends
        x_step = area.width() / max(1, len(view.spark) - 1)
        y_step = area.height() / (high - low)
        transform = QTransform(x_step, 0.0, 0.0, -y_step, area.left(), area.bottom() + low * y_step)
        self._lines = shape.placed(transform)
        if view.spark_limit is not None:
            y = round(area.bottom() - (min(max(view.spark_limit, low), high) - low) * y_step) + 0.5
            self._limit = QLineF(area.left(), y, area.right(), y)

    def paint(self, painter: QPainter, ink: TileInk, ratio: float) -> None:
        """Draw limit and history; ``ratio`` is the device's."""
        if self._limit is not None:
            painter.setPen(ink.limit)
            painter.drawLine(self._limit)
        if not self._lines:
            return
        pen = ink.curve(ratio, dimmed=self._dimmed)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        self._stroke(painter)
        if pen.widthF() * ratio <= 1.0:
            painter.translate(0.0, 0.5)
            self._stroke(painter)
            painter.translate(0.0, -0.5)

    def _stroke(self, painter: QPainter) -> None:
        for line in self._lines:
            if line.size() == 1:
                painter.drawPoint(line.first())
            else:
                painter.drawPolyline(line)


def paint_bar(painter: QPainter, bar: BarView, level: Level, area: QRectF, ink: TileInk) -> None:
    """Draw the bar of a dated target: the value, what is due today, and the target's own mark."""
    radius = area.height() / 2
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink.track)
    painter.drawRoundedRect(area, radius, radius)
    filled = QRectF(area)
    filled.setWidth(max(area.height(), area.width() * _share(bar.value)))
    painter.setBrush(ink.level_brushes[level])
    painter.drawRoundedRect(filled, radius, radius)
    colours, px = ink.theme.colours, ink.theme.px
    end = min(area.left() + area.width() * _share(bar.next_target), area.right() - px(1))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.fillRect(
        QRectF(round(end), area.top() - px(2), px(1), area.height() + px(4)), colours.text_3
    )
    if bar.due is not None:
        at = round(area.left() + area.width() * _share(bar.due) - px(1))
        painter.fillRect(QRectF(at, area.top() - px(3), px(2), area.height() + px(6)), colours.mark)


def _share(value: float) -> float:
    return min(1.0, max(0.0, value))
