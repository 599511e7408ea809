"""One sentence at the foot of the window, gone after a while: what an action came to."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from aux_monitor.domain.level import Level
from aux_monitor.settings.language import tr
from aux_monitor.ui.check_note import CheckNote
from aux_monitor.ui.controls import button
from aux_monitor.ui.floating import Floating
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.theme import Theme

_SHOWN_FOR_MS = {Level.ON_TARGET: 6_000, Level.UNKNOWN: 6_000}
_TROUBLE_SHOWN_FOR_MS = 20_000
_UNDO_SHOWN_FOR_MS = 12_000
_WIDEST = 720
_AROUND_WORDS = 30


class Toast(Floating):
    """A sentence over the page; a click takes it away.

    ``undo_wanted`` asks to take back what it tells of, where that was offered.
    """

    undo_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._note = CheckNote(theme)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.space.l, theme.space.m, theme.space.l, theme.space.m)
        row.setSpacing(theme.space.m)
        row.addWidget(self._note, 1, Qt.AlignmentFlag.AlignVCenter)
        self._undo = button(tr("Undo"), theme)
        self._undo.clicked.connect(self.undo_wanted)
        self._undo.hide()
        row.addWidget(self._undo, 0, Qt.AlignmentFlag.AlignVCenter)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)

    @property
    def sentence(self) -> str:
        """The sentence shown, empty when there is none."""
        return "" if self.isHidden() else self._note.sentence

    def say(self, level: Level, sentence: str, *, undo: bool = False) -> None:
        """Show a sentence; trouble stays longer than good news, and so does an offer to undo."""
        self._note.say(level, sentence)
        self._undo.setVisible(undo)
        self.show()
        self.raise_()
        usual = _SHOWN_FOR_MS.get(level, _TROUBLE_SHOWN_FOR_MS)
        self._timer.start(_UNDO_SHOWN_FOR_MS if undo else usual)

    def natural_width(self) -> int:
        """Return the width of the sentence in one line, up to a bound."""
        theme = self._theme
        words = QFontMetricsF(theme.font(TextStyle.BODY)).horizontalAdvance(self._note.sentence)
        one_line = round(words) + theme.ipx(_AROUND_WORDS) + 2 * theme.space.l
        if not self._undo.isHidden():
            one_line += self._undo.sizeHint().width() + theme.space.m
        return min(one_line, theme.ipx(_WIDEST))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002, N802 - Qt's name and shape
        """Go away."""
        self.hide()
