"""One of a few things, chosen by a row of buttons."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QPushButton, QWidget

from aux_monitor.ui.controls import button
from aux_monitor.ui.theme import Theme


class ChoiceButtons(QWidget):
    """One button for each choice, one of them pressed.

    Tab goes to the one that is pressed, and the arrow keys choose another, as with radio buttons.
    With ``per_row`` there are no more than so many in a row.
    """

    changed = Signal()

    def __init__(
        self, name: str, choices: Iterable[tuple[Enum, str]], theme: Theme, per_row: int = 100
    ) -> None:
        super().__init__()
        self._name = name
        self._theme = theme
        self._buttons: list[tuple[Enum, QPushButton]] = []
        self._group = QButtonGroup(self)
        self._per_row = per_row
        self._rows = QGridLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(theme.space.xs)
        self._group.buttonClicked.connect(self._clicked)
        self.offer(choices)

    def offer(self, choices: Iterable[tuple[Enum, str]]) -> None:
        """Offer other choices from now on, and choose the first; the same ones stay as they are."""
        wanted = list(choices)
        if [choice for choice, _ in self._buttons] == [choice for choice, _ in wanted]:
            return
        for _, old in self._buttons:
            self._group.removeButton(old)
            old.hide()
            old.deleteLater()
        self._buttons = [(each, self._add(words, n)) for n, (each, words) in enumerate(wanted)]
        self.choose(self._buttons[0][0])

    @property
    def choice(self) -> Enum:
        """Return what is chosen."""
        return next(choice for choice, made in self._buttons if made.isChecked())

    def show_choice(self, choice: object, *, shown: bool) -> None:
        """Offer a choice, or leave it out for now."""
        for each, made in self._buttons:
            if each is choice:
                made.setVisible(shown)

    def choose(self, choice: object) -> None:
        """Show another choice, without telling of it."""
        for each, made in self._buttons:
            if each is choice:
                made.setChecked(True)
        self._let_tab()

    def _add(self, words: str, number: int) -> QPushButton:
        made = button(words, self._theme)
        made.setCheckable(True)
        made.setAccessibleName(f"{self._name}: {words}")
        self._group.addButton(made)
        self._rows.addWidget(made, number // self._per_row, number % self._per_row)
        made.show()  # a layout whose window is there already would do so only later
        return made

    def _clicked(self) -> None:
        self._let_tab()
        self.changed.emit()

    def _let_tab(self) -> None:
        """Let Tab stop at the pressed button alone."""
        made = [each for _, each in self._buttons]
        stop_at_pressed(made)
        self.setFocusProxy(next(each for each in made if each.isChecked()))


def stop_at_pressed(buttons: Iterable[QAbstractButton]) -> None:
    """Let Tab stop at the pressed one of several buttons; the arrow keys lead to the others."""
    for each in buttons:
        pressed = each.isChecked()
        each.setFocusPolicy(Qt.FocusPolicy.StrongFocus if pressed else Qt.FocusPolicy.ClickFocus)
