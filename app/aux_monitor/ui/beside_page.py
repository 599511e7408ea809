"""The page of collectors and repositories side by side: a row for each, the worst first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QScrollArea,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from aux_monitor.domain.level import Level
from aux_monitor.presentation.beside import SideBySideView, SideRow, SideTable
from aux_monitor.presentation.views import OverviewView
from aux_monitor.services.intents import OpenMetric
from aux_monitor.settings.language import tr
from aux_monitor.ui.actions import ActionId
from aux_monitor.ui.controls import Tone, button, control_sheet, label
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.pages import LivePage
from aux_monitor.ui.shapes import level_pixmap
from aux_monitor.ui.theme import Theme

if TYPE_CHECKING:
    from aux_monitor.ui.pages import OwnView

_ROW = 38
_HEAD = 30
_SHAPE = 14
_NAME_WIDTH = 230
_STATE_WIDTH = 130
_STATE = 1
_FIRST_FIGURE = 2
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class BesidePage(LivePage):
    """Draws a ``SideBySideView``; a figure opens its metric's page."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view: SideBySideView | None = None
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(control_sheet(theme))
        self.setAccessibleName(tr("Sources side by side"))
        self.cards: list[SideCard] = []
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._add = button(tr("Add or switch off sources"), theme)
        self._lay_out()

    def take_focus(self) -> None:
        """Have the keyboard in the first table."""
        if self.cards:
            self.cards[0].table.setFocus()

    def show_view(self, view: OverviewView) -> None:
        """Show nothing of it: the page has a view of its own."""

    def show_own(self, view: OwnView) -> None:
        """Show the sources; a table that has not changed is not touched."""
        if not isinstance(view, SideBySideView) or view == self._view:
            return
        self._view = view
        while len(self.cards) < len(view.tables):
            self._append()
        for made, table in zip(self.cards, view.tables, strict=True):
            made.show_table(table)

    def _append(self) -> None:
        made = SideCard(self._theme)
        made.table.opened.connect(lambda metric: self.intent.emit(OpenMetric(metric)))
        self.cards.append(made)
        self._column.insertWidget(len(self.cards) - 1, made)
        QWidget.setTabOrder(made.table, self._add)

    def _lay_out(self) -> None:
        theme = self._theme
        inner = QWidget()
        inner.setProperty("role", "column")
        self._column = column = QVBoxLayout(inner)
        column.setContentsMargins(theme.space.xl, theme.space.l, theme.space.xl, theme.space.l)
        column.setSpacing(theme.space.l)
        self._add.clicked.connect(lambda: self.action.emit(ActionId.CONNECT))
        column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._area.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)


class SideCard(QFrame):
    """One table with its heading, and a sentence on how to read it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._title = label("", theme, TextStyle.TITLE)
        self._about = label("", theme, TextStyle.BODY, Tone.SECOND, wrap=True)
        self.table = SourceTable(theme)
        column = QVBoxLayout(self)
        margin = theme.space.l
        column.setContentsMargins(margin, theme.space.m, margin, theme.space.m)
        column.setSpacing(theme.space.xs)
        column.addWidget(self._title)
        column.addWidget(self._about)
        column.addWidget(self.table)

    def show_table(self, table: SideTable) -> None:
        """Show the sources of one kind; without any there is only the sentence."""
        self._title.setText(table.title)
        self._about.setText(table.about)
        self.table.setVisible(bool(table.rows))
        self.table.show_table(table)


class SourceTable(QTableWidget):
    """A row for each source, a column for each figure; ``opened`` carries a column's metric."""

    opened = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(0, 0, parent)
        self._theme = theme
        self._shown: SideTable | None = None
        self._nothing = QPixmap(theme.ipx(_SHAPE), theme.ipx(_SHAPE))
        self._nothing.fill(Qt.GlobalColor.transparent)
        self.setFont(theme.font(TextStyle.BODY_STRONG))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setIconSize(QSize(theme.ipx(_SHAPE), theme.ipx(_SHAPE)))
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setDefaultSectionSize(theme.ipx(_ROW))
        head = self.horizontalHeader()
        head.setFont(theme.font(TextStyle.SMALL_STRONG))
        head.setHighlightSections(False)
        head.setMinimumHeight(theme.ipx(_HEAD))
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.cellDoubleClicked.connect(self._open)

    def show_table(self, table: SideTable) -> None:
        """Show the sources; a row that has not changed is not touched."""
        before, self._shown = self._shown, table
        if table == before:
            return
        if before is None or before.columns != table.columns:
            self._show_titles(table)
        self.setAccessibleName(table.title)
        self.setRowCount(len(table.rows))
        for index, row in enumerate(table.rows):
            if before is None or index >= len(before.rows) or before.rows[index] != row:
                self._fill(index, row)
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size that shows every row: the page scrolls, not the table."""
        rows = self._theme.ipx(_ROW) * self.rowCount()
        head = max(self.horizontalHeader().sizeHint().height(), self._theme.ipx(_HEAD))
        return QSize(400, rows + head + self._theme.ipx(4))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Open the current figure's metric on Enter."""
        if event.key() in _ENTER:
            self._open(self.currentRow(), self.currentColumn())
        else:
            super().keyPressEvent(event)

    def _open(self, row: int, column: int) -> None:
        if self._shown is not None and row >= 0 and column >= _FIRST_FIGURE:
            self.opened.emit(self._shown.metrics[column - _FIRST_FIGURE])

    def _show_titles(self, table: SideTable) -> None:
        self.setColumnCount(_FIRST_FIGURE + len(table.columns))
        self.setHorizontalHeaderLabels([tr("Source"), tr("Last answer"), *table.columns])
        head = self.horizontalHeader()
        for column in range(self.columnCount()):
            figures = column >= _FIRST_FIGURE
            mode = QHeaderView.ResizeMode.Stretch if figures else QHeaderView.ResizeMode.Fixed
            head.setSectionResizeMode(column, mode)
        self.setColumnWidth(0, self._theme.ipx(_NAME_WIDTH))
        self.setColumnWidth(_STATE, self._theme.ipx(_STATE_WIDTH))

    def _fill(self, index: int, row: SideRow) -> None:
        self._put(index, 0, row.name, row.level, row.spoken)
        self._put(index, _STATE, row.state, None, dimmed=True)
        for column, cell in enumerate(row.cells, _FIRST_FIGURE):
            words = f"{cell.figure.text} {cell.figure.unit}".rstrip()
            level = None if cell.level is Level.UNKNOWN else cell.level
            said = words if level is None else f"{words}, {tr(level.value)}"
            self._put(index, column, words, level, said, dimmed=row.dimmed)

    def _put(
        self,
        row: int,
        column: int,
        words: str,
        level: Level | None,
        said: str = "",
        *,
        dimmed: bool = False,
    ) -> None:
        item = QTableWidgetItem(words)
        if level is not None:
            size = self._theme.px(_SHAPE)
            item.setIcon(level_pixmap(level, self._theme, size, self.devicePixelRatioF()))
        elif column >= _FIRST_FIGURE:
            item.setIcon(self._nothing)  # so that figures stand below each other
        if column == _STATE:
            item.setFont(self._theme.font(TextStyle.BODY))
        if dimmed:
            item.setForeground(self._theme.colours.text_2)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, said or words)
        self.setItem(row, column, item)
