"""The settings page's switch that is no setting: whether the system starts this program."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from aux_monitor.domain.level import Level
from aux_monitor.presentation.autostart import AutostartView
from aux_monitor.settings.language import tr, tr_noop
from aux_monitor.ui.check_note import CheckNote
from aux_monitor.ui.controls import Tone, Weight, button, label
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.switch import Switch
from aux_monitor.ui.theme import Theme

NAME = tr_noop("Start with the computer")
HELP = tr_noop("In the tray, else without taking the focus. In use at once.")


class AutostartRow(QWidget):
    """Shows what the system's list says, and asks for another; ``switched`` carries the wish.

    It is neither saved nor discarded with the settings: the list is the system's, and anybody may
    have changed it.
    """

    switched = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._view = AutostartView(on=False, sentence="")
        self._switch = Switch(tr(NAME), theme)
        self._switch.setAccessibleDescription(tr(HELP))
        self._switch.setEnabled(False)  # until the system has been asked
        self._switch.toggled.connect(self._toggled)
        self._sentence = label(tr(HELP), theme, TextStyle.SMALL, Tone.SECOND, wrap=True)
        self._note = CheckNote(theme)
        words = QVBoxLayout()
        words.setSpacing(theme.space.xs // 2)
        words.addWidget(label(tr(NAME), theme, TextStyle.BODY_STRONG))
        words.addWidget(self._sentence)
        line = QHBoxLayout()
        line.setSpacing(theme.space.m)
        line.addLayout(words, 1)
        line.addWidget(self._switch)
        line.addWidget(_room_of_reset(theme))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space.s)
        column.addLayout(line)
        column.addWidget(self._note)
        self.setFocusProxy(self._switch)

    @property
    def view(self) -> AutostartView:
        """What is shown."""
        return self._view

    def show_view(self, view: AutostartView) -> None:
        """Show what is true, whatever was asked for."""
        self._view = view
        with QSignalBlocker(self._switch):
            self._switch.setChecked(view.on)
        self._switch.setEnabled(bool(view.sentence or view.fault))
        self._sentence.setText(f"{tr(HELP)} {view.sentence}".strip())
        if view.fault:
            self._note.say(Level.BREACH, view.fault)
        else:
            self._note.clear()

    def found(self, query: str) -> int:
        """Return 1 where every word of ``query`` stands in what the row says, else 0."""
        said = f"window {tr(NAME)} {tr(HELP)} autostart login".casefold()
        return int(all(word in said for word in query.casefold().split()))

    def _toggled(self, on: bool) -> None:  # noqa: FBT001 - Qt's shape
        self.switched.emit(on)


def _room_of_reset(theme: Theme) -> QWidget:
    """Return what takes the room of the other rows' Reset, which leads from a setting's default.

    What is no setting has none; its switch stands below the others.
    """
    made = button(tr("Reset"), theme, Weight.QUIET)
    policy = made.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    made.setSizePolicy(policy)
    made.hide()
    return made
