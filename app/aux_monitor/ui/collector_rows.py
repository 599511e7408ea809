"""Further collectors on the connect panel: each a row of its own, edited in place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from aux_monitor.domain.level import Level
from aux_monitor.ports.secrets import Secret
from aux_monitor.presentation.connect_form import CollectorDraft
from aux_monitor.settings.language import tr
from aux_monitor.ui.check_note import CheckNote
from aux_monitor.ui.connect_fields import TokenField
from aux_monitor.ui.controls import Weight, button, line_edit
from aux_monitor.ui.switch import Switch
from aux_monitor.ui.tab_order import stand_before
from aux_monitor.ui.theme import Theme

_NAME_WIDTH = 150


class CollectorRow(QFrame):
    """One collector: whether it is asked, its name, its address, its token, what a test said."""

    changed = Signal()
    removed = Signal()

    def __init__(self, draft: CollectorDraft, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self.setProperty("role", "entry")
        called = draft.name or tr("new collector")
        self.on = Switch(tr("Ask {called}", called=called), theme)
        self.on.setChecked(draft.enabled)
        self.name = line_edit(theme, tr("Collector's name"), tr("Name"))
        self.name.setText(draft.name)
        self.name.setMaxLength(40)
        self.name.setFixedWidth(theme.ipx(_NAME_WIDTH))
        self.url = line_edit(
            theme, tr("Address of {called}", called=called), "https://collector.example.org"
        )
        self.url.setText(draft.url)
        self.token = TokenField(theme, tr("Token of {called}", called=called))
        self.note = CheckNote(theme)
        self.note.setContentsMargins(theme.space.s, 0, theme.space.s, theme.space.s)
        remove = button(tr("Remove"), theme, Weight.QUIET)
        remove.setAccessibleName(tr("Remove {called}", called=called))
        remove.clicked.connect(self.removed)
        self.on.toggled.connect(self.changed)
        for field in (self.name, self.url):
            field.textEdited.connect(self.changed)
        self.token.changed.connect(self.changed)
        self._lay_out(theme, remove)

    @property
    def draft(self) -> CollectorDraft:
        """Return what stands in the row."""
        return CollectorDraft(
            name=self.name.text(),
            url=self.url.text(),
            enabled=self.on.isChecked(),
            before=self._draft.before,
        )

    def _lay_out(self, theme: Theme, remove: QWidget) -> None:
        line = QHBoxLayout()
        line.setSpacing(theme.space.s)
        line.addWidget(self.on)
        line.addWidget(self.name)
        line.addWidget(self.url, 3)
        line.addWidget(self.token, 2)
        line.addWidget(remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.space.s, theme.space.xs, theme.space.xs, theme.space.xs)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(self.note)


class CollectorRows(QWidget):
    """All of them, and a button for another; ``changed`` tells of every edit."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.rows: list[CollectorRow] = []
        self.add = button(tr("Add a collector"), theme)
        self.add.clicked.connect(self._add)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.space.xs)
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addStretch()
        self._column.addLayout(foot)

    @property
    def drafts(self) -> tuple[CollectorDraft, ...]:
        """Return what stands in the rows; one without name and address is not there yet."""
        found = (row.draft for row in self.rows)
        return tuple(each for each in found if each.name.strip() or each.url.strip())

    def secrets(self) -> Mapping[str, Secret]:
        """Return the tokens that were typed, or are to be removed, by the collectors' names."""
        typed = ((row.draft.name.strip(), row.token.secret()) for row in self.rows)
        return {name: secret for name, secret in typed if name and secret is not None}

    def set_drafts(self, drafts: Iterable[CollectorDraft], stored: frozenset[str]) -> None:
        """Show these collectors; ``stored`` are the names of those with a stored token."""
        for row in self.rows:
            self._column.removeWidget(row)
            row.deleteLater()
        self.rows = []
        for draft in drafts:
            self._append(draft).token.reset(stored=draft.name in stored)

    def note_stored(self, stored: frozenset[str]) -> None:
        """Show which have a stored token, leaving what was typed."""
        for row in self.rows:
            row.token.note_stored(stored=row.draft.name in stored)

    def take_over(self, other: CollectorRows) -> None:
        """Hold what another list holds, typed tokens included."""
        self.set_drafts((row.draft for row in other.rows), frozenset())
        for mine, theirs in zip(self.rows, other.rows, strict=True):
            mine.token.take_over(theirs.token)

    def note(self, name: str, level: Level, sentence: str) -> bool:
        """Show a sentence under a collector; return whether it is in the list."""
        for row in self.rows:
            if row.draft.name.strip() == name:
                row.note.say(level, sentence)
                return True
        return False

    def clear_notes(self) -> None:
        """Take all sentences away."""
        for row in self.rows:
            row.note.clear()

    def _append(self, draft: CollectorDraft) -> CollectorRow:
        row = CollectorRow(draft, self._theme)
        row.changed.connect(self.changed)
        row.removed.connect(lambda: self._remove(row))
        self.rows.append(row)
        self._column.insertWidget(self._column.count() - 1, row)
        stand_before(self.add, row)
        return row

    def _add(self) -> None:
        self._append(CollectorDraft("", "")).name.setFocus()
        self.changed.emit()

    def _remove(self, row: CollectorRow) -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.deleteLater()
        self.add.setFocus()
        self.changed.emit()
