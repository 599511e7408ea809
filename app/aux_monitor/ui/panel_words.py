"""A big figure with its unit, and under it what it is, how good it is and what is asked."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from aux_monitor.domain.level import Level
from aux_monitor.presentation.views import HeadlineView
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.theme import Theme

_KEY = 13.0
_ROOMY = 60.0


def paint_headline(
    painter: QPainter, area: QRectF, head: HeadlineView, theme: Theme, *, keyed: bool, quiet: bool
) -> None:
    """Draw one big figure into ``area``.

    ``keyed`` draws the curve's colour before its name; ``quiet`` takes the figure's strength,
    where it cannot be believed.
    """
    _paint_figure(painter, area, head, theme, quiet=quiet)
    small = theme.font(TextStyle.SMALL)
    base = area.bottom() - QFontMetricsF(small).descent()
    x = _paint_key(painter, area.left(), base, head, theme) if keyed else area.left()
    unknown = head.level is Level.UNKNOWN or quiet
    colour = theme.colours.text_2 if unknown else theme.word(head.level)
    x = _write(
        painter, x, area.right(), base, head.word, theme.font(TextStyle.SMALL_STRONG), colour
    )
    detail = f" · {head.detail}" if head.detail else ""
    _write(painter, x, area.right(), base, detail, small, theme.colours.text_2)


def _paint_figure(
    painter: QPainter, area: QRectF, head: HeadlineView, theme: Theme, *, quiet: bool
) -> None:
    roomy = area.height() >= theme.px(_ROOMY)
    font = theme.font(TextStyle.DISPLAY if roomy else TextStyle.FIGURE)
    unit_font = theme.font(TextStyle.UNIT_LARGE if roomy else TextStyle.LEAD)
    metrics = QFontMetricsF(font)
    base = area.top() + metrics.capHeight() + theme.px(4 if roomy else 2)
    colours = theme.colours
    painter.setFont(font)
    painter.setPen(colours.text_3 if quiet else colours.text)
    painter.drawText(QPointF(area.left() - theme.px(2), base), head.figure.text)
    end = area.left() + metrics.horizontalAdvance(head.figure.text)
    painter.setFont(unit_font)
    painter.setPen(colours.text_2)
    painter.drawText(QPointF(end + theme.px(3), base), head.figure.unit)


def _paint_key(
    painter: QPainter, left: float, base: float, head: HeadlineView, theme: Theme
) -> float:
    small = theme.font(TextStyle.SMALL)
    row = base - QFontMetricsF(small).capHeight() / 2
    pen = QPen(theme.series(head.colour), theme.px(3))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawLine(QLineF(left + theme.px(2), row, left + theme.px(_KEY), row))
    name = f"{head.name} · " if head.name else ""
    start = left + theme.px(_KEY + 7)
    return _write(painter, start, start + 1e4, base, name, small, theme.colours.text_2)


def _write(
    painter: QPainter, x: float, right: float, base: float, text: str, font: QFont, colour: QColor
) -> float:
    metrics = QFontMetricsF(font)
    room = max(0.0, right - x)
    if metrics.horizontalAdvance(text) > room:
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(QPointF(x, base), text)
    return x + metrics.horizontalAdvance(text)
