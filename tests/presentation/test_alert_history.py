"""Every alert that is kept, by day, and how one is found again."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from aux_monitor.domain.catalogue import Severity
from aux_monitor.domain.level import Level
from aux_monitor.domain.notice import AlertKey, Episode, Reason
from aux_monitor.domain.offline import OFFLINE_KEY
from aux_monitor.domain.reading import MetricId
from aux_monitor.domain.silence import SILENCE
from aux_monitor.presentation.alert_history import (
    MOST_LISTED,
    AlertFilter,
    PastAlert,
    PastView,
    day_heading,
    listed,
    past_alerts,
)
from aux_monitor.presentation.row_views import CellView, HeadingView, RowView
from tests.presentation.builders import (
    NOW,
    P95,
    P95_RULE,
    SUCCESS,
    SUCCESS_RULE,
    at,
    episode,
    fired,
    picture,
    rule,
    state,
)

DAY_S = 86_400.0

SLOW = replace(
    episode(P95_RULE, P95, fired(1100.0, 1240.0, at(11, 33), at(11, 36))),
    resolved_at=at(11, 42),
    told=Reason.SENT,
    told_at=at(11, 36),
    told_with=2,
    told_resolved=Reason.SENT,
    ended_at=at(11, 42),
)
FAILING = replace(
    episode(SUCCESS_RULE, SUCCESS, fired(88.6, 87.9, at(14, 2), at(14, 5)), told=Reason.QUIET),
    told_until=at(20, 0),
)


def shown(*episodes: Episode) -> tuple[PastAlert, ...]:
    """Return the history of these."""
    return past_alerts(picture(state(episodes=episodes)), episodes)


def only(one: Episode) -> RowView:
    """Return the row of one alert."""
    (found,) = shown(one)
    return found.row


def titles(view: PastView) -> list[str]:
    """Return what the listed alerts were."""
    return [line.cells[1].text for line in view.lines if isinstance(line, RowView)]


def test_an_alert_has_a_row() -> None:
    """When it fired, what it was and its worst, how long it lasted, and who was told with what."""
    assert only(SLOW).cells == (
        CellView("11:36", level=Level.ON_TARGET),
        CellView("P95 response time above 1,000 ms", "worst 1,240 ms"),
        CellView("6 min", "until 11:42"),
        CellView("told 11:36 with 2 others", "its end told 11:42"),
    )


def test_one_that_fires_is_open() -> None:
    """It lasts until now, and says why nobody was told."""
    assert only(FAILING).cells[2:] == (
        CellView("14 min", "still fires"),
        CellView("not sent", "quiet hours until 20:00"),
    )
    assert only(FAILING).cells[0].level is Level.BREACH


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"told": None}, CellView("not decided yet")),
        ({"told_with": 0, "told_at": None, "told_resolved": None}, CellView("told")),
        (
            {"told_resolved": Reason.SILENT},
            CellView("told 11:36 with 2 others", "its end not sent: Collector is silent"),
        ),
        (
            {"told": Reason.RECOVERING, "acknowledged_at": at(11, 38)},
            CellView("not sent: it is recovering", "acknowledged 11:38"),
        ),
        (
            {"acknowledged_at": at(11, 38), "note": "on\nit"},
            CellView("told 11:36 with 2 others", "acknowledged 11:38: on it"),
        ),
        (
            {"acknowledged_at": at(11, 38) + DAY_S},
            CellView("told 11:36 with 2 others", "acknowledged 24 Nov 11:38"),
        ),
    ],
)
def test_who_was_told(changes: dict[str, object], told: CellView) -> None:
    """The decision, and under it who took it on, or what was said of its end."""
    assert only(replace(SLOW, **changes)).cells[3] == told


def test_a_screen_reader_hears_the_whole_row() -> None:
    """The day too, which stands above the row."""
    assert only(SLOW).spoken == (
        "Today 11:36, P95 response time above 1,000 ms, worst 1,240 ms, 6 min, until 11:42,"
        " told 11:36 with 2 others, its end told 11:42"
    )


@pytest.mark.parametrize(
    ("key", "title", "opens"),
    [
        (OFFLINE_KEY, "This computer is offline", None),
        (AlertKey(SILENCE, MetricId("github")), "GitHub silent", None),
        (AlertKey(SILENCE, MetricId("gone")), "gone silent", None),
        (AlertKey(rule("old").id, P95.id), "old on response_time_p95", None),
        (SLOW.key, "P95 response time above 1,000 ms", P95.id),
    ],
)
def test_what_it_was_about(key: AlertKey, title: str, opens: MetricId | None) -> None:
    """A silence opens no metric, and what nothing knows any more is still listed."""
    row = only(replace(SLOW, key=key))
    assert (row.cells[1].text, row.metric) == (title, opens)


def test_the_newest_come_first_by_day() -> None:
    """A heading above each day counts its alerts."""
    before = replace(SLOW, number=7, fired_at=at(9, 0) - DAY_S, resolved_at=at(9, 5) - DAY_S)
    view = listed(shown(before, SLOW, FAILING), AlertFilter())
    headings = [line for line in view.lines if isinstance(line, HeadingView)]
    assert headings == [HeadingView("Today", "2 alerts"), HeadingView("Yesterday", "1 alert")]
    assert titles(view) == ["Success rate below 90 %", *["P95 response time above 1,000 ms"] * 2]
    assert view.found == "3 alerts"


@pytest.mark.parametrize(
    ("days", "heading"),
    [(0, "Today"), (1, "Yesterday"), (2, "Sat 21 Nov"), (400, "Sun 19 Oct 2025")],
)
def test_days(days: int, heading: str) -> None:
    """Near days have names, and those of another year say which."""
    assert day_heading(NOW - days * DAY_S, picture(state())) == heading


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (AlertFilter(severity=Severity.CRITICAL), ["Success rate below 90 %"]),
        (AlertFilter(severity=Severity.WARNING), ["P95 response time above 1,000 ms"]),
        (AlertFilter(words="quiet SUCCESS"), ["Success rate below 90 %"]),
        (AlertFilter(words="response_time_p95"), ["P95 response time above 1,000 ms"]),
        (AlertFilter(told=True), ["P95 response time above 1,000 ms"]),
        (AlertFilter(fires=True), ["Success rate below 90 %"]),
        (AlertFilter(words="quiet", told=True), []),
    ],
)
def test_a_filter_leaves_what_is_wanted(wanted: AlertFilter, found: list[str]) -> None:
    """Every field narrows the list: severity, words in any order, told, still open."""
    view = listed(shown(SLOW, FAILING), wanted)
    assert titles(view) == found
    assert view.found == f"{len(found)} of 2 alerts"


def test_an_empty_list_says_why() -> None:
    """Nothing has fired yet, or nothing is like what was asked for."""
    assert listed((), AlertFilter()).empty == "No alert has fired yet. What fires is kept here."
    view = listed(shown(SLOW), AlertFilter(words="nowhere"))
    assert view.empty == "No alert is like that. Clear the search to see them all."
    assert listed(shown(SLOW), AlertFilter()).empty == ""


def test_no_more_are_listed_than_a_person_reads() -> None:
    """The newest are, and the list says that there are more."""
    many = [replace(SLOW, number=n, fired_at=NOW - n) for n in range(MOST_LISTED + 5)]
    view = listed(shown(*many), AlertFilter())
    assert len(titles(view)) == MOST_LISTED
    assert view.found == f"{MOST_LISTED + 5} alerts, the newest {MOST_LISTED} listed"
