"""A level's shape as a widget: drawn, not a pixmap, so that a snapshot at 2x is as sharp."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from aux_monitor.domain.level import Level
from aux_monitor.ui.shapes import paint_level
from aux_monitor.ui.theme import Theme


class LevelMark(QWidget):
    """Draws one level; ``lowered`` pixels down, to stand on the line of the text beside it."""

    def __init__(self, theme: Theme, level: Level, size: float, lowered: float = 0.0) -> None:
        super().__init__()
        self._theme = theme
        self._level = level
        self._size = theme.px(size)
        self._lowered = theme.px(lowered)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the shape's own size."""
        return QSize(round(self._size), round(self._size + self._lowered))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and shape
        """Draw the shape."""
        painter = QPainter(self)
        area = QRectF(0, self._lowered, self._size, self._size)
        paint_level(painter, area, self._level, self._theme)
        painter.end()
