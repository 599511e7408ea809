"""What happened while nobody looked: one card above all others, until it is dismissed."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent, QTextLayout
from PySide6.QtWidgets import QWidget

from aux_monitor.presentation.away import AwayView
from aux_monitor.services.intents import DismissAway
from aux_monitor.settings.language import tr
from aux_monitor.ui.card_face import pad_for, wrapped
from aux_monitor.ui.card_foot import CardButton
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.theme import Theme, mixed

_TOP, _BOTTOM, _GAP = 12.0, 12.0, 4.0
_BUTTON = 29.0
_SPAN = 18.0


class AwayCard(QWidget):
    """Draws an ``AwayView``; ``intent`` carries the ``DismissAway``."""

    intent = Signal(object)

    def __init__(self, theme: Theme, view: AwayView, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view = view
        self._dismiss = CardButton(tr("Dismiss"), theme, self)
        self._dismiss.setAccessibleName(tr("Dismiss: {title}", title=view.title))
        self._dismiss.clicked.connect(lambda: self.intent.emit(DismissAway()))
        self._say(view)

    @property
    def view(self) -> AwayView:
        """The view that is shown."""
        return self._view

    def show_view(self, view: AwayView) -> None:
        """Show ``view``; nothing is painted when it is the one shown."""
        if view != self._view:
            self._view = view
            self._say(view)
            self.update()

    def height_for(self, width: int) -> int:
        """Return how tall the card is at a width, in pixels."""
        body = self._body(width).boundingRect().height()
        px = self._theme.px
        return round(self._body_top() + body + px(10 + _BUTTON + _BOTTOM))

    def stops(self) -> list[QWidget]:
        """Return what takes the focus."""
        return [self._dismiss]

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and shape
        """Draw ground, title, span and what happened."""
        theme, colours = self._theme, self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(mixed(colours.line, colours.accent, theme.tint.banner_edge), 1.0))
        painter.setBrush(mixed(colours.surface, colours.accent, theme.tint.banner))
        painter.drawRoundedRect(area, theme.radius.card, theme.radius.card)
        pad, title = pad_for(theme, self.width()), theme.font(TextStyle.TITLE)
        painter.setFont(title)
        painter.setPen(colours.text)
        base = theme.px(_TOP) + QFontMetricsF(title).ascent()
        painter.drawText(QPointF(pad, base), self._view.title)
        painter.setFont(theme.font(TextStyle.SMALL))
        painter.setPen(colours.text_2)
        span = QRectF(pad, self._span_top(), self.width() - 2 * pad, theme.px(_SPAN))
        painter.drawText(span, Qt.AlignmentFlag.AlignVCenter, self._view.span)
        painter.setPen(colours.text)
        self._body(self.width()).draw(painter, QPointF(pad, self._body_top()))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Place the button."""
        super().resizeEvent(event)
        theme, pad = self._theme, pad_for(self._theme, self.width())
        metrics = QFontMetricsF(theme.font(TextStyle.BODY))
        wide = metrics.horizontalAdvance(self._dismiss.text()) + theme.px(22)
        y = self.height() - theme.px(_BUTTON + _BOTTOM)
        self._dismiss.setGeometry(round(pad), round(y), round(wide), theme.ipx(_BUTTON))

    def _say(self, view: AwayView) -> None:
        self.setAccessibleName(f"{view.title}, {view.span}: {view.body}.")

    def _span_top(self) -> float:
        tall = QFontMetricsF(self._theme.font(TextStyle.TITLE)).height()
        return self._theme.px(_TOP) + tall

    def _body_top(self) -> float:
        return self._span_top() + self._theme.px(_SPAN + _GAP)

    def _body(self, width: int) -> QTextLayout:
        room = width - 2 * pad_for(self._theme, width)
        return wrapped(self._view.body, self._theme.font(TextStyle.BODY), room)
