"""What stands over the demonstration until somebody answers: this is simulated, connect yours."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from aux_monitor.settings.language import tr
from aux_monitor.ui.controls import Tone, Weight, button, label
from aux_monitor.ui.floating import Floating
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.theme import Theme

_WIDTH = 760


class Invitation(Floating):
    """``accepted`` asks for the connect panel, ``declined`` keeps the demonstration."""

    accepted = Signal()
    declined = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        words = QVBoxLayout()
        words.setSpacing(theme.space.xs)
        words.addWidget(label(tr("This is a demonstration"), theme, TextStyle.TITLE))
        words.addWidget(
            label(
                tr("A simulated log takes the real path from file to figure."),
                theme,
                TextStyle.BODY,
                Tone.SECOND,
                wrap=True,
            )
        )
        keep = button(tr("Keep the demonstration"), theme, Weight.QUIET)
        keep.clicked.connect(self.declined)
        connect = button(tr("Connect your own"), theme, Weight.MAIN)
        connect.clicked.connect(self.accepted)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.space.l, theme.space.m, theme.space.l, theme.space.m)
        row.setSpacing(theme.space.m)
        row.addLayout(words, 1)
        row.addWidget(keep, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(connect, 0, Qt.AlignmentFlag.AlignVCenter)

    def natural_width(self) -> int:
        """Return the width that keeps it to two lines."""
        return self._theme.ipx(_WIDTH)
