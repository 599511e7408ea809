"""The scrolling part of the panel: cards and earlier alerts as widgets, the rest painted."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from aux_monitor.domain.notice import AlertKey
from aux_monitor.presentation.views import AlertCardView, AttentionView, EarlierView, ReviewView
from aux_monitor.settings.language import tr
from aux_monitor.ui.card_plan import CardSize, fits, plan
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.theme import Theme

if TYPE_CHECKING:
    from aux_monitor.ui.alert_card import AlertCard
    from aux_monitor.ui.away_card import AwayCard
    from aux_monitor.ui.earlier_row import EarlierRow

_SIDE = 16.0
_LEADING = 8.0
_HEAD_BASE = 31.0
_CARDS_TOP = 46.0
_GAP = 12.0
_FOOT = 12.0
_HEADING = 32.0
_CALM = 118.0
_ROW_INSET = 6.0
_FLAGS = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_WRAP = int(Qt.TextFlag.TextWordWrap)
_NOTHING = AttentionView("", (), (), ())


class _Heading(Struct, frozen=True):
    """A painted heading and where it stands."""

    y: int
    text: str


class AttentionList(QWidget):
    """Draws an ``AttentionView``; ``intent`` carries what is asked for in it."""

    intent = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view = _NOTHING
        self._room = QSize(0, 0)
        self._cards: dict[AlertKey, AlertCard] = {}
        self._wishes: dict[AlertKey, bool] = {}
        self._rows: list[EarlierRow] = []
        self._away: AwayCard | None = None
        self._headings: tuple[_Heading, ...] = ()
        self._reviews_top = 0
        self._top = theme.ipx(_CARDS_TOP)
        self.setAccessibleName(tr("Needs attention"))

    def show_view(self, view: AttentionView) -> None:
        """Show ``view``; what stays keeps its widget, its place and its focus."""
        before, self._view = self._view, view
        if view == before:
            return
        keys = [card.key for card in view.cards]
        if keys != [card.key for card in before.cards]:
            self._change_cards(view.cards)
        for card in view.cards:
            self._cards[card.key].show_view(card)
        self._show_away(view)
        if view.earlier != before.earlier:
            self._change_rows(view.earlier)
        if view.summary != before.summary or view.reviews != before.reviews:
            self.update()
        self._lay_out()

    def set_room(self, room: QSize) -> None:
        """Say how much of the list can be seen at once.

        Everything is placed in this width, which a scroll bar does not change: its room is the
        margin. Else a bar that comes could fold a card, with which the bar would go again.
        """
        if room != self._room:
            self._room = room
            self._lay_out()
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Draw with another theme: the cards are few and are made anew."""
        self._theme = theme
        view, self._view = self._view, _NOTHING
        old = [*self._cards.values(), *self._rows, *([self._away] if self._away else [])]
        for widget in old:
            _drop(widget)
        self._cards, self._rows, self._away = {}, [], None
        self.show_view(view)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a usual width and the least height."""
        return QSize(self._theme.ipx(320), self.minimumHeight())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and shape
        """Draw headings, the calm sign and the reviews."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self._theme.colours.background)
        self._paint_head(painter)
        if not self._view.cards:
            self._paint_calm(painter)
        painter.setFont(self._theme.font(TextStyle.BODY_STRONG))
        painter.setPen(self._theme.colours.text_2)
        for heading in self._headings:
            base = heading.y + self._theme.px(20)
            painter.drawText(QPointF(self._theme.px(_SIDE), base), heading.text)
        y = float(self._reviews_top)
        for review in self._view.reviews:
            y = self._paint_review(painter, y, review)
        painter.end()

    def _change_cards(self, views: tuple[AlertCardView, ...]) -> None:
        """Make and drop cards so that there is one for each view."""
        wanted = {view.key for view in views}
        for key in [key for key in self._cards if key not in wanted]:
            _drop(self._cards.pop(key))
            self._wishes.pop(key, None)
        for view in views:
            if view.key not in self._cards:
                self._cards[view.key] = self._new_card(view)
        self._order_stops()

    def _new_card(self, view: AlertCardView) -> AlertCard:
        from aux_monitor.ui.alert_card import AlertCard  # noqa: PLC0415 - with the first card

        made = AlertCard(self._theme, view, self)
        made.intent.connect(self.intent)
        made.turned.connect(lambda: self._turn(view.key))
        made.grown.connect(self._grown)
        made.show()
        return made

    def _show_away(self, view: AttentionView) -> None:
        if self._away is not None and view.away is not None:
            self._away.show_view(view.away)
        elif self._away is not None:
            _drop(self._away)
            self._away = None
            self._order_stops()
        elif view.away is not None:
            from aux_monitor.ui.away_card import AwayCard  # noqa: PLC0415 - seldom needed

            self._away = AwayCard(self._theme, view.away, self)
            self._away.intent.connect(self.intent)
            self._away.show()
            self._order_stops()

    def _change_rows(self, views: tuple[EarlierView, ...]) -> None:
        while len(self._rows) > len(views):
            _drop(self._rows.pop())
        for row, view in zip(self._rows, views, strict=False):
            row.show_view(view)
        for view in views[len(self._rows) :]:
            from aux_monitor.ui.earlier_row import EarlierRow  # noqa: PLC0415 - with the first one

            made = EarlierRow(self._theme, view, self)
            made.intent.connect(self.intent)
            made.show()
            self._rows.append(made)
        self._order_stops()

    def _order_stops(self) -> None:
        """Let Tab go from the top to the bottom, whatever was made first."""
        cards = [self._cards[view.key] for view in self._view.cards]
        first = self._away.stops() if self._away is not None else []
        stops = [*first, *(stop for card in cards for stop in card.stops()), *self._rows]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _turn(self, key: AlertKey) -> None:
        self._wishes[key] = self._cards[key].is_compact
        self._lay_out()

    def _grown(self) -> None:
        self._order_stops()
        self._lay_out()

    def _lay_out(self) -> None:
        theme = self._theme
        width = max(1, self._room.width() - 2 * theme.ipx(_SIDE))
        top = theme.ipx(_CARDS_TOP)
        if self._away is not None:
            tall = self._away.height_for(width)
            self._away.setGeometry(theme.ipx(_SIDE), top, width, tall)
            top += tall + theme.ipx(_GAP)
        y = self._place_cards(top, width)
        if not self._view.cards:
            y += theme.ipx(_CALM)
        if top != self._top:
            self._top = top
            self.update()
        headings: list[_Heading] = []
        y = self._place_rows(y, headings)
        if self._view.reviews:
            headings.append(_Heading(y, tr("Reviews due")))
            y += theme.ipx(_HEADING)
        if (tuple(headings), y) != (self._headings, self._reviews_top):
            self._headings, self._reviews_top = tuple(headings), y
            self.update()
        y += round(sum(self._line_height(due.text) for due in self._view.reviews))
        self.setMinimumHeight(y + theme.ipx(_FOOT))

    def _place_cards(self, y: int, width: int) -> int:
        """Place the cards from ``y`` on, as many in full as there is room for."""
        side, gap = self._theme.ipx(_SIDE), self._theme.ipx(_GAP)
        cards = [self._cards[view.key] for view in self._view.cards]
        sizes = [self._size_of(card, width) for card in cards]
        room = self._room.height() - y - self._theme.ipx(_FOOT)
        foldable = not fits(sizes, room, gap)
        shown = plan(sizes, room, gap) if foldable else [True] * len(sizes)
        for card, size, full in zip(cards, sizes, shown, strict=True):
            card.fold(compact=not full, foldable=foldable)
            card.setGeometry(side, y, width, size.full if full else size.compact)
            y += card.height() + gap
        return y

    def _size_of(self, card: AlertCard, width: int) -> CardSize:
        wish = True if card.is_busy else self._wishes.get(card.view.key)
        full, compact = (card.height_for(width, compact=each) for each in (False, True))
        return CardSize(full, compact, wish)

    def _place_rows(self, y: int, headings: list[_Heading]) -> int:
        """Place the earlier alerts from ``y`` on, a heading above each day."""
        theme, day = self._theme, ""
        x = theme.ipx(_SIDE - _ROW_INSET)
        width = max(1, self._room.width() - 2 * x)
        for row, view in zip(self._rows, self._view.earlier, strict=True):
            if view.day != day:
                day = view.day
                headings.append(_Heading(y, day))
                y += theme.ipx(_HEADING)
            row.setGeometry(x, y, width, row.height_for(width))
            y += row.height()
        return y + theme.ipx(4) if self._rows else y

    def _paint_head(self, painter: QPainter) -> None:
        theme = self._theme
        font = theme.font(TextStyle.BODY_STRONG)
        base, right = theme.px(_HEAD_BASE), self._room.width() - theme.px(_SIDE)
        painter.setFont(font)
        painter.setPen(theme.colours.text_2)
        painter.drawText(QPointF(theme.px(_SIDE), base), tr("Needs attention"))
        width = QFontMetricsF(font).horizontalAdvance(self._view.summary)
        painter.setPen(theme.colours.text if self._view.cards else theme.colours.text_2)
        painter.drawText(QPointF(right - width, base), self._view.summary)

    def _paint_calm(self, painter: QPainter) -> None:
        theme = self._theme
        tall = theme.px(_CALM - _GAP)
        area = QRectF(theme.px(_SIDE), self._top, self._room.width() - 2 * theme.px(_SIDE), tall)
        radius = theme.radius.card
        painter.setPen(theme.colours.line)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.setFont(theme.font(TextStyle.LEAD))
        painter.setPen(theme.colours.text_2)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, tr("Nothing needs you"))

    def _paint_review(self, painter: QPainter, y: float, review: ReviewView) -> float:
        height, x, side = self._line_height(review.text), self._text_x(), self._theme.px(_SIDE)
        painter.setFont(self._theme.font(TextStyle.BODY))
        painter.setPen(self._theme.colours.text_2)
        painter.drawText(QRectF(side, y, x - side, height), _FLAGS, review.when)
        painter.drawText(QRectF(x, y, self._text_room(), height), _FLAGS | _WRAP, review.text)
        return y + height

    def _text_room(self) -> float:
        return max(1.0, self._room.width() - self._theme.px(_SIDE) - self._text_x())

    def _line_height(self, text: str) -> float:
        metrics = QFontMetricsF(self._theme.font(TextStyle.BODY))
        area = QRectF(0, 0, self._text_room(), 1e4)
        return metrics.boundingRect(area, _FLAGS | _WRAP, text).height() + self._theme.px(_LEADING)

    def _text_x(self) -> float:
        """Return where the reviews' texts begin: past the widest time."""
        metrics = QFontMetricsF(self._theme.font(TextStyle.BODY))
        whens = ("00:00", *(due.when for due in self._view.reviews))
        widest = max(metrics.horizontalAdvance(when) for when in whens)
        return self._theme.px(_SIDE) + widest + self._theme.px(14)


def _drop(widget: QWidget) -> None:
    widget.hide()
    widget.deleteLater()
