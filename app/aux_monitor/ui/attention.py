"""Needs attention: what fires, what happened earlier, which reviews are due."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from aux_monitor.domain.notice import AlertKey
from aux_monitor.presentation.views import AttentionView, EarlierView, ReviewView
from aux_monitor.ui.alert_card import AlertCard
from aux_monitor.ui.controls import control_sheet
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.shapes import paint_level
from aux_monitor.ui.theme import Theme

_SIDE = 16.0
_SHAPE = 12.0
_LEADING = 8.0
_HEAD_BASE = 31.0
_CARDS_TOP = 46.0
_GAP = 12.0
_HEADING = 36.0
_CALM = 118.0
_FLAGS = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_WRAP = int(Qt.TextFlag.TextWordWrap)
_NOTHING = AttentionView("", (), (), ())


class AttentionPanel(QWidget):
    """Draws an ``AttentionView``; ``intent`` carries what a card's button asks for."""

    intent = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._list = AttentionList(theme)
        self._list.intent.connect(self.intent)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._list)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.addWidget(self._area)
        self._dress()

    def show_view(self, view: AttentionView) -> None:
        """Show ``view``; cards that stay keep their place and their focus."""
        self._list.show_view(view)

    def set_theme(self, theme: Theme) -> None:
        """Draw with another theme from now on."""
        self._theme = theme
        self._list.set_theme(theme)
        self._dress()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and shape
        """Draw the line at the left edge."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colours.background)
        painter.fillRect(0, 0, 1, self.height(), self._theme.colours.line)
        painter.end()

    def _dress(self) -> None:
        theme = self._theme
        card_button = f'QPushButton[weight="card"] {{ padding: 0 {theme.space.xs}px; }}'
        plain = "QScrollArea { background: transparent; border: none; }"
        self.setStyleSheet(f"{control_sheet(theme)}\n{plain}\n{card_button}")


class AttentionList(QWidget):
    """The scrolling part: cards as widgets, everything else painted."""

    intent = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view = _NOTHING
        self._cards: dict[AlertKey, AlertCard] = {}
        self._cards_bottom = 0
        self.setAccessibleName("Needs attention")

    def show_view(self, view: AttentionView) -> None:
        """Show ``view``."""
        if view == self._view:
            return
        self._view = view
        wanted = {card.key for card in view.cards}
        for key in [key for key in self._cards if key not in wanted]:
            self._drop(self._cards.pop(key))
        for card in view.cards:
            if card.key in self._cards:
                self._cards[card.key].show_view(card)
            else:
                made = AlertCard(self._theme, card, self)
                made.intent.connect(self.intent)
                made.show()
                self._cards[card.key] = made
        self._lay_out()

    def set_theme(self, theme: Theme) -> None:
        """Draw with another theme: the cards are few and are made anew."""
        self._theme = theme
        view, self._view = self._view, _NOTHING
        for card in self._cards.values():
            self._drop(card)
        self._cards = {}
        self.show_view(view)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Lay out anew for another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lay_out()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a usual width and the least height."""
        return QSize(self._theme.ipx(320), self.minimumHeight())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and shape
        """Draw headings, the calm sign and the two lists."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self._theme.colours.background)
        self._paint_head(painter)
        if not self._view.cards:
            self._paint_calm(painter)
        y = float(self._cards_bottom)
        if self._view.earlier:
            y = self._paint_heading(painter, y, "Earlier")
            for line in self._view.earlier:
                y = self._paint_earlier(painter, y, line)
            y += self._theme.px(4)
        if self._view.reviews:
            y = self._paint_heading(painter, y, "Reviews due")
            for review in self._view.reviews:
                y = self._paint_review(painter, y, review)
        painter.end()

    def _drop(self, card: AlertCard) -> None:
        card.hide()
        card.deleteLater()

    def _lay_out(self) -> None:
        theme = self._theme
        side, gap = theme.ipx(_SIDE), theme.ipx(_GAP)
        y, width = theme.ipx(_CARDS_TOP), max(1, self.width() - 2 * side)
        for view in self._view.cards:
            card = self._cards[view.key]
            card.resize(width, card.height())
            card.setGeometry(side, y, width, card.height_for(width))
            y += card.height() + gap
        if not self._view.cards:
            y += theme.ipx(_CALM)
        self._cards_bottom = y
        earlier = [
            self._line_height(line.text, self._text_x(marked=True)) for line in self._view.earlier
        ]
        reviews = [
            self._line_height(due.text, self._text_x(marked=False)) for due in self._view.reviews
        ]
        height = sum(sum(lines) + theme.px(_HEADING + 4) for lines in (earlier, reviews) if lines)
        self.setMinimumHeight(round(y + height + theme.px(12)))
        self.update()

    def _paint_head(self, painter: QPainter) -> None:
        theme = self._theme
        font = theme.font(TextStyle.BODY_STRONG)
        base, right = theme.px(_HEAD_BASE), self.width() - theme.px(_SIDE)
        painter.setFont(font)
        painter.setPen(theme.colours.text_2)
        painter.drawText(QPointF(theme.px(_SIDE), base), "Needs attention")
        width = QFontMetricsF(font).horizontalAdvance(self._view.summary)
        painter.setPen(theme.colours.text if self._view.cards else theme.colours.text_2)
        painter.drawText(QPointF(right - width, base), self._view.summary)

    def _paint_calm(self, painter: QPainter) -> None:
        theme = self._theme
        area = QRectF(
            theme.px(_SIDE),
            theme.px(_CARDS_TOP),
            self.width() - 2 * theme.px(_SIDE),
            theme.px(_CALM - _GAP),
        )
        painter.setPen(theme.colours.line)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(
            area.adjusted(0.5, 0.5, -0.5, -0.5), theme.radius.card, theme.radius.card
        )
        font = theme.font(TextStyle.LEAD)
        painter.setFont(font)
        painter.setPen(theme.colours.text_2)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, "Nothing needs you")

    def _paint_heading(self, painter: QPainter, y: float, text: str) -> float:
        theme = self._theme
        painter.setFont(theme.font(TextStyle.BODY_STRONG))
        painter.setPen(theme.colours.text_2)
        painter.drawText(QPointF(theme.px(_SIDE), y + theme.px(22)), text)
        return y + theme.px(_HEADING)

    def _paint_earlier(self, painter: QPainter, y: float, line: EarlierView) -> float:
        theme, side = self._theme, self._theme.px(_SHAPE)
        x = self._text_x(marked=True)
        metrics = QFontMetricsF(theme.font(TextStyle.BODY))
        middle = y + metrics.ascent() - metrics.capHeight() / 2
        shape = QRectF(x - side - theme.px(10), middle - side / 2, side, side)
        paint_level(painter, shape, line.level, theme)
        return self._paint_line(painter, y, line.time, line.text, x)

    def _paint_review(self, painter: QPainter, y: float, review: ReviewView) -> float:
        return self._paint_line(painter, y, review.when, review.text, self._text_x(marked=False))

    def _paint_line(self, painter: QPainter, y: float, when: str, text: str, x: float) -> float:
        height = self._line_height(text, x)
        painter.setFont(self._theme.font(TextStyle.BODY))
        painter.setPen(self._theme.colours.text_2)
        side = self._theme.px(_SIDE)
        painter.drawText(QRectF(side, y, x - side, height), _FLAGS, when)
        painter.drawText(QRectF(x, y, self._room(x), height), _FLAGS | _WRAP, text)
        return y + height

    def _room(self, x: float) -> float:
        return max(1.0, self.width() - self._theme.px(_SIDE) - x)

    def _line_height(self, text: str, x: float) -> float:
        metrics = QFontMetricsF(self._theme.font(TextStyle.BODY))
        area = QRectF(0, 0, self._room(x), 1e4)
        return metrics.boundingRect(area, _FLAGS | _WRAP, text).height() + self._theme.px(_LEADING)

    def _text_x(self, *, marked: bool) -> float:
        """Return where a list's texts begin: past the widest time, and past the shapes."""
        view, px = self._view, self._theme.px
        whens = (
            [line.time for line in view.earlier] if marked else [due.when for due in view.reviews]
        )
        metrics = QFontMetricsF(self._theme.font(TextStyle.BODY))
        widest = max(metrics.horizontalAdvance(when) for when in ("00:00", *whens))
        return px(_SIDE) + widest + px(14) + (px(_SHAPE + 10) if marked else 0.0)
