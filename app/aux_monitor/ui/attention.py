"""Needs attention: what fires, what happened earlier, which reviews are due."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from aux_monitor.presentation.views import AttentionView
from aux_monitor.ui.attention_list import AttentionList
from aux_monitor.ui.controls import control_sheet, scroll_bar_sheet
from aux_monitor.ui.theme import Theme

_EDGE = 1
"""The line at the left, in pixels."""

_LINK = """
QPushButton[weight="link"] {
    background: transparent;
    border: 1px solid transparent;
    padding: 0;
    color: @link;
    text-align: left;
}
QPushButton[weight="link"]:hover { text-decoration: underline; }
QPushButton[weight="link"]:focus { border-color: @focus; }
"""


_ENDLESS = 1_000_000
"""Room in which no card is ever folded, in pixels."""


class AttentionPanel(QWidget):
    """Draws an ``AttentionView``; ``intent`` carries what a card's button asks for.

    One that is ``leading`` stands at the left of what it belongs to and shows every card in full.
    """

    intent = Signal(object)

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, *, leading: bool = False
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._leading = leading
        self._has_controls = False
        self._list = AttentionList(theme)
        self._list.intent.connect(self.intent)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0 if leading else _EDGE, 0, _EDGE if leading else 0, 0)
        column.addWidget(self._area)
        self._dress()

    def show_view(self, view: AttentionView) -> None:
        """Show ``view``; cards that stay keep their place and their focus."""
        if not self._has_controls and (view.cards or view.earlier or view.away is not None):
            self._has_controls = True
            self._dress()
        self._list.show_view(view)

    def set_theme(self, theme: Theme) -> None:
        """Draw with another theme from now on."""
        self._theme = theme
        self._list.set_theme(theme)
        self._dress()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Tell the list how much of it can be seen at once."""
        super().resizeEvent(event)
        room = self.size() - QSize(_EDGE, 0)
        self._list.set_room(QSize(room.width(), _ENDLESS) if self._leading else room)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and shape
        """Draw the line between the panel and what it stands beside."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colours.background)
        x = self.width() - _EDGE if self._leading else 0
        painter.fillRect(x, 0, _EDGE, self.height(), self._theme.colours.line)
        painter.end()

    def _dress(self) -> None:
        """Give bar and cards the theme; a list without controls needs no style sheet yet."""
        theme = self._theme
        self._area.verticalScrollBar().setStyleSheet(scroll_bar_sheet(theme))
        if not self._has_controls:
            return
        card_button = f'QPushButton[weight="card"] {{ padding: 0 {theme.space.xs}px; }}'
        link = _LINK.replace("@link", theme.colours.accent.name())
        link = link.replace("@focus", theme.colours.focus.name())
        note = f"QLineEdit {{ padding: 0 {theme.space.s}px; }}"
        self._list.setStyleSheet("\n".join((control_sheet(theme), card_button, link, note)))
