"""The channels there are: what each gets. Their addresses are secrets and are shown nowhere."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from aux_monitor.presentation.settings_form import Typed
from aux_monitor.settings.choices import CHOICES
from aux_monitor.settings.fields import FIELDS
from aux_monitor.settings.language import tr
from aux_monitor.settings.schema import ChannelScope, ChannelSettings
from aux_monitor.ui.choice_buttons import ChoiceButtons
from aux_monitor.ui.controls import Tone, label
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.switch import Switch
from aux_monitor.ui.theme import Theme

_PART = "notifications.channels[]"


class ChannelRow(QFrame):
    """One channel; it is added and removed where its address is, on the command line."""

    changed = Signal()

    def __init__(self, channel: ChannelSettings, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "entry")
        self._name = channel.name
        choices = [(scope, CHOICES[scope]) for scope in ChannelScope]
        self._scopes = ChoiceButtons(channel.name, choices, theme)
        self._scopes.choose(channel.scope)
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.space.m, theme.space.s, theme.space.m, theme.space.s)
        line.setSpacing(theme.space.s)
        line.addWidget(label(channel.name, theme, TextStyle.BODY_STRONG), 1)
        line.addWidget(self._scopes)
        words = FIELDS[f"{_PART}.recoveries"]
        line.addSpacing(theme.space.m)
        line.addWidget(label(tr(words.label), theme, TextStyle.BODY, Tone.SECOND))
        self._recoveries = Switch(f"{channel.name}: {tr(words.label)}", theme)
        self._recoveries.setAccessibleDescription(tr(words.help))
        self._recoveries.setChecked(channel.recoveries)
        line.addWidget(self._recoveries)
        self._scopes.changed.connect(self.changed)
        self._recoveries.toggled.connect(self.changed)

    def channel(self) -> ChannelSettings:
        """Return what the row says."""
        scope = ChannelScope(self._scopes.choice.value)
        return ChannelSettings(self._name, scope, self._recoveries.isChecked())


class ChannelsControl(QWidget):
    """Every channel."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows: list[ChannelRow] = []
        self._none = label(tr("There is no channel."), theme, TextStyle.BODY, Tone.SECOND)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.space.s)
        self._column.addWidget(self._none, 0, Qt.AlignmentFlag.AlignLeft)

    def typed(self) -> Typed:
        """Return what the rows say."""
        return tuple(row.channel() for row in self._rows)

    def put(self, typed: Typed) -> None:
        """Show other channels, without telling of it."""
        if typed == self.typed() or not isinstance(typed, tuple):
            return
        for row in self._rows:
            self._column.removeWidget(row)
            row.deleteLater()
        self._rows = [
            ChannelRow(channel, self._theme)
            for channel in typed
            if isinstance(channel, ChannelSettings)
        ]
        for row in self._rows:
            row.changed.connect(self.changed)
            self._column.addWidget(row)
        self._none.setVisible(not self._rows)

    def mark(self, sentence: str) -> None:
        """Do nothing: the sentence below names row and field."""
