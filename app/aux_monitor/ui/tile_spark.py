"""The history, the limit and the target bar of a tile, placed and drawn."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter, QTransform

from aux_monitor.domain.level import Level
from aux_monitor.presentation.views import BarView, TileView
from aux_monitor.ui.spark_shape import SparkShape
from aux_monitor.ui.sparkline import span
from aux_monitor.ui.tile_ink import SparkPens, TileInk
from aux_monitor.ui.tile_type import SET_PEN

BAR_HEIGHT = 7.0
"""Height of the bar under a dated target, in pixels at scale 1."""


_ANTIALIASING = QPainter.RenderHint.Antialiasing
_DRAW_LINE = QPainter.drawLine
_DRAW_POLYLINE = QPainter.drawPolyline
_SET_HINT = QPainter.setRenderHint
_SET_TRANSFORM = QPainter.setWorldTransform
"""Methods at hand (see ``tile_type``)."""


class SparkArea(NamedTuple):
    """The room for a line of history in pixels, and how many of its extremes are told apart."""

    left: float
    top: float
    width: float
    height: float
    buckets: int


class Spark:
    """A tile's line of history, and where it was placed last."""

    def __init__(self) -> None:
        self._shape = SparkShape()
        self._placed_for: object = None
        self._to_pixels = QTransform()
        self._limit_line: QLineF | None = None

    def paint(self, painter: QPainter, view: TileView, area: SparkArea, pens: SparkPens) -> None:
        """Draw the line and the target across it, scaled to their room.

        Drawn at once and not kept: a line is seldom drawn twice before it moves on. The painter
        is left scaled.
        """
        shape = self._shape
        shape.follow(view.spark, area.buckets)
        if shape.extent is None:
            return
        wanted = (shape.extent, view.spark_limit, len(view.spark), area)
        if wanted != self._placed_for:
            self._placed_for = wanted
            self._place(shape.extent, view.spark_limit, len(view.spark), area)
        if self._limit_line is not None:
            SET_PEN(painter, pens.limit)
            _DRAW_LINE(painter, self._limit_line)
        _SET_HINT(painter, _ANTIALIASING)
        SET_PEN(painter, pens.curve)
        _SET_TRANSFORM(painter, self._to_pixels)
        for line in shape.polygons:
            if line.size() == 1:
                painter.drawPoints(line)
            else:
                _DRAW_POLYLINE(painter, line)

    def _place(
        self, ends: tuple[float, float], limit: float | None, count: int, area: SparkArea
    ) -> None:
        low, high = span(*ends, limit)
        left, top, width, height, _ = area
        y_step = height / (high - low)
        base = top + height + low * y_step
        x_step = width / max(1, count - 1)
        self._to_pixels = QTransform(x_step, 0.0, 0.0, -y_step, left, base)
        self._limit_line = None
        if limit is not None:
            y = round(base - min(max(limit, low), high) * y_step) + 0.5
            self._limit_line = QLineF(left, y, left + width, y)


def paint_bar(painter: QPainter, bar: BarView, level: Level, area: QRectF, ink: TileInk) -> None:
    """Draw the bar of a dated target: the value, what is due today, and the targets' marks."""
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
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    for share in (bar.next_target, *bar.others):
        end = min(area.left() + area.width() * _share(share), area.right() - px(1))
        painter.fillRect(
            QRectF(round(end), area.top() - px(2), px(1), area.height() + px(4)), colours.text_3
        )
    if bar.due is not None:
        at = round(area.left() + area.width() * _share(bar.due) - px(1))
        painter.fillRect(QRectF(at, area.top() - px(3), px(2), area.height() + px(6)), colours.mark)


def _share(value: float) -> float:
    return min(1.0, max(0.0, value))
