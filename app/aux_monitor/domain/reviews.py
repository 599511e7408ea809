"""The reviews of the KPI document: when each is due, and what was marked.

The document names four cadences and no day. Decided: the daily review is due each day, the weekly
one on Friday (a working week to look back on), the monthly and the quarterly one on the last day
of their month and quarter.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import assert_never

from msgspec import Struct

from aux_monitor.domain.catalogue import Cadence, Catalogue, Metric

DAY_S = 86_400.0

LONGEST_NOTE = 500
"""Characters of a note that are kept."""

_FRIDAY = 4
_DAY = timedelta(days=1)
_PERIOD_DAYS = {
    Cadence.DAILY: 1,
    Cadence.WEEKLY: 7,
    Cadence.MONTHLY: 30,
    Cadence.QUARTERLY: 91,
}


class Reviewed(Struct, frozen=True):
    """Somebody looked through a review's figures at ``at``."""

    id: int
    cadence: Cadence
    at: float
    note: str = ""


class Due(Struct, frozen=True):
    """The day of the next review that is not done; ``late`` is how many days ago it was."""

    on: date
    late: int = 0


def period_s(cadence: Cadence) -> float:
    """Return the seconds a review looks back on: a day, a week, 30 days or 13 weeks."""
    return _PERIOD_DAYS[cadence] * DAY_S


def reviewed_metrics(catalogue: Catalogue, cadence: Cadence) -> tuple[Metric, ...]:
    """Return the metrics that a review looks at, in the document's order.

    They are those of its cadence. The monthly review is the document's "full KPI review": what is
    reviewed more often belongs to it too.
    """
    wanted = {cadence}
    if cadence is Cadence.MONTHLY:
        wanted |= {Cadence.DAILY, Cadence.WEEKLY}
    return tuple(metric for metric in catalogue.metrics.values() if metric.cadence in wanted)


def due_on(cadence: Cadence, today: date) -> date:
    """Return the next day on which a review is due, today included."""
    match cadence:
        case Cadence.DAILY:
            return today
        case Cadence.WEEKLY:
            return today + timedelta(days=(_FRIDAY - today.weekday()) % 7)
        case Cadence.MONTHLY:
            return _last_day(today.year, today.month)
        case Cadence.QUARTERLY:
            return _last_day(today.year, (today.month + 2) // 3 * 3)
        case _ as unreachable:  # pragma: no cover
            assert_never(unreachable)


def due(cadence: Cadence, reviewed: Iterable[date], today: date) -> Due:
    """Return the next review that is not done, after the days on which one was.

    A review that is done counts for the day it is due on next, or, where the one before was left
    out, for that one: a monthly review on the first of December is November's. Of what was due
    before anybody ever marked a review, nothing is late.
    """
    done: date | None = None
    for day in sorted(reviewed):
        ahead = due_on(cadence, day)
        missed = None if done is None else _due_before(cadence, day)
        if done is not None and missed is not None and done < missed:
            done = missed
        elif done is None or done < ahead:
            done = ahead
    if done is None:
        return Due(due_on(cadence, today))
    upcoming = due_on(cadence, done + _DAY)
    return Due(upcoming, max(0, (today - upcoming).days))


def _due_before(cadence: Cadence, day: date) -> date:
    """Return the last day before ``day`` on which a review was due."""
    match cadence:
        case Cadence.DAILY:
            return day - _DAY
        case Cadence.WEEKLY:
            return due_on(cadence, day) - 7 * _DAY
        case Cadence.MONTHLY:
            return day.replace(day=1) - _DAY
        case Cadence.QUARTERLY:
            return date(day.year, (day.month - 1) // 3 * 3 + 1, 1) - _DAY
        case _ as unreachable:  # pragma: no cover
            assert_never(unreachable)


def _last_day(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - _DAY
