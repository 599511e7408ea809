"""The reviews that the KPI document's cadence asks for, and when the next of each is due.

The document names four cadences and no day. Decided: the daily review is due today, the weekly
one on Friday (a working week to look back on), the monthly and the quarterly one on the last
day of their month and quarter. A cadence that no metric has is left out.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta, tzinfo
from typing import assert_never

from aux_monitor.domain.catalogue import Cadence
from aux_monitor.presentation import text
from aux_monitor.presentation.views import ReviewView

SUBJECTS = {
    Cadence.DAILY: "Error rates, performance",
    Cadence.WEEKLY: "Usage trends, support metrics",
    Cadence.MONTHLY: "Full KPI review, community health",
    Cadence.QUARTERLY: "Strategic metrics, competitive analysis",
}
"""What each review looks at, in the document's words."""

_FRIDAY = 4


def reviews(used: Collection[Cadence], now: float, zone: tzinfo) -> tuple[ReviewView, ...]:
    """Return the next review of each cadence in use, the most frequent first."""
    today = datetime.fromtimestamp(now, zone).date()
    return tuple(
        ReviewView(when_words(due_on(cadence, today), today), f"{subject} ({cadence.value})")
        for cadence, subject in SUBJECTS.items()
        if cadence in used
    )


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


def _last_day(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)


def when_words(due: date, today: date) -> str:
    """Return ``today``, the weekday within six days (``Fri``), or the date (``30 Nov``)."""
    if due == today:
        return "today"
    if (due - today).days < 7:
        return text.weekday(due)
    return text.day_of_month(due)
