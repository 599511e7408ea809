"""One alert that asks for a person: what fires, the document's order, why, and what to press."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QLinearGradient,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QPushButton, QWidget

from aux_monitor.domain.level import Level
from aux_monitor.domain.snooze import SnoozeSpan
from aux_monitor.presentation.views import AlertCardView
from aux_monitor.services.intents import Acknowledge, Intent, OpenMetric, SnoozeAlerts
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.shapes import paint_level
from aux_monitor.ui.theme import Theme, faded

_PAD, _NARROW_PAD = 16.0, 12.0
_NARROW = 290.0
_SHAPE = 14.0
_TITLE_TOP = 14.0
_BODY_GAP = 6.0
_BUTTON_HEIGHT = 29.0
_LEADING = 1.22


class AlertCard(QWidget):
    """Draws one ``AlertCardView``; ``intent`` carries what its buttons ask for."""

    intent = Signal(object)

    def __init__(self, theme: Theme, view: AlertCardView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view = view
        self._flow: _Flow | None = None
        self._acknowledge = self._button("Acknowledge")
        self._snooze = self._button("Snooze")
        self._open = self._button("Open")
        self._snooze.setToolTip("Silence this alert for one hour")
        self._acknowledge.clicked.connect(lambda: self._ask(Acknowledge(self._view.key)))
        self._snooze.clicked.connect(
            lambda: self._ask(SnoozeAlerts(SnoozeSpan.HOUR, self._view.key))
        )
        self._open.clicked.connect(lambda: self._ask(OpenMetric(self._view.key.metric)))
        self._take(view)

    @property
    def view(self) -> AlertCardView:
        """The view that is shown."""
        return self._view

    def show_view(self, view: AlertCardView) -> None:
        """Show ``view``; nothing is painted when it is the one shown."""
        if view != self._view:
            self._view = view
            self._take(view)

    def height_for(self, width: int) -> int:
        """Return how tall the card is at a width, in pixels."""
        flow = self._flowed(width)
        bottom = flow.body_top + flow.body.boundingRect().height()
        buttons = self._theme.px(10 + _BUTTON_HEIGHT) if self._asks() else 0.0
        return round(bottom + buttons + self._theme.px(14))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size at the present width."""
        return QSize(self.width(), self.height_for(self.width()))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and shape
        """Draw card, title and text."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        flow = self._flowed(self.width())
        self._paint_title(painter, flow)
        painter.setPen(self._theme.colours.text_2)
        flow.body.draw(painter, QPointF(flow.pad, flow.body_top))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Place the buttons at the foot."""
        super().resizeEvent(event)
        self._flow = None
        self._place_buttons()

    def _take(self, view: AlertCardView) -> None:
        self._flow = None
        self.setAccessibleName(f"{view.title}, {view.corner}. {view.action} {view.body}")
        self._acknowledge.setVisible(view.can_acknowledge)
        self._snooze.setVisible(view.can_snooze)
        self._open.setVisible(self._asks())
        for press in (self._acknowledge, self._snooze, self._open):
            press.setAccessibleName(f"{press.text()}: {view.title}")
        self._place_buttons()
        self.update()

    def _asks(self) -> bool:
        return self._view.can_acknowledge or self._view.can_snooze

    def _ask(self, intent: Intent) -> None:
        self.intent.emit(intent)

    def _button(self, text: str) -> QPushButton:
        made = QPushButton(text, self)
        made.setFont(self._theme.font(TextStyle.BODY))
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        made.setProperty("weight", "card")
        made.setAutoDefault(False)
        return made

    def _place_buttons(self) -> None:
        px = self._theme.px
        metrics = QFontMetricsF(self._theme.font(TextStyle.BODY))
        pad = _pad(self._theme, self.width())
        presses = [p for p in (self._acknowledge, self._snooze, self._open) if not p.isHidden()]
        needed = [metrics.horizontalAdvance(press.text()) + px(14) for press in presses]
        room = self.width() - 2 * pad - px(6) * max(0, len(presses) - 1)
        spare = max(0.0, min(px(8), (room - sum(needed)) / max(1, len(presses))))
        x, height = pad, px(_BUTTON_HEIGHT)
        y = self.height() - height - px(14)
        for press, width in zip(presses, needed, strict=True):
            press.setGeometry(round(x), round(y), round(width + spare), round(height))
            x += width + spare + px(6)

    def _flowed(self, width: int) -> _Flow:
        if self._flow is None or self._flow.width != width:
            self._flow = _flow(self._view, self._theme, width)
        return self._flow

    def _paint_ground(self, painter: QPainter) -> None:
        theme, level = self._theme, self._view.level
        colour = theme.level(level)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(faded(colour, theme.tint.edge), 1.0))
        painter.setBrush(theme.colours.surface)
        painter.drawRoundedRect(area, theme.radius.card, theme.radius.card)
        if level is Level.BREACH:
            glow = QLinearGradient(0, 0, 0, self.height())
            glow.setColorAt(0.0, faded(colour, theme.tint.card))
            glow.setColorAt(0.75, faded(colour, theme.tint.card * 0.25))
            painter.setBrush(glow)
            painter.drawRoundedRect(area, theme.radius.card, theme.radius.card)

    def _paint_title(self, painter: QPainter, flow: _Flow) -> None:
        theme, view = self._theme, self._view
        px, side = theme.px, theme.px(_SHAPE)
        metrics = QFontMetricsF(theme.font(TextStyle.TITLE))
        small = theme.font(TextStyle.SMALL)
        base = px(_TITLE_TOP) + metrics.ascent()
        top = base - metrics.capHeight() / 2 - side / 2
        paint_level(painter, QRectF(flow.pad, top, side, side), view.level, theme)
        painter.setPen(theme.colours.text)
        flow.title.draw(painter, QPointF(flow.pad + side + px(8), px(_TITLE_TOP)))
        corner = QFontMetricsF(small).horizontalAdvance(view.corner)
        painter.setFont(small)
        painter.setPen(theme.colours.text_2)
        painter.drawText(QPointF(self.width() - flow.pad - corner, base), view.corner)


class _Flow(Struct, frozen=True):
    """A card's texts, wrapped for one width."""

    width: int
    pad: float
    title: QTextLayout
    body: QTextLayout
    body_top: float


def _pad(theme: Theme, width: int) -> float:
    return theme.px(_NARROW_PAD if width < theme.px(_NARROW) else _PAD)


def _flow(view: AlertCardView, theme: Theme, width: int) -> _Flow:
    pad = _pad(theme, width)
    corner = QFontMetricsF(theme.font(TextStyle.SMALL)).horizontalAdvance(view.corner)
    room = width - 2 * pad - theme.px(_SHAPE + 8 + 10) - corner
    title = _wrapped(view.title, theme.font(TextStyle.TITLE), room, [])
    bold = QTextLayout.FormatRange()
    bold.start, bold.length = 0, len(view.action.encode("utf-16-le")) // 2
    form = QTextCharFormat()
    form.setFont(theme.font(TextStyle.BODY_STRONG))
    form.setForeground(theme.colours.text)
    bold.format = form
    text = f"{view.action} {view.body}" if view.action else view.body
    body = _wrapped(text, theme.font(TextStyle.BODY), width - 2 * pad, [bold])
    top = theme.px(_TITLE_TOP + _BODY_GAP) + title.boundingRect().height()
    return _Flow(width, pad, title, body, top)


def _wrapped(
    text: str, font: QFont, width: float, formats: list[QTextLayout.FormatRange]
) -> QTextLayout:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setFormats(formats)
    layout.beginLayout()
    y = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1.0, width))
        line.setPosition(QPointF(0.0, y))
        y += line.height() * _LEADING
    layout.endLayout()
    return layout
