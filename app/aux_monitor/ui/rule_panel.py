"""A rule to tune: three numbers, and at once what they would have done in the last month."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from aux_monitor.domain.tuning import Tuning
from aux_monitor.presentation.rule_views import Entered, RuleView, compared, entered
from aux_monitor.services.intents import SaveRule, TryRule
from aux_monitor.settings.language import tr
from aux_monitor.ui.controls import Tone, Weight, button, label
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.number_entry import NumberEntry
from aux_monitor.ui.rule_strip import RuleStrip
from aux_monitor.ui.theme import Theme

TRIED_AFTER_MS = 120
"""A change is tried when typing has paused for this long."""


class RulePanel(QWidget):
    """Draws a ``RuleView``; ``intent`` carries a ``TryRule`` or a ``SaveRule``.

    What a person is typing stays when a new view comes, unless the rule was saved or is another.
    """

    intent = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view: RuleView | None = None
        self._numbers = tuple(NumberEntry(theme) for _ in range(3))
        self._note = label("", theme, TextStyle.SMALL, Tone.SECOND, wrap=True)
        self._strip = RuleStrip(theme)
        self.save = button(tr("Save"), theme, Weight.MAIN)
        self.reset = button(tr("Reset"), theme)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TRIED_AFTER_MS)
        self._lay_out()
        for number in self._numbers:
            number.changed.connect(self._edited)
        self._pause.timeout.connect(self._try)
        self.save.clicked.connect(self._save)
        self.reset.clicked.connect(self._reset)

    @property
    def view(self) -> RuleView | None:
        """The view shown, None before the first."""
        return self._view

    @property
    def numbers(self) -> tuple[NumberEntry, ...]:
        """The fields: fire level, clear level, hold."""
        return self._numbers

    def show_view(self, view: RuleView) -> None:
        """Show a rule; its fields follow only a rule that was saved, or another one."""
        before, self._view = self._view, view
        fresh = before is None or (before.key, before.saved) != (view.key, view.saved)
        for number, shown in zip(self._numbers, view.numbers, strict=True):
            number.show_number(shown)
            if fresh:
                number.set_text(shown.text)
        if fresh:
            self._pause.stop()
        self._describe(self._entered(view))

    def take_over(self, other: RulePanel) -> None:
        """Hold what another panel holds, typed text included."""
        if other.view is None:
            return
        self.show_view(other.view)
        for mine, theirs in zip(self._numbers, other.numbers, strict=True):
            mine.set_text(theirs.text)
        self._describe(self._entered(other.view))

    def _entered(self, view: RuleView) -> Entered:
        fire, clear, hold = (number.text for number in self._numbers)
        return entered(view, fire, clear, hold)

    def _edited(self) -> None:
        if self._view is not None:
            self._pause.start()
            self._describe(self._entered(self._view))

    def _describe(self, found: Entered) -> None:
        """Show faults, what the document has, which buttons make sense, and the strips."""
        view = self._view
        if view is None:
            return
        for number, fault in zip(self._numbers, found.faults, strict=True):
            number.mark(fault)
        changed = found.tuning != view.saved
        self.save.setEnabled(changed and found.tuning is not None)
        self.reset.setEnabled(changed or bool(view.changed))
        fault = next((each for each in found.faults if each), "")
        sentences = (fault, view.changed, view.failure or view.basis)
        self._note.setText(" ".join(each for each in sentences if each))
        if view.today is None:
            self._strip.show_strips((), view.axis, 0)
        else:
            tried = compared(view, found)
            self._strip.show_strips((view.today, tried), view.axis, int(changed))

    def _try(self) -> None:
        if self._view is None:
            return
        tuning = self._entered(self._view).tuning
        wanted = None if tuning == self._view.saved else tuning
        self.intent.emit(TryRule(self._view.key, wanted))

    def _save(self) -> None:
        if self._view is not None:
            tuning = self._entered(self._view).tuning
            if tuning is not None:
                self._send(tuning)

    def _reset(self) -> None:
        """Go back to what the document has; what was only typed just goes."""
        view = self._view
        if view is None:
            return
        for number, shown in zip(self._numbers, view.numbers, strict=True):
            number.set_text(shown.text)
        self._describe(self._entered(view))
        if view.changed:
            self._send(None)
        else:
            self._try()

    def _send(self, tuning: Tuning | None) -> None:
        if self._view is not None:
            self._pause.stop()
            self.intent.emit(SaveRule(self._view.key, tuning))

    def _lay_out(self) -> None:
        theme = self._theme
        fields = QHBoxLayout()
        fields.setSpacing(theme.space.l)
        for number in self._numbers:
            fields.addWidget(number)
        fields.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space.s)
        column.addLayout(fields)
        column.addWidget(self._strip)
        column.addWidget(self._note)
        column.addStretch(1)

    def buttons(self) -> tuple[QPushButton, QPushButton]:
        """Return Reset and Save, for the head of the card that holds the panel."""
        return self.reset, self.save
