"""What opens a metric when it is clicked or Enter is pressed on it: a tile, a chart panel."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from aux_monitor.domain.reading import MetricId

_OPENING_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)

_KEY_REASONS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
"""How the focus comes when somebody moves it by key, and wants to see where it is."""


class Openable(QWidget):
    """Takes the focus, lights up under the pointer, and says which metric was meant.

    ``opened`` carries a metric's id; ``menu_requested`` one and the global position of a context
    menu. One that is ``draggable`` can be taken along by the pointer: ``dragged`` and ``dropped``
    carry its metric and the global position, and a drag opens nothing. What is drawn reads
    ``_hover`` (the pointer is over it) and ``_ringed`` (the focus came by key).
    """

    opened = Signal(str)
    menu_requested = Signal(str, QPoint)
    dragged = Signal(str, QPoint)
    dropped = Signal(str, QPoint)

    large: ClassVar[bool] = False
    """Whether it takes two of a board's cells."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hover = False
        self._ringed = False
        self.draggable = False
        self._pressed_at: QPoint | None = None
        self._dragging = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def metric_at(self, at: QPointF | None) -> MetricId:
        """Return the metric that is meant at a place, or by a key (None)."""
        raise NotImplementedError

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Draw a ring when the focus came by key: a click or a new window shows none."""
        self._ringed = event.reason() in _KEY_REASONS
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Take the ring back."""
        self._ringed = False
        self.update()
        super().focusOutEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Lighten the edge under the pointer."""
        self._hover = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Take the light edge back."""
        self._hover = False
        self.update()
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Remember where a drag would begin."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed_at = event.globalPosition().toPoint()
        super().mousePressEvent(event)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Begin a drag once the pointer has gone far enough, and go on with it."""
        at, began = event.globalPosition().toPoint(), self._pressed_at
        if self.draggable and began is not None:
            far = (at - began).manhattanLength() >= QApplication.startDragDistance()
            self._dragging = self._dragging or far
        if self._dragging:
            self.dragged.emit(self.metric_at(None), at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Open the metric on a click that ends inside, or end a drag."""
        self._pressed_at = None
        if self._dragging:
            self._dragging = False
            self.dropped.emit(self.metric_at(None), event.globalPosition().toPoint())
            return
        inside = self.rect().contains(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and inside:
            self.opened.emit(self.metric_at(event.position()))
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Open the metric on Enter or Space."""
        if event.key() in _OPENING_KEYS:
            self.opened.emit(self.metric_at(None))
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """Ask for the menu (pointer or menu key)."""
        self.menu_requested.emit(self.metric_at(QPointF(event.pos())), event.globalPos())
