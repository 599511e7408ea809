"""The help sheet: the table of actions, with their keys, over the window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractSlider,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from aux_monitor.settings.language import tr
from aux_monitor.ui.actions import ACTIONS, ActionGroup, key_text
from aux_monitor.ui.controls import Tone, button, card, label
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.sheet import Sheet
from aux_monitor.ui.theme import Theme

_COLUMNS = (2, 1)
"""Columns beside each other: the first that the window is wide enough for, else the last."""

_SCROLLING = {
    Qt.Key.Key_Up: QAbstractSlider.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_Down: QAbstractSlider.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
}


class HelpSheet(Sheet):
    """Every action with its keys, side by side; it scrolls where the window is too low."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent, tr("Keyboard help"))
        self._theme = theme
        self._columns = _COLUMNS[0]
        self._table = self._make_table()
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setProperty("role", "plain")
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._table)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._fill_card()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Take the room that the table wants, as far as the window has it."""
        super().resizeEvent(event)
        room, around = self.size(), 4 * self._theme.space.xl
        bar = self._area.verticalScrollBar().sizeHint().width() + self._theme.space.s
        for columns in _COLUMNS:
            self._set_columns(columns)
            if self._table.sizeHint().width() + bar + around <= room.width():
                break
        wanted = self._table.sizeHint()
        self._area.setFixedSize(
            max(1, min(wanted.width() + bar, room.width() - around)),
            max(1, min(wanted.height(), room.height() - around - self._head_height)),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Scroll by the arrows and by pages."""
        scroll = _SCROLLING.get(Qt.Key(event.key()))
        if scroll is None:
            super().keyPressEvent(event)
        else:
            self._area.verticalScrollBar().triggerAction(scroll)

    def _set_columns(self, columns: int) -> None:
        if columns != self._columns:
            self._columns = columns
            self._table = self._make_table()
            self._area.setWidget(self._table)

    def _fill_card(self) -> None:
        theme = self._theme
        column = QVBoxLayout(self.card)
        margin = theme.space.xl
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.space.l)
        head = QHBoxLayout()
        head.addWidget(label(tr("Keys"), theme, TextStyle.HEADLINE))
        head.addStretch(1)
        leave = button(tr("Close"), theme)
        leave.clicked.connect(self.left)
        head.addWidget(leave)
        column.addLayout(head)
        column.addWidget(self._area)
        self._head_height = head.sizeHint().height() + theme.space.l

    def _make_table(self) -> QWidget:
        """Return the groups side by side, the columns as equally long as whole groups allow."""
        theme = self._theme
        table = card()
        table.setProperty("role", "plain")
        row = QHBoxLayout(table)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * theme.space.xl)
        for groups in _shared_out(self._columns):
            grid = QGridLayout()
            grid.setHorizontalSpacing(theme.space.l)
            grid.setVerticalSpacing(theme.space.s)
            for group in groups:
                _fill(grid, group, theme)
            grid.setRowStretch(grid.rowCount(), 1)
            row.addLayout(grid)
        return table


def _shared_out(among: int) -> list[list[ActionGroup]]:
    """Return the groups in their order, in columns of about equally many rows."""
    rows = {group: 1 + sum(entry.group is group for entry in ACTIONS) for group in ActionGroup}
    columns: list[list[ActionGroup]] = [[] for _ in range(among)]
    held = 0
    for group, count in rows.items():
        middle = held + count / 2
        columns[int(among * middle / sum(rows.values()))].append(group)
        held += count
    return [column for column in columns if column]


def _fill(grid: QGridLayout, group: ActionGroup, theme: Theme) -> None:
    row = grid.rowCount()
    grid.addWidget(label(tr(group.value), theme, TextStyle.SMALL_STRONG, Tone.SECOND), row, 0)
    for entry in (entry for entry in ACTIONS if entry.group is group):
        row += 1
        grid.addWidget(label(tr(entry.text), theme, TextStyle.BODY_STRONG), row, 0)
        grid.addWidget(label(key_text(entry), theme, TextStyle.BODY), row, 1)
        grid.addWidget(label(tr(entry.help), theme, TextStyle.BODY, Tone.SECOND), row, 2)
    grid.setRowMinimumHeight(row + 1, theme.space.s)
