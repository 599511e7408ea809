"""The card under a metric's history: what its value is made of, or the rule that watches it."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from aux_monitor.domain.notice import AlertKey
from aux_monitor.presentation.rule_views import RuleView
from aux_monitor.presentation.views import DetailView
from aux_monitor.services.intents import OpenRule
from aux_monitor.ui.controls import button, label
from aux_monitor.ui.detail_facts import PartTable
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.rule_panel import RulePanel
from aux_monitor.ui.theme import Theme


class Side(Enum):
    """What the card can show; the value is the label of its button."""

    PARTS = "Breakdown"
    RULE = "Rule"


class DetailFoot(QFrame):
    """Shows one side at a time, and hides itself where there is none.

    ``intent`` carries what is asked of a rule; an ``OpenRule`` when its side comes into view.
    """

    intent = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._theme = theme
        self._side: Side | None = None
        self._chosen = Side.PARTS
        self._asked: AlertKey | None = None
        self._shown: RuleView | None = None
        self._has_parts = False
        self.parts = PartTable(theme)
        self.rule = RulePanel(theme)
        self._group = QButtonGroup(self)
        self._sides = {side: self._make_side(side) for side in Side}
        self._parts_title = Side.PARTS.value
        self._title = label("", theme, TextStyle.TITLE)
        self._lay_out()
        self.rule.intent.connect(self.intent)
        self._settle()

    @property
    def side(self) -> Side | None:
        """The side in view, None where there is none."""
        return self._side

    def show_parts(self, view: DetailView) -> None:
        """Show what the value is made of."""
        self._has_parts = bool(view.parts)
        self._parts_title = view.parts_title
        self.parts.show_parts(view.parts, view.columns, tall=view.plot is None)
        self._settle()

    def show_rule(self, view: RuleView | None) -> None:
        """Show the rule that watches the metric, None for none."""
        self._shown = view
        if view is not None:
            self.rule.show_view(view)
        self._settle()

    def choose(self, side: Side) -> None:
        """Bring a side into view."""
        self._chosen = side
        self._settle()

    def take_over(self, other: DetailFoot) -> None:
        """Show what another card shows, typed text included."""
        self._shown = other._shown
        self.rule.take_over(other.rule)
        self._chosen = other._chosen
        self._asked = other._asked
        self._settle()

    def _settle(self) -> None:
        """Show the chosen side, or the only one there is, and ask for what it needs."""
        there = {Side.PARTS: self._has_parts, Side.RULE: self._shown is not None}
        first = next((side for side in Side if there[side]), None)
        self._side = self._chosen if there[self._chosen] else first
        both = all(there.values())
        for side, made in self._sides.items():
            made.setVisible(both)
            made.setChecked(side is self._side)
        edge, end = self._theme.space.l, self._theme.space.s if both else self._theme.space.m
        self._column.setContentsMargins(edge, end, edge, end)
        self._title.setVisible(not both)
        self._title.setText(self._parts_title if self._side is Side.PARTS else Side.RULE.value)
        self.parts.setVisible(self._side is Side.PARTS)
        self.rule.setVisible(self._side is Side.RULE)
        for made in self.rule.buttons():
            made.setVisible(self._side is Side.RULE)
        self.setVisible(self._side is not None)
        if self._side is Side.RULE and self._shown is not None and self._asked != self._shown.key:
            self._asked = self._shown.key
            self.intent.emit(OpenRule(self._shown.key))
        if self._shown is None:
            self._asked = None

    def _make_side(self, side: Side) -> QPushButton:
        made = button(side.value, self._theme)
        made.setCheckable(True)
        made.clicked.connect(lambda: self.choose(side))
        self._group.addButton(made)
        return made

    def _lay_out(self) -> None:
        theme = self._theme
        head = QHBoxLayout()
        head.setSpacing(theme.space.xs)
        head.addWidget(self._title)
        for made in self._sides.values():
            head.addWidget(made)
        head.addStretch(1)
        for made in self.rule.buttons():
            head.addWidget(made)
        for made in (*self._sides.values(), *self.rule.buttons()):
            # Lower than other buttons: the smallest window has no line to spare here.
            made.setStyleSheet(f"padding: {theme.space.xs - 1}px {theme.space.m}px;")
        self._column = column = QVBoxLayout(self)
        column.setSpacing(theme.space.xs)
        column.addLayout(head)
        column.addWidget(self.parts)
        column.addWidget(self.rule)
