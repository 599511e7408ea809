"""The path to a dated target and its forecast, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from typing import Any

import pytest
from msgspec.structs import replace

from aux_monitor.domain.catalogue import Growth
from aux_monitor.domain.forecast import Beyond, Landing, NotReached, Reached, TooShort
from aux_monitor.domain.pace import add_months
from aux_monitor.domain.reading import Series
from aux_monitor.presentation.charts import headline_detail
from aux_monitor.presentation.judged import Judged, Judging
from aux_monitor.presentation.prospect import (
    Prospect,
    forecast_sentence,
    landing_text,
    next_target,
    path_sentence,
    prospect_of,
    spoken_landing,
)
from aux_monitor.presentation.text import unbroken
from aux_monitor.presentation.tiles import tile
from tests.presentation.builders import (
    CATALOGUE,
    NOW,
    START,
    SUCCESS,
    USERS,
    collector,
    judged,
    picture,
    state,
)
from tests.presentation.test_detail import facts, of

DAY = 86_400.0
TODAY = NOW // DAY * DAY
SIX, TWELVE = USERS.dated


def days(values: Sequence[float]) -> Series:
    """Return one value a day; the last is that of yesterday."""
    return Series(TODAY - len(values) * DAY, DAY, tuple(values))


def line(count: int, last: float = 604.0, gain: float = 4.0) -> Series:
    """Return even growth up to yesterday."""
    return days([last - gain * (count - 1 - index) for index in range(count)])


def users(value: float | None = 604.0, daily: Series | None = None, **changes: Any) -> Judged:
    """Return the users judged, with what is known of the days before."""
    known = {} if daily is None else {USERS.id: daily}
    return judged(USERS, value, daily=known, **changes)


def prospect(daily: Series | None, value: float | None = 604.0) -> Prospect | None:
    """Return where the users are bound for."""
    return users(value, daily).prospect


def test_a_growing_figure_lands_on_a_day() -> None:
    """396 to go at 4 a day are 99 days after yesterday's end; tile, page and chart say so."""
    of_users = users(604.0, line(30))
    view = tile(of_users, NOW, START)
    assert view.note == f"lands 2027-03-02 {unbroken('(80 %: 03-02 to 03-02)')}"
    assert view.accessible.endswith("off target, 764 due today, lands 2027-03-02")
    assert headline_detail(of_users, alone=True) == (
        "79 % of pace · 764 due today · lands 2027-03-02"
    )


def test_the_page_says_it_with_the_method() -> None:
    """Due, pace and forecast are facts of their own; the method is in words."""
    given = state({USERS.id: 604.0}, daily={USERS.id: line(30)})
    shown = facts(of(given, "monthly_active_users"))
    assert shown["Pace"] == "79 % of pace"
    assert shown["Forecast"] == (
        "1,000 on 2027-03-02 (80 %: 03-02 to 03-02). Extrapolated from the gain a day of the "
        "last eight weeks at most, as a random walk with drift."
    )


def test_growth_by_a_factor_is_extrapolated_on_logarithms() -> None:
    """The words name what was done."""
    found = prospect(line(30))
    assert found is not None
    assert "on logarithms" in forecast_sentence(found, Growth.EXPONENTIAL)
    assert "on logarithms" not in forecast_sentence(found, Growth.LINEAR)


def test_too_short_a_history_is_said_on_the_page_alone() -> None:
    """Under fourteen days there is no forecast, and the tile stays calm."""
    given = state({USERS.id: 604.0}, daily={USERS.id: line(9)})
    assert facts(of(given, "monthly_active_users"))["Forecast"] == (
        "Not enough history (9 of 14 days)."
    )
    assert tile(users(604.0, line(9)), NOW, START).note == ""


@pytest.mark.parametrize(
    ("found", "on_tile", "spoken", "on_page"),
    [
        (
            Prospect(SIX, NotReached()),
            "not reached at today's pace",
            "not reached at today's pace",
            "1,000 is not reached at today's pace.",
        ),
        (
            Prospect(SIX, Beyond(START + 3653 * DAY)),
            "lands later than 2036",
            "lands later than 2036",
            "1,000 later than 2036 at today's pace.",
        ),
        (
            Prospect(TWELVE, Landing(START + 300 * DAY, START + 170 * DAY, START + 600 * DAY)),
            "lands 2027-05-02 (80 %: 2026-12-23 to 2028-02-26)",
            "lands 2027-05-02",
            "5,000 on 2027-05-02 (80 %: 2026-12-23 to 2028-02-26).",
        ),
        (
            Prospect(SIX, Landing(START + 300 * DAY, START + 200 * DAY, None)),
            "lands 2027-05-02 (80 %: 01-22 or later)",
            "lands 2027-05-02",
            "1,000 on 2027-05-02 (80 %: 01-22 or later).",
        ),
        (Prospect(None, Reached()), "", "", "Every target ahead is reached."),
        (Prospect(SIX, Reached()), "", "", "Every target ahead is reached."),
        (Prospect(SIX, TooShort(3)), "", "", "Not enough history (3 of 14 days)."),
    ],
)
def test_each_outcome_has_its_words(
    found: Prospect, on_tile: str, spoken: str, on_page: str
) -> None:
    """On the tile, for a screen reader, and on the page."""
    assert landing_text(found).replace("\N{NO-BREAK SPACE}", " ") == on_tile
    assert spoken_landing(found) == spoken
    assert forecast_sentence(found, Growth.LINEAR).startswith(on_page)


def test_a_target_that_is_met_early_makes_room_for_the_next() -> None:
    """The forecast is for the first target ahead that is not met yet."""
    early = prospect(line(30, last=1600.0, gain=50.0), value=1600.0)
    assert early is not None
    assert early.target == TWELVE
    done = prospect(line(30, last=6000.0, gain=50.0), value=6000.0)
    assert done == Prospect(None, Reached())


def test_a_missed_target_is_not_forecast_any_more() -> None:
    """After its date only the next one counts."""
    late = add_months(START, 7)
    found = prospect_of(USERS, 604.0, line(30), late, START)
    assert found is not None
    assert found.target == TWELVE


@pytest.mark.parametrize(
    "of_users",
    [
        users(604.0, None),
        users(None, line(30)),
        users(604.0, line(30), sources=[collector(last_good_at=NOW - 900)]),
    ],
    ids=["days not looked up", "no value", "stale"],
)
def test_what_cannot_be_believed_is_not_extrapolated(of_users: Judged) -> None:
    """Without known days, a value, or trust in it, nothing is said of the future."""
    assert of_users.prospect is None


def test_a_metric_without_dated_targets_is_bound_for_nothing() -> None:
    """A limit that holds for ever has no day."""
    assert judged(SUCCESS, 97.2, daily={SUCCESS.id: line(30)}).prospect is None
    assert next_target(SUCCESS, NOW, START) is None


def test_new_days_renew_the_forecast() -> None:
    """What was judged before is not kept when the days before were looked up."""
    before = picture(state({USERS.id: 604.0})).metrics[USERS.id]
    after = picture(state({USERS.id: 604.0}, daily={USERS.id: line(30)})).metrics[USERS.id]
    assert before.prospect is None
    assert after.prospect is not None


class TestPath:
    """The path a dated target is held against."""

    def test_a_path_by_a_factor_from_nothing_is_straight_at_first(self) -> None:
        """The words say why; from the first target on it is what the catalogue says."""
        grown = replace(USERS, growth=Growth.EXPONENTIAL)
        assert path_sentence(grown, 764.0, NOW, START).startswith(
            "764, on the linear (nothing to multiply yet) path from 0 at the start"
        )
        later = add_months(START, 8)
        assert path_sentence(grown, 1700.0, later, START) == (
            "1,700, on the exponential path from 1,000 at month 6 (2027-01-06) "
            "to 5,000 at month 12 (2027-07-06)."
        )

    def test_a_path_may_begin_at_a_baseline(self) -> None:
        """A person's own starting point is named, and multiplied."""
        grown = replace(USERS, growth=Growth.EXPONENTIAL, baseline=20.0)
        assert "exponential path from 20 at the start (2026-07-06)" in path_sentence(
            grown, 400.0, NOW, START
        )
        assert judged(grown, 604.0).judgement.due == pytest.approx(
            20 ** (1 - 140.5965 / 184) * 1000 ** (140.5965 / 184), rel=1e-3
        )

    def test_past_the_last_target_it_stays_due(self) -> None:
        """There is no path beyond it."""
        assert path_sentence(USERS, 5000.0, add_months(START, 13), START) == (
            "5,000: the last dated target stays due."
        )

    def test_without_a_start_it_is_said_where_to_set_one(self) -> None:
        """A metric without dated targets needs none."""
        assert path_sentence(USERS, None, NOW, None) == (
            "Not dated: set the start of the programme under Settings."
        )
        assert path_sentence(SUCCESS, None, NOW, START) == ""


def test_a_target_that_is_met_this_moment_is_not_forecast_for_another() -> None:
    """A new value alone keeps the forecast, one that meets a target does not."""
    judging, days_known = Judging(CATALOGUE, UTC), {USERS.id: line(30)}
    found = [
        judging.picture(state({USERS.id: value}, daily=days_known), NOW).metrics[USERS.id].prospect
        for value in (604.0, 605.0, 1000.0, None)
    ]
    assert found[1] is found[0]
    assert found[0] is not None
    assert found[0].target == SIX
    assert found[2] is not None
    assert found[2].target == TWELVE
    assert found[3] is None
