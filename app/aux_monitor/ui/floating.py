"""A card over the page, at the foot of the window."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from aux_monitor.ui.controls import control_sheet
from aux_monitor.ui.theme import Theme


class Floating(QWidget):
    """Stands in the middle of its parent's foot; the parent calls ``place`` when it is resized."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setStyleSheet(control_sheet(theme))
        self.hide()

    def natural_width(self) -> int:
        """Return the width it takes where there is room."""
        return self.sizeHint().width()

    def place(self, lift: int = 0) -> None:
        """Stand ``lift`` pixels above the parent's foot, in the middle, as high as words need."""
        window = self.parentWidget()
        if window is None:
            return
        width = min(self.natural_width(), window.width() - 2 * self._theme.space.xl)
        self.resize(width, max(self.heightForWidth(width), self.minimumSizeHint().height()))
        left = (window.width() - self.width()) // 2
        self.move(QPoint(left, window.height() - self.height() - self._theme.space.xl - lift))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and shape
        """Draw the ground."""
        colours = self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colours.text_3, 1.0))
        painter.setBrush(colours.raised)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(area, self._theme.radius.card, self._theme.radius.card)
        painter.end()
