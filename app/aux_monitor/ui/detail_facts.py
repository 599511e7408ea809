"""What is known about a metric, in words: its facts, and the parts its value is made of."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QHeaderView,
    QLabel,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from aux_monitor.domain.level import Level
from aux_monitor.presentation.detail_views import (
    FactView,
    PartView,
)
from aux_monitor.settings.language import tr
from aux_monitor.ui.controls import Tone, label
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.shapes import level_pixmap
from aux_monitor.ui.theme import Theme

_HEAD = 26
_SHAPE = 12
_ROW = 30
_WIDTHS = (260, 110, 110, 110)
_WIDE = (260, 170, 130, 130)
"""The last column has no title: the level's word, for the shape in the first is small."""

_FEWEST_ROWS, _MOST_ROWS = 3, 8
_TALL_ROWS = 100


class FactList(QFrame):
    """Labels at the left, sentences at the right; the sentences can be copied."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("role", "plain")
        self._shown: tuple[FactView, ...] = ()
        self._texts: list[QLabel] = []
        self._labels: list[QLabel] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.space.m)
        self._grid.setVerticalSpacing(theme.space.s)
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        margin = theme.space.m
        column.setContentsMargins(margin, margin, margin, margin)
        column.addLayout(self._grid)
        column.addStretch(1)

    def show_facts(self, facts: tuple[FactView, ...]) -> None:
        """Show the facts; a sentence that has not changed is not touched."""
        if facts == self._shown:
            return
        self._shown = facts
        while len(self._texts) < len(facts):
            self._append()
        for row, (name, text) in enumerate(zip(self._labels, self._texts, strict=True)):
            fact = facts[row] if row < len(facts) else None
            name.setVisible(fact is not None)
            text.setVisible(fact is not None)
            if fact is not None and (name.text(), text.text()) != (fact.label, fact.text):
                name.setText(fact.label)
                text.setText(fact.text)

    def _append(self) -> None:
        row = len(self._texts)
        name = label("", self._theme, TextStyle.SMALL_STRONG, Tone.THIRD)
        text = label("", self._theme, TextStyle.BODY, Tone.FIRST, wrap=True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(text, row, 1, Qt.AlignmentFlag.AlignTop)
        self._labels.append(name)
        self._texts.append(text)


class PartTable(QTableWidget):
    """The breakdown: one row for each part, the worst told by its shape as well."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(0, len(_WIDTHS), parent)
        self._theme = theme
        self._shown: tuple[PartView, ...] = ()
        self._titles: tuple[str, ...] = ()
        self._most_rows = _MOST_ROWS
        self.setFont(theme.font(TextStyle.BODY))
        self.setAccessibleName(tr("Breakdown"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setDefaultSectionSize(theme.ipx(_ROW))
        head = self.horizontalHeader()
        head.setFont(theme.font(TextStyle.SMALL_STRONG))
        head.setHighlightSections(False)
        head.setMinimumHeight(theme.ipx(_HEAD))
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_parts(
        self, parts: tuple[PartView, ...], titles: tuple[str, str, str], *, tall: bool
    ) -> None:
        """Show the parts; a cell that has not changed is not touched.

        ``tall`` shows them all where there is room, in wider columns: the table is the page.
        """
        self._show_titles((*titles, ""), _WIDE if tall else _WIDTHS)
        self._most_rows = _TALL_ROWS if tall else _MOST_ROWS
        if parts == self._shown:
            return
        self.setRowCount(len(parts))
        for row, part in enumerate(parts):
            before = self._shown[row] if row < len(self._shown) else None
            if part != before:
                self._fill(row, part)
        self._shown = parts
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size that shows all rows, up to a bound."""
        return QSize(self._theme.ipx(480), self._height_for(min(self._most_rows, self.rowCount())))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size that shows the first rows; the others are scrolled to."""
        return QSize(self._theme.ipx(320), self._height_for(min(_FEWEST_ROWS, self.rowCount())))

    def _height_for(self, rows: int) -> int:
        return self._theme.ipx(_ROW) * (rows + 1) + 2 * self.frameWidth()

    def _show_titles(self, titles: tuple[str, ...], widths: tuple[int, ...]) -> None:
        if titles == self._titles:
            return
        self._titles = titles
        for column, (title, width) in enumerate(zip(titles, widths, strict=True)):
            self.setColumnWidth(column, self._theme.ipx(width))
            item = QTableWidgetItem(title)
            item.setTextAlignment(_alignment(column))
            self.setHorizontalHeaderItem(column, item)

    def _fill(self, row: int, part: PartView) -> None:
        value = f"{part.figure.text} {part.figure.unit}".rstrip()
        level = "" if part.level is Level.UNKNOWN else tr(part.level.value)
        for column, text in enumerate((part.name, value, part.n, level)):
            item = self.item(row, column)
            if item is None:
                item = QTableWidgetItem()
                item.setTextAlignment(_alignment(column))
                self.setItem(row, column, item)
            item.setText(text)
        first = self.item(row, 0)
        if first is not None:
            size = self._theme.px(_SHAPE)
            first.setIcon(level_pixmap(part.level, self._theme, size, self.devicePixelRatioF()))
            said = f"{part.name}, {value}, {tr(part.level.value)}"
            first.setData(Qt.ItemDataRole.AccessibleTextRole, said)


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
