"""The settings page's controls for the second monitor: which screen, and which pages."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPushButton, QVBoxLayout, QWidget

from aux_monitor.presentation.settings_form import FieldView, Typed
from aux_monitor.settings.schema import RotationPage
from aux_monitor.ui.controls import button
from aux_monitor.ui.screens import choices_of_screens
from aux_monitor.ui.theme import Theme

_ABREAST = 3


class SeveralControl(QWidget):
    """Several of a few choices, each a button that is pressed or not; in the choices' order."""

    changed = Signal()

    def __init__(self, field: FieldView, theme: Theme) -> None:
        super().__init__()
        self._buttons: list[tuple[Enum, QPushButton]] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.space.xs)
        for index, (choice, words) in enumerate(field.choices):
            made = button(words, theme)
            made.setCheckable(True)
            made.setAccessibleName(f"{field.words.label}: {words}")
            made.clicked.connect(self.changed)
            self._buttons.append((choice, made))
            grid.addWidget(made, index // _ABREAST, index % _ABREAST)
        self.setFocusProxy(self._buttons[0][1])

    def typed(self) -> Typed:
        """Return what is chosen."""
        pressed = (choice for choice, made in self._buttons if made.isChecked())
        return tuple(choice for choice in pressed if isinstance(choice, RotationPage))

    def put(self, typed: Typed) -> None:
        """Show another choice, without telling of it."""
        wanted = typed if isinstance(typed, tuple) else ()
        for choice, made in self._buttons:
            made.setChecked(choice in wanted)

    def mark(self, sentence: str) -> None:
        """Do nothing: every choice there is can be chosen."""


class ScreenControl(QWidget):
    """The screens that are plugged in, one below the other, and the one that is remembered."""

    changed = Signal()

    def __init__(self, field: FieldView, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._name = field.words.label
        self._chosen = ""
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._clicked)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.space.xs)
        self._column.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._fill()

    def typed(self) -> Typed:
        """Return the chosen screen as the settings hold it, empty for none."""
        return self._chosen

    def put(self, typed: Typed) -> None:
        """Show another choice, without telling of it, among the screens there are now."""
        self._chosen = str(typed)
        self._fill()

    def mark(self, sentence: str) -> None:
        """Do nothing: every screen that is offered can be chosen."""

    def _fill(self) -> None:
        for old in self._group.buttons():
            self._group.removeButton(old)
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        for text, words in choices_of_screens(self._chosen):
            made = button(words, self._theme)
            made.setCheckable(True)
            made.setChecked(text == self._chosen)
            made.setProperty("screen", text)
            made.setAccessibleName(f"{self._name}: {words}")
            self._group.addButton(made)
            self._column.addWidget(made)
            made.show()  # the layout would do so only after this turn of the loop
            if made.isChecked():
                self.setFocusProxy(made)

    def _clicked(self) -> None:
        pressed = self._group.checkedButton()
        if pressed is not None:
            self._chosen = str(pressed.property("screen"))
            self.changed.emit()
