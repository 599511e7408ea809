"""One value a day: what is kept of a metric's past, brought together."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from aux_monitor.domain.reading import Series

DAY_S = 86_400.0

MOST_DAYS = 400
"""Longer ago than this nothing is looked up."""


def day_of(at: float) -> int:
    """Return the number of the UTC day of a POSIX time; 1 January 1970 is day 0."""
    return math.floor(at / DAY_S)


def last_of_each_day(points: Iterable[tuple[float, float | None]]) -> dict[int, float]:
    """Return the last value of every day; ``points`` are (POSIX time, value), oldest first."""
    return {day_of(at): value for at, value in points if value is not None and math.isfinite(value)}


def daily_series(by_day: Mapping[int, float], now: float) -> Series | None:
    """Return the values as a series of days, gaps included, at most ``MOST_DAYS`` up to today.

    The value of a day stands at its 00:00 UTC. None where there is no value.
    """
    today = day_of(now)
    known = [day for day in by_day if today - MOST_DAYS < day <= today]
    if not known:
        return None
    first, last = min(known), max(known)
    values = tuple(by_day.get(day) for day in range(first, last + 1))
    return Series(first * DAY_S, DAY_S, values)


def complete_days(by_day: Mapping[int, float], window_s: float | None) -> dict[int, float]:
    """Return the days whose value covers its whole window, for a figure counted from a log.

    In the first days of a log a figure over thirty of them grows with the log alone; so does any
    that is 0 because there was no log yet.
    """
    begun = [day for day, value in by_day.items() if value]
    if window_s is None:
        return dict(by_day)
    if not begun:
        return {}
    from_day = min(begun) + math.ceil(window_s / DAY_S)
    return {day: value for day, value in by_day.items() if day >= from_day}


def daily_points(series: Series | None, now: float) -> list[tuple[float, float]]:
    """Return the (POSIX time, value) of the days that are over, each at its end, oldest first.

    Today has come only in part: its value counts, at ``now``, where it is a day or more after the
    one before, or the only one.
    """
    if series is None:
        return []
    known = [(at + DAY_S, value) for at, value in series.points() if value is not None]
    over = [point for point in known if point[0] <= now]
    if len(over) < len(known) and (not over or now - over[-1][0] >= DAY_S):
        over.append((now, known[-1][1]))
    return over
