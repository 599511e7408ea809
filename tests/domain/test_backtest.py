"""What a changed rule would have done on what was recorded."""

from __future__ import annotations

from aux_monitor.domain.backtest import (
    Backtest,
    WouldBe,
    backtest,
    lead_s,
    looks_back,
    sight,
    trace,
)
from aux_monitor.domain.catalogue import Metric, RuleInput, TriggerRule
from aux_monitor.domain.reading import Series
from tests.domain.building import above, below, metric, rule

START = 1_780_272_000.0
"""2026-06-01 00:00 UTC, a Monday."""

DAY_S = 86_400.0
LIVE = rule(hold_s=180, clear_hold_s=300, keep_firing_s=600, gap_s=90, minimum_sample=20)


def tried(
    values: list[float | None],
    step_s: float = 60,
    asked: TriggerRule = LIVE,
    of: Metric | None = None,
    n: int | None = None,
    since: float = START,
) -> Backtest:
    """Return what a rule would have done on values that begin at ``START``."""
    counts = () if n is None else (n,) * len(values)
    series = Series(START, step_s, tuple(values), counts)
    seen = sight(asked, of or metric(), series, since, START)
    return backtest(series, since, trace(asked, seen, step_s))


def quiet(minutes: int) -> list[float | None]:
    """Return so many minutes well below the limit."""
    return [140.0] * minutes


def test_an_incident_in_the_record_would_have_fired() -> None:
    """Its beginning, firing, end and worst value are those of the running rule."""
    found = tried([*quiet(10), *[420.0] * 9, 510.0, *quiet(20)])
    assert found.episodes == (
        WouldBe(START + 600, START + 780, START + 1500, worst=510.0, blip=False),
    )
    assert (found.total_s, found.longest_s, found.blips) == (720, 720, 0)


def test_one_that_was_over_within_another_hold_is_a_blip() -> None:
    """A rule that waits twice as long would not have told it; one that lasts longer is none."""
    assert tried([*quiet(5), *[420.0] * 5, *quiet(30)]).blips == 1
    assert tried([*quiet(5), *[420.0] * 6, *quiet(30)]).blips == 0


def test_an_alert_at_the_end_of_the_record_goes_on() -> None:
    """It has no end, and lasts until the last value."""
    found = tried([*quiet(5), *[420.0] * 10])
    assert [each.ended_at for each in found.episodes] == [None]
    assert found.total_s == found.until - (START + 480)
    recovering = tried([*quiet(5), *[420.0] * 10, *quiet(2)])
    assert [each.ended_at for each in recovering.episodes] == [None]


def test_a_changed_limit_is_tried_on_what_was_seen_already() -> None:
    """What a rule sees does not hang on its limits, so another limit needs no second look."""
    series = Series(START, 60, (*quiet(5), *[320.0] * 30, *quiet(30)))
    seen = tuple(sight(LIVE, metric(), series, START, None))
    strict = rule(fire=above(350), clear=below(300), hold_s=180, gap_s=90)
    assert len(backtest(series, START, trace(LIVE, seen, 60)).episodes) == 1
    assert backtest(series, START, trace(strict, seen, 60)).episodes == ()


def test_a_coarse_record_still_counts_toward_a_hold() -> None:
    """With steps longer than the rule's gap the second bad value in a row fires."""
    assert [each.fired_at for each in tried([140.0, 420.0, 420.0, 140.0], 900).episodes] == [
        START + 1800
    ]
    assert tried([140.0, 420.0, 140.0, 420.0], 900).episodes == ()


def test_a_missing_step_is_never_bridged() -> None:
    """Bad values on both sides of a gap are not one long bad time."""
    assert tried([420.0, None, 420.0, None, 420.0, None], 900).episodes == ()


def test_too_few_samples_fire_nothing_where_their_number_is_kept() -> None:
    """A quiet night's few bad commands are no alert; without numbers every value counts."""
    assert tried([900.0] * 30, n=19).episodes == ()
    assert len(tried([900.0] * 30, n=20).episodes) == 1
    assert len(tried([900.0] * 30).episodes) == 1


def test_how_much_is_known_is_said() -> None:
    """The first value's time and the share of steps that have one since then."""
    found = tried([None, None, 100.0, None, 100.0, 100.0])
    assert (found.since, found.known_since, found.covered) == (START, START + 120, 0.75)
    nothing = tried([None, None])
    assert (nothing.known_since, nothing.covered, nothing.longest_s) == (None, 0.0, 0)


def test_values_before_the_time_asked_for_are_not_judged() -> None:
    """Only a comparison may reach back further."""
    assert tried([420.0] * 30, since=START + 29 * 60).episodes == ()


def test_weekdays_are_compared_with_the_weeks_before_the_time_asked_for() -> None:
    """A day counts when it is over; the four weeks before it are what it fell from."""
    drop = rule(
        input=RuleInput.WEEKDAY_DROP, fire=above(20), clear=below(15), hold_s=0, gap_s=2 * DAY_S
    )
    week: list[float | None] = [5000.0, 5000.0, 5000.0, 5000.0, 5000.0, 2500.0, 2500.0]
    since = START + 28 * DAY_S
    assert lead_s(drop) == 29 * DAY_S
    assert lead_s(LIVE) == 0
    steady = tried(week * 6, DAY_S, drop, since=since)
    fallen = tried([*week * 5, 3700.0, *week[1:]], DAY_S, drop, since=since)
    assert steady.episodes == ()
    assert [each.began_at for each in fallen.episodes] == [START + 36 * DAY_S]
    unknown = tried([*week, None, *week[1:], *week * 3, 3700.0], DAY_S, drop, since=since)
    assert unknown.episodes == ()


def test_falls_between_surveys_are_not_tried() -> None:
    """Their numbers of answers are not recorded; every other rule looks back."""
    surveys = rule(input=RuleInput.DROP_FROM_PREVIOUS)
    assert not looks_back(surveys)
    assert looks_back(LIVE)
