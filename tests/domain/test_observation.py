"""What a rule sees of its metric at one moment."""

from __future__ import annotations

import pytest

from aux_monitor.domain.catalogue import Comparison, Limit, RuleInput
from aux_monitor.domain.drops import DAY_S
from aux_monitor.domain.level import Judgement, Level, Trust
from aux_monitor.domain.observation import UNUSABLE, observe
from aux_monitor.domain.reading import Dated
from aux_monitor.domain.trigger import Observation
from tests.domain.building import T0, dated, metric, reading, rule

STARS = metric(dated=dated((6, 1_000)))
PACE = rule(input=RuleInput.PACE_RATIO)


def judged(trust: Trust, due: float | None = None) -> Judgement:
    """Return a judgement of this trust."""
    return Judgement(Level.UNKNOWN, trust, Level.UNKNOWN, due)


@pytest.mark.parametrize("trust", [Trust.FRESH, Trust.LOW_TRAFFIC])
def test_a_fresh_value_is_seen_with_its_sample(trust: Trust) -> None:
    """The value passes as it is; how many samples are enough is the rule's own matter."""
    seen = observe(rule(), metric(), reading(318.0, n=12), judged(trust), T0)
    assert seen == Observation(318.0, 12)


@pytest.mark.parametrize("trust", sorted(set(Trust) - {Trust.FRESH, Trust.LOW_TRAFFIC}, key=str))
def test_a_value_that_cannot_be_believed_moves_nothing(trust: Trust) -> None:
    """Stale, offline and the like freeze a rule."""
    assert observe(rule(), metric(), reading(318.0), judged(trust), T0) == UNUSABLE


@pytest.mark.parametrize("nothing", [None, reading(None)])
def test_no_value_moves_nothing(nothing: None) -> None:
    """Without a value there is nothing to see."""
    assert observe(rule(), metric(), nothing, judged(Trust.FRESH), T0) == UNUSABLE


def test_pace_is_the_share_of_what_is_due() -> None:
    """650 of 1,000 due is 0.65: a share, not a percentage."""
    seen = observe(PACE, STARS, reading(650.0), judged(Trust.FRESH, due=1_000.0), T0)
    assert seen.value == pytest.approx(0.65)


@pytest.mark.parametrize("due", [None, 0.0])
def test_without_anything_due_there_is_no_pace(due: float | None) -> None:
    """Before the programme is dated, or on its first second, nothing is behind pace."""
    assert observe(PACE, STARS, reading(0.0), judged(Trust.FRESH, due), T0) == UNUSABLE


def test_a_metric_without_dated_targets_has_no_pace() -> None:
    """There is no path to be on."""
    assert observe(PACE, metric(), reading(1.0), judged(Trust.FRESH, 5.0), T0) == UNUSABLE


@pytest.mark.parametrize("kind", [RuleInput.WEEKDAY_DROP, RuleInput.DROP_FROM_PREVIOUS])
def test_a_drop_is_not_read_off_a_single_value(kind: RuleInput) -> None:
    """A rule on a drop never takes the value itself for the drop."""
    seen = observe(rule(input=kind), metric(), reading(60.0), judged(Trust.FRESH), T0 + 2 * DAY_S)
    assert seen == UNUSABLE


def test_no_day_is_compared_before_one_is_complete() -> None:
    """Today's own figure is nothing to compare yet."""
    weekday = rule(input=RuleInput.WEEKDAY_DROP)
    assert observe(weekday, metric(), reading(60.0), judged(Trust.FRESH), T0) == UNUSABLE


def test_a_weekday_drop_is_seen_with_the_mean_it_fell_from() -> None:
    """The sample of a fall is the number that was there before it."""
    past = tuple(Dated(T0 - 7 * week * DAY_S, 100.4) for week in (4, 3, 2, 1))
    weekday = rule(input=RuleInput.WEEKDAY_DROP)
    seen = observe(weekday, metric(), reading(75.3, past=past), judged(Trust.FRESH), T0 + DAY_S)
    assert seen.value == pytest.approx(25.0)
    assert (seen.n, seen.usable) == (100, True)


SURVEY = rule(
    input=RuleInput.DROP_FROM_PREVIOUS,
    fire=Limit(Comparison.GREATER, 10),
    clear=Limit(Comparison.LESS, 5),
)


def surveyed(value: float, n: int | None, before_n: int | None = 400) -> Observation:
    """Return what a rule sees of a survey after one that gave 44."""
    past = (Dated(T0 - 90 * DAY_S, 44.0, before_n),)
    return observe(SURVEY, metric(), reading(value, n=n, past=past), judged(Trust.FRESH), T0)


def test_a_fall_beyond_the_noise_is_seen_with_the_smaller_survey() -> None:
    """Thirteen points among 500 and 400 answers are a fall."""
    assert surveyed(31.0, 500) == Observation(13.0, 400)


@pytest.mark.parametrize(("n", "before"), [(100, 400), (None, 400), (400, None)])
def test_a_fall_within_the_noise_moves_nothing(n: int | None, before: int | None) -> None:
    """What chance may have made fires nothing, and ends nothing either."""
    assert surveyed(31.0, n, before) == UNUSABLE


@pytest.mark.parametrize("value", [44.0, 41.0, 90.0])
def test_a_fall_too_small_to_fire_is_seen_as_it_is(value: float) -> None:
    """Chance or not: it is no alarm, and it may end one."""
    assert surveyed(value, 60).value == 44.0 - value
