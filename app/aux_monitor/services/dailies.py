"""Looks up one value a day of every metric with a dated target, beside everything else."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from typing import TypeAlias

from aux_monitor.domain.catalogue import Catalogue, Metric
from aux_monitor.domain.daily import (
    DAY_S,
    MOST_DAYS,
    complete_days,
    daily_series,
    day_of,
    last_of_each_day,
)
from aux_monitor.domain.level import covers_window
from aux_monitor.domain.reading import Dated, MetricId, Reading, Series, SourceId
from aux_monitor.domain.state import (
    AppState,
    DailyLoaded,
    Event,
    PollSucceeded,
    ProblemNoted,
    ProblemTopic,
    SourcesConfigured,
)
from aux_monitor.ports.clock import Clock
from aux_monitor.ports.errors import HistoryError
from aux_monitor.ports.history import MetricHistory
from aux_monitor.services.store import Store
from aux_monitor.services.supervisor import first_of

logger = logging.getLogger(__name__)

LOOKED_UP_EVERY_S = 3600.0

SETTLING_S = 2.0
"""After a first answer the others of the same moment are waited for, and then asked about at once.
"""

SLICE_DAYS = 40
"""So many days are asked for at a time: a collector gives at most 48 steps of a long window."""

OWN_DAYS = 120
"""A source that keeps its own past works each day out anew: it is asked for no more than these."""

OwnHistory: TypeAlias = Callable[[SourceId], MetricHistory | None]
"""The past that a source itself keeps, None where it keeps none."""


class Dailies:
    """Tells the store the days of each dated metric: soon after its first answer, then hourly.

    They are brought together from what was recorded on this machine, what the source itself keeps,
    a daily series or dated values that came with the answer, and the value of today; the later of
    these stands over the earlier. A source that still reads what happened before is waited for: its
    days are not whole yet. A record that cannot be read is told as a problem of the
    program; a source that does not give its past is only logged, since its state says the rest.
    """

    def __init__(
        self,
        store: Store,
        catalogue: Catalogue,
        clock: Clock,
        recorded: MetricHistory,
        own_of: OwnHistory,
    ) -> None:
        self._store = store
        self._clock = clock
        self._recorded = recorded
        self._own_of = own_of
        self._dated = {metric.id: metric for metric in catalogue.metrics.values() if metric.dated}
        self._pasts: dict[MetricId, tuple[SourceId, tuple[Dated, ...]]] = {}
        self._kept: dict[tuple[MetricId, MetricHistory], dict[int, float]] = {}
        self._new: set[MetricId] = set()
        self._something = asyncio.Event()
        self._broken = False
        store.subscribe(self._heard)

    async def run(self) -> None:
        """Look up until cancelled."""
        while True:
            await self._something.wait()
            await self._clock.sleep(SETTLING_S)
            self._something.clear()
            new, self._new = self._new, set()
            await self._look_up(new)
            await first_of(self._clock.sleep(LOOKED_UP_EVERY_S), self._something.wait())
            if not self._something.is_set():
                self._new.update(self._pasts)
                self._something.set()

    def _heard(self, state: AppState, event: Event) -> None:
        match event:
            case PollSucceeded() if not event.fetched.catching_up:
                for reading in event.fetched.readings:
                    self._note(reading)
            case SourcesConfigured():
                self._pasts = {
                    metric: past for metric, past in self._pasts.items() if metric in state.readings
                }
                self._kept.clear()
            case _:
                return

    def _note(self, reading: Reading) -> None:
        """Want the metric looked up when its source is new to it or tells another past."""
        said = (reading.source, reading.past)
        if reading.metric in self._dated and self._pasts.get(reading.metric) != said:
            self._pasts[reading.metric] = said
            self._new.add(reading.metric)
            self._something.set()

    async def _look_up(self, wanted: set[MetricId]) -> None:
        daily: dict[MetricId, Series] = {}
        failure = ""
        for name in wanted:
            reading = self._store.state.readings.get(name)
            if reading is None:
                continue
            try:
                recorded = await self._days_of(name, self._recorded, MOST_DAYS)
            except HistoryError as error:
                recorded, failure = {}, str(error)
            series = await self._series(self._dated[name], reading, recorded)
            if series is not None:
                daily[name] = series
        self._tell(failure)
        if daily:
            self._store.apply(DailyLoaded(daily))

    async def _series(
        self, metric: Metric, reading: Reading, recorded: Mapping[int, float]
    ) -> Series | None:
        now = self._clock.now()
        own = self._own_of(reading.source)
        told = self._store.state.series.get(metric.id)
        by_day = {**recorded}
        if own is not None:
            by_day = complete_days(by_day, metric.window_s)
            by_day.update(complete_days(await self._own_days(metric.id, own), metric.window_s))
        if told is not None and told.step_s == DAY_S:
            by_day.update(last_of_each_day(told.points()))
        by_day.update(last_of_each_day((past.at, past.value) for past in reading.past))
        if covers_window(reading, metric):
            by_day.update(last_of_each_day([(reading.at, reading.value)]))
        return daily_series(by_day, now)

    async def _own_days(self, metric: MetricId, own: MetricHistory) -> Mapping[int, float]:
        """Return what the source keeps; its value at a midnight is that of the day then over."""
        try:
            days = await self._days_of(metric, own, OWN_DAYS)
        except HistoryError as error:
            logger.warning("The past of %s cannot be read from its source: %s", metric, error)
            return {}
        return {day - 1: value for day, value in days.items()}

    async def _days_of(
        self, metric: MetricId, history: MetricHistory, most: int
    ) -> Mapping[int, float]:
        """Return the days a history holds; those known already are not asked for again."""
        known = self._kept.setdefault((metric, history), {})
        now = self._clock.now()
        until = day_of(now)
        since = max(known) if known else until - most + 1
        for first in range(since, until + 1, SLICE_DAYS):
            last = min(first + SLICE_DAYS, until + 1)
            end = min(last * DAY_S - 1, now)
            series = await history.series(metric, first * DAY_S, end, DAY_S)
            known.update(last_of_each_day(series.points()))
        return known

    def _tell(self, failure: str) -> None:
        if failure and not self._broken:
            logger.warning("The days before cannot be read: %s", failure)
        if failure or self._broken:
            self._store.apply(ProblemNoted(ProblemTopic.PAST, failure))
        self._broken = bool(failure)
