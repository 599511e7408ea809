"""What a rule sees of its metric at one moment."""

from __future__ import annotations

import pytest

from aux_monitor.domain.catalogue import RuleInput
from aux_monitor.domain.level import Judgement, Level, Trust
from aux_monitor.domain.observation import UNUSABLE, observe
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
    seen = observe(rule(input=kind), metric(), reading(60.0), judged(Trust.FRESH), T0)
    assert seen == UNUSABLE
