"""Small values for the services' tests."""

from __future__ import annotations

from aux_monitor.domain.catalogue import (
    Cadence,
    Catalogue,
    Category,
    Comparison,
    Direction,
    Limit,
    Metric,
    RuleId,
    RuleInput,
    Severity,
    Stage,
    Supply,
    TriggerRule,
)
from aux_monitor.domain.reading import Fetched, MetricId, Reading, SourceId, Unit

LATENCY = MetricId("response_time_avg")
RULE = RuleId("response_time")
COLLECTOR = SourceId("collector")


def metric() -> Metric:
    """Return a latency metric, judged from 10 samples on."""
    return Metric(
        id=LATENCY,
        name="Average response time",
        short_name="Response time",
        definition="mean",
        definition_version=1,
        category=Category.PERFORMANCE,
        unit=Unit.MILLISECOND,
        decimals=0,
        direction=Direction.LOWER,
        measurement="APM",
        cadence=Cadence.DAILY,
        stage=Stage.TARGET,
        supply=Supply.COLLECTOR,
        target=Limit(Comparison.LESS, 150),
        alert=Limit(Comparison.GREATER, 300),
        minimum_sample=10,
    )


def rule(*, hold_s: float = 3.0, action: str = "Engineering investigation") -> TriggerRule:
    """Return a rule that fires above 300 ms and clears below 270 ms."""
    return TriggerRule(
        id=RULE,
        name="Response time",
        metrics=(LATENCY,),
        input=RuleInput.VALUE,
        fire=Limit(Comparison.GREATER, 300),
        clear=Limit(Comparison.LESS, 270),
        hold_s=hold_s,
        clear_hold_s=5.0,
        keep_firing_s=0.0,
        gap_s=15.0,
        minimum_sample=10,
        severity=Severity.CRITICAL,
        condition="Response time >300ms",
        action=action,
        notify=False,
    )


def catalogue(**rule_changes: object) -> Catalogue:
    """Return a catalogue of one metric and one rule."""
    the_rule = rule(**rule_changes)  # type: ignore[arg-type]  # the keywords are rule's own
    return Catalogue({LATENCY: metric()}, {RULE: the_rule})


def fetched(value: float | None, at: float, n: int = 400) -> Fetched:
    """Return an answer with one latency reading."""
    return Fetched(at=at, readings=(Reading(LATENCY, value, at, COLLECTOR, n=n),))
