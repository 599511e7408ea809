"""The history of the alerts: a search, a few choices, and the list they leave."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from aux_monitor.domain.catalogue import Severity
from aux_monitor.domain.level import Level
from aux_monitor.presentation.alert_history import COLUMNS, AlertFilter, PastAlert, listed
from aux_monitor.settings.language import tr, tr_noop
from aux_monitor.ui.check_note import CheckNote
from aux_monitor.ui.choice_buttons import ChoiceButtons
from aux_monitor.ui.controls import Tone, button, label, line_edit
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.line_list import LineList
from aux_monitor.ui.line_paint import Columns
from aux_monitor.ui.theme import Theme

_SEARCH = 180


class _Grade(Enum):
    """How urgent the alerts are that are wanted; the value is the button's word."""

    ANY = tr_noop("All")
    CRITICAL = tr_noop("Critical")
    WARNING = tr_noop("Warning")


_SEVERITIES = {
    _Grade.ANY: None,
    _Grade.CRITICAL: Severity.CRITICAL,
    _Grade.WARNING: Severity.WARNING,
}


class AlertHistory(QWidget):
    """Lists the alerts that are wanted.

    ``opened`` carries the metric of one, ``counted`` how many are wanted, in words.
    """

    opened = Signal(str)
    counted = Signal(str)
    menu_requested = Signal(str, QPoint)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._past: tuple[PastAlert, ...] | None = None
        self._head = QWidget()
        self._found = label("", theme, TextStyle.SMALL, Tone.SECOND)
        self.search = line_edit(theme, tr("Search the history"), tr("Search"))
        self.grade = ChoiceButtons(
            tr("Severity"), [(each, tr(each.value)) for each in _Grade], theme
        )
        self.told = self._toggle(tr("Told"), tr("Only alerts that somebody was told of"))
        self.fires = self._toggle(tr("Open"), tr("Only alerts that still fire"))
        self._note = CheckNote(theme)
        self.list = LineList(
            theme,
            tr("History of alerts"),
            Columns(COLUMNS, (0.8, 2.8, 1.1, 2.4), (True, *[False] * 3)),
        )
        self._lay_out()
        self.search.textChanged.connect(self._list)
        self.grade.changed.connect(self._list)
        self.told.toggled.connect(self._list)
        self.fires.toggled.connect(self._list)
        self.list.opened.connect(self.opened)
        self.list.menu_requested.connect(self.menu_requested)

    @property
    def wanted(self) -> AlertFilter:
        """Which alerts are listed."""
        grade = self.grade.choice
        severity = _SEVERITIES[grade] if isinstance(grade, _Grade) else None
        return AlertFilter(
            severity, self.search.text(), self.told.isChecked(), self.fires.isChecked()
        )

    def show_past(self, past: tuple[PastAlert, ...], note: str) -> None:
        """Show another history; ``note`` says what of it cannot be shown."""
        self._past = past
        if note:
            self._note.say(Level.OFF_TARGET, note)
        else:
            self._note.clear()
        self._list()

    def show_title(self, *, shown: bool) -> None:
        """Show its own title and count, where nothing above it does."""
        self._head.setVisible(shown)

    def take_over(self, old: AlertHistory) -> None:
        """Search as another list does, and stand where it stands."""
        self.search.setText(old.search.text())
        self.grade.choose(old.grade.choice)
        self.told.setChecked(old.told.isChecked())
        self.fires.setChecked(old.fires.isChecked())
        self._list()
        self.list.scroll_to(old.list.scrolled())

    def _list(self) -> None:
        if self._past is None:
            return  # what is not known yet is not called empty
        view = listed(self._past, self.wanted)
        self._found.setText(view.found)
        self.counted.emit(view.found)
        self.list.show_lines(view.lines, view.empty)

    def _toggle(self, words: str, help_words: str) -> QPushButton:
        made = button(words, self._theme)
        made.setCheckable(True)
        made.setAccessibleName(help_words)
        made.setToolTip(help_words)
        return made

    def _lay_out(self) -> None:
        space = self._theme.space
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(space.m)
        head.addWidget(label(tr("History"), self._theme, TextStyle.TITLE))
        head.addWidget(self._found, 1)
        self.search.setMinimumWidth(self._theme.ipx(_SEARCH))
        row = QHBoxLayout()
        row.setSpacing(space.s)
        row.addWidget(self.search, 1)
        row.addWidget(self.grade)
        row.addSpacing(space.s)
        row.addWidget(self.told)
        row.addWidget(self.fires)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.s)
        column.addWidget(self._head)
        column.addLayout(row)
        column.addWidget(self._note)
        column.addWidget(self.list, 1)
