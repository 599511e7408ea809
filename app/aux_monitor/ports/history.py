"""What outlives the process: alerts, decisions, and the history of slow metrics."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from msgspec import Struct

from aux_monitor.domain.away import Presence
from aux_monitor.domain.notice import AlertKey, Episode, Snooze
from aux_monitor.domain.reading import MetricId, Reading, Series
from aux_monitor.domain.trigger import TriggerState


class Remembered(Struct, frozen=True):
    """What the last run left."""

    triggers: Mapping[AlertKey, TriggerState]
    episodes: tuple[Episode, ...]
    snoozes: tuple[Snooze, ...]
    presence: Presence = Presence()


class MetricHistory(Protocol):
    """What was recorded of a metric on this machine."""

    async def series(self, metric: MetricId, since: float, until: float, step_s: float) -> Series:
        """Return the recorded history of a metric; a step without a record is a gap.

        Raises ``HistoryError`` when the record cannot be read.
        """
        ...


class History(MetricHistory, Protocol):
    """A store on this machine. Every method raises ``HistoryError`` on a broken file."""

    async def load(self) -> Remembered:
        """Return alerts, decisions and snoozes of the last run."""
        ...

    async def save_alerts(
        self, triggers: Mapping[AlertKey, TriggerState], episodes: tuple[Episode, ...]
    ) -> None:
        """Store the states and episodes given, in one transaction, durably."""
        ...

    async def save_snoozes(self, snoozes: tuple[Snooze, ...]) -> None:
        """Store the whole set of snoozes."""
        ...

    async def save_presence(self, presence: Presence) -> None:
        """Store when somebody was last there, and the absence not yet read about."""
        ...

    async def record(self, readings: tuple[Reading, ...]) -> None:
        """Keep readings, at most one per metric, source and quarter of an hour."""
        ...

    async def aclose(self) -> None:
        """Close the file."""
        ...
