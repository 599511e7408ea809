"""The readings that entered figures make."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from types import MappingProxyType

from aux_monitor.domain.catalogue import Cadence, Catalogue, Metric
from aux_monitor.domain.drops import DAY_S, day_of
from aux_monitor.domain.entries import Entry
from aux_monitor.domain.reading import Dated, MetricId, Reading, Series, SourceId

ENTRIES = SourceId("entries")
"""The source of every figure that a person entered."""

GOOD_FOR_S: Mapping[Cadence, float] = MappingProxyType(
    {
        Cadence.DAILY: 2 * DAY_S,
        Cadence.WEEKLY: 10 * DAY_S,
        Cadence.MONTHLY: 45 * DAY_S,
        Cadence.QUARTERLY: 135 * DAY_S,
    }
)
"""How long after the end of its day a figure is good: until the next review of its metric and
about half as long again. A daily one is good for two days: yesterday's is entered today, and is
good until the end of tomorrow, when today's should have been."""

MOST_PAST = 400
"""Earlier values that a reading carries: a year of days and the weeks before it."""

_SPARK_DAYS = 30


def dated_at(entry: Entry) -> float:
    """Return the moment an entry's value is of: its day's last second, or the time of entering.

    The value of a day belongs to that day and is known at its end; one entered before the end is
    of the moment it was entered.
    """
    return min(_day_start(entry.figure.day) + DAY_S - 1.0, entry.entered_at)


def readings_of(
    catalogue: Catalogue, entries: Iterable[Entry], connected: frozenset[str]
) -> tuple[Reading, ...]:
    """Return the newest entry of each metric with the earlier ones as its past.

    A metric whose kind of supply is among the ``connected`` is left to it; one that the catalogue
    does not know is left out.
    """
    by_metric: dict[MetricId, list[Entry]] = {}
    for entry in entries:
        metric = catalogue.metrics.get(entry.figure.metric)
        if metric is not None and metric.supply.value not in connected:
            by_metric.setdefault(metric.id, []).append(entry)
    return tuple(
        _reading(catalogue.metrics[metric], sorted(found, key=lambda entry: entry.figure.day))
        for metric, found in by_metric.items()
    )


def _reading(metric: Metric, entries: list[Entry]) -> Reading:
    *earlier, newest = entries
    figure = newest.figure
    by = f"entered by {figure.who}" if figure.who else ""
    return Reading(
        metric=metric.id,
        value=figure.value,
        at=dated_at(newest),
        source=ENTRIES,
        n=figure.n,
        note="; ".join(part for part in (figure.note, by) if part),
        past=tuple(
            Dated(dated_at(entry), entry.figure.value, entry.figure.n)
            for entry in earlier[-MOST_PAST:]
        ),
        good_for_s=GOOD_FOR_S[metric.cadence],
    )


def daily_series(metric: Metric, reading: Reading) -> Series | None:
    """Return the last days of a metric that is reviewed daily, missing ones as gaps; else None."""
    if metric.cadence is not Cadence.DAILY or reading.value is None:
        return None
    last = day_of(reading.at)
    by_day = {day_of(one.at): one.value for one in reading.past} | {last: reading.value}
    days = range(last - _SPARK_DAYS + 1, last + 1)
    return Series(days[0] * DAY_S, DAY_S, tuple(by_day.get(day) for day in days))


def stairs(
    metric: Metric, entries: Iterable[Entry], since: float, until: float, step_s: float
) -> Series:
    """Return the entries of one metric as a series on a grid of multiples of ``step_s``.

    The figure of a metric that is reviewed daily fills its day. One that is reviewed less often
    holds from its day until the next, or until it is good no longer. The rest are gaps.
    """
    first = math.floor(since / step_s)
    values: list[float | None] = [None] * max(0, math.floor(until / step_s) - first + 1)
    good_for_s = 0.0 if metric.cadence is Cadence.DAILY else GOOD_FOR_S[metric.cadence]
    for entry in sorted(entries, key=lambda entry: entry.figure.day):
        begin = _day_start(entry.figure.day)
        low, high = (
            min(len(values), max(0, math.ceil(at / step_s) - first))
            for at in (begin, begin + DAY_S + good_for_s)
        )
        values[low:high] = [entry.figure.value] * (high - low)
    return Series(first * step_s, step_s, tuple(values))


def _day_start(day: date) -> float:
    return datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()
