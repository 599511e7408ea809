"""A failing figure drawn so that it is read from across the room."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from aux_monitor.presentation.ambient import GrownView
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.shapes import paint_level
from aux_monitor.ui.theme import Theme, faded

_STACKED_BELOW = 2.8
_LEAST_SHARE = 0.35
"""A text is made smaller down to this share before it is cut."""


def sized(theme: Theme, style: TextStyle, height: float) -> QFont:
    """Return a font of the scale's cut, ``height`` pixels tall."""
    font = QFont(theme.font(style))
    font.setPointSizeF(font.pointSizeF() * height / QFontMetricsF(font).height())
    return font


def write(
    painter: QPainter, at: QPointF, room: float, text: str, font: QFont, colour: QColor
) -> float:
    """Write one line from a baseline's start, smaller where it does not fit; return its width."""
    needed = QFontMetricsF(font).horizontalAdvance(text)
    if needed > room > 0:
        font = QFont(font)
        font.setPointSizeF(font.pointSizeF() * max(_LEAST_SHARE, 0.99 * room / needed))
    metrics = QFontMetricsF(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, room))
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(at, shown)
    return metrics.horizontalAdvance(shown)


def paint_grown(painter: QPainter, area: QRectF, view: GrownView, theme: Theme) -> None:
    """Draw a failing figure as large as ``area`` lets it: shape, figure, what is wrong, what to do.

    The words stand beside the figure, and below it where ``area`` is nearly as tall as wide.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_card(painter, area, view, theme)
    stacked = area.width() < _STACKED_BELOW * area.height()
    pad = area.height() * (0.07 if stacked else 0.12)
    inner = area.adjusted(pad, pad, -pad, -pad)
    row = QRectF(inner)
    if stacked:
        row.setHeight(inner.height() * 0.58)
    side = row.height() * 0.62
    mark = QRectF(row.left(), row.center().y() - side / 2, side, side)
    paint_level(painter, mark, view.level, theme)
    left = mark.right() + pad
    room = (row.right() - left) if stacked else inner.width() * 0.46
    end = _paint_figure(painter, row, left, room, view, theme)
    if stacked:
        words = QRectF(inner.left(), row.bottom(), inner.width(), inner.bottom() - row.bottom())
    else:
        words = QRectF(end + pad, inner.top(), inner.right() - end - pad, inner.height())
    _paint_words(painter, words, view, theme)


def _paint_card(painter: QPainter, area: QRectF, view: GrownView, theme: Theme) -> None:
    colour = theme.level(view.level)
    radius = theme.radius.card
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colours.surface)
    painter.drawRoundedRect(area, radius, radius)
    painter.setPen(faded(colour, max(theme.tint.edge, 0.6)))
    painter.setBrush(faded(colour, theme.tint.card))
    painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


def _paint_figure(
    painter: QPainter, inner: QRectF, left: float, room: float, view: GrownView, theme: Theme
) -> float:
    """Draw the figure and its unit; return where they end."""
    font = sized(theme, TextStyle.DISPLAY, inner.height() * 0.88)
    base = inner.center().y() + QFontMetricsF(font).capHeight() / 2
    unit = f" {view.figure.unit}" if view.figure.unit else ""
    small = sized(theme, TextStyle.UNIT_LARGE, inner.height() * 0.38)
    unit_width = QFontMetricsF(small).horizontalAdvance(unit)
    width = write(
        painter,
        QPointF(left, base),
        room - unit_width,
        view.figure.text,
        font,
        theme.colours.text,
    )
    painter.setFont(small)
    painter.setPen(theme.colours.text_2)
    painter.drawText(QPointF(left + width, base), unit)
    return left + width + unit_width


def _paint_words(painter: QPainter, area: QRectF, view: GrownView, theme: Theme) -> None:
    """Draw the lines, all smaller by the same where one of them needs it."""
    height = area.height()
    lines = (
        (view.title, TextStyle.HEADLINE, 0.34, theme.colours.text),
        (view.word, TextStyle.BODY_STRONG, 0.27, theme.word(view.level)),
        (view.action, TextStyle.BODY, 0.27, theme.colours.text_2),
    )
    shown = [line for line in lines if line[0]]
    fonts = [sized(theme, style, height * share) for _, style, share, _ in shown]
    widest = max(
        QFontMetricsF(font).horizontalAdvance(line[0])
        for font, line in zip(fonts, shown, strict=True)
    )
    for font in fonts:
        share = max(_LEAST_SHARE, min(1.0, area.width() / widest))
        font.setPointSizeF(font.pointSizeF() * share)
    top = area.center().y() - sum(QFontMetricsF(font).height() for font in fonts) / 2
    for (text, _, _, colour), font in zip(shown, fonts, strict=True):
        metrics = QFontMetricsF(font)
        write(
            painter, QPointF(area.left(), top + metrics.ascent()), area.width(), text, font, colour
        )
        top += metrics.height()
