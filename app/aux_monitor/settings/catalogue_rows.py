"""One metric or rule of the catalogue: from its TOML table to the domain's value, checked."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Annotated, Any

from msgspec import Meta, Struct

from aux_monitor.domain.catalogue import (
    Cadence,
    Category,
    Comparison,
    DatedTarget,
    Direction,
    Growth,
    Limit,
    Metric,
    RuleId,
    RuleInput,
    Severity,
    Stage,
    Supply,
    TriggerRule,
)
from aux_monitor.domain.reading import MetricId, Unit
from aux_monitor.settings.decoding import Place, convert

SHORT_NAME = 22
"""The longest short name, in characters: what fits a narrow tile."""

_LIMIT = re.compile(r"(?P<operator><=|>=|<|>) ?(?P<value>-?\d{1,15}(?:\.\d{1,9})?)")
_MONTHS = re.compile(r"[1-9]\d{0,2}")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")
_UPWARD = (Comparison.GREATER, Comparison.AT_LEAST)

_Line = Annotated[str, Meta(min_length=1, max_length=80)]
_Seconds = Annotated[float, Meta(ge=0, le=400 * 86_400)]
_Count = Annotated[int, Meta(ge=0, le=1_000_000_000)]


class MetricRow(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A metric as its TOML table writes it; limits are text, such as ``> 95``."""

    name: _Line
    short_name: Annotated[str, Meta(min_length=1, max_length=SHORT_NAME)]
    definition: Annotated[str, Meta(min_length=1, max_length=1000)]
    definition_version: Annotated[int, Meta(ge=1)] = 1
    category: Category
    unit: Unit = Unit.COUNT
    decimals: Annotated[int, Meta(ge=0, le=6)] = 0
    direction: Direction
    measurement: _Line
    cadence: Cadence
    stage: Stage
    supply: Supply = Supply.NONE
    document: Annotated[str, Meta(max_length=80)] = ""
    target: str | None = None
    dated: dict[str, Any] = {}
    alert: str | None = None
    window_s: Annotated[float, Meta(gt=0, le=400 * 86_400)] | None = None
    minimum_sample: _Count = 0
    growth: Growth = Growth.LINEAR
    baseline: Annotated[float, Meta(ge=-1e15, le=1e15)] = 0.0
    parts_of: str | None = None


class RuleRow(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A trigger rule as its TOML table writes it."""

    name: _Line
    metrics: Annotated[tuple[str, ...], Meta(min_length=1)]
    input: RuleInput
    fire: str
    clear: str
    hold_s: _Seconds
    clear_hold_s: _Seconds
    keep_firing_s: _Seconds
    gap_s: Annotated[float, Meta(gt=0, le=400 * 86_400)]
    minimum_sample: _Count
    severity: Severity
    condition: _Line
    action: Annotated[str, Meta(max_length=80)]
    notify: bool


def metric_of(name: str, fields: dict[str, Any], place: Place) -> Metric:
    """Return the metric of one table, or raise ``SettingsError`` naming the field."""
    check_name(name, place)
    row = convert(fields, MetricRow, place)
    metric = Metric(
        id=MetricId(name),
        name=row.name,
        short_name=row.short_name,
        definition=row.definition,
        definition_version=row.definition_version,
        category=row.category,
        unit=row.unit,
        decimals=row.decimals,
        direction=row.direction,
        measurement=row.measurement,
        cadence=row.cadence,
        stage=row.stage,
        supply=row.supply,
        document=row.document,
        target=_optional_limit(row.target, place, "target"),
        dated=_dated(row.dated, place),
        alert=_optional_limit(row.alert, place, "alert"),
        window_s=row.window_s,
        minimum_sample=row.minimum_sample,
        growth=row.growth,
        baseline=row.baseline,
        parts_of=None if row.parts_of is None else MetricId(row.parts_of),
    )
    _check_limits(metric, place)
    return metric


def rule_of(name: str, fields: dict[str, Any], place: Place) -> TriggerRule:
    """Return the rule of one table, or raise ``SettingsError`` naming the field."""
    check_name(name, place)
    row = convert(fields, RuleRow, place)
    rule = TriggerRule(
        id=RuleId(name),
        name=row.name,
        metrics=tuple(MetricId(metric) for metric in row.metrics),
        input=row.input,
        fire=_limit(row.fire, place, "fire"),
        clear=_limit(row.clear, place, "clear"),
        hold_s=row.hold_s,
        clear_hold_s=row.clear_hold_s,
        keep_firing_s=row.keep_firing_s,
        gap_s=row.gap_s,
        minimum_sample=row.minimum_sample,
        severity=row.severity,
        condition=row.condition,
        action=row.action,
        notify=row.notify,
    )
    if not apart(rule.fire, rule.clear):
        raise place.at("clear").error(f"'{row.clear}' must lie on the other side of '{row.fire}'")
    return rule


def check_name(name: str, place: Place) -> None:
    """Refuse an entry's name that is no plain identifier."""
    if _NAME.fullmatch(name) is None:
        raise place.error(
            "a name is made of small letters, digits and underscores, a letter first, "
            "at most 64 in all"
        )


def _limit(text: object, place: Place, field: str) -> Limit:
    found = _LIMIT.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        raise place.at(field).error(f"'{text}' is not an operator and a number, such as '> 95'")
    return Limit(Comparison(found["operator"]), float(found["value"]))


def _optional_limit(text: str | None, place: Place, field: str) -> Limit | None:
    return None if text is None else _limit(text, place, field)


def _dated(raw: dict[str, Any], place: Place) -> tuple[DatedTarget, ...]:
    dated: list[DatedTarget] = []
    for months, text in raw.items():
        if _MONTHS.fullmatch(months) is None:
            raise place.at("dated").error(f"'{months}' is not a number of months")
        dated.append(DatedTarget(int(months), _limit(text, place, f"dated.{months}")))
    return tuple(dated)


def _check_limits(metric: Metric, place: Place) -> None:
    """Refuse limits that contradict each other or the metric's direction."""
    limits = {f"dated.{target.months}": target.limit for target in metric.dated}
    if metric.target is not None:
        limits["target"] = metric.target
    for field, limit in limits.items():
        if (limit.comparison in _UPWARD) is not (metric.direction is Direction.HIGHER):
            raise place.at(field).error(_contrary(metric))
    if metric.alert is not None:
        _check_alert(metric, metric.alert, place)
    for sooner, later in pairwise(metric.dated):
        _check_path(metric, sooner, later, place)
    _check_baseline(metric, place)


def _check_alert(metric: Metric, alert: Limit, place: Place) -> None:
    if (alert.comparison in _UPWARD) is (metric.direction is Direction.HIGHER):
        raise place.at("alert").error(_contrary(metric))
    if metric.target is not None and not apart(metric.target, alert):
        raise place.at("alert").error("a value could be on target and in breach at once")


def _check_path(metric: Metric, sooner: DatedTarget, later: DatedTarget, place: Place) -> None:
    if sooner.months >= later.months:
        raise place.at("dated").error("targets must stand in the order of their months")
    if sooner.limit.comparison is not later.limit.comparison:
        raise place.at("dated").error("targets must have one operator")
    gain = later.limit.value - sooner.limit.value
    if gain < 0 if metric.direction is Direction.HIGHER else gain > 0:
        raise place.at("dated").error("a later target must not ask for less than the one before")


def _check_baseline(metric: Metric, place: Place) -> None:
    """Refuse a path that begins past its own first target."""
    if not metric.baseline:
        return
    if not metric.dated:
        raise place.at("baseline").error("without dated targets there is no path to begin")
    gain = metric.dated[0].limit.value - metric.baseline
    if gain < 0 if metric.direction is Direction.HIGHER else gain > 0:
        raise place.at("baseline").error("the path would begin past its first target")


def _contrary(metric: Metric) -> str:
    return f"the operator is contrary to direction '{metric.direction.value}'"


def apart(one: Limit, other: Limit) -> bool:
    """Return whether the limits point away from each other, so that no value meets both."""
    one_upward, other_upward = one.comparison in _UPWARD, other.comparison in _UPWARD
    if one_upward is other_upward:
        return False
    low, high = (other, one) if one_upward else (one, other)
    return low.value < high.value or (
        low.value == high.value and not (low.met_by(low.value) and high.met_by(high.value))
    )
