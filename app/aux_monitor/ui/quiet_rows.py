"""The list of quiet hours: on which days, from when, until when, and by whose clock."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from aux_monitor.presentation.settings_form import Typed
from aux_monitor.settings.choices import CHOICES
from aux_monitor.settings.fields import FIELDS
from aux_monitor.settings.language import tr, tr_noop
from aux_monitor.settings.schema import QuietHours, Weekday
from aux_monitor.ui.controls import Tone, Weight, button, label, line_edit
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.tab_order import stand_before
from aux_monitor.ui.theme import Theme

_PART = "notifications.quiet[]"
_DAYS = tr_noop("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
_CLOCK_WIDTH = 84
_NIGHT = QuietHours("22:00", "08:00")
"""What a new row says: most people's night."""


class QuietRow(QFrame):
    """One span of quiet hours."""

    changed = Signal()
    removed = Signal()

    def __init__(self, hours: QuietHours, number: int, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "entry")
        self._number = number
        self._days: dict[Weekday, QPushButton] = {}
        self._begins = self._clock("from", hours.begins, theme)
        self._ends = self._clock("until", hours.ends, theme)
        self._zone = self._line("zone", hours.zone, theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.space.m] * 4)
        column.setSpacing(theme.space.s)
        column.addLayout(self._days_line(hours, theme))
        column.addLayout(self._times_line(theme))

    def hours(self) -> QuietHours:
        """Return what the row says, right or wrong."""
        return QuietHours(
            self._begins.text().strip(),
            self._ends.text().strip(),
            tuple(day for day, made in self._days.items() if made.isChecked()),
            self._zone.text().strip(),
        )

    def focus(self) -> None:
        """Put the focus where a new row is begun."""
        self._begins.setFocus()
        self._begins.selectAll()

    def _days_line(self, hours: QuietHours, theme: Theme) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(theme.space.xs)
        for day, full in zip(Weekday, tr(_DAYS).split(), strict=True):
            made = button(tr(CHOICES[day]), theme)
            made.setCheckable(True)
            made.setChecked(day in hours.days)
            made.setAccessibleName(
                tr("Quiet hours {number}, {label}", number=self._number, label=full)
            )
            made.clicked.connect(self.changed)
            self._days[day] = made
            line.addWidget(made)
        line.addStretch(1)
        remove = button(tr("Remove"), theme, Weight.QUIET)
        remove.setAccessibleName(tr("Remove quiet hours {number}", number=self._number))
        remove.clicked.connect(self.removed)
        line.addWidget(remove)
        return line

    def _times_line(self, theme: Theme) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(theme.space.s)
        for name, field in (
            ("from", self._begins),
            ("until", self._ends),
            ("zone", self._zone),
        ):
            words = tr(FIELDS[f"{_PART}.{name}"].label)
            line.addWidget(label(words, theme, TextStyle.SMALL, Tone.SECOND))
            line.addWidget(field, 1 if field is self._zone else 0)
        return line

    def _clock(self, name: str, text: str, theme: Theme) -> QLineEdit:
        field = self._line(name, text, theme)
        field.setFixedWidth(theme.ipx(_CLOCK_WIDTH))
        return field

    def _line(self, name: str, text: str, theme: Theme) -> QLineEdit:
        words = FIELDS[f"{_PART}.{name}"]
        field = line_edit(
            theme,
            tr("Quiet hours {number}, {label}", number=self._number, label=tr(words.label)),
            tr(words.sample),
        )
        field.setAccessibleDescription(tr(words.help))
        field.setText(text)
        field.textEdited.connect(self.changed)
        return field


class QuietControl(QWidget):
    """Every span, and a button for another one."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows: list[QuietRow] = []
        self._add = button(tr("Add quiet hours"), theme)
        self._add.clicked.connect(self._begin)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.space.s)
        self._column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self._add)

    def typed(self) -> Typed:
        """Return what the rows say."""
        return tuple(row.hours() for row in self._rows)

    def put(self, typed: Typed) -> None:
        """Show other spans, without telling of it."""
        if typed == self.typed() or not isinstance(typed, tuple):
            return
        for row in self._rows:
            self._column.removeWidget(row)
            row.deleteLater()
        self._rows = []
        for hours in typed:
            if isinstance(hours, QuietHours):
                self._append(hours)

    def mark(self, sentence: str) -> None:
        """Do nothing: the sentence below names row and field."""

    def _append(self, hours: QuietHours) -> QuietRow:
        row = QuietRow(hours, len(self._rows) + 1, self._theme)
        row.changed.connect(self.changed)
        row.removed.connect(lambda: self._remove(row))
        self._rows.append(row)
        self._column.insertWidget(self._column.count() - 1, row)
        stand_before(self._add, row)
        row.show()  # the layout would do so only after this turn of the loop
        return row

    def _begin(self) -> None:
        self._append(_NIGHT).focus()
        self.changed.emit()

    def _remove(self, row: QuietRow) -> None:
        """Take a row away; those below it are made anew, since they are named by their number."""
        self.put(tuple(other.hours() for other in self._rows if other is not row))
        self._add.setFocus()
        self.changed.emit()
