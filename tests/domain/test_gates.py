"""The phase gates: three answers, and what is missing by name."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from aux_monitor.domain.catalogue import Category, Gate, GateId, Metric
from aux_monitor.domain.gates import Figure, GateState, Verdict, gate_targets, phase_span, weigh
from aux_monitor.domain.level import Trust
from aux_monitor.domain.pace import add_months
from aux_monitor.domain.reading import MetricId
from tests.domain.building import T0, above, at_least, dated, metric

HALF = Gate(
    id=GateId("half"),
    name="Adoption targets",
    phase="Phase 2: Growth (Months 4-9)",
    condition="50% of adoption targets met",
    share=0.5,
    from_month=4,
    to_month=9,
)


def named(name: str, **changes: Any) -> Metric:
    """Return a metric with the target > 10."""
    return metric(id=MetricId(name), **{"target": above(10), **changes})


FIVE = tuple(named(name) for name in "abcde")


def weighed(*values: float | None, gate: Gate = HALF) -> GateState:
    """Return the gate over five metrics; None is a value that is not known."""
    figures = {
        each.id: Figure(value, Trust.FRESH if value is not None else Trust.NO_DATA)
        for each, value in zip(FIVE, values, strict=True)
    }
    return weigh(gate, gate_targets(gate, FIVE), figures)


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ((11, 11, 11, 0, 0), Verdict.MET),
        ((11, 11, 0, 0, 0), Verdict.NOT_MET),
        ((11, 11, None, 0, 0), Verdict.UNKNOWN),
        ((11, 11, 11, None, None), Verdict.MET),
        ((0, 0, 0, None, None), Verdict.NOT_MET),
        ((None, None, None, None, None), Verdict.UNKNOWN),
    ],
)
def test_a_gate_is_met_not_met_or_not_known(
    values: tuple[float | None, ...], verdict: Verdict
) -> None:
    """Half of five are three; what is unknown decides only if nothing else could."""
    found = weighed(*values)
    assert (found.verdict, found.needed) == (verdict, 3)


@given(
    st.lists(st.sampled_from([0.0, 20.0, None]), min_size=5, max_size=5),
    st.floats(0.01, 1.0),
)
def test_the_verdict_is_what_every_outcome_agrees_on(
    values: list[float | None], share: float
) -> None:
    """MET and NOT_MET hold whatever the unknown turn out to be; UNKNOWN when they could differ."""
    gate = replace(HALF, share=share)
    found = weighed(*values, gate=gate).verdict
    best = weighed(*(20.0 if value is None else value for value in values), gate=gate).verdict
    worst = weighed(*(0.0 if value is None else value for value in values), gate=gate).verdict
    assert found is (best if best is worst else Verdict.UNKNOWN)


@pytest.mark.parametrize("trust", [trust for trust in Trust if trust is not Trust.FRESH])
def test_what_cannot_be_believed_is_not_achieved(trust: Trust) -> None:
    """A good value that is stale, thin or learning counts for nothing."""
    found = weigh(HALF, gate_targets(HALF, FIVE[:1]), {FIVE[0].id: Figure(99.0, trust)})
    assert (found.verdict, found.met) == (Verdict.UNKNOWN, 0)


def test_a_metric_that_nobody_measures_is_not_connected() -> None:
    """Its absence is named as such."""
    (missing,) = weigh(HALF, gate_targets(HALF, FIVE[:1]), {}).missing
    assert missing.figure == Figure(None, Trust.NOT_CONNECTED)


def test_the_missing_are_named_failed_first() -> None:
    """First what falls short, then what is not known; what is met is not missing."""
    found = weighed(None, 11, 5, None, 3)
    assert [each.metric for each in found.missing] == ["c", "e", "a", "d"]
    assert (found.met, len(found.counted)) == (1, 5)


def test_a_gate_without_targets_is_unknown() -> None:
    """No target met of none is no achievement."""
    assert weigh(HALF, (), {}).verdict is Verdict.UNKNOWN


def test_a_share_is_not_missed_by_rounding() -> None:
    """0.6 of five are three, though the product is a little more in binary."""
    ten = tuple(named(f"m{index}") for index in range(10))
    assert weigh(replace(HALF, share=0.7), gate_targets(HALF, ten), {}).needed == 7
    assert weigh(replace(HALF, share=0.55), gate_targets(HALF, ten), {}).needed == 6


def test_a_gate_counts_the_target_due_by_the_end_of_its_phase() -> None:
    """Six months' targets in month nine, twelve months' in month twelve; later ones not at all."""
    both = named("both", target=None, dated=dated((6, 100), (12, 500)))
    late = named("late", target=None, dated=dated((12, 3)))
    plain = named("plain")
    metrics = (both, late, plain)
    assert gate_targets(HALF, metrics) == ((both.id, at_least(100)), (plain.id, above(10)))
    third = replace(HALF, to_month=12)
    assert [limit.value for _, limit in gate_targets(third, metrics)] == [500, 3, 10]


def test_a_gate_counts_its_categories_and_the_metrics_it_names() -> None:
    """Parts of another metric and metrics without a target are in no gate."""
    metrics = (
        named("latency"),
        named("click", parts_of=MetricId("latency")),
        named("load", target=None),
        named("success", category=Category.NORTH_STAR),
        named("users", category=Category.ADOPTION),
    )
    gate = replace(HALF, categories=(Category.PERFORMANCE,), metrics=(MetricId("success"),))
    assert [name for name, _ in gate_targets(gate, metrics)] == ["latency", "success"]
    assert [name for name, _ in gate_targets(HALF, metrics)] == ["latency", "success", "users"]


def test_a_phase_lies_in_its_months() -> None:
    """Months four to nine begin when three are over and end with the ninth."""
    assert phase_span(HALF, T0) == (add_months(T0, 3), add_months(T0, 9))
