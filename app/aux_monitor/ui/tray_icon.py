"""The tray icon's picture: the worst level's shape with the number of alerts that fire."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPainterPath, QPen, QPixmap

from aux_monitor.domain.level import Level
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.shapes import paint_level
from aux_monitor.ui.theme import Theme

ICON_SIZES = (16, 22, 24, 32, 44, 48, 64)
"""The pixel sizes tray hosts ask for: panels of 16 to 48 pixels, and those on dense screens."""

_MOST = 9
"""A larger count is drawn as 9+: more digits cannot be read at 16 pixels."""

_WHITE = QColor(255, 255, 255)
_INK = QColor(20, 24, 30)
_DIRECTIONS = 16


def tray_icon(level: Level, count: int, theme: Theme) -> QIcon:
    """Return the icon in every size; ``count`` 0 draws no badge.

    The shape has a white outline inside a dark one, so that its silhouette shows on a panel of
    any colour: the program cannot know a panel's.
    """
    icon = QIcon()
    for size in ICON_SIZES:
        icon.addPixmap(tray_pixmap(level, count, theme, size))
    return icon


def tray_pixmap(level: Level, count: int, theme: Theme, size: int) -> QPixmap:
    """Return one size of the icon, transparent around the shape."""
    pixmap = _blank(size)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    room = float(size) if count == 0 else size * 0.84
    _paint_outlined(painter, level, theme, room, size)
    if count > 0:
        _paint_badge(painter, count, theme, float(size))
    painter.end()
    return pixmap


def _paint_outlined(painter: QPainter, level: Level, theme: Theme, room: float, size: int) -> None:
    """Draw the shape into the upper left square of ``room`` pixels, outlines included."""
    white, dark = max(1.0, size / 18), max(0.5, size / 40)
    margin = white + dark - room / 53  # the largest shape leaves so much free
    area = QRectF(margin, margin, room - 2 * margin, room - 2 * margin)
    for colour, reach in ((QColor(0, 0, 0, 190), white + dark), (_WHITE, white)):
        silhouette = _silhouette(level, theme, area, size, colour)
        for index in range(_DIRECTIONS):
            angle = 2 * math.pi * index / _DIRECTIONS
            painter.drawPixmap(
                QPointF(reach * math.cos(angle), reach * math.sin(angle)), silhouette
            )
    paint_level(painter, area, level, theme)


def _silhouette(level: Level, theme: Theme, area: QRectF, size: int, colour: QColor) -> QPixmap:
    pixmap = _blank(size)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    if level is Level.UNKNOWN:  # dashes outlined one by one are a blur: its ground is a whole ring
        inset = area.width() / 16 * 1.6
        painter.setPen(QPen(colour, inset))
        painter.drawEllipse(area.adjusted(inset, inset, -inset, -inset))
    paint_level(painter, area, level, theme)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(pixmap.rect(), colour)
    painter.end()
    return pixmap


def _paint_badge(painter: QPainter, count: int, theme: Theme, size: float) -> None:
    """Draw the count at the lower right, white on dark, over the shape."""
    text = str(count) if count <= _MOST else f"{_MOST}+"
    height = size * 0.6
    width = height if len(text) == 1 else height * 1.35
    badge = QRectF(size - width, size - height, width, height)
    rim = max(0.75, size / 32)
    inner = badge.adjusted(rim, rim, -rim, -rim)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_WHITE)
    painter.drawRoundedRect(badge, height / 2, height / 2)
    painter.setBrush(_INK)
    painter.drawRoundedRect(inner, inner.height() / 2, inner.height() / 2)
    font = QFont(theme.font(TextStyle.BODY_STRONG))
    font.setPixelSize(max(6, round(height * 0.8)))
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addText(QPointF(0, 0), font, text)
    painter.translate(inner.center() - path.boundingRect().center())
    painter.fillPath(path, _WHITE)


def _blank(size: int) -> QPixmap:
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap
