"""What an alert card draws: its texts, placed for one width, and the painting of them."""

from __future__ import annotations

import re

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption

from aux_monitor.presentation.views import AlertCardView, WhyView
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.shapes import paint_level
from aux_monitor.ui.theme import Theme, faded

_PAD, _NARROW_PAD = 16.0, 12.0
_NARROW = 290.0
_SHAPE = 14.0
_TOP, _BOTTOM = 12.0, 12.0
_STATUS = 20.0
_ACTION, _ACTION_PAD = 27.0, 9.0
_ROW = 19.0
_LINK = 22.0
_GAP = 8.0
_COLUMN_GAP = 10.0
_CHEVRON, _CHEVRON_EDGE = 9.0, 9.0
_LEADING = 1.2
_BEFORE_UNIT = re.compile(r"(?<=\d) (?=%|(?:ms|s|min|h|d|wk|MB|KB|pts)\b)")
"""The blank between a figure and its unit, where no line may break."""

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Placed(Struct, frozen=True):
    """A wrapped text and where it stands."""

    layout: QTextLayout
    y: float

    @property
    def bottom(self) -> float:
        """Return where the text ends."""
        return self.y + self.layout.boundingRect().height()


class CardFace(Struct, frozen=True):
    """A card's texts placed for one width; ``bottom`` is where what is drawn ends.

    ``link`` is the place of the release, which is a button where it has a page.
    """

    width: int
    pad: float
    title: Placed
    status: QRectF
    action: Placed | None
    action_box: QRectF
    rows_y: float
    label_width: float
    figure_width: float
    texts: tuple[Placed, ...]
    link: QRectF
    standing: Placed | None
    bottom: float


def pad_for(theme: Theme, width: int) -> float:
    """Return the space at a card's sides."""
    return theme.px(_NARROW_PAD if width < theme.px(_NARROW) else _PAD)


def place(view: AlertCardView, theme: Theme, width: int, *, compact: bool) -> CardFace:
    """Return where everything stands in a card of this width."""
    px, pad = theme.px, pad_for(theme, width)
    room = width - 2 * pad
    title_x = px(_SHAPE + 8)
    # The chevron's place is kept free always: a title must not wrap because a card can fold.
    title_room = width - pad - title_x - px(_CHEVRON_EDGE + _CHEVRON + 4)
    title = wrapped(view.title, theme.font(TextStyle.TITLE), title_room)
    placed = Placed(title, px(_TOP))
    status = QRectF(pad + title_x, placed.bottom, room - title_x, px(_STATUS))
    label_width, figure_width = _columns(view.why, theme)
    y = status.bottom()
    action, box, rows_y, link = None, QRectF(), y, QRectF()
    texts: list[Placed] = []
    standing = None
    if not compact:
        if view.action:
            wide = room - 2 * px(_ACTION_PAD)
            layout = wrapped(view.action, theme.font(TextStyle.TITLE), wide)
            tall = max(px(_ACTION), layout.boundingRect().height() + px(_GAP))
            box = QRectF(pad, y + px(_GAP), room, tall)
            action = Placed(layout, box.center().y() - layout.boundingRect().height() / 2)
            y = box.bottom()
        rows_y = y + px(_GAP)
        y = rows_y + len(view.why) * px(_ROW) if view.why else y
        for line in view.lines:
            texts.append(Placed(wrapped(line, theme.font(TextStyle.BODY), room), y + px(4)))
            y = texts[-1].bottom
        if view.release is not None:
            link = QRectF(pad, y + px(2), room, px(_LINK))
            y = link.bottom()
        if view.standing:
            layout = wrapped(view.standing, theme.font(TextStyle.SMALL), room)
            standing = Placed(layout, y + px(4))
            y = standing.bottom
    return CardFace(
        width, pad, placed, status, action, box, rows_y, label_width, figure_width,
        tuple(texts), link, standing, y,
    )  # fmt: skip


def bottom_gap(theme: Theme) -> float:
    """Return the space under the last thing in a card."""
    return theme.px(_BOTTOM)


def _columns(why: tuple[WhyView, ...], theme: Theme) -> tuple[float, float]:
    """Return how wide the table's labels and figures are."""
    small = QFontMetricsF(theme.font(TextStyle.SMALL))
    strong = QFontMetricsF(theme.font(TextStyle.BODY_STRONG))
    labels = max((small.horizontalAdvance(row.label) for row in why), default=0.0)
    figures = max((strong.horizontalAdvance(row.figure) for row in why), default=0.0)
    return labels, figures


def paint_title(
    painter: QPainter, view: AlertCardView, face: CardFace, theme: Theme, *, compact: bool
) -> None:
    """Draw shape, title, state and how long; without room for more the value as well."""
    side = theme.px(_SHAPE)
    metrics = QFontMetricsF(theme.font(TextStyle.TITLE))
    top = face.title.y + metrics.ascent() - metrics.capHeight() / 2 - side / 2
    paint_level(painter, QRectF(face.pad, top, side, side), view.level, theme)
    painter.setPen(theme.colours.text)
    face.title.layout.draw(painter, QPointF(face.status.x(), face.title.y))
    strong, plain = theme.font(TextStyle.BODY_STRONG), theme.font(TextStyle.BODY)
    painter.setFont(strong)
    painter.setPen(theme.level(view.level))
    painter.drawText(face.status, _LEFT, view.word)
    after = QFontMetricsF(strong).horizontalAdvance(view.word) + theme.px(7)
    painter.setFont(plain)
    painter.setPen(theme.colours.text_2)
    painter.drawText(face.status.adjusted(after, 0, 0, 0), _LEFT, view.lasts)
    if compact:
        painter.setFont(strong)
        painter.setPen(theme.colours.text)
        painter.drawText(face.status, _RIGHT, view.glance)


def paint_chevron(painter: QPainter, face: CardFace, theme: Theme, *, compact: bool) -> None:
    """Draw the sign that a card opens or folds."""
    side = theme.px(_CHEVRON)
    x = face.width - theme.px(_CHEVRON_EDGE) - side
    y = face.title.y + theme.px(6)
    low, high = (y, y + side / 2) if compact else (y + side / 2, y)
    painter.setPen(QPen(theme.colours.text_2, theme.px(1.5)))
    points = [QPointF(x, low), QPointF(x + side / 2, high), QPointF(x + side, low)]
    painter.drawPolyline(points)


def paint_body(painter: QPainter, view: AlertCardView, face: CardFace, theme: Theme) -> None:
    """Draw the order, the table, the sentences and who was told."""
    colours = theme.colours
    if face.action is not None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(faded(theme.level(view.level), theme.tint.card))
        painter.drawRoundedRect(face.action_box, theme.radius.button, theme.radius.button)
        painter.setPen(colours.text)
        place_at = QPointF(face.pad + theme.px(_ACTION_PAD), face.action.y)
        face.action.layout.draw(painter, place_at)
    for index, row in enumerate(view.why):
        _paint_row(painter, row, index, face, theme)
    painter.setPen(colours.text_2)
    for text in face.texts:
        text.layout.draw(painter, QPointF(face.pad, text.y))
    if face.standing is not None:
        face.standing.layout.draw(painter, QPointF(face.pad, face.standing.y))


def _paint_row(painter: QPainter, row: WhyView, index: int, face: CardFace, theme: Theme) -> None:
    height = theme.px(_ROW)
    area = QRectF(face.pad, face.rows_y + index * height, face.width - 2 * face.pad, height)
    painter.setFont(theme.font(TextStyle.SMALL))
    painter.setPen(theme.colours.text_2)
    painter.drawText(area, _LEFT, row.label)
    x = face.label_width + theme.px(_COLUMN_GAP)
    figure = QRectF(area.x() + x, area.y(), face.figure_width, height)
    painter.setFont(theme.font(TextStyle.BODY_STRONG if index == 0 else TextStyle.BODY))
    painter.setPen(theme.colours.text)
    painter.drawText(figure, _RIGHT, row.figure)
    note = area.adjusted(x + face.figure_width + theme.px(_COLUMN_GAP), 0, 0, 0)
    small = theme.font(TextStyle.SMALL)
    painter.setFont(small)
    painter.setPen(theme.colours.text_2)
    shown = QFontMetricsF(small).elidedText(row.note, Qt.TextElideMode.ElideRight, note.width() + 1)
    painter.drawText(note, _LEFT, shown)


def wrapped(text: str, font: QFont, width: float) -> QTextLayout:
    """Return a text laid out in lines of a width; a figure and its unit stay on one."""
    layout = QTextLayout(_BEFORE_UNIT.sub("\u00a0", text), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    y = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1.0, width))
        line.setPosition(QPointF(0.0, y))
        y += line.height() * _LEADING
    layout.endLayout()
    return layout
