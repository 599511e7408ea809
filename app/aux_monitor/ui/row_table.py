"""A table of rows that are only looked at or chosen: entries, and lines that were pasted."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from aux_monitor.presentation.entry_views import RowView
from aux_monitor.settings.language import tr
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.shapes import level_pixmap
from aux_monitor.ui.theme import Theme

_ROW = 26
_SHAPE = 12
_FEWEST_ROWS = 2

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class RowTable(QTableView):
    """Shows rows; the last column takes what room there is.

    ``chosen`` tells that another row is current, ``opened`` that Enter was pressed on it or that
    it was clicked twice, ``dropped`` that Delete was.
    """

    chosen = Signal()
    opened = Signal()
    dropped = Signal()

    def __init__(
        self,
        theme: Theme,
        name: str,
        titles: tuple[str, ...],
        widths: tuple[int, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows = _Rows(theme, titles)
        self.setModel(self._rows)
        self.setAccessibleName(name)
        self.setFont(theme.font(TextStyle.BODY))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setDefaultSectionSize(theme.ipx(_ROW))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setFont(theme.font(TextStyle.SMALL_STRONG))
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setStretchLastSection(True)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate(widths):
            self.setColumnWidth(column, theme.ipx(width))
        self.selectionModel().currentRowChanged.connect(self.chosen)
        self.doubleClicked.connect(self.opened)

    @property
    def row(self) -> int | None:
        """The number of the current row, None for none."""
        index = self.currentIndex()
        return index.row() if index.isValid() else None

    @property
    def rows(self) -> tuple[RowView, ...]:
        """The rows shown."""
        return self._rows.shown

    def show_rows(self, rows: tuple[RowView, ...]) -> None:
        """Show other rows; none of them is current."""
        if rows != self._rows.shown:
            self._rows.show(rows)
            self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Open with Enter or F2, drop with Delete, move with the others."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_F2:
                self.opened.emit()
            case Qt.Key.Key_Delete:
                self.dropped.emit()
            case _:
                super().keyPressEvent(event)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size that shows a few rows; more room is taken where there is."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size that shows the first rows."""
        return QSize(self._theme.ipx(200), self._theme.ipx(_ROW) * (_FEWEST_ROWS + 1))


class _Rows(QAbstractTableModel):
    """The rows, asked for cell by cell as they come into view."""

    def __init__(self, theme: Theme, titles: tuple[str, ...]) -> None:
        super().__init__()
        self._theme = theme
        self._titles = titles
        self.shown: tuple[RowView, ...] = ()

    def show(self, rows: tuple[RowView, ...]) -> None:
        """Hold other rows."""
        self.beginResetModel()
        self.shown = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._titles)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return a column's title."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(self._titles[section])
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows."""
        row = self.shown[index.row()]
        first = index.column() == 0
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return row.cells[index.column()]
            case Qt.ItemDataRole.AccessibleTextRole if first:
                return row.spoken
            case Qt.ItemDataRole.ForegroundRole if row.faint:
                return self._theme.colours.text_3
            case Qt.ItemDataRole.DecorationRole if first and row.level is not None:
                return level_pixmap(row.level, self._theme, self._theme.px(_SHAPE), 2.0)
        return None
