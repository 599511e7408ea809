"""An answer beside the field it is about: the level's shape and one sentence."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from aux_monitor.domain.level import Level
from aux_monitor.ui.controls import Tone, label
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.shapes import level_pixmap
from aux_monitor.ui.theme import Theme

_SHAPE_SIZE = 14


class CheckNote(QWidget):
    """One sentence with a shape, hidden while there is nothing to say."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shape = QLabel()
        self._sentence = label("", theme, TextStyle.BODY, Tone.SECOND, wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space.s)
        row.addWidget(self._shape, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._sentence, 1)
        self.hide()

    @property
    def sentence(self) -> str:
        """The sentence shown, empty when there is none."""
        return self._sentence.text()

    def say(self, level: Level, sentence: str) -> None:
        """Show a sentence; UNKNOWN stands for an answer that is awaited."""
        size = self._theme.px(_SHAPE_SIZE)
        self._shape.setPixmap(level_pixmap(level, self._theme, size, self.devicePixelRatioF()))
        self._shape.setContentsMargins(0, self._theme.ipx(1), 0, 0)
        self._sentence.setText(sentence)
        self.setAccessibleName(sentence)
        self.show()

    def clear(self) -> None:
        """Say nothing."""
        self._sentence.clear()
        self.setAccessibleName("")
        self.hide()
