"""When each review is due."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aux_monitor.domain.catalogue import Cadence
from aux_monitor.presentation.reviews import due_on, reviews, when_words
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


@pytest.mark.parametrize(
    ("cadence", "today", "due"),
    [
        (Cadence.WEEKLY, date(2026, 11, 27), date(2026, 11, 27)),
        (Cadence.WEEKLY, date(2026, 11, 28), date(2026, 12, 4)),
        (Cadence.MONTHLY, date(2028, 2, 3), date(2028, 2, 29)),
        (Cadence.MONTHLY, date(2026, 12, 31), date(2026, 12, 31)),
        (Cadence.QUARTERLY, date(2026, 2, 1), date(2026, 3, 31)),
        (Cadence.QUARTERLY, date(2026, 4, 1), date(2026, 6, 30)),
    ],
)
def test_due_on(cadence: Cadence, today: date, due: date) -> None:
    """The next due day, today included."""
    assert due_on(cadence, today) == due


@given(st.sampled_from(Cadence), st.dates(date(2020, 1, 1), date(2100, 1, 1)))
def test_a_review_is_never_past(cadence: Cadence, today: date) -> None:
    """No review is due on a day gone by, nor later than its cadence allows."""
    assert 0 <= (due_on(cadence, today) - today).days <= 92


def test_words() -> None:
    """Near days by name, later ones by date."""
    today = datetime.fromtimestamp(NOW, UTC).date()
    assert when_words(today, today) == "today"
    assert when_words(date(2026, 11, 29), today) == "Sun"
    assert when_words(date(2026, 11, 30), today) == "30 Nov"
