"""A long list: rows of cells under headings, walked through by arrow keys, opened by Enter."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from aux_monitor.presentation.row_views import HeadingView, Line, RowView
from aux_monitor.ui.controls import plain_tooltip, scroll_bar_sheet
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.line_paint import Columns, heading_height, paint_heading, paint_row, row_height
from aux_monitor.ui.theme import Theme

_TITLES = 28
_EMPTY_WIDTH = 520
_BAR = 10

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_KEY_REASONS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class LineList(QFrame):
    """Draws ``Line`` after ``Line`` under the titles of its columns.

    ``opened`` carries the metric of a row that was clicked or on which Enter was pressed,
    ``menu_requested`` one and where its menu is wanted. A row that stays keeps its place, its
    focus and what was scrolled to.
    """

    opened = Signal(str)
    menu_requested = Signal(str, QPoint)

    def __init__(self, theme: Theme, name: str, columns: Columns) -> None:
        super().__init__()
        self._titles = _Titles(theme, columns)
        self._view = _View(theme, name, columns)
        self.setFocusProxy(self._view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._titles)
        column.addWidget(self._view, 1)
        self._view.opened.connect(self.opened)
        self._view.menu_requested.connect(self.menu_requested)

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is listed."""
        return self._view.held.lines

    @property
    def current(self) -> RowView | None:
        """The row that Enter would open, None for none."""
        line = self._view.held.line(self._view.currentIndex())
        return line if isinstance(line, RowView) else None

    def show_lines(self, lines: tuple[Line, ...], empty: str = "") -> None:
        """List other lines; ``empty`` stands where there are none."""
        self._view.show_lines(lines, empty)

    def scrolled(self) -> int:
        """Return how far the list is scrolled, in pixels."""
        return self._view.verticalScrollBar().value()

    def scroll_to(self, place: int) -> None:
        """Scroll as far as that."""
        self._view.doItemsLayout()
        self._view.verticalScrollBar().setValue(place)


class _View(QListView):
    """The scrolling part."""

    opened = Signal(str)
    menu_requested = Signal(str, QPoint)

    def __init__(self, theme: Theme, name: str, columns: Columns) -> None:
        super().__init__()
        self._theme = theme
        self._empty = ""
        self._arriving = False
        self.ringed = False
        self.held = _Lines(self)
        self.setModel(self.held)
        self.setItemDelegate(_Delegate(theme, columns, self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.verticalScrollBar().setStyleSheet(scroll_bar_sheet(theme))
        self.setStyleSheet("QListView { background: transparent; border: none; outline: 0; }")
        self.clicked.connect(self._open)

    def show_lines(self, lines: tuple[Line, ...], empty: str) -> None:
        if empty != self._empty:
            self._empty = empty
            self.viewport().update()
        if lines == self.held.lines:
            return
        current = self.held.line(self.currentIndex())
        place = self.verticalScrollBar().value()
        if not self.held.change(lines):
            return
        row = self.held.row_of(current)
        if row is not None:
            self.setCurrentIndex(self.held.index(row))
        self.doItemsLayout()
        self.verticalScrollBar().setValue(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Open with Enter or Space, move with the others.

        Qt chooses the first row with the focus: the first arrow shows it, and moves on only after.
        """
        arrived, self._arriving = self._arriving and not self.ringed, False
        self._ring(shown=True)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(self.currentIndex())
        elif not (arrived and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up)):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show where the keyboard is when it came by a key."""
        self._arriving = not self.currentIndex().isValid()
        super().focusInEvent(event)
        self._ring(shown=event.reason() in _KEY_REASONS)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Take the ring back."""
        super().focusOutEvent(event)
        self._ring(shown=False)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """Ask for the menu of the row under the pointer, or of the current one."""
        mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        at = self.indexAt(event.pos()) if mouse else self.currentIndex()
        line = self.held.line(at)
        if isinstance(line, RowView) and line.metric is not None:
            self.menu_requested.emit(line.metric, event.globalPos())
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the rows, or the sentence in their place."""
        super().paintEvent(event)
        if self.held.lines or not self._empty:
            return
        theme, whole = self._theme, self.viewport().rect()
        wide = min(whole.width() - 2 * theme.space.xl, theme.ipx(_EMPTY_WIDTH))
        area = QRect((whole.width() - wide) // 2, 0, wide, whole.height())
        painter = QPainter(self.viewport())
        painter.setFont(theme.font(TextStyle.LEAD))
        painter.setPen(theme.colours.text_2)
        flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(area, flags, self._empty)
        painter.end()

    def _open(self, index: _Index) -> None:
        line = self.held.line(index)
        if isinstance(line, RowView) and line.metric is not None:
            self.opened.emit(line.metric)

    def _ring(self, *, shown: bool) -> None:
        if shown is not self.ringed:
            self.ringed = shown
            self.viewport().update()


class _Lines(QAbstractListModel):
    """The lines, asked for one by one as they come into view; headings are passed over by keys."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()

    def change(self, lines: tuple[Line, ...]) -> bool:
        """Hold other lines; return whether they are others, and not the same with other words."""
        same = [_key(line) for line in lines] == [_key(line) for line in self.lines]
        if same:
            self.lines = lines
            self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))
            return False
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()
        return True

    def line(self, index: _Index) -> Line | None:
        """Return the line at an index, None where there is none."""
        return self.lines[index.row()] if index.isValid() else None

    def row_of(self, line: Line | None) -> int | None:
        """Return where a line stands now, whatever it says."""
        if line is None:
            return None
        return next((n for n, each in enumerate(self.lines) if _key(each) == _key(line)), None)

    def rowCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let rows be chosen, and headings not."""
        if isinstance(self.line(index), RowView):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a line says: to be found by typing, to a screen reader, as a tool tip."""
        line = self.line(index)
        if isinstance(line, HeadingView):
            words = f"{line.text}, {line.note}" if line.note else line.text
            spoken = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return words if role in spoken else None
        if line is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return line.spoken
            case Qt.ItemDataRole.ToolTipRole:
                return _tool_tip(line)
            case _:
                return None


class _Delegate(QStyledItemDelegate):
    """Paints lines."""

    def __init__(self, theme: Theme, columns: Columns, view: _View) -> None:
        super().__init__(view)
        self._theme = theme
        self._columns = columns
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002, N802
        """Return a line's height; its width is the list's."""
        heading = isinstance(self._view.held.line(index), HeadingView)
        tall = heading_height(self._theme, first=index.row() == 0) if heading else 0
        return QSize(1, tall or row_height(self._theme))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one line."""
        area = QRect(option.rect)
        # A bar that comes or goes moves nothing: its room is always left free.
        area.setWidth(self._view.width() - self._theme.ipx(_BAR))
        line = self._view.held.line(index)
        match line:
            case HeadingView():
                paint_heading(painter, area, line, self._theme)
            case RowView():
                current = self._view.currentIndex() == index
                under = self._view.viewport().mapFromGlobal(self._view.cursor().pos())
                hover = self._view.underMouse() and area.contains(under)
                paint_row(
                    painter,
                    area,
                    line,
                    self._columns,
                    self._theme,
                    hover=hover and line.metric is not None,
                    ringed=current and self._view.ringed and self._view.hasFocus(),
                )
            case None:
                return


class _Titles(QWidget):
    """The columns' titles, over the same edges as the cells."""

    def __init__(self, theme: Theme, columns: Columns) -> None:
        super().__init__()
        self._theme = theme
        self._columns = columns
        self.setFixedHeight(theme.ipx(_TITLES))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and shape
        """Draw titles and the line under them."""
        theme = self._theme
        painter = QPainter(self)
        painter.setFont(theme.font(TextStyle.SMALL_STRONG))
        painter.setPen(theme.colours.text_3)
        area = QRect(0, 0, self.width() - theme.ipx(_BAR), self.height())
        metrics = painter.fontMetrics()
        for title, cell in self._columns.titled(area, theme):
            shown = metrics.elidedText(title, Qt.TextElideMode.ElideRight, cell.width())
            painter.drawText(cell, int(Qt.AlignmentFlag.AlignVCenter), shown)
        painter.fillRect(0, self.height() - 1, area.width(), 1, theme.colours.line)
        painter.end()


def _key(line: Line) -> str:
    return f"/{line.text}" if isinstance(line, HeadingView) else line.key


def _tool_tip(row: RowView) -> str:
    parts = (words for cell in row.cells for words in (cell.text, cell.note) if words)
    return plain_tooltip("\n".join(parts))
