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


class CardBody(Struct, frozen=True):
    """What a card says below its first lines, placed.

    ``link`` is the place of the release, which is a button where it has a page.
    """

    action: Placed | None
    action_box: QRectF
    rows_y: float
    label_width: float
    figure_width: float
    parts: QRectF
    texts: tuple[Placed, ...]
    link: QRectF
    bottom: float


class CardFace(Struct, frozen=True):
    """A card placed for one width; ``body`` is None where only its first lines are shown."""

    width: int
    pad: float
    title: Placed
    status: QRectF
    body: CardBody | None

    @property
    def bottom(self) -> float:
        """Return where what is drawn ends."""
        return self.status.bottom() if self.body is None else self.body.bottom


def pad_for(theme: Theme, width: int) -> float:
    """Return the space at a card's sides."""
    return theme.px(_NARROW_PAD if width < theme.px(_NARROW) else _PAD)


def place(view: AlertCardView, theme: Theme, width: int, *, compact: bool) -> CardFace:
    """Return where everything stands in a card of this width."""
    px, pad = theme.px, pad_for(theme, width)
    title_x = px(_SHAPE + 8)
    # The chevron's place is kept free always: a title must not wrap because a card can fold.
    title_room = width - pad - title_x - px(_CHEVRON_EDGE + _CHEVRON + 4)
    title = Placed(wrapped(view.title, theme.font(TextStyle.TITLE), title_room), px(_TOP))
    room = width - 2 * pad
    status = QRectF(pad + title_x, title.bottom, room - title_x, px(_STATUS))
    body = None if compact else _place_body(view, theme, QRectF(pad, status.bottom(), room, 0))
    return CardFace(width, pad, title, status, body)


def _place_body(view: AlertCardView, theme: Theme, at: QRectF) -> CardBody:
    """Return where the body stands below ``at``, as wide as that."""
    px, pad, room = theme.px, at.x(), at.width()
    action, box = _place_action(view.action, theme, at)
    label_width, figure_width = _columns(view.why, theme)
    rows_y = box.bottom() + (px(_GAP) if view.why else 0.0)
    y = rows_y + len(view.why) * px(_ROW)
    parts = QRectF(pad, y + px(2), room, px(_ROW)) if view.parts else QRectF(pad, y, room, 0)
    y, texts = parts.bottom(), []
    for line in view.lines:
        texts.append(Placed(wrapped(line, theme.font(TextStyle.BODY), room), y + px(4)))
        y = texts[-1].bottom
    link = QRectF(pad, y + px(2), room, px(_LINK)) if view.release else QRectF(pad, y, room, 0)
    y = link.bottom()
    if view.standing:
        texts.append(Placed(wrapped(view.standing, theme.font(TextStyle.SMALL), room), y + px(4)))
        y = texts[-1].bottom
    return CardBody(action, box, rows_y, label_width, figure_width, parts, tuple(texts), link, y)


def _place_action(action: str, theme: Theme, at: QRectF) -> tuple[Placed | None, QRectF]:
    if not action:
        return None, at
    px = theme.px
    layout = wrapped(action, theme.font(TextStyle.TITLE), at.width() - 2 * px(_ACTION_PAD))
    words = layout.boundingRect().height()
    box = QRectF(at.x(), at.bottom() + px(_GAP), at.width(), max(px(_ACTION), words + px(_GAP)))
    return Placed(layout, box.center().y() - words / 2), box


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
    painter.setPen(theme.word(view.level))
    painter.drawText(face.status, _LEFT, view.word)
    after = QFontMetricsF(strong).horizontalAdvance(view.word) + theme.px(7)
    painter.setFont(plain)
    painter.setPen(theme.colours.text_2)
    room = face.status.adjusted(after, 0, 0, 0)
    said = view.lasts
    if compact and view.answered:
        said = f"{said} · {view.answered}" if said else view.answered
        glance = QFontMetricsF(strong).horizontalAdvance(view.glance)
        left = room.width() - glance - theme.px(_COLUMN_GAP)
        said = QFontMetricsF(plain).elidedText(said, Qt.TextElideMode.ElideRight, left)
    painter.drawText(room, _LEFT, said)
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
    body = face.body
    if body is None:
        return
    colours = theme.colours
    if body.action is not None:
        outlined = theme.tint.card == 0.0  # in high contrast a border stands for the tint
        painter.setPen(colours.line if outlined else Qt.PenStyle.NoPen)
        painter.setBrush(faded(theme.level(view.level), theme.tint.card))
        painter.drawRoundedRect(body.action_box, theme.radius.button, theme.radius.button)
        painter.setPen(colours.text)
        place_at = QPointF(face.pad + theme.px(_ACTION_PAD), body.action.y)
        body.action.layout.draw(painter, place_at)
    row = QRectF(face.pad, body.rows_y, face.width - 2 * face.pad, theme.px(_ROW))
    for index, line in enumerate(view.why):
        _paint_row(painter, line, body, row.translated(0, index * row.height()), theme)
    painter.setPen(colours.text_2)
    if view.parts:
        font = theme.font(TextStyle.BODY)
        painter.setFont(font)
        painter.drawText(body.parts, _LEFT, parts_in(view.parts, font, body.parts.width()))
    for text in body.texts:
        text.layout.draw(painter, QPointF(face.pad, text.y))


def parts_in(parts: tuple[str, ...], font: QFont, width: float) -> str:
    """Return as many parts as fit on one line, the worst first: a second line would come and go."""
    metrics = QFontMetricsF(font)
    shown = parts[0]
    for part in parts[1:]:
        longer = f"{shown} · {part}"
        if metrics.horizontalAdvance(longer) > width:
            return shown
        shown = longer
    return metrics.elidedText(shown, Qt.TextElideMode.ElideRight, width)


def _paint_row(painter: QPainter, row: WhyView, body: CardBody, area: QRectF, theme: Theme) -> None:
    small = theme.font(TextStyle.SMALL)
    painter.setFont(small)
    painter.setPen(theme.colours.text_2)
    painter.drawText(area, _LEFT, row.label)
    x = body.label_width + theme.px(_COLUMN_GAP)
    note = area.adjusted(x + body.figure_width + theme.px(_COLUMN_GAP), 0, 0, 0)
    shown = QFontMetricsF(small).elidedText(row.note, Qt.TextElideMode.ElideRight, note.width() + 1)
    painter.drawText(note, _LEFT, shown)
    first = area.top() == body.rows_y
    painter.setFont(theme.font(TextStyle.BODY_STRONG if first else TextStyle.BODY))
    painter.setPen(theme.colours.text)
    figure = QRectF(area.x() + x, area.y(), body.figure_width, area.height())
    painter.drawText(figure, _RIGHT, row.figure)


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
