"""Where a chart's axis labels stand: round values, wall-clock times, labels that keep apart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, tzinfo

from msgspec import Struct

from aux_monitor.presentation.text import day_of_month, month_name, number

_DAY = 86_400
_CLOCK_STEPS = (60, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200)
_DAY_STEPS = (1, 2, 5, 7, 14)
_MONTH_STEPS = (1, 2, 3, 6, 12)
_FACTORS = (1.0, 2.0, 2.5, 5.0, 10.0, 20.0, 50.0)


class Tick(Struct, frozen=True):
    """A value on an axis and its label."""

    at: float
    label: str


def value_ticks(low: float, high: float, most: int) -> list[Tick]:
    """Return at most ``most`` ticks at round values from ``low`` to ``high``, both included."""
    span = high - low
    if span <= 0 or most < 2:
        return []
    power = 10.0 ** math.floor(math.log10(span / most))
    step = next(f * power for f in _FACTORS if _count(low, high, f * power) <= most)
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    if step * 10**decimals % 1 > 1e-6:
        decimals += 1
    first = math.ceil(low / step - 1e-9)
    values = [n * step for n in range(first, first + _count(low, high, step))]
    return [Tick(value, number(value, decimals)) for value in values]


def _count(low: float, high: float, step: float) -> int:
    return math.floor(high / step + 1e-9) - math.ceil(low / step - 1e-9) + 1


def time_ticks(since: float, until: float, most: int, zone: tzinfo | None = None) -> list[Tick]:
    """Return at most ``most`` ticks at round local times in ``since`` to ``until``.

    Times of day where the span is short, then dates, then months. A tick stays at its moment
    while the chart moves on, so that labels drift and do not jump.

    Args:
        since: Epoch seconds of the left end.
        until: Epoch seconds of the right end.
        most: How many labels have room.
        zone: The time zone of the labels; None is this computer's.
    """
    span = until - since
    if span <= 0 or most < 1:
        return []
    for step in _CLOCK_STEPS:
        if span / step <= most:
            return _clock_ticks(since, until, step, zone)
    for days in _DAY_STEPS:
        if span / (days * _DAY) <= most:
            return _day_ticks(since, until, days, zone)
    months = next((n for n in _MONTH_STEPS if span / (n * 30 * _DAY) <= most), _MONTH_STEPS[-1])
    return _month_ticks(since, until, months, zone)


def local_time(at: float, zone: tzinfo | None) -> datetime:
    """Return an epoch time in ``zone``, or in this computer's zone for None."""
    return datetime.fromtimestamp(at, UTC).astimezone(zone)


def _clock_ticks(since: float, until: float, step: int, zone: tzinfo | None) -> list[Tick]:
    offset = local_time(since, zone).utcoffset() or timedelta()
    shift = offset.total_seconds()
    first = math.ceil((since + shift) / step) * step - shift
    count = int((until - first) // step) + 1
    times = [first + n * step for n in range(count)]
    return [Tick(at, local_time(at, zone).strftime("%H:%M")) for at in times]


def _day_ticks(since: float, until: float, days: int, zone: tzinfo | None) -> list[Tick]:
    ticks: list[Tick] = []
    midnight = local_time(since, zone).replace(hour=0, minute=0, second=0, microsecond=0)
    while midnight.timestamp() <= until:
        if midnight.timestamp() >= since and midnight.toordinal() % days == 0:
            label = day_of_month(midnight)
            ticks.append(Tick(midnight.timestamp(), label))
        midnight = _midnight_after(midnight, zone)
    return ticks


def _midnight_after(midnight: datetime, zone: tzinfo | None) -> datetime:
    """Return the next local midnight; noon of the next day is found first, past any DST change."""
    noon = local_time(midnight.timestamp() + 1.5 * _DAY, zone)
    return _wall_midnight(noon, zone)


def _wall_midnight(day: datetime, zone: tzinfo | None) -> datetime:
    wall = day.replace(hour=0, minute=0, second=0, microsecond=0)
    return wall if zone is not None else wall.replace(tzinfo=None).astimezone()


def _month_ticks(since: float, until: float, months: int, zone: tzinfo | None) -> list[Tick]:
    ticks: list[Tick] = []
    start = local_time(since, zone)
    year, month = start.year, start.month
    while True:
        first = _wall_midnight(start.replace(year=year, month=month, day=1), zone)
        at = first.timestamp()
        if at > until:
            return ticks
        if at >= since and (month - 1) % months == 0:
            ticks.append(Tick(at, month_name(month) if month > 1 else str(year)))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Return positions near ``wanted``, at least ``gap`` apart and inside ``low`` to ``high``.

    The order is kept; where there is not room for all, the gap shrinks evenly.
    """
    if not wanted:
        return []
    gap = min(gap, (high - low) / max(1, len(wanted) - 1))
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    placed = [0.0] * len(wanted)
    before = low - gap
    for index in order:
        before = placed[index] = max(wanted[index], before + gap)
    after = high + gap
    for index in reversed(order):
        after = placed[index] = min(placed[index], after - gap)
    return placed
