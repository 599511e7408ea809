"""One alert that is over, as a line of the panel; a click opens its metric."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from aux_monitor.domain.reading import MetricId
from aux_monitor.presentation.views import EarlierView
from aux_monitor.services.intents import OpenMetric
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.openable import Openable
from aux_monitor.ui.shapes import paint_level
from aux_monitor.ui.theme import Theme

_SHAPE = 12.0
_PAD = 6.0
_TOP = 4.0
_BETWEEN = 2.0
_WRAP = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)


class EarlierRow(Openable):
    """Draws one ``EarlierView``; ``intent`` carries an ``OpenMetric``."""

    intent = Signal(object)

    def __init__(self, theme: Theme, view: EarlierView, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view = view
        self.opened.connect(self._open)
        self._take()

    def show_view(self, view: EarlierView) -> None:
        """Show ``view``; nothing is painted when it is the one shown."""
        if view != self._view:
            self._view = view
            self._take()

    def height_for(self, width: int) -> int:
        """Return how tall the row is at a width, in pixels."""
        room = width - self._text_x() - self._theme.px(_PAD)
        body, small = (self._tall(style, room) for style in (TextStyle.BODY, TextStyle.SMALL))
        return round(self._theme.px(2 * _TOP + _BETWEEN) + body + small)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and shape
        """Draw time, shape, title and detail."""
        theme, view = self._theme, self._view
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        pad, top, x = theme.px(_PAD), theme.px(_TOP), self._text_x()
        body = theme.font(TextStyle.BODY)
        metrics = QFontMetricsF(body)
        side = theme.px(_SHAPE)
        middle = top + metrics.ascent() - metrics.capHeight() / 2
        mark = QRectF(x - side - theme.px(9), middle - side / 2, side, side)
        paint_level(painter, mark, view.level, theme)
        room = self.width() - x - pad
        tall = self._tall(TextStyle.BODY, room)
        painter.setFont(body)
        painter.setPen(theme.colours.text_2)
        painter.drawText(QRectF(pad, top, x, tall), _WRAP, view.time)
        painter.setPen(theme.colours.text)
        painter.drawText(QRectF(x, top, room, tall), _WRAP, view.title)
        painter.setFont(theme.font(TextStyle.SMALL))
        painter.setPen(theme.colours.text_2)
        painter.drawText(
            QRectF(x, top + tall + theme.px(_BETWEEN), room, self.height()), _WRAP, view.detail
        )
        painter.end()

    def metric_at(self, at: QPointF | None) -> MetricId:  # noqa: ARG002 - one metric all over
        """Return the alert's metric; empty for a source, which opens nothing."""
        return MetricId("") if self._view.metric is None else self._view.metric

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """Leave the menu to the window."""
        event.ignore()

    def _open(self) -> None:
        if self._view.metric is not None:
            self.intent.emit(OpenMetric(self._view.metric))

    def _take(self) -> None:
        view = self._view
        opens = view.metric is not None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if opens else Qt.FocusPolicy.NoFocus)
        shape = Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        self.setAccessibleName(f"{view.day} {view.time}, {view.title}, {view.detail}")
        self.update()

    def _paint_ground(self, painter: QPainter) -> None:
        theme = self._theme
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self._hover and self._view.metric is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colours.hover)
            painter.drawRoundedRect(area, theme.radius.button, theme.radius.button)
        if self._ringed:
            painter.setPen(QPen(theme.colours.focus, theme.px(1.5)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area, theme.radius.button, theme.radius.button)

    def _text_x(self) -> float:
        """Return where the texts begin: past the time, which is always five figures, and shape."""
        time = QFontMetricsF(self._theme.font(TextStyle.BODY)).horizontalAdvance("00:00")
        return self._theme.px(_PAD) + time + self._theme.px(12 + _SHAPE + 9)

    def _tall(self, style: TextStyle, room: float) -> float:
        words = self._view.title if style is TextStyle.BODY else self._view.detail
        metrics = QFontMetricsF(self._theme.font(style))
        return metrics.boundingRect(QRectF(0, 0, max(1.0, room), 1e4), _WRAP, words).height()
