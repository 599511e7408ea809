"""A review in words: what has moved, when it is due, what fired meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

import pytest
from msgspec.structs import replace

from aux_monitor.domain.catalogue import Cadence
from aux_monitor.domain.level import Level
from aux_monitor.domain.moved import Moved
from aux_monitor.domain.notice import Episode
from aux_monitor.domain.reading import MetricId
from aux_monitor.domain.reviews import Due, Reviewed
from aux_monitor.domain.state import AppState
from aux_monitor.presentation.review_page import (
    ReviewPageView,
    alerts_words,
    difference_words,
    due_words,
    last_words,
    review_page,
)
from aux_monitor.presentation.row_views import CellView, HeadingView, Mood, RowView
from aux_monitor.services.reviewing import OpenReview
from tests.presentation.builders import (
    NOW,
    P95,
    P95_RULE,
    RESPONSE,
    RESPONSE_RULE,
    STARS,
    SUCCESS,
    USERS,
    at,
    episode,
    fired,
    picture,
    state,
)

DAY_S = 86_400.0
MONDAY = date(2026, 11, 23)
SLOW = replace(
    episode(RESPONSE_RULE, RESPONSE, fired(320.0, 340.0, at(9, 57), at(10, 0))),
    resolved_at=at(10, 30),
)


def page(
    cadence: Cadence = Cadence.DAILY,
    moved: Mapping[MetricId, Moved] = MappingProxyType({}),
    episodes: tuple[Episode, ...] = (),
    of: AppState | None = None,
    **opened: object,
) -> ReviewPageView:
    """Return a review's page; calm unless told otherwise."""
    known = OpenReview(cadence, moved, **{"looking": False, **opened})  # type: ignore[arg-type]
    return review_page(picture(state() if of is None else of), known, episodes)


def row(of: ReviewPageView, metric: MetricId) -> RowView:
    """Return a metric's row."""
    rows = (line for line in of.lines if isinstance(line, RowView))
    return next(each for each in rows if each.metric == metric)


def test_a_live_figure_beside_the_day_before() -> None:
    """Its value now, its target, both medians, and whether that is better."""
    shown = row(page(moved={RESPONSE.id: Moved(131.0, 160.0)}), RESPONSE.id)
    assert shown.cells == (
        CellView("Average response", "1 s ago", Level.ON_TARGET),
        CellView("131 ms", "on target"),
        CellView("target < 150 · alert > 300"),
        CellView("160 ms", "median, now 131 ms"),
        CellView("\N{MINUS SIGN}29 ms", "\N{MINUS SIGN}18.1 %, better", mood=Mood.BETTER),
        CellView("none", mood=Mood.QUIET),
    )
    assert shown.spoken == (
        "Average response time, 131 ms, on target, target < 150 · alert > 300,"
        " \N{MINUS SIGN}29 ms from 160 ms, \N{MINUS SIGN}18.1 %, better, no alert"
    )


def test_a_count_beside_its_date() -> None:
    """A figure of one moment is held against the live one, and says of when the other is."""
    moved = {STARS.id: Moved(1.0, 951.0, NOW - 30 * DAY_S)}
    shown = row(page(Cadence.MONTHLY, moved), STARS.id)
    assert shown.cells[3] == CellView("951", "24 Oct 14:19")
    assert shown.cells[4] == CellView("+47", "+4.9 %, better", mood=Mood.BETTER)


@pytest.mark.parametrize(
    ("moved", "cell"),
    [
        (Moved(96.4, 97.1), CellView("\N{MINUS SIGN}0.7 points", "worse", mood=Mood.WORSE)),
        (Moved(97.1, 97.08), CellView("unchanged", mood=Mood.QUIET)),
    ],
)
def test_a_percentage_moves_by_points(moved: Moved, cell: CellView) -> None:
    """A share of a share would be misread; what the digits do not show has not moved."""
    assert row(page(moved={SUCCESS.id: moved}), SUCCESS.id).cells[4] == cell


def test_what_rose_from_nothing_has_no_share() -> None:
    """There is no per cent of nothing."""
    shown = row(page(Cadence.WEEKLY, {USERS.id: Moved(990.0, 0.0, NOW - 7 * DAY_S)}), USERS.id)
    assert shown.cells[4] == CellView("+990", "better", mood=Mood.BETTER)


@pytest.mark.parametrize(
    ("looking", "words"), [(True, "looking it up…"), (False, "no earlier figure")]
)
def test_nothing_earlier_is_no_zero(looking: bool, words: str) -> None:  # noqa: FBT001 - the case
    """A figure without a past says so, and while it is looked up that it is."""
    view = page(looking=looking)
    assert row(view, RESPONSE.id).cells[3:5] == (CellView(words, mood=Mood.QUIET), CellView())
    assert bool(view.note) is looking


def test_a_source_that_gives_no_value_shows_no_change() -> None:
    """There is nothing to compare."""
    view = page(of=state({RESPONSE.id: None}), moved={RESPONSE.id: Moved(1.0, 2.0)})
    assert row(view, RESPONSE.id).cells[3:5] == (CellView(), CellView())


def test_its_alerts_are_counted_with_how_long_they_lasted() -> None:
    """One that began within the period counts for its metric."""
    shown = row(page(episodes=(SLOW,)), RESPONSE.id)
    assert shown.cells[5] == CellView("1", "30 min")
    assert shown.spoken.endswith(", 1 alert")


def test_what_has_no_source_stands_at_the_end() -> None:
    """It is not hidden, and says what to do."""
    view = page(of=AppState())
    assert [line for line in view.lines if isinstance(line, HeadingView)] == [
        HeadingView("Not connected", "6 figures: open one to enter it by hand")
    ]
    assert row(view, RESPONSE.id).spoken == (
        "Average response time, not connected, target < 150 ms · alert > 300 ms"
    )


def test_a_review_shows_the_metrics_of_its_cadence() -> None:
    """And the monthly one, the full KPI review, those that are reviewed more often too."""
    seen = {
        cadence: {line.metric for line in page(cadence).lines if isinstance(line, RowView)}
        for cadence in Cadence
    }
    assert seen[Cadence.WEEKLY] == {USERS.id}
    assert STARS.id not in seen[Cadence.DAILY]
    assert seen[Cadence.MONTHLY] == {STARS.id} | seen[Cadence.DAILY] | seen[Cadence.WEEKLY]
    assert not seen[Cadence.QUARTERLY]


def test_the_head_of_a_page() -> None:
    """What the document has it look at, when it is due, and which others are overdue."""
    marked = (
        Reviewed(1, Cadence.WEEKLY, NOW - 11 * DAY_S),
        Reviewed(2, Cadence.DAILY, NOW - 3600.0, "all\tcalm"),
    )
    view = page(reviewed=marked)
    assert (view.title, view.subject) == ("Daily review", "Error rates, performance")
    assert (view.due, view.due_level) == ("Due Tue 24 Nov", Level.ON_TARGET)
    assert view.last == "Last reviewed 13:19: all calm"
    assert view.late == (Cadence.WEEKLY,)
    assert view.can_take_back == 2
    late = page(Cadence.WEEKLY, reviewed=marked)
    assert (late.due, late.due_level) == ("Overdue since Fri 20 Nov, 3 days", Level.OFF_TARGET)
    assert late.can_take_back is None


def test_a_review_that_was_never_done() -> None:
    """No sign says that all is well."""
    view = page(Cadence.MONTHLY)
    assert (view.due, view.due_level) == ("Due Mon 30 Nov", Level.UNKNOWN)
    assert view.last == "Not marked as reviewed yet"


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (Due(MONDAY), "Due today"),
        (Due(date(2026, 11, 27)), "Due Fri 27 Nov"),
        (Due(date(2026, 11, 22), 1), "Overdue since Sun 22 Nov, 1 day"),
    ],
)
def test_due_words(due: Due, words: str) -> None:
    """Today, a day to come, or since when it is overdue."""
    assert due_words(due, MONDAY) == words


def test_a_mark_without_a_note() -> None:
    """It says when, and the day where that was not today."""
    marked = Reviewed(1, Cadence.DAILY, NOW - DAY_S)
    assert last_words(marked, picture(state())) == "Last reviewed 22 Nov 14:19"


def test_the_alerts_of_a_period_beside_those_of_the_one_before() -> None:
    """How many, how long in all, clipped to the period; one that fires on counts till now."""
    open_one = replace(SLOW, number=2, fired_at=NOW - 600.0, resolved_at=None)
    long_one = episode(P95_RULE, P95, fired(1.0, 1.0, 0.0, NOW - DAY_S - 3600.0))
    before = replace(long_one, resolved_at=NOW - DAY_S + 1200.0)
    words = alerts_words(Cadence.DAILY, (SLOW, open_one, before), NOW)
    assert words == "3 alerts in the last day, 1 h in all; 1 in the day before"
    assert alerts_words(Cadence.QUARTERLY, (), NOW) == (
        "No alert in the last 13 weeks; none in the 13 weeks before"
    )


def test_a_failure_is_told() -> None:
    """What could not be read or kept stands above the figures."""
    view = page(failure="The review could not be kept: the disk is full")
    assert view.note == "The review could not be kept: the disk is full."
    assert view.note_level is Level.OFF_TARGET


def test_a_change_has_its_sign_and_unit() -> None:
    """A rise is as plain as a fall."""
    assert difference_words(-12.0, RESPONSE) == "\N{MINUS SIGN}12 ms"
    assert difference_words(12.0, RESPONSE) == "+12 ms"


def test_what_the_digits_do_not_show_has_not_moved() -> None:
    """Nobody reads "unchanged" beside two figures that differ, nor a change beside equal ones."""
    shown = row(page(moved={RESPONSE.id: Moved(8.6, 8.4)}), RESPONSE.id)
    assert [cell.text for cell in shown.cells[3:5]] == ["8 ms", "+1 ms"]
    assert shown.cells[3].note == "median, now 9 ms"
    same = row(page(moved={RESPONSE.id: Moved(8.4, 7.6)}), RESPONSE.id)
    assert [cell.text for cell in same.cells[3:5]] == ["8 ms", "unchanged"]
