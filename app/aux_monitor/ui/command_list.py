"""The rows of the command palette: a mark, a name, a few words about it, and its keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from aux_monitor.presentation.palette import CommandView
from aux_monitor.settings.language import tr
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.shapes import paint_level
from aux_monitor.ui.theme import Theme

_ROW = 38
_MARK = 14
_MOST_ROWS = 10
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ELIDE = Qt.TextElideMode.ElideRight

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class CommandList(QListView):
    """Shows rows and marks one; ``opened`` tells that it was clicked."""

    opened = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._most = _MOST_ROWS
        self._rows = _Rows()
        self.setModel(self._rows)
        self.setItemDelegate(_Face(theme, self))
        self.setAccessibleName(tr("What was found"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("QListView { background: transparent; }")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self.opened)

    @property
    def row(self) -> int | None:
        """The number of the marked row, None for none."""
        index = self.currentIndex()
        return index.row() if index.isValid() else None

    def show_rows(self, rows: Sequence[CommandView]) -> None:
        """Show other rows, the first of them marked."""
        self._rows.take(rows)
        self.setCurrentIndex(self._rows.index(0, 0))
        self._fit()

    def set_room(self, height: int) -> None:
        """Take at most so many pixels, but a row at least."""
        self._most = max(1, min(_MOST_ROWS, height // self._theme.ipx(_ROW)))
        self._fit()

    def step(self, key: Qt.Key) -> None:
        """Mark another row: the next one, or a page on; past an end it goes on at the other."""
        steps = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_PageUp: -self._most,
            Qt.Key.Key_PageDown: self._most,
        }
        count, step = self._rows.rowCount(), steps[key]
        if self.row is None or not count:
            return
        to = (self.row + step) % count if abs(step) == 1 else self.row + step
        self.setCurrentIndex(self._rows.index(max(0, min(count - 1, to)), 0))

    def _fit(self) -> None:
        count = min(self._most, max(1, self._rows.rowCount()))
        self.setFixedHeight(count * self._theme.ipx(_ROW))


class _Rows(QAbstractListModel):
    """The rows, as a screen reader hears them too."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[CommandView, ...] = ()

    def take(self, rows: Sequence[CommandView]) -> None:
        """Hold other rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def view(self, index: _Index) -> CommandView:
        """Return a row."""
        return self._rows[index.row()]

    def rowCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return how many there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return what a row is called, and with its keys for a screen reader."""
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (row.text, row.detail, row.keys) if part)
        return None


class _Face(QStyledItemDelegate):
    """Draws a row."""

    def __init__(self, theme: Theme, parent: CommandList) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002, N802 - Qt's name and shape
        """Return a row's size."""
        return QSize(0, self._theme.ipx(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw the ground where it is marked or under the pointer, then mark, name and words."""
        model = index.model()
        assert isinstance(model, _Rows)  # noqa: S101 - this list has no other
        row, theme = model.view(index), self._theme
        area = QRectF(option.rect)
        self._ground(painter, area, option.state)
        inner = area.adjusted(theme.space.s, 0, -theme.space.s, 0)
        side = theme.px(_MARK)
        if row.level is not None:
            mark = QRectF(inner.left(), area.center().y() - side / 2, side, side)
            paint_level(painter, mark, row.level, theme)
        inner.setLeft(inner.left() + side + theme.space.s)
        inner.setRight(inner.right() - self._write(painter, inner, row.keys, TextStyle.SMALL))
        self._words(painter, inner, row)

    def _ground(self, painter: QPainter, area: QRectF, state: QStyle.StateFlag) -> None:
        marked = bool(state & QStyle.StateFlag.State_Selected)
        if not marked and not state & QStyle.StateFlag.State_MouseOver:
            return
        colours = self._theme.colours
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colours.focus if marked else Qt.PenStyle.NoPen)
        painter.setBrush(colours.hover)
        painter.drawRoundedRect(
            area.adjusted(0.5, 1.5, -0.5, -1.5),
            self._theme.radius.button,
            self._theme.radius.button,
        )
        painter.restore()

    def _write(self, painter: QPainter, area: QRectF, text: str, style: TextStyle) -> float:
        """Write at the right; return the width taken."""
        if not text:
            return 0.0
        font = self._theme.font(style)
        painter.setFont(font)
        painter.setPen(self._theme.colours.text_2)
        painter.drawText(area, _RIGHT, text)
        return QFontMetricsF(font).horizontalAdvance(text) + self._theme.space.m

    def _words(self, painter: QPainter, area: QRectF, row: CommandView) -> None:
        theme = self._theme
        strong, small = theme.font(TextStyle.BODY_STRONG), theme.font(TextStyle.SMALL)
        metrics = QFontMetricsF(strong)
        name = metrics.elidedText(row.text, _ELIDE, area.width())
        painter.setFont(strong)
        painter.setPen(theme.colours.text)
        painter.drawText(area, _LEFT, name)
        rest = area.adjusted(metrics.horizontalAdvance(name) + theme.space.m, 0, 0, 0)
        if rest.width() > 0:
            painter.setFont(small)
            painter.setPen(theme.colours.text_2)
            words = QFontMetricsF(small).elidedText(row.detail, _ELIDE, rest.width())
            painter.drawText(rest, _LEFT, words)
