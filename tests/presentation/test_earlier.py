"""What happened in the last days."""

from __future__ import annotations

from msgspec.structs import replace

from aux_monitor.domain.level import Level
from aux_monitor.domain.notice import AlertKey, Reason
from aux_monitor.domain.offline import OFFLINE_KEY
from aux_monitor.domain.silence import silence_key
from aux_monitor.presentation.earlier import LAST_DAYS, MOST_ROWS, earlier
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

DAY_S = 86_400.0

SLOW = replace(
    episode(P95_RULE, P95, fired(1100.0, 1240.0, at(11, 33), at(11, 36))),
    resolved_at=at(11, 42),
    told=Reason.SENT,
    acknowledged_at=at(11, 38),
)


def days_ago(days: int) -> EarlierView | None:
    """Return the row of the alert as it would have been some days ago."""
    shifted = replace(
        SLOW, fired_at=SLOW.fired_at - days * DAY_S, resolved_at=at(11, 42) - days * DAY_S
    )
    rows = earlier(picture(state(episodes=(shifted,))))
    return rows[0] if rows else None


def test_an_ended_alert_has_a_row() -> None:
    """When it fired, what it was, how long it lasted, its worst, and who knew of it."""
    assert earlier(picture(state(episodes=(SLOW,)))) == (
        EarlierView(
            "Earlier today",
            "11:36",
            Level.ON_TARGET,
            "P95 response time above 1,000 ms",
            "6 min · worst 1,240 ms · told · acknowledged",
            P95.id,
        ),
    )


def test_a_note_is_kept_in_its_row() -> None:
    """What somebody wrote then is there to read, cleaned."""
    noted = replace(SLOW, note="Cache\nwarming\u202e")
    (row,) = earlier(picture(state(episodes=(noted,))))
    assert row.detail.endswith("told · acknowledged: Cache warming")


def test_a_beginning_nobody_was_told_of_says_why() -> None:
    """The reason of the decision is kept; not decided says nothing."""
    quiet = replace(SLOW, told=Reason.NO_ACTION, acknowledged_at=None)
    (row,) = earlier(picture(state(episodes=(quiet,))))
    assert row.detail == "6 min · worst 1,240 ms · not sent: the KPI document orders no action"
    (row,) = earlier(picture(state(episodes=(replace(quiet, told=None),))))
    assert row.detail == "6 min · worst 1,240 ms"


def test_what_still_fires_has_no_row() -> None:
    """It has a card."""
    assert earlier(picture(state(episodes=(replace(SLOW, resolved_at=None),)))) == ()


def test_days_have_their_names() -> None:
    """Yesterday, then weekday and date; what is older than the last days is left out."""
    named = [days_ago(days) for days in (1, 2, LAST_DAYS - 1, LAST_DAYS)]
    assert [row and row.day for row in named] == ["Yesterday", "Sat 21 Nov", "Tue 17 Nov", None]


def test_the_last_to_begin_stands_first() -> None:
    """Whatever ended first."""
    long = replace(SLOW, number=2, fired_at=at(9, 0), resolved_at=at(14, 0))
    rows = earlier(picture(state(episodes=(long, SLOW))))
    assert [row.time for row in rows] == ["11:36", "09:00"]


def test_a_computer_that_was_offline_is_one_row() -> None:
    """For how long it was cut off, counted from when the last source was lost."""
    cut = replace(
        SLOW, key=OFFLINE_KEY, fired_at=at(9, 13), resolved_at=at(9, 17), value=60.0,
        acknowledged_at=None,
    )  # fmt: skip
    (row,) = earlier(picture(state(episodes=(cut,))))
    assert (row.title, row.level) == ("This computer is offline", Level.UNKNOWN)
    assert row.detail == "5 min · its alerts were held · told"


def test_a_silence_is_one_row() -> None:
    """A source that was silent: for how long, counted from its last answer; it opens nothing."""
    gone = collector()
    silent = replace(
        SLOW, key=silence_key(gone), fired_at=at(9, 13, 54), resolved_at=at(9, 14, 14), value=20.0,
        acknowledged_at=None,
    )  # fmt: skip
    assert earlier(picture(state(sources=[gone], episodes=(silent,)))) == (
        EarlierView(
            "Earlier today",
            "09:13",
            Level.UNKNOWN,
            "Collector silent",
            "40 s · its alerts were held · told",
        ),
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
    assert rows[0].time == "14:17"
