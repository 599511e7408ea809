"""A level's shape, so that no state is told by colour alone.

On target is a disc with a tick, off target a triangle with a bar, breach an octagon with a
cross, unknown a dashed ring: told apart in grey and at 12 pixels, and by their outlines alone (the
octagon is larger than the disc, or the two would be one blur at that size).
"""

from __future__ import annotations

import math
from typing import assert_never

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap, QPolygonF

from aux_monitor.domain.level import Level
from aux_monitor.ui.theme import Theme


def paint_level(painter: QPainter, rect: QRectF, level: Level, theme: Theme) -> None:
    """Draw the shape of ``level`` into ``rect`` (a square)."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / 16, rect.height() / 16)
    colour = theme.level(level)
    match level:
        case Level.ON_TARGET:
            _disc(painter, colour, theme.colours.on_level)
        case Level.OFF_TARGET:
            _triangle(painter, colour, theme.colours.on_level)
        case Level.BREACH:
            _octagon(painter, colour, theme.colours.on_breach)
        case Level.UNKNOWN:
            _ring(painter, colour)
        case _:
            assert_never(level)
    painter.restore()


def level_pixmap(level: Level, theme: Theme, size: float, ratio: float) -> QPixmap:
    """Return the shape as a transparent pixmap of ``size`` logical pixels at a device ratio."""
    pixels = max(1, math.ceil(size * ratio))
    pixmap = QPixmap(pixels, pixels)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_level(painter, QRectF(0, 0, size, size), level, theme)
    painter.end()
    return pixmap


def hatch(theme: Theme, ratio: float) -> QBrush:
    """Return the diagonal stripes that lie over what cannot be believed."""
    side = theme.ipx(20)
    pixmap = QPixmap(QSize(side, side) * ratio)
    pixmap.fill(theme.colours.surface)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colours.hatch, pixmap.width() * 0.35))
    full = float(pixmap.width())
    for shift in (-full, 0.0, full):
        painter.drawLine(
            QPointF(shift - full / 2, full * 1.5), QPointF(shift + full * 1.5, -full / 2)
        )
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return QBrush(pixmap)


def _disc(painter: QPainter, colour: QColor, mark: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(QRectF(1.4, 1.4, 13.2, 13.2))
    painter.setPen(_stroke(mark, 2.0))
    painter.drawPolyline(QPolygonF([QPointF(4.9, 8.3), QPointF(7.1, 10.5), QPointF(11.2, 5.8)]))


def _triangle(painter: QPainter, colour: QColor, mark: QColor) -> None:
    painter.setPen(_stroke(colour, 2.0))
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF([QPointF(8, 2.6), QPointF(14.2, 13.4), QPointF(1.8, 13.4)]))
    painter.setPen(_stroke(mark, 1.8))
    painter.drawLine(QLineF(8, 6.2, 8, 9.4))
    painter.drawPoint(QPointF(8, 12.0))


def _octagon(painter: QPainter, colour: QColor, mark: QColor) -> None:
    corner = 4.6
    low, high = 0.3, 15.7
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(
        QPolygonF(
            [
                QPointF(low + corner, low),
                QPointF(high - corner, low),
                QPointF(high, low + corner),
                QPointF(high, high - corner),
                QPointF(high - corner, high),
                QPointF(low + corner, high),
                QPointF(low, high - corner),
                QPointF(low, low + corner),
            ]
        )
    )
    painter.setPen(_stroke(mark, 2.1))
    painter.drawLine(QLineF(5.6, 5.6, 10.4, 10.4))
    painter.drawLine(QLineF(10.4, 5.6, 5.6, 10.4))


def _ring(painter: QPainter, colour: QColor) -> None:
    pen = QPen(colour, 1.7)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    circumference = 2 * math.pi * 6.4
    dash = circumference / 8 / pen.widthF()
    pen.setDashPattern([dash * 0.58, dash * 0.42])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QRectF(1.6, 1.6, 12.8, 12.8))


def _stroke(colour: QColor, width: float) -> QPen:
    return QPen(
        colour,
        width,
        Qt.PenStyle.SolidLine,
        Qt.PenCapStyle.RoundCap,
        Qt.PenJoinStyle.RoundJoin,
    )
