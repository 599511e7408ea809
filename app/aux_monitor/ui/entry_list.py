"""A list of entries (log files, repositories) that is edited in place."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from aux_monitor.domain.level import Level
from aux_monitor.settings.language import tr
from aux_monitor.ui.check_note import CheckNote
from aux_monitor.ui.controls import Weight, button, line_edit, plain_tooltip
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.tab_order import stand_before
from aux_monitor.ui.theme import Theme


class EntryRow(QFrame):
    """One entry with its remove button and, below, what a test said of it."""

    removed = Signal(str)

    def __init__(self, entry: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry = entry
        self.setProperty("role", "entry")
        self.note = CheckNote(theme)
        self.note.setContentsMargins(0, 0, theme.space.s, theme.space.s)
        self._text = _Elided(entry, theme)
        remove = button(tr("Remove"), theme, Weight.QUIET)
        remove.setAccessibleName(tr("Remove {entry}", entry=entry))
        remove.clicked.connect(lambda: self.removed.emit(self.entry))
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._text, 1)
        line.addWidget(remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.space.s + 1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(self.note)


class EntryList(QWidget):
    """Entries above one field to add another; ``changed`` tells of every edit."""

    changed = Signal()

    def __init__(
        self, theme: Theme, name: str, placeholder: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: list[EntryRow] = []
        self._field = line_edit(theme, name, placeholder)
        self._field.returnPressed.connect(self.commit)
        self._field.textEdited.connect(self.changed)
        self._add = button(tr("Add"), theme)
        self._add.clicked.connect(self.commit)
        self.line = QHBoxLayout()
        self.line.setSpacing(theme.space.s)
        self.line.addWidget(self._field, 1)
        self.line.addWidget(self._add)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.space.xs)
        self._column.addLayout(self.line)

    @property
    def field(self) -> QLineEdit:
        """The field where an entry is typed."""
        return self._field

    @property
    def entries(self) -> tuple[str, ...]:
        """The entries, in their order."""
        return tuple(row.entry for row in self._rows)

    def set_entries(self, entries: tuple[str, ...]) -> None:
        """Show these entries and nothing typed."""
        for row in self._rows:
            self._column.removeWidget(row)
            row.deleteLater()
        self._rows = []
        self._field.clear()
        for entry in entries:
            self._append(entry)

    def add(self, entries: tuple[str, ...]) -> None:
        """Append entries that are not in the list yet."""
        for entry in entries:
            if entry.strip() and entry.strip() not in self.entries:
                self._append(entry.strip())
        self.changed.emit()

    def commit(self) -> None:
        """Append what stands in the field, so that typing without pressing Add is enough."""
        typed = self._field.text()
        self._field.clear()
        if typed.strip():
            self.add((typed,))

    def note(self, entry: str, level: Level, sentence: str) -> bool:
        """Show a sentence under an entry; return whether the entry is in the list."""
        for row in self._rows:
            if row.entry == entry:
                row.note.say(level, sentence)
                return True
        return False

    def notes(self) -> Mapping[str, str]:
        """Return the sentence under each entry that has one."""
        return {row.entry: row.note.sentence for row in self._rows if row.note.sentence}

    def clear_notes(self) -> None:
        """Take all sentences away."""
        for row in self._rows:
            row.note.clear()

    def _append(self, entry: str) -> None:
        row = EntryRow(entry, self._theme)
        row.removed.connect(self._remove)
        self._rows.append(row)
        self._column.insertWidget(self._column.count() - 1, row)
        stand_before(self._field, row)

    def _remove(self, entry: str) -> None:
        for row in self._rows:
            if row.entry == entry:
                self._rows.remove(row)
                self._column.removeWidget(row)
                row.deleteLater()
                break
        self._field.setFocus()
        self.changed.emit()


class _Elided(QLabel):
    """A label that shortens a long path in its middle; the tool tip has all of it."""

    def __init__(self, entry: str, theme: Theme) -> None:
        super().__init__()
        self._entry = entry
        self.setFont(theme.font(TextStyle.BODY))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAccessibleName(entry)
        self.setMinimumWidth(theme.ipx(60))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Shorten to the new width."""
        super().resizeEvent(event)
        middle = Qt.TextElideMode.ElideMiddle
        shown = self.fontMetrics().elidedText(self._entry, middle, self.width())
        if shown != self.text():
            self.setText(shown)
        self.setToolTip(plain_tooltip(self._entry) if shown != self._entry else "")
