"""How long an alert is silenced, and until when that is."""

from __future__ import annotations

from datetime import datetime, time, timedelta, tzinfo
from enum import Enum

MORNING = time(9)
"""The local time at which "until tomorrow" ends."""


class SnoozeSpan(Enum):
    """What a person can choose; the value is the label in menus."""

    QUARTER_HOUR = "15 min"
    HOUR = "1 h"
    FOUR_HOURS = "4 h"
    TOMORROW = "until tomorrow"
    RECOVERED = "until recovered"


_SECONDS = {
    SnoozeSpan.QUARTER_HOUR: 900.0,
    SnoozeSpan.HOUR: 3600.0,
    SnoozeSpan.FOUR_HOURS: 14_400.0,
}


def snooze_end(span: SnoozeSpan, now: float, zone: tzinfo) -> float | None:
    """Return when a snooze chosen at ``now`` ends, POSIX seconds; None for until recovered."""
    if span is SnoozeSpan.RECOVERED:
        return None
    if span is SnoozeSpan.TOMORROW:
        return next_morning(now, zone)
    return now + _SECONDS[span]


def next_morning(now: float, zone: tzinfo) -> float:
    """Return the next time after ``now`` at which clocks in ``zone`` show ``MORNING``."""
    local = datetime.fromtimestamp(now, zone)
    morning = datetime.combine(local.date(), MORNING, zone)
    if morning.timestamp() <= now:
        # The date is counted on, not 24 hours: the night may be an hour longer or shorter.
        morning = datetime.combine(local.date() + timedelta(days=1), MORNING, zone)
    return morning.timestamp()
