"""The building blocks of the connect panel's cards."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from aux_monitor.domain.level import Level
from aux_monitor.ports.secrets import Secret
from aux_monitor.settings.language import tr
from aux_monitor.ui.check_note import CheckNote
from aux_monitor.ui.controls import Tone, Weight, button, label, line_edit
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.theme import Theme


class Field(QWidget):
    """A title, a field, a hint below it, and the sentence that a check leaves."""

    def __init__(
        self, theme: Theme, title: str, body: QWidget, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.body = body
        self.note = CheckNote(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space.xs)
        heading = label(title, theme, TextStyle.BODY_STRONG)
        column.addWidget(heading)
        if hint:
            column.addWidget(label(hint, theme, TextStyle.SMALL, Tone.THIRD, wrap=True))
        column.addWidget(body)
        column.addWidget(self.note)

    def say(self, level: Level, sentence: str) -> None:
        """Show a sentence under the field, and mark the field when it is wrong."""
        self.note.say(level, sentence)
        self._mark(wrong=level is Level.BREACH)

    def clear(self) -> None:
        """Take sentence and mark away."""
        self.note.clear()
        self._mark(wrong=False)

    def _mark(self, *, wrong: bool) -> None:
        if isinstance(self.body, QLineEdit) and self.body.property("wrong") != wrong:
            self.body.setProperty("wrong", wrong)
            self.body.style().unpolish(self.body)
            self.body.style().polish(self.body)


class TokenField(QWidget):
    """A token that is written and never read back: only whether one is stored is shown."""

    changed = Signal()

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stored = False
        self._forgotten = False
        self.field = line_edit(theme, name)
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.textEdited.connect(self.changed)
        self.forget = button(tr("Forget"), theme, Weight.QUIET)
        self.forget.clicked.connect(self._toggle)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space.s)
        row.addWidget(self.field, 1)
        row.addWidget(self.forget)
        self.reset(stored=False)

    def reset(self, *, stored: bool) -> None:
        """Empty the field and show whether a token is stored."""
        self._stored = stored
        self._forgotten = False
        self.field.clear()
        self._describe()

    def note_stored(self, *, stored: bool) -> None:
        """Show whether a token is stored, leaving what was typed."""
        self._stored = stored
        self._describe()

    def secret(self) -> Secret | None:
        """Return what was typed, an empty secret to remove the stored one, None for no change."""
        typed = self.field.text().strip()
        if typed:
            return Secret(typed)
        return Secret("") if self._forgotten else None

    def take_over(self, other: TokenField) -> None:
        """Hold what another field holds."""
        self._stored, self._forgotten = other._stored, other._forgotten
        self.field.setText(other.field.text())
        self._describe()

    def _toggle(self) -> None:
        self._forgotten = not self._forgotten
        self._describe()
        self.changed.emit()

    def _describe(self) -> None:
        if self._forgotten:
            text = tr("The stored token is removed when you save")
        elif self._stored:
            text = tr("A token is stored: type to replace it")
        else:
            text = tr("No token is stored")
        self.field.setPlaceholderText(text)
        self.field.setAccessibleDescription(text)
        self.forget.setText(tr("Keep") if self._forgotten else tr("Forget"))
        self.forget.setVisible(self._stored)
