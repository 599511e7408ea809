"""The card under a metric's history: what its value is made of, its rule, or its entries."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from aux_monitor.domain.level import Trust
from aux_monitor.domain.notice import AlertKey
from aux_monitor.domain.reading import MetricId
from aux_monitor.presentation.detail_views import (
    DetailView,
    PartView,
)
from aux_monitor.presentation.rule_views import RuleView
from aux_monitor.services.entry_intents import OpenEntries
from aux_monitor.services.intents import OpenRule
from aux_monitor.settings.language import tr, tr_noop
from aux_monitor.ui.choice_buttons import stop_at_pressed
from aux_monitor.ui.controls import button, label
from aux_monitor.ui.detail_facts import PartTable
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.rule_panel import RulePanel
from aux_monitor.ui.theme import Theme

if TYPE_CHECKING:  # made when their tab is first opened
    from aux_monitor.presentation.entry_views import EntryView
    from aux_monitor.ui.entry_panel import EntryPanel


class Side(Enum):
    """What the card can show; the value is the label of its button."""

    PARTS = "Breakdown"
    SOURCES = "By collector"
    RULE = "Rule"
    ENTRY = "Enter"


_TITLES = {
    Side.RULE: Side.RULE.value,
    Side.SOURCES: Side.SOURCES.value,
    Side.ENTRY: tr_noop("Figures by hand"),
}


class DetailFoot(QFrame):
    """Shows one side at a time, and hides itself where there is none.

    ``intent`` carries what is asked of a rule or of the book; an ``OpenRule`` or ``OpenEntries``
    when its side comes into view. ``turned`` tells that another side is in view.
    """

    intent = Signal(object)
    turned = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._theme = theme
        self._side: Side | None = None
        self._chosen = Side.PARTS
        self._asked: AlertKey | None = None
        self._shown: RuleView | None = None
        self._has_parts = False
        self._sources: tuple[PartView, ...] = ()
        self._metric: MetricId | None = None
        self._by_hand = False
        self._opened_at_once = False
        self._read: MetricId | None = None
        self.entry: EntryPanel | None = None
        self.parts = PartTable(theme)
        self.sources: PartTable | None = None
        self.rule = RulePanel(theme)
        self._group = QButtonGroup(self)
        self._sides = {side: self._make_side(side) for side in Side}
        self._parts_title = tr(Side.PARTS.value)
        self._title = label("", theme, TextStyle.TITLE)
        self._lay_out()
        self.rule.intent.connect(self.intent)
        self._settle()

    @property
    def side(self) -> Side | None:
        """The side in view, None where there is none."""
        return self._side

    @property
    def opened_at_once(self) -> bool:
        """Whether the entries are in view because the metric has no figure yet."""
        return self._opened_at_once

    def show_parts(self, view: DetailView) -> None:
        """Show what the value is made of."""
        if view.tile.metric != self._metric:
            self._begin(view)
        self._by_hand = view.by_hand
        self._has_parts = bool(view.parts)
        self._sources = view.sources
        self._parts_title = view.parts_title
        self.parts.show_parts(view.parts, view.columns, tall=view.plot is None)
        self._settle()

    def show_rule(self, view: RuleView | None) -> None:
        """Show the rule that watches the metric, None for none."""
        self._shown = view
        if view is not None:
            self.rule.show_view(view)
        self._settle()

    def show_entry(self, view: EntryView | None) -> None:
        """Show what stands in the book for the metric; None where it is not open."""
        if view is None:
            self._read = None
        elif self.entry is not None:
            self.entry.show_view(view)

    def choose(self, side: Side) -> None:
        """Bring a side into view."""
        self._chosen = side
        self._opened_at_once = False
        self._settle()

    def focus_entry(self) -> bool:
        """Let a person type a figure where its side is in view; return whether it is."""
        if self._side is not Side.ENTRY or self.entry is None:
            return False
        self.entry.focus()
        return True

    def take_over(self, other: DetailFoot) -> None:
        """Show what another card shows, typed text included."""
        self._shown = other._shown
        self.rule.take_over(other.rule)
        self._chosen = other._chosen
        self._asked = other._asked
        self._read = other._read
        self._metric, self._by_hand = other._metric, other._by_hand
        self._has_parts, self._parts_title = other._has_parts, other._parts_title
        self._sources = other._sources
        self._opened_at_once = other._opened_at_once
        self._settle()
        if self.entry is not None and other.entry is not None:
            self.entry.take_over(other.entry)

    def _begin(self, view: DetailView) -> None:
        """Turn to another metric: to its entries where it has no figure at all yet."""
        self._metric = view.tile.metric
        bare = view.by_hand and view.tile.trust is Trust.NOT_CONNECTED
        if bare:
            self._chosen = Side.ENTRY
        elif self._opened_at_once:
            self._chosen = Side.PARTS
        self._opened_at_once = bare

    def _settle(self) -> None:
        """Show the chosen side, or the only one there is, and ask for what it needs."""
        rule = self._shown is not None
        there = {
            Side.PARTS: self._has_parts,
            Side.SOURCES: bool(self._sources),
            Side.RULE: rule,
            Side.ENTRY: self._by_hand,
        }
        first = next((side for side in Side if there[side]), None)
        before, self._side = self._side, self._chosen if there[self._chosen] else first
        self._show_head([side for side in Side if there[side]])
        self._show_side()
        self.setVisible(self._side is not None)
        self._ask()
        if self._side is not before:
            self.turned.emit()

    def _show_head(self, there: Sequence[Side]) -> None:
        """Show a button for each side there is, or the title of the only one."""
        several = len(there) > 1
        for side, made in self._sides.items():
            made.setVisible(several and side in there)
            made.setChecked(side is self._side)
        stop_at_pressed(self._sides.values())
        edge, end = self._theme.space.l, self._theme.space.s if several else self._theme.space.m
        self._column.setContentsMargins(edge, end, edge, end)
        title = tr(_TITLES.get(self._side, "")) if self._side is not None else ""
        self._title.setVisible(not several)
        self._title.setText(title or self._parts_title)

    def _show_side(self) -> None:
        self.parts.setVisible(self._side is Side.PARTS)
        self._show_sources()
        self.rule.setVisible(self._side is Side.RULE)
        for made in self.rule.buttons():
            made.setVisible(self._side is Side.RULE)
        if self._side is Side.ENTRY and self.entry is None:
            self._make_entry()
        if self.entry is not None:
            self.entry.setVisible(self._side is Side.ENTRY)
            self.entry.show_buttons(there=self._side is Side.ENTRY)

    def _ask(self) -> None:
        """Ask for the month of a rule, or for a metric's entries, when they come into view."""
        if self._side is Side.RULE and self._shown is not None and self._asked != self._shown.key:
            self._asked = self._shown.key
            self.intent.emit(OpenRule(self._shown.key))
        if self._shown is None:
            self._asked = None
        if self._side is Side.ENTRY and self._metric is not None and self._read != self._metric:
            self._read = self._metric
            self.intent.emit(OpenEntries(self._metric))
        if not self._by_hand:
            self._read = None

    def _show_sources(self) -> None:
        """Show the figure of every collector, in a table made when it is first wanted."""
        if self._side is Side.SOURCES and self.sources is None:
            self.sources = PartTable(self._theme)
            self.sources.setAccessibleName(tr("The same figure of every collector"))
            self._column.addWidget(self.sources)
        if self.sources is not None:
            self.sources.show_parts(self._sources, _source_columns(), tall=False)
            self.sources.setVisible(self._side is Side.SOURCES)

    def _make_entry(self) -> None:
        from aux_monitor.ui.entry_panel import EntryPanel  # noqa: PLC0415 - when it is opened

        self.entry = made = EntryPanel(self._theme)
        made.intent.connect(self.intent)
        self._column.addWidget(made, 1)
        for each in made.buttons():
            self._head.addWidget(each)
            self._lower(each)

    def _lower(self, made: QPushButton) -> None:
        """Make a button lower than others: the smallest window has no line to spare here."""
        made.setStyleSheet(f"padding: {self._theme.space.xs - 1}px {self._theme.space.m}px;")

    def _make_side(self, side: Side) -> QPushButton:
        made = button(tr(side.value), self._theme)
        made.setCheckable(True)
        made.clicked.connect(lambda: self.choose(side))
        self._group.addButton(made)
        return made

    def _lay_out(self) -> None:
        theme = self._theme
        self._head = head = QHBoxLayout()
        head.setSpacing(theme.space.xs)
        head.addWidget(self._title)
        for made in self._sides.values():
            head.addWidget(made)
        head.addStretch(1)
        for made in self.rule.buttons():
            head.addWidget(made)
        for made in (*self._sides.values(), *self.rule.buttons()):
            self._lower(made)
        self._column = column = QVBoxLayout(self)
        column.setSpacing(theme.space.xs)
        column.addLayout(head)
        column.addWidget(self.parts)
        column.addWidget(self.rule)


def _source_columns() -> tuple[str, str, str]:
    return tr("Collector"), tr("Value"), tr("Samples")
