"""The error budget of the catalogue: from its TOML table to the domain's value, checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from msgspec import Meta, Struct

from aux_monitor.domain.budget import fastest_burn
from aux_monitor.domain.catalogue import (
    BudgetPlan,
    BurnTier,
    Direction,
    Metric,
    Severity,
    Supply,
)
from aux_monitor.domain.outcome import COUNTED_S
from aux_monitor.domain.reading import MetricId, Unit
from aux_monitor.settings.decoding import Place, convert


class TierRow(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A burn tier as its TOML table writes it."""

    burn: Annotated[float, Meta(gt=0, le=100_000)]
    long_s: float
    short_s: float
    severity: Severity


class BudgetRow(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The budget as its TOML table writes it."""

    metric: str
    target_of: str
    window_s: float
    forecast_s: float
    tiers: Annotated[tuple[TierRow, ...], Meta(min_length=1, max_length=10)]


def budget_of(
    fields: dict[str, Any], metrics: Mapping[MetricId, Metric], place: Place
) -> BudgetPlan:
    """Return the budget of its table, or raise ``SettingsError`` naming the field."""
    row = convert(fields, BudgetRow, place)
    shown = _metric(row.metric, metrics, place.at("metric"))
    if shown.unit is not Unit.PERCENT_LEFT or shown.supply is not Supply.COLLECTOR:
        raise place.at("metric").error(
            f"'{row.metric}' must have the unit '{Unit.PERCENT_LEFT.value}' and the supply "
            f"'{Supply.COLLECTOR.value}'"
        )
    objective = _objective(row.target_of, metrics, place.at("target_of"))
    for name, span in (("window_s", row.window_s), ("forecast_s", row.forecast_s)):
        _check_counted(span, place.at(name))
    if row.forecast_s > row.window_s:
        raise place.at("forecast_s").error("must not be longer than window_s")
    tiers = [
        _tier(tier, row.window_s, objective, place.at(f"tiers[{index}]"))
        for index, tier in enumerate(row.tiers)
    ]
    return BudgetPlan(
        metric=shown.id,
        target_of=MetricId(row.target_of),
        objective=objective,
        window_s=row.window_s,
        forecast_s=row.forecast_s,
        minimum_sample=shown.minimum_sample,
        tiers=tuple(sorted(tiers, key=lambda tier: -tier.burn)),
    )


def _metric(name: str, metrics: Mapping[MetricId, Metric], place: Place) -> Metric:
    metric = metrics.get(MetricId(name))
    if metric is None:
        raise place.error(f"there is no metric '{name}'")
    return metric


def _objective(name: str, metrics: Mapping[MetricId, Metric], place: Place) -> float:
    metric = _metric(name, metrics, place)
    rising = metric.unit is Unit.PERCENT and metric.direction is Direction.HIGHER
    if metric.target is None or not rising or not 0 < metric.target.value < 100:
        raise place.error(f"'{name}' needs a target in per cent between 0 and 100, higher better")
    return metric.target.value


def _tier(row: TierRow, window_s: float, objective: float, place: Place) -> BurnTier:
    _check_counted(row.long_s, place.at("long_s"))
    _check_counted(row.short_s, place.at("short_s"))
    if not row.short_s < row.long_s <= window_s:
        raise place.at("short_s").error("must be shorter than long_s, and that not beyond window_s")
    most = fastest_burn(objective)
    if row.burn >= most:
        raise place.at("burn").error(
            f"{row.burn:g} is never passed: at {objective:g} % the fastest burn is {most:g}"
        )
    return BurnTier(row.burn, row.long_s, row.short_s, row.severity)


def _check_counted(span: float, place: Place) -> None:
    if span not in COUNTED_S:
        known = ", ".join(str(counted) for counted in COUNTED_S)
        raise place.error(f"{span:g} s is not counted (one of: {known})")
