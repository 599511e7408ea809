"""Watches a widget being painted, without touching it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget


class Painted(QObject):
    """Keeps the rectangle of every paint event of a widget."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.areas: list[QRect] = []
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Note a paint event and let it pass."""
        if isinstance(event, QPaintEvent):
            self.areas.append(event.rect())
        return super().eventFilter(watched, event)

    def settle(self) -> list[QRect]:
        """Return what has been painted since the last call, once all is painted."""
        for _ in range(3):
            QApplication.processEvents()
        areas, self.areas = self.areas, []
        return areas
