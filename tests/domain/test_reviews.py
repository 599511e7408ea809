"""When each review is due, and which of them one that was marked stands for."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aux_monitor.domain.catalogue import Cadence
from aux_monitor.domain.reviews import DAY_S, Due, due, due_on, period_s

_DAYS = st.dates(date(2020, 1, 1), date(2100, 1, 1))
_CADENCES = st.sampled_from(Cadence)
MONDAY = date(2026, 11, 23)


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


def test_what_was_never_marked_is_not_late() -> None:
    """Nobody is blamed for the time before the program: the next day is the first that is due."""
    assert due(Cadence.WEEKLY, (), MONDAY) == Due(date(2026, 11, 27))


@pytest.mark.parametrize(
    ("cadence", "reviewed", "expected"),
    [
        (Cadence.DAILY, (MONDAY,), Due(date(2026, 11, 24))),
        (Cadence.DAILY, (date(2026, 11, 20),), Due(date(2026, 11, 21), 2)),
        (Cadence.WEEKLY, (date(2026, 11, 20),), Due(date(2026, 11, 27))),
        (Cadence.WEEKLY, (MONDAY,), Due(date(2026, 12, 4))),
        (Cadence.WEEKLY, (date(2026, 11, 12),), Due(date(2026, 11, 20), 3)),
        (Cadence.MONTHLY, (date(2026, 10, 30),), Due(date(2026, 11, 30))),
        (Cadence.QUARTERLY, (date(2026, 6, 30),), Due(date(2026, 9, 30), 54)),
    ],
)
def test_the_next_review(cadence: Cadence, reviewed: tuple[date, ...], expected: Due) -> None:
    """One that is done is not due again; one that was left out is late by so many days."""
    assert due(cadence, reviewed, MONDAY) == expected


@pytest.mark.parametrize(
    ("cadence", "before", "late", "then"),
    [
        (Cadence.DAILY, date(2026, 11, 19), date(2026, 11, 23), date(2026, 11, 23)),
        (Cadence.WEEKLY, date(2026, 11, 13), date(2026, 11, 21), date(2026, 11, 27)),
        (Cadence.MONTHLY, date(2026, 9, 30), date(2026, 11, 3), date(2026, 11, 30)),
        (Cadence.QUARTERLY, date(2026, 6, 30), date(2026, 10, 2), date(2026, 12, 31)),
    ],
)
def test_a_late_review_is_not_the_next_one(
    cadence: Cadence, before: date, late: date, then: date
) -> None:
    """One that is made up for counts for the day it was due; the present one remains due."""
    assert due(cadence, (late, before), MONDAY).on == then


@given(_CADENCES, st.lists(_DAYS, max_size=6), _DAYS)
def test_a_review_that_is_marked_is_never_late_itself(
    cadence: Cadence, earlier: list[date], today: date
) -> None:
    """After a review was marked twice on a day nothing is late on that day."""
    before = [day for day in earlier if day < today]
    assert due(cadence, [*before, today, today], today).late == 0


@given(_CADENCES, _DAYS)
def test_one_that_is_done_on_its_day_leads_to_the_following(cadence: Cadence, day: date) -> None:
    """Done when it is due, the next one is due a period later and not before."""
    on = due_on(cadence, day)
    following = due(cadence, (on,), on).on
    assert following == due_on(cadence, on + timedelta(days=1))


def test_the_spans_looked_back_on() -> None:
    """A day, a week, thirty days and thirteen weeks."""
    assert [period_s(cadence) / DAY_S for cadence in Cadence] == [1, 7, 30, 91]
