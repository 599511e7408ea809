"""A history that lasts as long as the test."""

from __future__ import annotations

import math
from collections.abc import Mapping

from aux_monitor.domain.away import Presence
from aux_monitor.domain.notice import AlertKey, Episode, Snooze
from aux_monitor.domain.reading import MetricId, Reading, Series, SourceId
from aux_monitor.domain.trigger import TriggerState
from aux_monitor.ports.errors import HistoryError
from aux_monitor.ports.history import Remembered

_QUARTER_S = 900


class MemoryHistory:
    """A ``History`` in memory.

    With ``failure`` set every call but ``aclose`` raises ``HistoryError`` with that text.
    ``recorded`` holds every reading kept, in the order they came.
    """

    def __init__(self, remembered: Remembered | None = None) -> None:
        start = remembered if remembered is not None else Remembered({}, (), ())
        self._triggers = dict(start.triggers)
        self._episodes = {episode.id: episode for episode in start.episodes}
        self._snoozes = start.snoozes
        self._presence = start.presence
        self._records: dict[tuple[MetricId, SourceId, int], Reading] = {}
        self.failure = ""
        self.closed = False

    @property
    def recorded(self) -> tuple[Reading, ...]:
        """Every reading kept."""
        return tuple(self._records.values())

    async def load(self) -> Remembered:
        """Return what was saved, episodes by the time they fired."""
        self._check()
        episodes = sorted(self._episodes.values(), key=lambda episode: episode.fired_at)
        return Remembered(dict(self._triggers), tuple(episodes), self._snoozes, self._presence)

    async def save_alerts(
        self, triggers: Mapping[AlertKey, TriggerState], episodes: tuple[Episode, ...]
    ) -> None:
        """Store the states and episodes given over those of the same key."""
        self._check()
        self._triggers.update(triggers)
        self._episodes.update({episode.id: episode for episode in episodes})

    async def save_snoozes(self, snoozes: tuple[Snooze, ...]) -> None:
        """Store the whole set of snoozes."""
        self._check()
        self._snoozes = snoozes

    async def save_presence(self, presence: Presence) -> None:
        """Store when somebody was last there, and the absence not yet read about."""
        self._check()
        self._presence = presence

    async def record(self, readings: tuple[Reading, ...]) -> None:
        """Keep the first reading with a value of each metric, source and quarter of an hour."""
        self._check()
        for reading in readings:
            if reading.value is not None and math.isfinite(reading.value + reading.at):
                quarter = math.floor(reading.at / _QUARTER_S)
                self._records.setdefault((reading.metric, reading.source, quarter), reading)

    async def series(self, metric: MetricId, since: float, until: float, step_s: float) -> Series:
        """Return the last record of every step, on a grid of multiples of ``step_s``."""
        self._check()
        first = math.floor(since / step_s)
        values: list[float | None] = [None] * max(0, math.floor(until / step_s) - first + 1)
        for reading in sorted(self._records.values(), key=lambda reading: reading.at):
            if reading.metric == metric and since <= reading.at <= until:
                values[math.floor(reading.at / step_s) - first] = reading.value
        return Series(first * step_s, step_s, tuple(values))

    async def aclose(self) -> None:
        """Take the file to be closed."""
        self.closed = True

    def _check(self) -> None:
        if self.closed:
            raise HistoryError("The history is closed.")
        if self.failure:
            raise HistoryError(self.failure)
