"""Small states to draw: what a test does not name is fresh, plain and calm."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from msgspec.structs import replace

from aux_monitor.domain.catalogue import (
    Cadence,
    Catalogue,
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
from aux_monitor.domain.reading import MetricId, Reading, Series, SourceId, Unit
from aux_monitor.domain.state import AppState
from aux_monitor.domain.trigger import Phase, TriggerState
from aux_monitor.domain.trust import SourceStatus
from aux_monitor.presentation.judged import Judged, Judging, Picture

NOW = datetime(2026, 11, 23, 14, 19, tzinfo=UTC).timestamp()
"""Monday 23 November 2026, 14:19 UTC."""

START = datetime(2026, 7, 6, tzinfo=UTC).timestamp()
"""The programme's start: ``NOW`` is its day 141."""

COLLECTOR = SourceId("collector")
GITHUB = SourceId("github")
STARTED = NOW - 36_000.0


def at(hour: int, minute: int, second: int = 0) -> float:
    """Return a time of the day of ``NOW``."""
    return datetime(2026, 11, 23, hour, minute, second, tzinfo=UTC).timestamp()


def below(value: float) -> Limit:
    """Return ``< value``."""
    return Limit(Comparison.LESS, value)


def above(value: float) -> Limit:
    """Return ``> value``."""
    return Limit(Comparison.GREATER, value)


def dated(six: float, twelve: float) -> tuple[DatedTarget, ...]:
    """Return the targets of a growing metric after six and twelve months."""
    return (
        DatedTarget(6, Limit(Comparison.AT_LEAST, six)),
        DatedTarget(12, Limit(Comparison.AT_LEAST, twelve)),
    )


_PLAIN = Metric(
    id=MetricId("plain"),
    name="Plain metric",
    short_name="Plain metric",
    definition="What it is.",
    definition_version=1,
    category=Category.PERFORMANCE,
    unit=Unit.COUNT,
    decimals=0,
    direction=Direction.HIGHER,
    measurement="Server logs",
    cadence=Cadence.DAILY,
    stage=Stage.MONITORED,
    supply=Supply.COLLECTOR,
)

_RULE = TriggerRule(
    id=RuleId("rule"),
    name="Rule",
    metrics=(MetricId("plain"),),
    input=RuleInput.VALUE,
    fire=above(10.0),
    clear=below(8.0),
    hold_s=180.0,
    clear_hold_s=300.0,
    keep_firing_s=600.0,
    gap_s=90.0,
    minimum_sample=0,
    severity=Severity.WARNING,
    condition="Plain >10",
    action="",
    notify=False,
)


def metric(id: str = "plain", **changes: Any) -> Metric:  # noqa: A002 -- the field's own name
    """Return a metric with everything plain but what is named."""
    return replace(_PLAIN, id=MetricId(id), **changes)


def rule(id: str = "rule", metrics: Iterable[str] = ("plain",), **changes: Any) -> TriggerRule:  # noqa: A002 -- the field's own name
    """Return a rule with everything plain but what is named."""
    watched = tuple(MetricId(name) for name in metrics)
    return replace(_RULE, id=RuleId(id), metrics=watched, **changes)


def catalogue(metrics: Iterable[Metric], rules: Iterable[TriggerRule] = ()) -> Catalogue:
    """Return a catalogue of these."""
    return Catalogue(
        MappingProxyType({entry.id: entry for entry in metrics}),
        MappingProxyType({entry.id: entry for entry in rules}),
    )


RESPONSE = metric(
    "response_time_avg",
    name="Average response time",
    short_name="Average response",
    unit=Unit.MILLISECOND,
    direction=Direction.LOWER,
    target=below(150.0),
    alert=above(300.0),
    window_s=300.0,
    minimum_sample=20,
)
P95 = replace(
    RESPONSE,
    id=MetricId("response_time_p95"),
    name="P95 response time",
    short_name="P95 response",
    target=below(500.0),
    alert=above(1000.0),
)
SUCCESS = metric(
    "command_success_rate",
    name="Command success rate",
    short_name="Success rate",
    category=Category.NORTH_STAR,
    unit=Unit.PERCENT,
    decimals=1,
    target=above(95.0),
    alert=below(90.0),
    window_s=300.0,
    minimum_sample=200,
)
RETRY = replace(
    SUCCESS,
    id=MetricId("retry_rate"),
    name="Retry rate",
    short_name="Retry rate",
    category=Category.PERFORMANCE,
    direction=Direction.LOWER,
    target=below(5.0),
    alert=above(10.0),
)
STARS = metric(
    "github_stars",
    name="GitHub stars",
    short_name="GitHub stars",
    category=Category.ENGAGEMENT,
    supply=Supply.GITHUB,
    cadence=Cadence.MONTHLY,
    dated=dated(1000.0, 5000.0),
)
USERS = metric(
    "monthly_active_users",
    name="Monthly active users",
    short_name="Monthly active users",
    category=Category.ADOPTION,
    cadence=Cadence.WEEKLY,
    dated=dated(1000.0, 5000.0),
)
NPS = metric("nps", name="NPS", short_name="NPS", supply=Supply.NONE, target=above(50.0))
MTTR = metric(
    "mttr",
    name="Mean time to recovery",
    short_name="MTTR",
    category=Category.RELIABILITY,
    unit=Unit.MINUTE,
    decimals=1,
    target=below(15.0),
)

SUCCESS_RULE = rule(
    "success_rate",
    ["command_success_rate"],
    name="Success rate",
    fire=below(90.0),
    clear=above(92.0),
    minimum_sample=200,
    severity=Severity.CRITICAL,
    action="Immediate triage",
    notify=True,
)
RESPONSE_RULE = rule(
    "response_time",
    ["response_time_avg"],
    name="Response time",
    fire=above(300.0),
    clear=below(270.0),
    minimum_sample=20,
    action="Engineering investigation",
    notify=True,
)
RETRY_RULE = rule("retry_threshold", ["retry_rate"], name="Retry rate", minimum_sample=200)
P95_RULE = rule(
    "p95_threshold",
    ["response_time_p95"],
    name="P95 response time",
    fire=above(1000.0),
    clear=below(900.0),
)
ADOPTION_RULE = rule(
    "adoption",
    ["monthly_active_users", "github_stars"],
    name="Adoption",
    input=RuleInput.PACE_RATIO,
    fire=below(0.7),
    clear=above(0.75),
    action="Marketing review",
    notify=True,
)

METRICS = (SUCCESS, USERS, RESPONSE, P95, RETRY, MTTR, STARS, NPS)
RULES = (RESPONSE_RULE, SUCCESS_RULE, ADOPTION_RULE, P95_RULE, RETRY_RULE)
CATALOGUE = catalogue(METRICS, RULES)


def collector(**changes: Any) -> SourceStatus:
    """Return a collector that answered a moment ago."""
    plain = SourceStatus(
        COLLECTOR,
        "Collector",
        "collector",
        1.0,
        STARTED,
        last_good_at=NOW - 0.4,
        summary="2 logs",
        local=True,
    )
    return replace(plain, **changes)


def github(**changes: Any) -> SourceStatus:
    """Return a GitHub source that answered four minutes ago."""
    plain = SourceStatus(GITHUB, "GitHub", "github", 300.0, STARTED, last_good_at=NOW - 250.0)
    return replace(plain, **changes)


def reading(of: Metric, value: float | None, **changes: Any) -> Reading:
    """Return a reading of the metric from the source of its supply, with a full sample."""
    source = GITHUB if of.supply is Supply.GITHUB else COLLECTOR
    n = 4182 if of.minimum_sample else None
    plain = Reading(of.id, value, NOW - 0.4, source, n=n, window_s=of.window_s)
    return replace(plain, **changes)


CALM = {
    SUCCESS.id: 97.2,
    RESPONSE.id: 131.0,
    P95.id: 430.0,
    RETRY.id: 2.1,
    MTTR.id: 4.2,
    USERS.id: 990.0,
    STARS.id: 998.0,
}
"""Values with which every connected metric of ``CATALOGUE`` is on target."""


def state(
    values: Mapping[MetricId, float | None] = MappingProxyType(CALM),
    *,
    readings: Iterable[Reading] = (),
    sources: Iterable[SourceStatus] | None = None,
    known: Catalogue = CATALOGUE,
    **changes: Any,
) -> AppState:
    """Return a state with one reading per value; ``readings`` replace those of their metrics."""
    enabled = (collector(), github()) if sources is None else tuple(sources)
    given = {name: reading(known.metrics[name], value) for name, value in values.items()}
    given.update({entry.metric: entry for entry in readings})
    plain = AppState(
        programme_start=START,
        resumed_at=STARTED,
        sources=MappingProxyType({status.id: status for status in enabled}),
        readings=MappingProxyType(given),
    )
    return replace(plain, **changes)


def calm_but(*changed: tuple[Metric, float | None]) -> dict[MetricId, float | None]:
    """Return the calm values with some of them changed."""
    return {**CALM, **{of.id: value for of, value in changed}}


def alerts(*moved: tuple[TriggerRule, Metric, TriggerState]) -> Mapping[AlertKey, TriggerState]:
    """Return trigger states by their keys."""
    return MappingProxyType({AlertKey(r.id, m.id): held for r, m, held in moved})


def fired(value: float, worst: float, began: float, told_at: float, n: int = 4182) -> TriggerState:
    """Return an alert that fires."""
    return TriggerState(
        Phase.FIRING,
        last_good_at=NOW - 0.4,
        episode=1,
        began_at=began,
        fired_at=told_at,
        worst=worst,
        value=value,
        n=n,
    )


def pending(value: float, held_s: float) -> TriggerState:
    """Return an alert whose hold runs; its last sample came just now."""
    return TriggerState(
        Phase.PENDING, held_s, last_good_at=NOW, began_at=NOW - held_s, worst=value, value=value
    )


def episode(of: TriggerRule, on: Metric, held: TriggerState, **changes: Any) -> Episode:
    """Return the episode of a trigger state that has fired."""
    plain = Episode(
        AlertKey(of.id, on.id),
        held.episode,
        held.began_at or 0.0,
        held.fired_at or 0.0,
        held.value or 0.0,
        held.worst or 0.0,
        n=held.n,
    )
    return replace(plain, **changes)


def series(values: Iterable[float | None], step_s: float = 10.0, end: float = NOW) -> Series:
    """Return a history that ends at ``end``."""
    given = tuple(values)
    return Series(end - (len(given) - 1) * step_s, step_s, given)


def picture(of: AppState, known: Catalogue = CATALOGUE, now: float = NOW) -> Picture:
    """Return a state judged."""
    return Judging(known, UTC).picture(of, now)


def judged(of: Metric, value: float | None, now: float = NOW, **changes: Any) -> Judged:
    """Return one metric judged with this value, all else calm; ``changes`` are the state's."""
    known = catalogue([of])
    given = state({of.id: value}, known=known, **changes)
    return picture(given, known, now).metrics[of.id]
