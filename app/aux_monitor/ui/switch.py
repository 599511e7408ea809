"""A switch drawn from the theme: on or off, for a setting that applies as a whole."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QWidget

from aux_monitor.ui.theme import Theme

_WIDTH, _HEIGHT = 36.0, 20.0
_RING = 2.0


class Switch(QCheckBox):
    """A knob that stands left (off) or right (on); for a screen reader it is a check box."""

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size with the ring that shows the focus."""
        ring = 2 * (_RING + 1)
        return QSize(self._theme.ipx(_WIDTH + ring), self._theme.ipx(_HEIGHT + ring))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the same: a switch is never cut."""
        return self.sizeHint()

    def hitButton(self, pos: object) -> bool:  # noqa: ARG002, N802 - Qt's name and shape
        """Take a click anywhere."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and shape
        """Draw ground, knob, and a ring around both while it has the focus."""
        theme, colours = self._theme, self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, height = theme.px(_WIDTH), theme.px(_HEIGHT)
        ground = QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)
        if self.hasFocus():
            ring = theme.px(_RING)
            painter.setPen(QPen(colours.focus, theme.stroke.ring))
            around = ground.adjusted(-ring, -ring, ring, ring)
            painter.drawRoundedRect(around, around.height() / 2, around.height() / 2)
        lit = self.isChecked()
        edge = colours.text_2 if self.underMouse() else colours.text_3
        painter.setPen(Qt.PenStyle.NoPen if lit else QPen(edge, 1.0))
        painter.setBrush(colours.accent if lit else colours.raised)
        painter.drawRoundedRect(ground.adjusted(0.5, 0.5, -0.5, -0.5), height / 2, height / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.surface if lit else edge)
        side = ground.right() - height / 2 if lit else ground.left() + height / 2
        radius = height / 2 - theme.px(4.0)
        painter.drawEllipse(QPointF(side, ground.center().y()), radius, radius)
        painter.end()
