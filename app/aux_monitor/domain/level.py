"""How good a value is (level) and how far to believe it (trust): two things, never mixed."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from msgspec import Struct

from aux_monitor.domain.catalogue import Limit, Metric
from aux_monitor.domain.pace import due_value
from aux_monitor.domain.reading import Reading


class Level(Enum):
    """A value held against its target and alert threshold; the value is the word shown."""

    ON_TARGET = "on target"
    OFF_TARGET = "off target"
    BREACH = "breach"
    UNKNOWN = "unknown"


class Trust(Enum):
    """How far a value can be believed; the value is the word shown."""

    FRESH = "fresh"
    CACHED = "cached"
    STALE = "stale"
    LOW_TRAFFIC = "low traffic"
    LEARNING = "learning"
    OFFLINE = "offline"
    NO_DATA = "no data"
    NOT_CONNECTED = "not connected"


COVERED = 0.98
"""A reading that covers a smaller share of its metric's window than this says too little yet: half
a day's commands are no day's."""

_SEVERITY = {Level.ON_TARGET: 0, Level.UNKNOWN: 1, Level.OFF_TARGET: 2, Level.BREACH: 3}


class Judgement(Struct, frozen=True):
    """A level and the trust it deserves.

    The level is UNKNOWN whenever the trust is not FRESH: a value that cannot be believed proves
    nothing. ``last_level`` keeps what the value would say if it could be believed. ``due`` is
    the value a dated target asks for today, where there is one.
    """

    level: Level
    trust: Trust
    last_level: Level
    due: float | None = None


def level_of(value: float, metric: Metric, due: Limit | None) -> Level:
    """Return the level of ``value``; ``due`` is today's point on the path to a dated target.

    UNKNOWN where the metric has no target, or a dated one whose path nobody has dated yet.
    """
    if metric.alert is not None and metric.alert.met_by(value):
        return Level.BREACH
    limits = [limit for limit in (metric.target, due) if limit is not None]
    if not limits and metric.dated and metric.dated[-1].limit.met_by(value):
        return Level.ON_TARGET
    if not limits:
        return Level.UNKNOWN
    return Level.ON_TARGET if all(limit.met_by(value) for limit in limits) else Level.OFF_TARGET


def judge(
    metric: Metric,
    reading: Reading | None,
    trust: Trust,
    now: float,
    programme_start: float | None,
) -> Judgement:
    """Return the level of a reading and how far to believe it.

    ``trust`` is what the source's condition says (see ``source_trust``); a reading without a
    value, older than it is good for, over too short a span, or with fewer samples than the metric
    asks for, lowers it.
    Without a ``programme_start`` a dated target is due only once its last value is reached: until
    then its metric has no level.
    """
    due = _due_limit(metric, now, programme_start)
    due_at = due.value if due is not None else None
    if reading is None or reading.value is None:
        lowered = Trust.NO_DATA if trust is Trust.FRESH else trust
        return Judgement(Level.UNKNOWN, lowered, Level.UNKNOWN, due_at)
    level = level_of(reading.value, metric, due)
    if trust is Trust.FRESH:
        trust = _trust_in(reading, metric, now)
    return Judgement(level if trust is Trust.FRESH else Level.UNKNOWN, trust, level, due_at)


def _trust_in(reading: Reading, metric: Metric, now: float) -> Trust:
    """Return how far a reading of a fresh source can itself be believed."""
    if reading.good_for_s is not None and now - reading.at > reading.good_for_s:
        return Trust.STALE
    if not covers_window(reading, metric):
        return Trust.LEARNING
    if reading.n is not None and reading.n < metric.minimum_sample:
        return Trust.LOW_TRAFFIC
    return Trust.FRESH


def covers_window(reading: Reading, metric: Metric) -> bool:
    """Return whether a reading covers its metric's whole window, as far as it says."""
    covered_s, window_s = reading.window_s, metric.window_s
    return covered_s is None or window_s is None or covered_s >= COVERED * window_s


def _due_limit(metric: Metric, now: float, programme_start: float | None) -> Limit | None:
    if not metric.dated or programme_start is None:
        return None
    value = due_value(metric.dated, metric.growth, now, programme_start, metric.baseline)
    return Limit(metric.dated[0].limit.comparison, value)


def worst(levels: Iterable[Level]) -> Level:
    """Return the worst of ``levels``; UNKNOWN is worse than ON_TARGET, and for none at all."""
    return max(levels, key=lambda level: _SEVERITY[level], default=Level.UNKNOWN)
