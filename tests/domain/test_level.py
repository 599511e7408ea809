"""Level and trust: how good a value is, and whether it proves anything."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from aux_monitor.domain.catalogue import Metric
from aux_monitor.domain.level import Level, Trust, judge, level_of, worst
from aux_monitor.domain.pace import add_months
from tests.domain.building import T0, above, at_least, below, dated, metric, reading

LATENCY = metric(target=below(150), alert=above(300))
STARS = metric(dated=dated((6, 1_000), (12, 5_000)))


@pytest.mark.parametrize(
    ("value", "level"),
    [
        (149.9, Level.ON_TARGET),
        (150.0, Level.OFF_TARGET),
        (300.0, Level.OFF_TARGET),
        (300.1, Level.BREACH),
    ],
)
def test_a_value_is_held_against_target_and_alert(value: float, level: Level) -> None:
    """Limits are strict: exactly on the target is off it, exactly on the alert is no breach."""
    assert judge(LATENCY, reading(value), Trust.FRESH, T0, None).level is level


def test_a_breach_is_one_even_without_a_target() -> None:
    """A metric with an alert threshold alone is in breach past it, and otherwise has no level."""
    churn = metric(alert=above(10))
    assert level_of(10.5, churn, None) is Level.BREACH
    assert level_of(9.5, churn, None) is Level.UNKNOWN


@pytest.mark.parametrize(("age_s", "trust"), [(100.0, Trust.FRESH), (100.1, Trust.STALE)])
def test_a_value_is_stale_past_what_it_is_good_for(age_s: float, trust: Trust) -> None:
    """A figure of last month proves nothing of today, however well its source answers."""
    old = reading(100.0, good_for_s=100.0)
    judgement = judge(LATENCY, old, Trust.FRESH, T0 + age_s, None)
    assert (judgement.trust, judgement.last_level) == (trust, Level.ON_TARGET)
    assert (judgement.level is Level.ON_TARGET) is (trust is Trust.FRESH)


def test_what_a_value_is_good_for_makes_no_worse_source_better() -> None:
    """A value that is still good says nothing of a source that is silent."""
    good = reading(100.0, good_for_s=100.0)
    assert judge(LATENCY, good, Trust.OFFLINE, T0 + 500, None).trust is Trust.OFFLINE


def test_a_metric_without_any_limit_has_no_level() -> None:
    """Nothing to hold against proves nothing."""
    assert judge(metric(), reading(5.0), Trust.FRESH, T0, None).level is Level.UNKNOWN


def test_a_dated_target_is_judged_by_what_is_due_today() -> None:
    """Half way to the first target, half of it is due, and ``due`` says so."""
    half_way = (T0 + add_months(T0, 6)) / 2
    on_pace = judge(STARS, reading(510), Trust.FRESH, half_way, T0)
    behind = judge(STARS, reading(490), Trust.FRESH, half_way, T0)
    assert (on_pace.level, behind.level) == (Level.ON_TARGET, Level.OFF_TARGET)
    assert on_pace.due == pytest.approx(500)


@pytest.mark.parametrize(("value", "level"), [(4_999, Level.UNKNOWN), (5_000, Level.ON_TARGET)])
def test_without_a_start_date_only_the_last_target_counts(value: float, level: Level) -> None:
    """Nobody has dated the path: only what has arrived at its end is on target."""
    assert judge(STARS, reading(value), Trust.FRESH, T0, None).level is level


def test_a_target_and_a_path_must_both_be_met() -> None:
    """With both, meeting one is not enough."""
    both = metric(target=at_least(100), dated=dated((6, 1_000)))
    assert level_of(200, both, at_least(150)) is Level.ON_TARGET
    assert level_of(120, both, at_least(150)) is Level.OFF_TARGET


@pytest.mark.parametrize("nothing", [None, reading(None)])
def test_no_value_from_a_fresh_source_is_no_data(nothing: None) -> None:
    """A source that answers without a value gives no level, and its trust says why."""
    judgement = judge(LATENCY, nothing, Trust.FRESH, T0, None)
    assert (judgement.level, judgement.trust) == (Level.UNKNOWN, Trust.NO_DATA)


def test_no_value_keeps_the_word_of_its_source() -> None:
    """Offline, learning and the like say more than no data does."""
    assert judge(LATENCY, None, Trust.OFFLINE, T0, None).trust is Trust.OFFLINE


def test_too_few_samples_are_low_traffic_and_not_judged() -> None:
    """Below the minimum sample there is no level, only what it would have been."""
    rate = metric(target=below(150), minimum_sample=200)
    few = judge(rate, reading(400, n=199), Trust.FRESH, T0, None)
    enough = judge(rate, reading(400, n=200), Trust.FRESH, T0, None)
    assert (few.level, few.trust, few.last_level) == (
        Level.UNKNOWN,
        Trust.LOW_TRAFFIC,
        Level.OFF_TARGET,
    )
    assert enough.level is Level.OFF_TARGET


@pytest.mark.parametrize(
    ("covered_s", "trust"),
    [(43_200.0, Trust.LEARNING), (86_400.0, Trust.FRESH), (None, Trust.FRESH)],
)
def test_a_reading_over_part_of_its_window_is_learning(
    covered_s: float | None, trust: Trust
) -> None:
    """Half a day's commands are no day's: they are shown and not judged."""
    daily = replace(metric(target=below(150)), window_s=86_400.0)
    part = replace(reading(100), window_s=covered_s)
    assert judge(daily, part, Trust.FRESH, T0, None).trust is trust


def test_a_stale_source_outranks_low_traffic() -> None:
    """Few samples of a stale source are stale first."""
    rate = metric(target=below(150), minimum_sample=200)
    assert judge(rate, reading(100, n=3), Trust.STALE, T0, None).trust is Trust.STALE


metrics = st.sampled_from([LATENCY, STARS, metric(), metric(target=below(1), minimum_sample=50)])
readings = st.one_of(
    st.none(),
    st.builds(
        lambda value, n: reading(value, n=n),
        st.one_of(st.none(), st.floats(-1e6, 1e6)),
        st.one_of(st.none(), st.integers(0, 1_000)),
    ),
)


@given(metrics, readings, st.sampled_from(Trust), st.floats(0, 4e7))
def test_no_level_without_fresh_trust(
    judged: Metric, seen: None, trust: Trust, later: float
) -> None:
    """Whatever comes, a value that cannot be believed is never on target, nor anything else."""
    judgement = judge(judged, seen, trust, T0 + later, T0)
    if judgement.trust is not Trust.FRESH:
        assert judgement.level is Level.UNKNOWN
    if trust is not Trust.FRESH:
        assert judgement.trust is trust


def test_the_worst_of_several_levels_wins_and_unknown_beats_on_target() -> None:
    """What is not known spoils a green sign, what is wrong spoils it more."""
    order = [Level.ON_TARGET, Level.UNKNOWN, Level.OFF_TARGET, Level.BREACH]
    for index, level in enumerate(order):
        assert worst(order[: index + 1]) is level


def test_the_worst_of_nothing_is_unknown() -> None:
    """No metric at all is not a good sign."""
    assert worst([]) is Level.UNKNOWN
