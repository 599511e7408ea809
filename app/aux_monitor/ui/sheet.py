"""A card over the whole window, the rest of which is dimmed while it is there."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from aux_monitor.ui.controls import card, control_sheet
from aux_monitor.ui.theme import Theme

_VEIL = QColor(0, 0, 0, 140)


class Sheet(QWidget):
    """A sheet over its parent; Esc, or a click beside the card, asks to take it away (``left``)."""

    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setStyleSheet(control_sheet(theme))
        self.setAccessibleName(name)
        self.card: QFrame = card()
        self._column = QVBoxLayout(self)
        margin = theme.space.xl
        self._column.setContentsMargins(margin, margin, margin, margin)
        self._column.addWidget(self.card, 0, Qt.AlignmentFlag.AlignCenter)
        self.hide()

    def open(self) -> None:
        """Cover the parent."""
        self.cover()
        self.raise_()
        self.show()
        self.setFocus()

    def cover(self) -> None:
        """Be as large as the parent is by now."""
        window = self.parentWidget()
        if window is not None:
            self.setGeometry(window.rect())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Leave on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next_one: bool) -> bool:  # noqa: FBT001, N802 - Qt's name and shape
        """Go from one control of the sheet to the next one seen: Tab does not lead behind it."""
        stops = [part for part in (self, *self.card.findChildren(QWidget)) if self._stops_at(part)]
        stops.sort(key=self._place_of)
        focus = self.focusWidget()
        at = stops.index(focus) if focus in stops else -1
        if stops:
            to = stops[(at + 1 if next_one else max(at, 0) - 1) % len(stops)]
            reason = Qt.FocusReason.TabFocusReason
            to.setFocus(reason if next_one else Qt.FocusReason.BacktabFocusReason)
        return bool(stops)

    def _stops_at(self, part: QWidget) -> bool:
        takes = part.isEnabled() and part.isVisibleTo(self) and part.focusProxy() is None
        return takes and bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus)

    def _place_of(self, part: QWidget) -> tuple[int, int]:
        """Return where a part stands: the sheet before its card, then row by row."""
        if part is self:
            return -1, -1
        middle = part.mapTo(self, part.rect().center())
        return middle.y(), middle.x()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Leave on a click beside the card."""
        if not self.card.geometry().contains(event.position().toPoint()):
            self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and shape
        """Dim what is behind."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), _VEIL)
        painter.end()
