"""A number with its unit, typed or stepped."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from aux_monitor.presentation.rule_views import NumberView, stepped
from aux_monitor.settings.language import tr
from aux_monitor.ui.controls import Tone, button, label, plain_tooltip
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.theme import Theme

_FIELD = 76
_STEP = 28
_LONGEST = 16


class NumberEntry(QWidget):
    """A field between two step buttons, below a heading unless it stands in a row that names it.

    ``changed`` tells of every edit.

    The arrow keys step as the buttons do; the wheel only while the field has the focus, so that
    scrolling over a page changes nothing.
    """

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, headed: bool = True) -> None:
        super().__init__(parent)
        self._step = 1.0
        self._heading = label("", theme, TextStyle.SMALL_STRONG, Tone.THIRD)
        self._unit = label("", theme, TextStyle.BODY, Tone.SECOND)
        self.field = _Field(theme)
        self.field.setMaxLength(_LONGEST)
        self.field.setFixedWidth(theme.ipx(_FIELD))
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.field.textEdited.connect(self.changed)
        self.field.pressed.connect(self._stepped)
        row = QHBoxLayout()
        row.setSpacing(theme.space.xs)
        self._less = self._make_step(theme, "\N{MINUS SIGN}", -1)
        self._more = self._make_step(theme, "+", 1)
        for part in (self._less, self.field, self._more, self._unit):
            row.addWidget(part)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space.xs)
        if headed:
            column.addWidget(self._heading)
        column.addLayout(row)

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self.field.text()

    def show_number(self, view: NumberView) -> None:
        """Name the number; what stands in the field is not touched."""
        self._step = view.step
        self._heading.setText(view.label)
        self._unit.setText(view.unit)
        name = f"{view.label}, {view.unit}" if view.unit else view.label
        self.field.setAccessibleName(name)
        self._less.setAccessibleName(tr("{name}: less", name=name))
        self._more.setAccessibleName(tr("{name}: more", name=name))

    def set_text(self, text: str) -> None:
        """Put a number into the field, without telling of it."""
        if self.field.text() != text:
            self.field.setText(text)

    def mark(self, fault: str) -> None:
        """Mark the field as wrong, with the sentence as its tool tip; an empty one clears it."""
        self.field.setToolTip(plain_tooltip(fault))
        self.field.setAccessibleDescription(fault)
        if self.field.property("wrong") != bool(fault):
            self.field.setProperty("wrong", bool(fault))
            self.field.style().unpolish(self.field)
            self.field.style().polish(self.field)

    def _make_step(self, theme: Theme, sign: str, direction: int) -> QPushButton:
        made = button(sign, theme)
        made.setFixedWidth(theme.ipx(_STEP))
        made.setStyleSheet("padding-left: 0; padding-right: 0;")  # the sign needs the width
        made.setAutoRepeat(True)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the arrow keys do the same
        made.clicked.connect(lambda: self._stepped(direction))
        return made

    def _stepped(self, direction: int) -> None:
        self.field.setText(stepped(self.field.text(), direction * self._step))
        self.changed.emit()


class _Field(QLineEdit):
    """``pressed`` carries 1 or -1 for an arrow key or a notch of the wheel."""

    pressed = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setFont(theme.font(TextStyle.BODY))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Step with the arrow keys, type with the others."""
        match event.key():
            case Qt.Key.Key_Up:
                self.pressed.emit(1)
            case Qt.Key.Key_Down:
                self.pressed.emit(-1)
            case _:
                super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Step while the field has the focus; else let the page scroll."""
        if self.hasFocus() and event.angleDelta().y():
            self.pressed.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        event.ignore()
