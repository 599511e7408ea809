"""The command palette: type a few letters of an action or a KPI, and press Enter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from aux_monitor.domain.snooze import SnoozeSpan
from aux_monitor.presentation.palette import CommandView, found, metric_commands
from aux_monitor.services.intents import EndSnooze, OpenMetric, SnoozeAlerts
from aux_monitor.settings.language import tr
from aux_monitor.ui.actions import ACTIONS, ActionId, key_text
from aux_monitor.ui.command_list import CommandList
from aux_monitor.ui.controls import Tone, label, line_edit
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.sheet import Sheet
from aux_monitor.ui.theme import Theme

if TYPE_CHECKING:
    from aux_monitor.presentation.views import OverviewView

Deed: TypeAlias = ActionId | OpenMetric | SnoozeAlerts | EndSnooze
"""What a row does when it is chosen."""

_WIDTH = 620
_SHARE_ABOVE = 0.12
_TO_THE_LIST = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class Command(Struct, frozen=True):
    """A row and what it does."""

    row: CommandView
    does: Deed


def commands(view: OverviewView | None) -> tuple[Command, ...]:
    """Return all there is to choose: KPIs that ask for somebody, actions, snoozes, other KPIs."""
    metrics = [
        Command(row, OpenMetric(metric)) for metric, row in (metric_commands(view) if view else ())
    ]
    urgent = [each for each in metrics if view is not None and _asks(each, view)]
    calm = [each for each in metrics if each not in urgent]
    return (*urgent, *_actions(), *_snoozes(), *calm)


class Palette(Sheet):
    """A field and the rows it finds; ``chosen`` carries a ``Deed``."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent, tr("Commands"))
        self._theme = theme
        self._commands: Sequence[Command] = ()
        self._shown: Sequence[int] = ()
        self.field = line_edit(theme, tr("Find an action or a KPI"), tr("Find an action or a KPI"))
        self.field.setFont(theme.font(TextStyle.LEAD))
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._find)
        self._list = CommandList(theme)
        self._list.opened.connect(self._choose)
        self._nothing = label(tr("Nothing is called so."), theme, TextStyle.BODY, Tone.SECOND)
        self.setFocusProxy(self.field)
        self._lay_out()

    @property
    def texts(self) -> tuple[str, ...]:
        """What the rows shown say, from the top."""
        return tuple(self._commands[number].row.text for number in self._shown)

    def offer(self, offered: Sequence[Command]) -> None:
        """Offer these, with an empty field and the first of them marked."""
        self._commands = offered
        self.field.clear()
        self._find()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Move through the rows and choose one without leaving the field."""
        if watched is self.field and isinstance(event, QKeyEvent):
            pressed = event.type() is QEvent.Type.KeyPress
            if pressed and event.key() in _TO_THE_LIST:
                self._list.step(Qt.Key(event.key()))
                return True
            if pressed and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose()
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Stand in the upper part of the window: what is found grows downwards."""
        super().resizeEvent(event)
        theme = self._theme
        margin, above = theme.space.xl, round(self.height() * _SHARE_ABOVE)
        self._column.setContentsMargins(margin, max(margin, above), margin, margin)
        self.card.setFixedWidth(min(theme.ipx(_WIDTH), self.width() - 2 * margin))
        self._list.set_room(self.height() - above - self.field.sizeHint().height() - 3 * margin)

    def _find(self) -> None:
        self._shown = found(self.field.text(), [each.row for each in self._commands])
        self._list.show_rows([self._commands[number].row for number in self._shown])
        self._list.setVisible(bool(self._shown))
        self._nothing.setVisible(not self._shown)

    def _choose(self) -> None:
        row = self._list.row
        if row is not None:
            does = self._commands[self._shown[row]].does
            self.left.emit()
            self.chosen.emit(does)

    def _lay_out(self) -> None:
        theme = self._theme
        column = QVBoxLayout(self.card)
        column.setContentsMargins(theme.space.m, theme.space.m, theme.space.m, theme.space.m)
        column.setSpacing(theme.space.m)
        column.addWidget(self.field)
        column.addWidget(self._list)
        column.addWidget(self._nothing)
        self._column.setAlignment(
            self.card, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter
        )


def _asks(command: Command, view: OverviewView) -> bool:
    """Return whether a KPI's row leads: an alert on it fires, or waits to."""
    metric = command.does.metric if isinstance(command.does, OpenMetric) else None
    return any(card.can_open and card.key.metric == metric for card in view.attention.cards)


def _actions() -> list[Command]:
    return [
        Command(CommandView(tr(entry.text), tr(entry.help), key_text(entry)), entry.id)
        for entry in ACTIONS
        if entry.id is not ActionId.PALETTE
    ]


def _snoozes() -> list[Command]:
    spans = [
        Command(
            CommandView(
                tr("Snooze all alerts: {span}", span=tr(span.value)),
                tr("Tell of none of them meanwhile"),
            ),
            SnoozeAlerts(span),
        )
        for span in SnoozeSpan
    ]
    end = CommandView(tr("End snooze"), tr("Tell of every alert again"))
    return [*spans, Command(end, EndSnooze())]
