"""A check box drawn from the theme."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QCheckBox, QWidget

from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.theme import Theme

_BOX = 16.0


class TickBox(QCheckBox):
    """A check box; all of it, text included, can be clicked."""

    def __init__(self, text: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self._theme = theme
        self._words = text
        self.setFont(theme.font(TextStyle.BODY))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size of box and text."""
        metrics = self.fontMetrics()
        width = self._theme.px(_BOX) + self._theme.space.s + metrics.horizontalAdvance(self._words)
        height = max(self._theme.px(_BOX), metrics.height()) + self._theme.space.xs
        return QSize(round(width) + 2, round(height))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the same: the text is never cut."""
        return self.sizeHint()

    def hitButton(self, pos: object) -> bool:  # noqa: ARG002, N802 - Qt's name and shape
        """Take a click anywhere."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and shape
        """Draw box, tick and text."""
        theme, colours = self._theme, self._theme.colours
        side = theme.px(_BOX)
        box = QRectF(0.5, (self.height() - side) / 2, side - 1, side - 1)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit = self.hasFocus() or self.underMouse()
        edge = colours.focus if lit else colours.text_3
        checked = self.isChecked()
        painter.setPen(QPen(colours.series_first if checked and not lit else edge, 1.0))
        painter.setBrush(colours.series_first if checked else colours.background)
        painter.drawRoundedRect(box, theme.px(4), theme.px(4))
        if checked:
            unit = box.width() / 16
            pen = QPen(colours.surface, 2.2 * unit)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            tick = [QPointF(4, 8.4), QPointF(6.9, 11.2), QPointF(12, 5.2)]
            painter.drawPolyline(QPolygonF([box.topLeft() + point * unit for point in tick]))
        painter.setPen(colours.text)
        left = side + theme.space.s
        words = QRectF(left, 0, self.width() - left, self.height())
        painter.drawText(
            words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._words
        )
        painter.end()
