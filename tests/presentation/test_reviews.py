"""When each review is due."""

from __future__ import annotations

from datetime import UTC, date, datetime

from aux_monitor.domain.catalogue import Cadence
from aux_monitor.presentation.reviews import reviews, when_words
from aux_monitor.presentation.views import ReviewView
from tests.presentation.builders import NOW


def test_the_reviews_of_a_monday() -> None:
    """Daily today, weekly on Friday, monthly and quarterly on their last days."""
    assert reviews(frozenset(Cadence), NOW, UTC) == (
        ReviewView("today", "Error rates, performance (daily)"),
        ReviewView("Fri", "Usage trends, support metrics (weekly)"),
        ReviewView("30 Nov", "Full KPI review, community health (monthly)"),
        ReviewView("31 Dec", "Strategic metrics, competitive analysis (quarterly)"),
    )


def test_a_cadence_nobody_has_is_left_out() -> None:
    """A catalogue without quarterly metrics asks for no quarterly review."""
    assert [row.when for row in reviews({Cadence.WEEKLY}, NOW, UTC)] == ["Fri"]


def test_words() -> None:
    """Near days by name, later ones by date."""
    today = datetime.fromtimestamp(NOW, UTC).date()
    assert when_words(today, today) == "today"
    assert when_words(date(2026, 11, 29), today) == "Sun"
    assert when_words(date(2026, 11, 30), today) == "30 Nov"
