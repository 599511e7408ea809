"""The panel at the right: what asks for a person, what happened earlier, what is due."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from aux_monitor.domain.notice import AlertKey
from aux_monitor.presentation.views import AttentionView, EarlierView, ReviewView
from aux_monitor.ui.alert_card import AlertCard
from aux_monitor.ui.controls import Tone, control_sheet, label
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.level_mark import LevelMark
from aux_monitor.ui.theme import Theme

WIDTH = 340
_SHAPE = 13


class AttentionPanel(QWidget):
    """Draws an ``AttentionView``; ``intent`` carries what its cards ask.

    A card stays the same widget while its alert is shown, so the keyboard's focus stays too.
    """

    intent = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view: AttentionView | None = None
        self._cards: dict[AlertKey, AlertCard] = {}
        self._summary = label("", theme, TextStyle.BODY_STRONG)
        self._calm = label("Nothing needs you.", theme, TextStyle.BODY, Tone.SECOND)
        self._list = QVBoxLayout()
        self._earlier = _Rows(theme, "Earlier today")
        self._reviews = _Rows(theme, "Reviews due")
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(control_sheet(theme))
        self.setAccessibleName("Needs attention")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._lay_out()

    def show_view(self, view: AttentionView) -> None:
        """Show ``view``; a part that has not changed is left alone."""
        before, self._view = self._view, view
        if view == before:
            return
        self._summary.setText(view.summary)
        if before is None or view.cards != before.cards:
            self._show_cards(view)
        if before is None or view.earlier != before.earlier:
            self._earlier.show_earlier(view.earlier)
        if before is None or view.reviews != before.reviews:
            self._reviews.show_reviews(view.reviews)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the panel's width; its height is the window's."""
        return QSize(self._theme.ipx(WIDTH), self._theme.ipx(400))

    def _show_cards(self, view: AttentionView) -> None:
        self._calm.setVisible(not view.cards)
        wanted = {card.key for card in view.cards}
        for key in [key for key in self._cards if key not in wanted]:
            gone = self._cards.pop(key)
            self._list.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for place, card in enumerate(view.cards):
            widget = self._cards.get(card.key)
            if widget is None:
                widget = self._cards[card.key] = AlertCard(self._theme)
                widget.intent.connect(self.intent)
            if self._list.indexOf(widget) != place:
                self._list.insertWidget(place, widget)
            widget.show_view(card)

    def _lay_out(self) -> None:
        theme = self._theme
        inside = QWidget()
        inside.setProperty("role", "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(theme.space.l, theme.space.m, theme.space.l, theme.space.l)
        column.setSpacing(theme.space.m)
        head = QHBoxLayout()
        head.addWidget(label("Needs attention", theme, TextStyle.BODY_STRONG, Tone.SECOND))
        head.addStretch(1)
        head.addWidget(self._summary)
        column.addLayout(head)
        self._list.setSpacing(theme.space.m)
        column.addWidget(self._calm)
        column.addLayout(self._list)
        column.addSpacing(theme.space.s)
        column.addWidget(self._earlier)
        column.addSpacing(theme.space.s)
        column.addWidget(self._reviews)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        edge = QFrame()
        edge.setProperty("role", "rule")
        edge.setFixedWidth(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(edge)
        row.addWidget(scroll, 1)


class _Rows(QWidget):
    """A heading over lines of small text in columns; hidden while there are none."""

    def __init__(self, theme: Theme, heading: str) -> None:
        super().__init__()
        self._theme = theme
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.space.m)
        self._grid.setVerticalSpacing(theme.space.s)
        self._grid.setColumnStretch(2, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space.s)
        column.addWidget(label(heading, theme, TextStyle.BODY_STRONG, Tone.SECOND))
        column.addLayout(self._grid)
        self.hide()

    def show_earlier(self, rows: Sequence[EarlierView]) -> None:
        """Show time, shape and text of each."""
        self._clear()
        for index, row in enumerate(rows):
            self._grid.addWidget(self._time(row.time), index, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(
                LevelMark(self._theme, row.level, _SHAPE, 2), index, 1, Qt.AlignmentFlag.AlignTop
            )
            self._grid.addWidget(self._text(row.text), index, 2)
        self.setVisible(bool(rows))

    def show_reviews(self, rows: Sequence[ReviewView]) -> None:
        """Show day and text of each."""
        self._clear()
        for index, row in enumerate(rows):
            self._grid.addWidget(self._time(row.when), index, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(self._text(row.text), index, 1, 1, 2)
        self.setVisible(bool(rows))

    def _clear(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _time(self, text: str) -> QLabel:
        made = label(text, self._theme, TextStyle.BODY, Tone.SECOND)
        made.setMinimumWidth(self._theme.ipx(46))
        return made

    def _text(self, text: str) -> QLabel:
        return label(text, self._theme, TextStyle.BODY, wrap=True)
