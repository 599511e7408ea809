"""One sentence at the foot of the window, gone after a while: what an action came to."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QTimer
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from aux_monitor.domain.level import Level
from aux_monitor.ui.check_note import CheckNote
from aux_monitor.ui.controls import control_sheet
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.theme import Theme

_SHOWN_FOR_MS = {Level.ON_TARGET: 6_000, Level.UNKNOWN: 6_000}
_TROUBLE_SHOWN_FOR_MS = 20_000
_WIDEST = 720
_AROUND_WORDS = 30


class Toast(QWidget):
    """A sentence over the page; a click takes it away."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setStyleSheet(control_sheet(theme))
        self._note = CheckNote(theme)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.space.l, theme.space.m, theme.space.l, theme.space.m)
        row.addWidget(self._note)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    @property
    def sentence(self) -> str:
        """The sentence shown, empty when there is none."""
        return self._note.sentence if self.isVisible() else ""

    def say(self, level: Level, sentence: str) -> None:
        """Show a sentence; trouble stays longer than good news."""
        self._note.say(level, sentence)
        self.show()
        self.place()
        self.raise_()
        self._timer.start(_SHOWN_FOR_MS.get(level, _TROUBLE_SHOWN_FOR_MS))

    def place(self) -> None:
        """Stand at the foot of the parent, in the middle."""
        window = self.parentWidget()
        if window is None:
            return
        theme = self._theme
        words = QFontMetricsF(theme.font(TextStyle.BODY)).horizontalAdvance(self._note.sentence)
        natural = round(words) + theme.ipx(_AROUND_WORDS) + 2 * theme.space.l
        width = min(natural, theme.ipx(_WIDEST), window.width() - 2 * theme.space.xl)
        self.resize(width, self.heightForWidth(width))
        left = (window.width() - self.width()) // 2
        self.move(QPoint(left, window.height() - self.height() - self._theme.space.xl))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002, N802 - Qt's name and shape
        """Go away."""
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and shape
        """Draw the ground."""
        colours = self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colours.text_3, 1.0))
        painter.setBrush(colours.raised)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(area, self._theme.radius.card, self._theme.radius.card)
        painter.end()
