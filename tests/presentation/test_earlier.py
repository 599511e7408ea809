"""What happened earlier today."""

from __future__ import annotations

from msgspec.structs import replace

from aux_monitor.domain.level import Level
from aux_monitor.domain.notice import AlertKey, Reason
from aux_monitor.domain.silence import silence_key
from aux_monitor.presentation.earlier import MOST_ROWS, earlier
from aux_monitor.presentation.views import EarlierView
from tests.presentation.builders import (
    NOW,
    P95,
    P95_RULE,
    SUCCESS,
    at,
    collector,
    episode,
    fired,
    picture,
    rule,
    state,
)

SLOW = replace(
    episode(P95_RULE, P95, fired(1100.0, 1240.0, at(11, 33), at(11, 36))),
    resolved_at=at(11, 42),
    told=Reason.SENT,
    acknowledged_at=at(11, 38),
)


def test_an_ended_alert_has_two_rows() -> None:
    """Its end with duration and worst value, its beginning with who was told, newest first."""
    assert earlier(picture(state(episodes=(SLOW,)))) == (
        EarlierView(
            "11:42", Level.ON_TARGET, "P95 response time recovered after 6 min, worst 1,240 ms"
        ),
        EarlierView(
            "11:36", Level.BREACH, "P95 response time above 1,000 ms · told · acknowledged"
        ),
    )


def test_a_beginning_nobody_was_told_of() -> None:
    """Not told is said; not decided is not."""
    quiet = replace(SLOW, told=Reason.NO_ACTION, acknowledged_at=None)
    assert earlier(picture(state(episodes=(quiet,))))[1].text.endswith("ms · not told")
    undecided = replace(quiet, told=None)
    assert earlier(picture(state(episodes=(undecided,))))[1].text.endswith("1,000 ms")


def test_what_still_fires_has_no_row() -> None:
    """It has a card."""
    assert earlier(picture(state(episodes=(replace(SLOW, resolved_at=None),)))) == ()


def test_yesterday_is_not_today() -> None:
    """An alert that began yesterday and ended today has its end only; older ones nothing."""
    overnight = replace(SLOW, fired_at=at(11, 36) - 86_400)
    assert [row.time for row in earlier(picture(state(episodes=(overnight,))))] == ["11:42"]
    past = replace(overnight, resolved_at=at(11, 42) - 86_400)
    assert earlier(picture(state(episodes=(past,)))) == ()


def test_a_silence_is_one_row() -> None:
    """A source that was silent: for how long, counted from its last answer."""
    gone = collector()
    silent = replace(
        SLOW, key=silence_key(gone), fired_at=at(9, 13, 54), resolved_at=at(9, 14, 14), value=20.0
    )
    assert earlier(picture(state(sources=[gone], episodes=(silent,)))) == (
        EarlierView("09:14", Level.UNKNOWN, "Collector silent for 40 s · metric alerts held"),
    )
    assert earlier(picture(state({}, sources=[], episodes=(silent,)))) == ()


def test_an_alert_that_nothing_knows_any_more_has_no_row() -> None:
    """Its words are gone with its rule."""
    gone = replace(SLOW, key=AlertKey(rule("gone").id, SUCCESS.id))
    assert earlier(picture(state(episodes=(gone,)))) == ()


def test_a_restless_day_shows_its_newest_rows() -> None:
    """The panel is bounded."""
    many = tuple(
        replace(SLOW, number=i, fired_at=NOW - 60 * i - 30, resolved_at=NOW - 60 * i)
        for i in range(1, 40)
    )
    rows = earlier(picture(state(episodes=many)))
    assert len(rows) == MOST_ROWS
    assert rows[0].time == "14:18"
