"""The reviews that the KPI document's cadence asks for, and when the next of each is due.

A cadence that no metric has is left out.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, tzinfo

from aux_monitor.domain.catalogue import Cadence
from aux_monitor.domain.reviews import due_on
from aux_monitor.presentation import text
from aux_monitor.presentation.views import ReviewView

SUBJECTS = {
    Cadence.DAILY: "Error rates, performance",
    Cadence.WEEKLY: "Usage trends, support metrics",
    Cadence.MONTHLY: "Full KPI review, community health",
    Cadence.QUARTERLY: "Strategic metrics, competitive analysis",
}
"""What each review looks at, in the document's words."""


def reviews(used: Collection[Cadence], now: float, zone: tzinfo) -> tuple[ReviewView, ...]:
    """Return the next review of each cadence in use, the most frequent first."""
    today = datetime.fromtimestamp(now, zone).date()
    return tuple(
        ReviewView(when_words(due_on(cadence, today), today), f"{subject} ({cadence.value})")
        for cadence, subject in SUBJECTS.items()
        if cadence in used
    )


def when_words(due: date, today: date) -> str:
    """Return ``today``, the weekday within six days (``Fri``), or the date (``30 Nov``)."""
    if due == today:
        return "today"
    if (due - today).days < 7:
        return text.weekday(due)
    return text.day_of_month(due)
