"""What a person can ask of the program: widgets, tray and notifications send these."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from msgspec import Struct

from aux_monitor.domain.notice import AlertKey
from aux_monitor.domain.reading import MetricId, SourceId
from aux_monitor.domain.snooze import SnoozeSpan
from aux_monitor.domain.tuning import Tuning
from aux_monitor.ports.secrets import Secret
from aux_monitor.services.connection import ConnectionPart
from aux_monitor.services.entry_intents import EntryIntent
from aux_monitor.services.export_intents import Export, SetPrivate
from aux_monitor.services.review_intents import ReviewIntent
from aux_monitor.settings.schema import LayoutSettings, Settings


class SnapshotScale(Enum):
    """How large a snapshot is; the value is the label in menus."""

    ONE = "1x"
    TWO = "2x"
    FOUR_K = "4K"


class Refresh(Struct, frozen=True):
    """Poll every source now (or one)."""

    source: SourceId | None = None


class Acknowledge(Struct, frozen=True):
    """Somebody is on it."""

    key: AlertKey
    note: str = ""


class SnoozeAlerts(Struct, frozen=True):
    """Silence one alert, or all (``key`` None), for a span."""

    span: SnoozeSpan
    key: AlertKey | None = None


class EndSnooze(Struct, frozen=True):
    """Let one alert, or all (``key`` None), be told again before the time is over.

    Where all alerts are snoozed together, that ends with the snooze of any of them.
    """

    key: AlertKey | None = None


class DismissAway(Struct, frozen=True):
    """What happened meanwhile has been read."""


class OpenMetric(Struct, frozen=True):
    """Bring the window up and show a metric's detail (None: the overview).

    With ``rule`` the rule that watches it is in view.
    """

    metric: MetricId | None = None
    rule: bool = False


class ComparePeriods(Struct, frozen=True):
    """Lay the period before over the open metric's chart, or take it away."""

    compared: bool


class ExportSnapshot(Struct, frozen=True):
    """Write the window, or one tile, to a PNG file (``path`` None: ask, or the default folder)."""

    scale: SnapshotScale
    metric: MetricId | None = None
    path: Path | None = None


class TestConnection(Struct, frozen=True):
    """Try settings before they are saved; the answer comes back as a ``ConnectionTested``.

    A token that is None stands for the stored one; ``further_tokens`` are those of further
    collectors by name, and one that is not named there is the stored one too.
    """

    settings: Settings
    github_token: Secret | None = None
    collector_token: Secret | None = None
    further_tokens: Mapping[str, Secret] = MappingProxyType({})
    parts: frozenset[ConnectionPart] = frozenset(ConnectionPart)


class SaveSettings(Struct, frozen=True):
    """Keep settings and tokens and apply them at once; a ``SettingsSaved`` comes back.

    A token that is None leaves the stored one alone; an empty one removes it. Of further
    collectors, by name, those left out are left alone.
    """

    settings: Settings
    github_token: Secret | None = None
    collector_token: Secret | None = None
    further_tokens: Mapping[str, Secret] = MappingProxyType({})

    @property
    def changes_tokens(self) -> bool:
        """Return whether a token is kept or removed."""
        named = (self.github_token, self.collector_token)
        return bool(self.further_tokens) or any(token is not None for token in named)


class ImportSettings(Struct, frozen=True):
    """Put the settings of a file in place of those kept; a ``SettingsSaved`` comes back."""

    path: Path


class ExportSettings(Struct, frozen=True):
    """Write the kept settings to a file, without any secret; a ``SettingsSaved`` comes back."""

    path: Path


class ArrangeTiles(Struct, frozen=True):
    """Show the tiles as ``layout`` says, and keep it."""

    layout: LayoutSettings


class OpenRule(Struct, frozen=True):
    """Look back over what a rule on a metric did in the last month."""

    key: AlertKey


class TryRule(Struct, frozen=True):
    """Try another tuning of the open rule on the last month; None takes the trial back."""

    key: AlertKey
    tuning: Tuning | None


class SaveRule(Struct, frozen=True):
    """Keep a rule's tuning and apply it at once; None goes back to the document's."""

    key: AlertKey
    tuning: Tuning | None


class SwitchAutostart(Struct, frozen=True):
    """Start the program with the computer, or no longer."""

    on: bool


class Quit(Struct, frozen=True):
    """End the program."""


Intent: TypeAlias = (
    Refresh
    | Acknowledge
    | SnoozeAlerts
    | EndSnooze
    | DismissAway
    | OpenMetric
    | ComparePeriods
    | ExportSnapshot
    | Export
    | SetPrivate
    | TestConnection
    | SaveSettings
    | ImportSettings
    | ExportSettings
    | ArrangeTiles
    | OpenRule
    | TryRule
    | SaveRule
    | EntryIntent
    | ReviewIntent
    | SwitchAutostart
    | Quit
)
