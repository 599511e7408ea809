"""Pages follow each other, wait for whoever uses the window, and stop on what fails."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from aux_monitor.domain.topics import Topic
from aux_monitor.presentation.rotation import (
    RESUME_AFTER_S,
    Round,
    Seen,
    Turn,
    failing_pages,
    following,
    page_of,
    step,
    words,
)
from aux_monitor.presentation.views import SectionView
from aux_monitor.settings.schema import RotationPage as Page
from tests.ui import sample_views

ROUND = Round((Page.OVERVIEW, Page.PERFORMANCE, Page.COMMUNITY), 30.0)
PAGES = st.sampled_from(Page)
RINGS = st.lists(PAGES, unique=True, max_size=4).map(tuple)


def shown(going: Round, failing: tuple[Page, ...], until: int, begun: Turn) -> list[Page | None]:
    """Return the page of every second, each turn's page being the one that is then open."""
    turn, pages = begun, []
    for now in range(until):
        turn = step(turn, going, Seen(turn.page, failing), float(now))
        pages.append(turn.page)
    return pages


def test_pages_follow_each_other_in_their_order_each_for_its_time() -> None:
    """And begin again after the last."""
    pages = shown(ROUND, (), 100, Turn(Page.OVERVIEW, 0.0))
    assert [pages[at] for at in (0, 29, 30, 59, 60, 90)] == [
        Page.OVERVIEW,
        Page.OVERVIEW,
        Page.PERFORMANCE,
        Page.PERFORMANCE,
        Page.COMMUNITY,
        Page.OVERVIEW,
    ]


def test_nothing_goes_round_at_zero_seconds() -> None:
    """Whatever fails, the page that is open stays."""
    seen = Seen(Page.REVIEWS, failing=(Page.PERFORMANCE,))
    off = Round(ROUND.pages, 0.0)
    assert step(Turn(Page.REVIEWS, 0.0), off, seen, 1e6).page is Page.REVIEWS
    assert words(Turn(Page.REVIEWS, 0.0), off, seen, 1e6) == ""


@given(RINGS, st.floats(1.0, 100.0), RINGS, PAGES | st.none(), st.floats(0.0, 59.9))
def test_while_somebody_uses_the_window_the_open_page_stays(
    ring: tuple[Page, ...],
    every: float,
    failing: tuple[Page, ...],
    open_: Page | None,
    ago: float,
) -> None:
    """Also when something fails meanwhile: nothing is taken out of anybody's hands."""
    seen = Seen(open_, failing, used_at=1000.0 - ago)
    assert step(Turn(Page.ALERTS, 0.0), Round(ring, every), seen, 1000.0).page is open_


def test_the_round_goes_on_a_minute_after_the_last_use() -> None:
    """From the page that is open then, which has its full time."""
    used = Seen(Page.PERFORMANCE, used_at=0.0)
    turn = step(Turn(Page.OVERVIEW, -20.0), ROUND, used, RESUME_AFTER_S - 0.1)
    assert step(turn, ROUND, used, RESUME_AFTER_S + 29.0).page is Page.PERFORMANCE
    assert step(turn, ROUND, used, RESUME_AFTER_S + 30.0).page is Page.COMMUNITY


def test_a_page_outside_the_round_has_its_turn_and_then_comes_the_first() -> None:
    """One that somebody opened and left; a form or a metric's page goes at once."""
    outside = Turn(Page.REVIEWS, 0.0)
    assert step(outside, ROUND, Seen(Page.REVIEWS), 29.0).page is Page.REVIEWS
    assert step(outside, ROUND, Seen(Page.REVIEWS), 30.0).page is Page.OVERVIEW
    assert step(Turn(None, 0.0), ROUND, Seen(None), 1.0).page is Page.OVERVIEW


def test_a_failing_page_is_shown_at_once_and_stays() -> None:
    """Also one that takes no part in the round."""
    pages = shown(ROUND, (Page.QUALITY,), 500, Turn(Page.OVERVIEW, 0.0))
    assert set(pages) == {Page.QUALITY}


def test_several_failing_pages_take_turns_among_themselves_only() -> None:
    """The worst first."""
    failing = (Page.COMMUNITY, Page.QUALITY)
    pages = shown(ROUND, failing, 120, Turn(Page.OVERVIEW, 0.0))
    assert [pages[at] for at in (0, 30, 60, 90)] == [*failing, *failing]


def test_a_page_that_begins_to_fail_worse_is_shown_at_once() -> None:
    """It does not wait for the turn of the other to end."""
    turn = step(Turn(), ROUND, Seen(None, (Page.QUALITY,)), 0.0)
    turn = step(turn, ROUND, Seen(turn.page, (Page.COMMUNITY, Page.QUALITY)), 3.0)
    assert turn.page is Page.COMMUNITY


def test_a_page_that_recovers_stays_for_a_whole_turn() -> None:
    """So that it is seen to be well again."""
    turn = step(Turn(), ROUND, Seen(None, (Page.PERFORMANCE,)), 0.0)
    turn = step(turn, ROUND, Seen(turn.page), 500.0)
    assert turn.page is Page.PERFORMANCE
    assert step(turn, ROUND, Seen(turn.page), 529.0).page is Page.PERFORMANCE
    assert step(turn, ROUND, Seen(turn.page), 530.0).page is Page.COMMUNITY


@given(RINGS, st.floats(1.0, 100.0), RINGS.filter(bool), st.lists(st.floats(0.0, 90.0), max_size=8))
def test_nothing_but_failing_pages_is_shown_while_any_fails(
    ring: tuple[Page, ...], every: float, failing: tuple[Page, ...], waits: list[float]
) -> None:
    """However long it is looked at, and from whatever page it began."""
    turn, now = Turn(Page.REVIEWS, 0.0), 0.0
    for wait in waits:
        now += wait
        turn = step(turn, Round(ring, every), Seen(turn.page, failing), now)
        assert turn.page in failing


@given(RINGS.filter(lambda ring: len(ring) > 1), st.floats(5.0, 100.0))
def test_every_page_of_the_round_has_its_turn(ring: tuple[Page, ...], every: float) -> None:
    """In one round of as many turns as there are pages."""
    turn, seen = Turn(ring[0], 0.0), set()
    for number in range(len(ring)):
        turn = step(turn, Round(ring, every), Seen(turn.page), number * every * 1.0001)
        seen.add(turn.page)
    assert seen == set(ring)


def test_a_page_outside_the_round_recovers_like_any_other() -> None:
    """It stays for its turn before the round goes on."""
    turn = step(Turn(), ROUND, Seen(None, (Page.QUALITY,)), 0.0)
    turn = step(turn, ROUND, Seen(turn.page), 100.0)
    assert turn.page is Page.QUALITY
    assert step(turn, ROUND, Seen(turn.page), 130.0).page is Page.OVERVIEW


def test_of_two_failing_pages_the_one_that_recovers_is_left_at_once() -> None:
    """The other fails still."""
    turn = Turn(Page.QUALITY, 0.0, Page.COMMUNITY)
    turn = step(turn, ROUND, Seen(Page.QUALITY, (Page.COMMUNITY,)), 5.0)
    assert turn.page is Page.COMMUNITY


def test_failing_pages_are_those_that_show_what_fails() -> None:
    """The worst first, each once; what no page shows is told by the alerts' page."""
    incident = sample_views.incident()
    assert failing_pages(incident) == (Page.PERFORMANCE,)
    assert failing_pages(sample_views.normal()) == ()
    hidden = replace(incident, charts=(), sections=())
    assert failing_pages(hidden) == (Page.ALERTS,)
    tile = sample_views.tile("Discord members", "812")
    community = replace(
        incident,
        charts=(),
        sections=(SectionView("Community", "", (tile,), topic=Topic.COMMUNITY),),
    )
    assert page_of(community, tile.metric) is Page.COMMUNITY


def test_a_clock_that_was_set_back_begins_the_turn_anew() -> None:
    """The page stays for its time, not until the clock is where it was."""
    turn = step(Turn(Page.OVERVIEW, 1e6), ROUND, Seen(Page.OVERVIEW), 0.0)
    assert step(turn, ROUND, Seen(Page.OVERVIEW), 30.0).page is Page.PERFORMANCE


def test_an_empty_round_leaves_the_open_page() -> None:
    """No page was chosen."""
    assert step(Turn(), Round((), 30.0), Seen(Page.ALERTS), 5.0).page is Page.ALERTS
    assert words(Turn(), Round((), 30.0), Seen(Page.ALERTS), 5.0) == ""


@pytest.mark.parametrize(
    ("turn", "every", "seen", "said"),
    [
        (Turn(Page.PERFORMANCE, 0.0), 30.0, Seen(Page.PERFORMANCE), "Community in 20 s"),
        (Turn(Page.PERFORMANCE, 0.0), 600.0, Seen(Page.PERFORMANCE), "Community in 10 min"),
        (
            Turn(Page.OVERVIEW, 0.0),
            30.0,
            Seen(Page.OVERVIEW, used_at=5.0),
            "Rotation goes on in 55 s",
        ),
        (
            Turn(Page.QUALITY, 0.0, Page.QUALITY),
            30.0,
            Seen(Page.QUALITY, (Page.QUALITY,)),
            "Stays on Quality until it recovers",
        ),
        (
            Turn(Page.QUALITY, 0.0, Page.QUALITY),
            30.0,
            Seen(Page.QUALITY, (Page.QUALITY, Page.ALERTS)),
            "2 pages fail: Alerts in 20 s",
        ),
    ],
)
def test_the_mark_says_what_comes_next_and_when(
    turn: Turn, every: float, seen: Seen, said: str
) -> None:
    """Or what holds the round, at ten seconds past nought."""
    assert words(turn, Round(ROUND.pages, every), seen, 10.0) == said


def test_a_round_of_one_page_has_nothing_to_come() -> None:
    """So the mark says nothing."""
    alone = Round((Page.OVERVIEW,), 30.0)
    assert words(Turn(Page.OVERVIEW, 0.0), alone, Seen(Page.OVERVIEW), 10.0) == ""


def test_what_follows_an_unknown_page_is_the_first() -> None:
    """A page that is open and not in the round."""
    assert following(None, ROUND.pages) is Page.OVERVIEW
