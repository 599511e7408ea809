"""The rows and cards of the settings page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from aux_monitor.domain.level import Level
from aux_monitor.presentation.settings_form import (
    FieldView,
    Kind,
    Typed,
    default_of,
    sourced_words,
)
from aux_monitor.settings.fields import FieldGroup
from aux_monitor.settings.language import tr
from aux_monitor.settings.schema import Settings
from aux_monitor.ui.autostart_row import AutostartRow
from aux_monitor.ui.check_note import CheckNote
from aux_monitor.ui.controls import Tone, Weight, button, label, rule
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.setting_controls import make_control
from aux_monitor.ui.theme import Theme

_LISTS = (Kind.QUIET, Kind.CHANNELS)


class SettingRow(QWidget):
    """One setting: name and help at the left, control and Reset at the right, a fault below."""

    changed = Signal()

    def __init__(self, field: FieldView, theme: Theme) -> None:
        super().__init__()
        self.field = field
        self.control = make_control(field, theme)
        self.control.changed.connect(self._edited)
        self._default = default_of(field)
        self._note = CheckNote(theme)
        self._changed_mark = label(tr("changed"), theme, TextStyle.SMALL, Tone.SECOND)
        self._reset = button(tr("Reset"), theme, Weight.QUIET)
        self._reset.setAccessibleName(tr("Reset {label}", label=field.words.label))
        self._reset.setToolTip(tr("Back to the default"))
        self._reset.clicked.connect(self._take_default)
        policy = self._reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._reset.setSizePolicy(policy)
        self._lay_out(theme)
        self.put(self._default)

    @property
    def sentence(self) -> str:
        """What is said to be wrong with it, empty for nothing."""
        return self._note.sentence

    def typed(self) -> Typed:
        """Return what its control holds."""
        return self.control.typed()

    def put(self, typed: Typed) -> None:
        """Show another value, without telling of it."""
        self.control.put(typed)
        self.say("")
        self._compare()

    def say(self, sentence: str) -> None:
        """Say in one sentence what is wrong; an empty one takes it back."""
        self.control.mark(sentence)
        if sentence:
            self._note.say(Level.BREACH, sentence)
        else:
            self._note.clear()

    def found(self, query: str) -> int:
        """Return 1 where ``query`` finds the setting, else 0."""
        return int(self.field.matches(query))

    def _edited(self) -> None:
        self.say("")
        self._compare()
        self.changed.emit()

    def _take_default(self) -> None:
        self.put(self._default)
        self.control.setFocus()
        self.changed.emit()

    def _compare(self) -> None:
        """Offer the way back exactly while it leads somewhere.

        Channels have none: without its entry nobody would find a channel's address again.
        """
        differs = self.typed() != self._default and self.field.kind is not Kind.CHANNELS
        self._reset.setVisible(differs)
        self._changed_mark.setVisible(differs)

    def _lay_out(self, theme: Theme) -> None:
        name = QHBoxLayout()
        name.setSpacing(theme.space.s)
        name.addWidget(label(self.field.words.label, theme, TextStyle.BODY_STRONG))
        name.addWidget(self._changed_mark, 1, Qt.AlignmentFlag.AlignLeft)
        words = QVBoxLayout()
        words.setSpacing(theme.space.xs // 2)
        words.addStretch(1)  # an alignment would do, but lines beyond the first were cut off
        words.addLayout(name)
        words.addWidget(label(self.field.hint, theme, TextStyle.SMALL, Tone.SECOND, wrap=True))
        words.addStretch(1)
        line = QHBoxLayout()
        line.setSpacing(theme.space.m)
        line.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space.s)
        column.addLayout(line)
        if self.field.kind in _LISTS:
            column.addWidget(self.control)
        else:
            line.addWidget(self.control)
        line.addWidget(self._reset)
        column.addWidget(self._note)
        if self.field.kind in _LISTS:
            QWidget.setTabOrder(self.control, self._reset)


class SourceRow(QWidget):
    """What is connected, and the way to the page where it is tried and changed."""

    connect_wanted = Signal()

    def __init__(self, fields: Sequence[FieldView], theme: Theme) -> None:
        super().__init__()
        self.fields = tuple(fields)
        self._words = label("", theme, TextStyle.BODY, Tone.FIRST, wrap=True)
        names = ", ".join(field.words.label for field in fields)
        hint = tr("Tried and changed on the Connect page: {names}, Token.", names=names)
        way = button(tr("Open Connect"), theme)
        way.setAccessibleDescription(hint)
        way.clicked.connect(self.connect_wanted)
        words = QVBoxLayout()
        words.setSpacing(theme.space.xs // 2)
        words.addWidget(self._words)
        words.addWidget(label(hint, theme, TextStyle.SMALL, Tone.SECOND, wrap=True))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.space.m)
        line.addLayout(words, 1)
        line.addWidget(way)

    def found(self, query: str) -> int:
        """Return how many of its settings ``query`` finds."""
        return sum(field.matches(query) for field in self.fields)

    def show_settings(self, settings: Settings) -> None:
        """Say what is connected."""
        self._words.setText(sourced_words(settings, self.fields[0].words.group))


Row: TypeAlias = SettingRow | SourceRow | AutostartRow


class SettingCard(QFrame):
    """The settings of one group below their heading, with a hairline between two."""

    def __init__(self, group: FieldGroup, rows: Sequence[Row], theme: Theme):
        super().__init__()
        self.setProperty("role", "card")
        self._rows = tuple(rows)
        self._lines = [rule() for _ in rows]
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.space.l] * 4)
        column.setSpacing(theme.space.m)
        column.addWidget(label(tr(group.value), theme, TextStyle.TITLE))
        for row, line in zip(rows, self._lines, strict=True):
            column.addWidget(line)
            column.addWidget(row)

    def search(self, query: str) -> int:
        """Show the settings that ``query`` finds, and return how many there are."""
        found = 0
        for row, line in zip(self._rows, self._lines, strict=True):
            here = row.found(query)
            row.setVisible(here > 0)
            line.setVisible(here > 0)
            found += here
        self.setVisible(found > 0)
        return found
