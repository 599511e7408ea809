"""Where a dated target wants a metric to be today."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from aux_monitor.domain.catalogue import DatedTarget, Growth


def add_months(start: float, months: int) -> float:
    """Return the POSIX time ``months`` calendar months after ``start`` (UTC).

    A day that the later month lacks becomes its last day, as on a wall calendar.
    """
    begin = datetime.fromtimestamp(start, UTC)
    index = begin.year * 12 + begin.month - 1 + months
    first = begin.replace(year=index // 12, month=index % 12 + 1, day=1)
    following = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    last_day = (following - timedelta(days=1)).day
    return first.replace(day=min(begin.day, last_day)).timestamp()


def due_value(
    dated: tuple[DatedTarget, ...], growth: Growth, now: float, start: float, baseline: float = 0.0
) -> float:
    """Return the value due at ``now`` on the path baseline -> each dated target in turn.

    The path is flat before ``start`` and after the last target. A stretch of an exponential path
    that starts at or below zero is a straight line: growth by a factor needs something to
    multiply, and starting from 1 instead would ask for next to nothing for months.
    """
    from_at, from_value = start, baseline
    for target in dated:
        to_at, to_value = add_months(start, target.months), target.limit.value
        if now < to_at:
            share = max(0.0, (now - from_at) / (to_at - from_at))
            return _between(from_value, to_value, share, growth)
        from_at, from_value = to_at, to_value
    return from_value


def _between(low: float, high: float, share: float, growth: Growth) -> float:
    if growth is Growth.LINEAR or min(low, high) <= 0:
        return low + (high - low) * share
    return float(low ** (1.0 - share) * high**share)
