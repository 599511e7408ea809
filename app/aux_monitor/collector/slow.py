"""The long windows: a day, a month, a quarter. Asked of the store now and then, not per answer."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from math import gcd

from msgspec import Struct

from aux_monitor.collector.events import MICROSECONDS, to_us
from aux_monitor.collector.outage import Outage, Reliability, outages, reliability
from aux_monitor.collector.outcomes import outcomes
from aux_monitor.collector.store.engine import Engine
from aux_monitor.domain.outcome import Outcome

DAY_S = 86_400
DOMAINS_S = 30 * DAY_S
RELIABILITY_S = 90 * DAY_S
LEAST_REFRESH_S = 10.0
MOST_REFRESH_S = 60.0
_MOST_STEPS = 48
"""Long windows are costly: a series of theirs is no finer than this."""


class Domains(Struct, frozen=True):
    """Distinct hosts reached, and by how many navigations."""

    distinct: int
    navigations: int


class LongFigures(Struct, frozen=True):
    """What the long windows said at ``at``; ``first_at`` is the oldest command stored."""

    at: float
    first_at: float | None
    daily: int
    domains: Domains
    reliability: Reliability
    outcomes: tuple[Outcome, ...] = ()


def long_figures(engine: Engine, at: float) -> LongFigures:
    """Return the long windows that end at ``at``. Raises ``StoreError``."""
    until = to_us(at)
    span = engine.span_us(until)
    minutes = list(engine.minutes(to_us(at - RELIABILITY_S), until))
    first_at = None if span is None else span[0] / MICROSECONDS
    return LongFigures(
        at=at,
        first_at=first_at,
        daily=engine.count(until - DAY_S * MICROSECONDS, until),
        domains=Domains(*engine.domains(until - DOMAINS_S * MICROSECONDS, until)),
        reliability=_reliability_at(outages(minutes), first_at, at),
        outcomes=outcomes(minutes, at),
    )


def reliability_series(engine: Engine, ends: Sequence[float]) -> list[Reliability]:
    """Return MTBF and MTTR as they stood at each of ``ends`` (ascending, not empty)."""
    since = ends[0] - RELIABILITY_S
    first = engine.span_us(to_us(ends[-1]))
    found = outages(engine.minutes(to_us(since), to_us(ends[-1])))
    oldest = None if first is None else first[0] / MICROSECONDS
    return [_reliability_at(found, oldest, end) for end in ends]


def _reliability_at(found: Sequence[Outage], oldest: float | None, end: float) -> Reliability:
    since = end if oldest is None else max(oldest, end - RELIABILITY_S)
    return reliability(found, since, end)


def daily_series(engine: Engine, first: int, last: int, step_s: int) -> list[float | None]:
    """Return the commands of the day before each multiple ``first`` to ``last`` of ``step_s``."""
    size = gcd(DAY_S, step_s)
    per_day, per_step = DAY_S // size, step_s // size
    begin, end = first * per_step - per_day, last * per_step
    counts = engine.counts(
        begin * size * MICROSECONDS, end * size * MICROSECONDS, size * MICROSECONDS
    )
    totals = list(accumulate(counts.get(index, 0) for index in range(begin + 1, end + 1)))
    totals.insert(0, 0)
    return [
        float(totals[at + per_day] - totals[at])
        for at in range(0, (last - first) * per_step + 1, per_step)
    ]


def domain_series(engine: Engine, ends: Sequence[float]) -> list[float | None]:
    """Return the distinct hosts of the 30 days before each of ``ends``."""
    month_us = DOMAINS_S * MICROSECONDS
    return [float(engine.domains(to_us(end) - month_us, to_us(end))[0]) for end in ends]


def coarse_step(history_s: int, step_s: int) -> int:
    """Return ``step_s``, or the least multiple of it that leaves at most 48 steps."""
    return step_s * max(1, -(-(history_s // step_s) // _MOST_STEPS))
