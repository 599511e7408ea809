"""The page of the alerts: what asks for a person now, what happened before, and the rules."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from aux_monitor.domain.reading import MetricId
from aux_monitor.presentation.alert_rules import COLUMNS as RULE_COLUMNS
from aux_monitor.presentation.alerts_page import AlertsView
from aux_monitor.presentation.views import OverviewView
from aux_monitor.services.intents import OpenMetric
from aux_monitor.settings.language import tr, tr_noop
from aux_monitor.ui.alert_history import AlertHistory
from aux_monitor.ui.attention import AttentionPanel
from aux_monitor.ui.choice_buttons import ChoiceButtons
from aux_monitor.ui.controls import Tone, control_sheet, label
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.line_list import LineList
from aux_monitor.ui.line_paint import Columns
from aux_monitor.ui.pages import LivePage
from aux_monitor.ui.theme import Theme

if TYPE_CHECKING:
    from aux_monitor.ui.pages import OwnView

_PANEL = 372
_WIDE_PANEL = 420
_NO_LIMIT = 16_777_215
"""Qt's own largest width (QWIDGETSIZE_MAX)."""

_NARROW = 1000
"""Below this width cards, history and rules take turns."""

_WIDE = 1560
"""From this width on history and rules stand side by side."""


class Side(Enum):
    """What is shown where there is no room for all; the value is the button's word."""

    NOW = tr_noop("Now")
    HISTORY = tr_noop("History")
    RULES = tr_noop("Rules")


class AlertsPage(LivePage):
    """Draws the overview's cards in full, and an ``AlertsView`` beside them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view: AlertsView | None = None
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._panel = AttentionPanel(theme, leading=True)
        self._beside = QWidget()
        self._beside.setProperty("role", "column")
        self._beside.setStyleSheet(control_sheet(theme))
        self._sides = ChoiceButtons(tr("Show"), [(side, tr(side.value)) for side in Side], theme)
        self.history = AlertHistory(theme)
        self.rules = LineList(
            theme, tr("Rules"), Columns(RULE_COLUMNS, (2.3, 2.9, 1.6, 1.8), (True, *[False] * 3))
        )
        self._title = label(tr("Rules"), theme, TextStyle.TITLE)
        self._found = label("", theme, TextStyle.SMALL, Tone.SECOND)
        self._choice = QWidget()
        self._turns, self._row = QHBoxLayout(), QHBoxLayout(self)
        self._rules = self._make_rules()
        self._sides.choose(Side.HISTORY)
        self._lay_out()
        self._panel.intent.connect(self.intent)
        self._sides.changed.connect(self._turn)
        self.history.opened.connect(self._open)
        self.history.counted.connect(self._found.setText)
        self.history.menu_requested.connect(self.menu_requested)
        self.rules.opened.connect(self._open_rule)
        self.rules.menu_requested.connect(self.menu_requested)
        self._turn()

    @property
    def side(self) -> Enum:
        """What is shown where there is no room for all."""
        return self._sides.choice

    def show_view(self, view: OverviewView) -> None:
        """Show the cards; what is over and what is to be reviewed has its place elsewhere."""
        self._panel.show_view(replace(view.attention, earlier=(), reviews=()))

    def show_own(self, view: OwnView) -> None:
        """Show history and rules."""
        if not isinstance(view, AlertsView) or view == self._view:
            return
        self._view = view
        self.history.show_past(view.past, view.note)
        self.rules.show_lines(view.rules)

    def take_focus(self) -> None:
        """Have the keyboard in the list that is shown."""
        (self.rules if self.history.isHidden() else self.history.list).setFocus()

    def take_over(self, old: QWidget) -> None:
        """Show what another page shows: its side, its search, and where it was scrolled to."""
        if not isinstance(old, AlertsPage):
            return
        self._sides.choose(old.side)
        self.history.take_over(old.history)
        self.rules.scroll_to(old.rules.scrolled())
        self._turn()

    def show_side(self, side: Side) -> None:
        """Show one side, where there is no room for all."""
        self._sides.choose(side)
        self._turn()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Use the room there is."""
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        theme, width, chosen = self._theme, self.width(), self._sides.choice
        wide, narrow = width >= theme.ipx(_WIDE), width < theme.ipx(_NARROW)
        self._sides.show_choice(Side.NOW, shown=narrow)
        if chosen is Side.NOW and not narrow:
            chosen = Side.HISTORY
            self._sides.choose(chosen)
        self._place_panel(theme.ipx(_WIDE_PANEL if wide else _PANEL), narrow=narrow)
        self._panel.setVisible(not narrow or chosen is Side.NOW)
        self._found.setVisible(chosen is Side.HISTORY)
        self._choice.setVisible(not wide)
        self.history.show_title(shown=wide)
        self.history.setVisible(wide or chosen is Side.HISTORY)
        self._title.setVisible(wide)
        self._rules.setVisible(wide or chosen is Side.RULES)

    def _place_panel(self, width: int, *, narrow: bool) -> None:
        """Put the cards beside the rest, or where the rest takes turns with them."""
        holder = self._turns if narrow else self._row
        if holder.indexOf(self._panel) < 0:
            holder.insertWidget(0, self._panel, 1 if narrow else 0)
        self._panel.setMinimumWidth(0 if narrow else width)
        self._panel.setMaximumWidth(_NO_LIMIT if narrow else width)

    def _open(self, metric: str) -> None:
        self.intent.emit(OpenMetric(MetricId(metric)))

    def _open_rule(self, metric: str) -> None:
        self.intent.emit(OpenMetric(MetricId(metric), rule=True))

    def _make_rules(self) -> QWidget:
        theme = self._theme
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space.s)
        column.addWidget(self._title)
        column.addWidget(self.rules, 1)
        return whole

    def _lay_out(self) -> None:
        space = self._theme.space
        both = self._turns
        both.setSpacing(space.xl)
        both.addWidget(self.history, 10)
        both.addWidget(self._rules, 11)
        choice = QHBoxLayout(self._choice)
        choice.setContentsMargins(0, 0, 0, 0)
        choice.setSpacing(space.m)
        choice.addWidget(self._sides)
        choice.addWidget(self._found, 1)
        column = QVBoxLayout(self._beside)
        column.setContentsMargins(space.l, space.m, space.l, 0)
        column.setSpacing(space.m)
        column.addWidget(self._choice)
        column.addLayout(both, 1)
        row = self._row
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._panel)
        row.addWidget(self._beside, 1)
