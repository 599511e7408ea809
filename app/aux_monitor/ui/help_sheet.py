"""The help sheet: the table of actions, with their keys, over the window."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from aux_monitor.ui.actions import ACTIONS, ActionGroup, key_text
from aux_monitor.ui.controls import Tone, button, card, control_sheet, label
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.theme import Theme

_VEIL = QColor(0, 0, 0, 140)


class HelpSheet(QWidget):
    """A sheet over the whole window; any click beside it, or Esc, takes it away (``left``)."""

    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setStyleSheet(control_sheet(theme))
        self.setAccessibleName("Keyboard help")
        self._sheet = self._make_sheet(theme)
        row = QHBoxLayout(self)
        row.addWidget(self._sheet, 0, Qt.AlignmentFlag.AlignCenter)
        self.hide()

    def open(self) -> None:
        """Cover the parent."""
        window = self.parentWidget()
        if window is not None:
            self.setGeometry(window.rect())
        self.raise_()
        self.show()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Leave on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Leave on a click beside the sheet."""
        if not self._sheet.geometry().contains(event.position().toPoint()):
            self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and shape
        """Dim what is behind."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), _VEIL)
        painter.end()

    def _make_sheet(self, theme: Theme) -> QFrame:
        sheet = card()
        column = QVBoxLayout(sheet)
        margin = theme.space.xl
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.space.l)
        column.addWidget(label("Keys", theme, TextStyle.HEADLINE))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.space.xl)
        grid.setVerticalSpacing(theme.space.s)
        for group in ActionGroup:
            _fill(grid, group, theme)
        column.addLayout(grid)
        leave = button("Close", theme)
        leave.clicked.connect(self.left)
        column.addWidget(leave, 0, Qt.AlignmentFlag.AlignRight)
        return sheet


def _fill(grid: QGridLayout, group: ActionGroup, theme: Theme) -> None:
    row = grid.rowCount()
    grid.addWidget(label(group.value, theme, TextStyle.SMALL_STRONG, Tone.SECOND), row, 0)
    for entry in (entry for entry in ACTIONS if entry.group is group):
        row += 1
        grid.addWidget(label(entry.text, theme, TextStyle.BODY_STRONG), row, 0)
        grid.addWidget(label(key_text(entry), theme, TextStyle.BODY), row, 1)
        grid.addWidget(label(entry.help, theme, TextStyle.BODY, Tone.SECOND), row, 2)
    grid.setRowMinimumHeight(row + 1, theme.space.s)
