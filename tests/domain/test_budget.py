"""The error budget's arithmetic, and its tiers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aux_monitor.domain.budget import Budget, assess, fastest_burn, judged, windows_of
from aux_monitor.domain.catalogue import BudgetPlan, BurnTier, Severity
from aux_monitor.domain.level import Judgement, Level, Trust
from aux_monitor.domain.outcome import COUNTED_S, Outcome, Outcomes
from aux_monitor.domain.reading import MetricId

MINUTE, HOUR, DAY = 60.0, 3600.0, 86_400.0
MONTH = 30 * DAY
FAST = BurnTier(6.0, HOUR, 5 * MINUTE, Severity.CRITICAL)
STEADY = BurnTier(2.0, 6 * HOUR, 30 * MINUTE, Severity.CRITICAL)
SLOW = BurnTier(1.0, 3 * DAY, 2 * HOUR, Severity.WARNING)
PLAN = BudgetPlan(
    metric=MetricId("error_budget"),
    target_of=MetricId("command_success_rate"),
    objective=95.0,
    window_s=MONTH,
    forecast_s=6 * HOUR,
    minimum_sample=200,
    tiers=(FAST, STEADY, SLOW),
)


def counts(recorded_s: float = MONTH, *, n: int = 1000, **failed: int) -> Outcomes:
    """Return ``n`` commands over every span, of which 1 % or as many as said failed.

    Spans are named ``d30``, ``h6`` or ``m5``; ``rest`` is for all others.
    """
    rest = failed.pop("rest", n // 100)
    units = {"m": MINUTE, "h": HOUR, "d": DAY}
    told = {units[name[0]] * int(name[1:]): count for name, count in failed.items()}
    spans = tuple(Outcome(float(s), n, told.get(float(s), rest)) for s in COUNTED_S)
    return Outcomes(recorded_s, spans)


def of(outcomes: Outcomes) -> Budget:
    """Return the budget of counts that hold any command."""
    found = assess(PLAN, outcomes)
    assert found is not None
    return found


@given(st.floats(min_value=1.0, max_value=MONTH))
def test_failures_exactly_as_allowed_end_the_budget_with_its_window(recorded_s: float) -> None:
    """5 % all along is a burn of 1: what is left lasts exactly for what is left of the 30 days."""
    budget = of(counts(recorded_s, rest=50))
    assert budget.present.rate == 1.0
    assert budget.spent == pytest.approx(recorded_s / MONTH)
    assert budget.ends_in_s == pytest.approx(MONTH - recorded_s, abs=1e-3)
    assert budget.tier is None


def test_when_everything_fails_the_burn_is_at_its_most() -> None:
    """At 95 % nothing burns faster than 20 times; a whole month of it spends 20 budgets."""
    budget = of(counts(rest=1000))
    assert budget.present.rate == fastest_burn(95.0) == 20.0
    assert (budget.spent, budget.left, budget.ends_in_s) == (20.0, 0.0, 0.0)
    assert budget.level is Level.BREACH


def test_the_example_of_a_budget_that_ends_in_nine_days() -> None:
    """38 % spent and a burn of 2.1: 62 % of 30 days, gone in 8.9."""
    budget = of(counts(d30=19, h6=105, m30=90))
    assert budget.left == pytest.approx(0.62)
    assert budget.present.rate == pytest.approx(2.1)
    assert budget.ends_in_s == pytest.approx(0.62 * MONTH / 2.1)


def test_a_short_record_is_the_beginning_of_the_window() -> None:
    """4 days at twice the allowed rate spend 8 of 30 days' worth, and the rest lasts 11 more."""
    budget = of(counts(4 * DAY, rest=100))
    assert budget.covered_s == 4 * DAY
    assert budget.spent == pytest.approx(8 / 30)
    assert budget.ends_in_s == pytest.approx(11 * DAY)


@pytest.mark.parametrize("failed", [0, 40])
def test_a_budget_that_outlasts_its_window_has_no_end(failed: int) -> None:
    """Without a failure now, or with so few that a month brings no end, none is said."""
    assert of(counts(d30=0, rest=failed)).ends_in_s is None


@pytest.mark.parametrize(
    ("outcomes", "tier", "level"),
    [
        (counts(h1=301, m5=301), FAST, Level.BREACH),
        (counts(h1=300, m5=301), None, Level.ON_TARGET),
        (counts(h1=301, m5=300), None, Level.ON_TARGET),
        (counts(h6=101, m30=101), STEADY, Level.BREACH),
        (counts(h6=101, m30=10), None, Level.ON_TARGET),
        (counts(d3=51, h2=51), SLOW, Level.OFF_TARGET),
        (counts(d3=51, h2=50), None, Level.ON_TARGET),
        (counts(d3=51, h2=51, h1=301, m5=301), FAST, Level.BREACH),
        (counts(n=199, rest=199), None, Level.OFF_TARGET),
    ],
    ids=[
        "below 70 % for an hour and still",
        "exactly 70 %",
        "it is over",
        "below 90 % for six hours and still",
        "six bad hours that are over",
        "below the objective for three days and still",
        "not any more",
        "the fastest counts",
        "too few commands for a tier, but all is spent",
    ],
)
def test_a_tier_needs_both_its_windows(
    outcomes: Outcomes, tier: BurnTier | None, level: Level
) -> None:
    """The long window proves it, the short one that it goes on; both strictly."""
    budget = of(outcomes)
    assert budget.tier is tier
    assert budget.level is level


def test_the_present_burn_is_the_faster_of_six_hours_and_the_tier_reached() -> None:
    """An outage of the last hour is not thinned over six, nor a bad morning over three days."""
    budget = of(counts(h1=400, m5=400))
    assert (budget.present.window_s, budget.present.rate) == (HOUR, 8.0)
    assert of(counts()).present.window_s == PLAN.forecast_s
    slow = of(counts(d3=60, h2=60, h6=95))
    assert (slow.tier, slow.present.window_s) == (SLOW, PLAN.forecast_s)


def test_the_shipped_tiers_could_not_use_the_workbooks_fastest() -> None:
    """A burn of 14.4, as for 99.9 %, is 72 % failures at 95 %: no outage short of that shows it."""
    nearly_all = of(counts(rest=719))
    assert nearly_all.present.rate is not None
    assert nearly_all.present.rate < 14.4
    assert nearly_all.tier is FAST


def test_a_spent_budget_is_off_target_however_calm_it_is_now() -> None:
    """The 30 days missed their objective; that nothing fails today does not bring it back."""
    budget = of(counts(d30=50, rest=0))
    assert (budget.level, budget.ends_in_s, budget.left) == (Level.OFF_TARGET, 0.0, 0.0)


def test_without_a_command_there_is_no_budget() -> None:
    """Nothing was counted: that is no calm."""
    assert assess(PLAN, Outcomes(0.0, ())) is None
    assert assess(PLAN, counts(n=0)) is None


def test_every_window_of_the_plan_has_its_burn() -> None:
    """Tiers, forecast and the whole window, each once, shortest first."""
    minutes = [5, 30, 60, 120, 360, 3 * 1440, 30 * 1440]
    assert windows_of(PLAN) == tuple(60.0 * each for each in minutes)
    assert of(counts(h2=25)).over(2 * HOUR).rate == 0.5


def test_a_span_without_a_command_burns_nothing_known() -> None:
    """No traffic in the last hours: there is a budget, but no burn and no end."""
    month = Outcome(MONTH, 1000, 10)
    budget = of(Outcomes(MONTH, (month,)))
    assert budget.present.rate is None
    assert budget.ends_in_s is None


@given(
    n=st.integers(1, 10**9),
    share=st.floats(0, 1),
    recorded_s=st.floats(0, 10 * MONTH),
)
def test_laws(n: int, share: float, recorded_s: float) -> None:
    """Never more than all is left, never a burn beyond the fastest, never an end beyond 30 d."""
    failed = int(share * n)
    spans = tuple(Outcome(float(s), n, failed) for s in COUNTED_S)
    budget = of(Outcomes(recorded_s, spans))
    assert 0.0 <= budget.left <= 1.0
    assert budget.covered_s <= MONTH
    assert all(burn.rate is not None and 0 <= burn.rate <= 20.0 for burn in budget.burns)
    assert budget.ends_in_s is None or 0.0 <= budget.ends_in_s <= MONTH
    if budget.ends_in_s == 0.0:
        assert budget.level is not Level.ON_TARGET


@pytest.mark.parametrize("trust", list(Trust))
def test_the_level_is_the_tiers_while_it_can_be_believed(trust: Trust) -> None:
    """Trust is the source's; a level on old counts is no level."""
    before = Judgement(Level.UNKNOWN, trust, Level.UNKNOWN)
    after = judged(before, of(counts(h6=101, m30=101)))
    assert after.trust is trust
    assert after.level is (Level.BREACH if trust is Trust.FRESH else Level.UNKNOWN)
    assert after.last_level is Level.BREACH
    assert judged(before, None) is before
