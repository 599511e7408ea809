"""Domain values with everything filled in but what a test is about."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from aux_monitor.domain.catalogue import (
    Cadence,
    Category,
    Comparison,
    DatedTarget,
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
from aux_monitor.domain.notice import AlertKey, Episode
from aux_monitor.domain.reading import MetricId, Reading, SourceId, Unit
from aux_monitor.domain.trust import SourceStatus

LATENCY = MetricId("response_time_avg")
COLLECTOR = SourceId("collector")
GITHUB = SourceId("github")
RULE = RuleId("response_time")
KEY = AlertKey(RULE, LATENCY)

T0 = 1_790_000_000.0
"""An arbitrary POSIX time."""

_METRIC = Metric(
    id=LATENCY,
    name="Average response time",
    short_name="Response time",
    definition="Mean execution time.",
    definition_version=1,
    category=Category.PERFORMANCE,
    unit=Unit.MILLISECOND,
    decimals=0,
    direction=Direction.LOWER,
    measurement="APM tools",
    cadence=Cadence.DAILY,
    stage=Stage.MONITORED,
    supply=Supply.COLLECTOR,
)

_RULE = TriggerRule(
    id=RULE,
    name="Response time",
    metrics=(LATENCY,),
    input=RuleInput.VALUE,
    fire=Limit(Comparison.GREATER, 300),
    clear=Limit(Comparison.LESS, 270),
    hold_s=180,
    clear_hold_s=300,
    keep_firing_s=600,
    gap_s=90,
    minimum_sample=200,
    severity=Severity.WARNING,
    condition="Response time >300ms",
    action="Engineering investigation",
    notify=True,
)


def metric(**changes: Any) -> Metric:
    """Return a latency metric without targets, changed as asked."""
    return replace(_METRIC, **changes)


def rule(**changes: Any) -> TriggerRule:
    """Return the response-time rule, changed as asked."""
    return replace(_RULE, **changes)


def reading(value: float | None, **changes: Any) -> Reading:
    """Return a latency reading of ``T0`` from the collector, changed as asked."""
    return replace(Reading(LATENCY, value, T0, COLLECTOR), **changes)


def status(**changes: Any) -> SourceStatus:
    """Return a collector asked every second since ``T0`` that has not answered yet."""
    new = SourceStatus(
        id=COLLECTOR, name="Collector", kind="collector", poll_every_s=1.0, watching_since=T0
    )
    return replace(new, **changes)


def episode(**changes: Any) -> Episode:
    """Return an alert that began at ``T0`` and fired three minutes later."""
    new = Episode(
        key=KEY, number=1, began_at=T0, fired_at=T0 + 180, value=318.0, worst=330.0, n=400
    )
    return replace(new, **changes)


def below(value: float) -> Limit:
    """Return the limit ``< value``."""
    return Limit(Comparison.LESS, value)


def above(value: float) -> Limit:
    """Return the limit ``> value``."""
    return Limit(Comparison.GREATER, value)


def at_least(value: float) -> Limit:
    """Return the limit ``>= value``."""
    return Limit(Comparison.AT_LEAST, value)


def dated(*targets: tuple[int, float]) -> tuple[DatedTarget, ...]:
    """Return dated targets ``>= value``, each given as (months, value)."""
    return tuple(DatedTarget(months, at_least(value)) for months, value in targets)
