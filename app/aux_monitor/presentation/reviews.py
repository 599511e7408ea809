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
from aux_monitor.settings.language import tr, tr_noop

SUBJECTS = {
    Cadence.DAILY: tr_noop("Error rates, performance"),
    Cadence.WEEKLY: tr_noop("Usage trends, support metrics"),
    Cadence.MONTHLY: tr_noop("Full KPI review, community health"),
    Cadence.QUARTERLY: tr_noop("Strategic metrics, competitive analysis"),
}
"""What each review looks at, in the document's words."""


def reviews(used: Collection[Cadence], now: float, zone: tzinfo) -> tuple[ReviewView, ...]:
    """Return the next review of each cadence in use, the most frequent first."""
    today = datetime.fromtimestamp(now, zone).date()
    return tuple(
        ReviewView(
            when_words(due_on(cadence, today), today), f"{tr(subject)} ({tr(cadence.value)})"
        )
        for cadence, subject in SUBJECTS.items()
        if cadence in used
    )


def when_words(due: date, today: date) -> str:
    """Return ``today``, the weekday within six days (``Fri``), or the date (``30 Nov``)."""
    if due == today:
        return tr("today")
    if (due - today).days < 7:
        return text.weekday(due)
    return text.day_of_month(due)
