"""The controls of single settings: each holds what is typed, and tells of every edit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from aux_monitor.presentation.rule_views import NumberView
from aux_monitor.presentation.settings_form import FieldView, Kind, Typed
from aux_monitor.ui.channel_rows import ChannelsControl
from aux_monitor.ui.choice_buttons import ChoiceButtons
from aux_monitor.ui.controls import line_edit
from aux_monitor.ui.number_entry import NumberEntry
from aux_monitor.ui.quiet_rows import QuietControl
from aux_monitor.ui.screen_controls import ScreenControl, SeveralControl
from aux_monitor.ui.switch import Switch
from aux_monitor.ui.theme import Theme

_TEXT_WIDTH = 220


class SwitchControl(QWidget):
    """On or off."""

    changed = Signal()

    def __init__(self, field: FieldView, theme: Theme) -> None:
        super().__init__()
        self._switch = Switch(field.words.label, theme)
        self._switch.setAccessibleDescription(field.hint)
        self._switch.toggled.connect(self.changed)
        _row(self, theme).addWidget(self._switch)
        self.setFocusProxy(self._switch)

    def typed(self) -> Typed:
        """Return whether it is on."""
        return self._switch.isChecked()

    def put(self, typed: Typed) -> None:
        """Show another value, without telling of it."""
        with QSignalBlocker(self._switch):
            self._switch.setChecked(bool(typed))

    def mark(self, sentence: str) -> None:
        """Do nothing: neither side of a switch is wrong."""


class ChoiceControl(QWidget):
    """One of a few choices."""

    changed = Signal()

    def __init__(self, field: FieldView, theme: Theme) -> None:
        super().__init__()
        self._buttons = ChoiceButtons(field.words.label, field.choices, theme)
        self._buttons.changed.connect(self.changed)
        _row(self, theme).addWidget(self._buttons)
        self.setFocusProxy(self._buttons)

    def typed(self) -> Typed:
        """Return what is chosen."""
        return self._buttons.choice

    def put(self, typed: Typed) -> None:
        """Show another choice, without telling of it."""
        self._buttons.choose(typed)

    def mark(self, sentence: str) -> None:
        """Do nothing: every choice there is can be chosen."""


class NumberControl(QWidget):
    """A number with its unit, typed or stepped."""

    changed = Signal()

    def __init__(self, field: FieldView, theme: Theme) -> None:
        super().__init__()
        words = field.words
        self._entry = NumberEntry(theme, headed=False)
        self._entry.show_number(NumberView(words.label, "", words.unit, words.step))
        self._entry.changed.connect(self.changed)
        _row(self, theme).addWidget(self._entry)
        self.setFocusProxy(self._entry.field)

    def typed(self) -> Typed:
        """Return what stands in the field."""
        return self._entry.text

    def put(self, typed: Typed) -> None:
        """Show another number, without telling of it."""
        self._entry.set_text(str(typed))

    def mark(self, sentence: str) -> None:
        """Mark the field as wrong; an empty sentence clears it."""
        self._entry.mark(sentence)


class LineControl(QWidget):
    """A line of text, such as a date or a name."""

    changed = Signal()

    def __init__(self, field: FieldView, theme: Theme) -> None:
        super().__init__()
        self._field = line_edit(theme, field.words.label, field.words.sample)
        self._field.setFixedWidth(theme.ipx(_TEXT_WIDTH))
        self._field.textEdited.connect(self.changed)
        _row(self, theme).addWidget(self._field)
        self.setFocusProxy(self._field)

    def typed(self) -> Typed:
        """Return what stands in the field."""
        return self._field.text()

    def put(self, typed: Typed) -> None:
        """Show another text, without telling of it."""
        if self._field.text() != typed:
            self._field.setText(str(typed))

    def mark(self, sentence: str) -> None:
        """Mark the field as wrong; an empty sentence clears it."""
        self._field.setAccessibleDescription(sentence)
        if self._field.property("wrong") != bool(sentence):
            self._field.setProperty("wrong", bool(sentence))
            self._field.style().unpolish(self._field)
            self._field.style().polish(self._field)


Control: TypeAlias = (
    SwitchControl
    | ChoiceControl
    | SeveralControl
    | ScreenControl
    | NumberControl
    | LineControl
    | QuietControl
    | ChannelsControl
)
"""What every control has: ``changed``, ``typed``, ``put`` and ``mark``."""


def make_control(field: FieldView, theme: Theme) -> Control:
    """Return the control that a setting is edited with."""
    return _MAKERS[field.kind](field, theme)


_MAKERS: Mapping[Kind, Callable[[FieldView, Theme], Control]] = {
    Kind.SWITCH: SwitchControl,
    Kind.CHOICE: ChoiceControl,
    Kind.SEVERAL: SeveralControl,
    Kind.SCREEN: ScreenControl,
    Kind.NUMBER: NumberControl,
    Kind.TEXT: LineControl,
    Kind.DATE: LineControl,
    Kind.QUIET: lambda _field, theme: QuietControl(theme),
    Kind.CHANNELS: lambda _field, theme: ChannelsControl(theme),
}
"""For every kind but the SOURCED, which is edited on the Connect page."""


def _row(control: QWidget, theme: Theme) -> QHBoxLayout:
    """Return the layout of a control that ends at the right of its row."""
    row = QHBoxLayout(control)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.space.s)
    row.setAlignment(Qt.AlignmentFlag.AlignRight)
    return row
