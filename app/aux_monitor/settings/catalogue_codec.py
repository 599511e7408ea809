"""The catalogue's TOML files, and a user's overlay, as one checked ``Catalogue``.

A file holds ``[metrics.NAME]``, ``[rules.NAME]`` and ``[gates.NAME]`` tables, one of them also
``[budget]``; its ``[defaults]`` stand under each of its metrics. The overlay has the same tables:
what it says of a known entry replaces that entry's fields one by one, and an entry that is new
needs all its fields. A rule's own limit is its metric's alert threshold, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from msgspec import Struct, structs

from aux_monitor.domain.catalogue import (
    Cadence,
    Catalogue,
    Comparison,
    Gate,
    GateId,
    Metric,
    RuleId,
    RuleInput,
    TriggerRule,
)
from aux_monitor.domain.gates import gate_targets
from aux_monitor.domain.reading import MetricId, Unit
from aux_monitor.settings.catalogue_budget import budget_of
from aux_monitor.settings.catalogue_gates import GateRow, gate_of
from aux_monitor.settings.catalogue_rows import MetricRow, RuleRow, metric_of, rule_of
from aux_monitor.settings.decoding import Place, TomlText, convert, parse_toml
from aux_monitor.settings.followed_alerts import with_followed_alerts


class CatalogueFile(Struct, frozen=True, forbid_unknown_fields=True):
    """The tables of one file."""

    defaults: dict[str, Any] = {}
    metrics: dict[str, dict[str, Any]] = {}
    rules: dict[str, dict[str, Any]] = {}
    gates: dict[str, dict[str, Any]] = {}
    budget: dict[str, Any] = {}


class OverlayFile(Struct, frozen=True, forbid_unknown_fields=True):
    """The tables of a user's overlay."""

    metrics: dict[str, dict[str, Any]] = {}
    rules: dict[str, dict[str, Any]] = {}
    gates: dict[str, dict[str, Any]] = {}
    budget: dict[str, Any] = {}


class Entry(Struct, frozen=True):
    """The fields of one table, and where to look when they are wrong."""

    place: Place
    fields: dict[str, Any]


def decode_catalogue(files: Iterable[TomlText], overlay: TomlText | None = None) -> Catalogue:
    """Return the catalogue of ``files`` in their order, with ``overlay`` laid over it.

    Raises:
        SettingsError: naming file, entry and field of the first fault found.
    """
    metric_entries: dict[str, Entry] = {}
    rule_entries: dict[str, Entry] = {}
    gate_entries: dict[str, Entry] = {}
    budget: Entry | None = None
    for source in files:
        tables = convert(parse_toml(source), CatalogueFile, Place(source.file))
        _check_defaults(tables.defaults, Place(source.file, "defaults"))
        metrics = {name: tables.defaults | fields for name, fields in tables.metrics.items()}
        _collect(metric_entries, metrics, source.file)
        _collect(rule_entries, tables.rules, source.file)
        _collect(gate_entries, tables.gates, source.file)
        budget = _only_budget(budget, tables.budget, source.file)
    changes = OverlayFile()
    if overlay is not None:
        changes = convert(parse_toml(overlay), OverlayFile, Place(overlay.file))
        _lay_over(metric_entries, changes.metrics, overlay.file, MetricRow)
        _lay_over(rule_entries, changes.rules, overlay.file, RuleRow)
        _lay_over(gate_entries, changes.gates, overlay.file, GateRow)
        if changes.budget:
            fields = {} if budget is None else budget.fields
            budget = Entry(Place(overlay.file, "budget"), _merged(fields, changes.budget))
    metrics_by_id = {
        MetricId(name): metric_of(name, entry.fields, entry.place)
        for name, entry in metric_entries.items()
    }
    rules_by_id = {
        RuleId(name): rule_of(name, entry.fields, entry.place)
        for name, entry in rule_entries.items()
    }
    gates_by_id = {
        GateId(name): gate_of(name, entry.fields, entry.place)
        for name, entry in gate_entries.items()
    }
    _check_parts(metrics_by_id, metric_entries)
    _check_rules(rules_by_id, metrics_by_id, rule_entries)
    _check_gates(gates_by_id, metrics_by_id, gate_entries)
    metrics_by_id = with_followed_alerts(metrics_by_id, rules_by_id, changes.metrics, changes.rules)
    return Catalogue(
        MappingProxyType(metrics_by_id),
        MappingProxyType(rules_by_id),
        MappingProxyType(gates_by_id),
        None if budget is None else budget_of(budget.fields, metrics_by_id, budget.place),
    )


def _only_budget(known: Entry | None, fields: dict[str, Any], file: str) -> Entry | None:
    """Return the one budget there is so far, ``fields`` being what a file says of it."""
    if not fields:
        return known
    place = Place(file, "budget")
    if known is not None:
        raise place.error(f"stands in {known.place.file} already")
    return Entry(place, fields)


def _check_defaults(defaults: dict[str, Any], place: Place) -> None:
    for name in defaults:
        if name not in MetricRow.__struct_fields__:
            raise place.error(f"unknown field '{name}'")


def _collect(entries: dict[str, Entry], tables: dict[str, dict[str, Any]], file: str) -> None:
    for name, fields in tables.items():
        if name in entries:
            raise Place(file, name).error(f"stands in {entries[name].place.file} already")
        entries[name] = Entry(Place(file, name), fields)


def _lay_over(
    entries: dict[str, Entry],
    tables: dict[str, dict[str, Any]],
    file: str,
    row: type[MetricRow | RuleRow | GateRow],
) -> None:
    """Replace entries by their overlaid form; the overlay answers for what is then wrong."""
    for name, fields in tables.items():
        place = Place(file, name)
        if name in entries:
            entries[name] = Entry(place, _merged(entries[name].fields, fields))
            continue
        for field in structs.fields(row):
            if field.required and field.name not in fields:
                raise place.error(
                    "there is nothing of that name to change, and for a new entry "
                    f"field '{field.name}' is missing"
                )
        entries[name] = Entry(place, fields)


def _merged(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """Return ``old`` with the fields of ``new``, tables merged in the same way."""
    merged = old | new
    for name in old.keys() & new.keys():
        if isinstance(old[name], dict) and isinstance(new[name], dict):
            merged[name] = _merged(old[name], new[name])
    return merged


def _check_parts(metrics: Mapping[MetricId, Metric], entries: Mapping[str, Entry]) -> None:
    for metric in metrics.values():
        if metric.parts_of is not None and metric.parts_of not in metrics:
            place = entries[metric.id].place.at("parts_of")
            raise place.error(f"there is no metric '{metric.parts_of}'")


def _check_rules(
    rules: Mapping[RuleId, TriggerRule],
    metrics: Mapping[MetricId, Metric],
    entries: Mapping[str, Entry],
) -> None:
    for rule in rules.values():
        place = entries[rule.id].place.at("metrics")
        if len(set(rule.metrics)) < len(rule.metrics):
            raise place.error("a metric is named twice")
        for name in rule.metrics:
            if name not in metrics:
                raise place.error(f"there is no metric '{name}'")
            misfit = _misfit(rule.input, metrics[name])
            if misfit:
                raise place.error(f"'{name}' {misfit}")
        _check_fall(rule, entries[rule.id].place)


def _misfit(seen: RuleInput, metric: Metric) -> str:
    """Return why a rule cannot look at a metric in this way, empty where it can."""
    match seen:
        case RuleInput.PACE_RATIO if not metric.dated:
            return "has no dated targets to keep pace with"
        case RuleInput.WEEKDAY_DROP if metric.cadence is not Cadence.DAILY:
            return f"is reviewed {metric.cadence.value}: weekdays take a daily figure"
        case RuleInput.DROP_FROM_PREVIOUS if metric.unit is not Unit.POINT:
            return f"is no score in {Unit.POINT.value}: its noise is not known"
    return ""


def _check_fall(rule: TriggerRule, place: Place) -> None:
    """Refuse a rule on a fall that would fire for a small one, or for none at all."""
    falls = rule.input in (RuleInput.WEEKDAY_DROP, RuleInput.DROP_FROM_PREVIOUS)
    upward = rule.fire.comparison in (Comparison.GREATER, Comparison.AT_LEAST)
    if falls and not (upward and rule.fire.value > 0):
        raise place.at("fire").error("a fall is counted upwards from 0: '> 20' fires below a fifth")


def _check_gates(
    gates: Mapping[GateId, Gate],
    metrics: Mapping[MetricId, Metric],
    entries: Mapping[str, Entry],
) -> None:
    for gate in gates.values():
        place = entries[gate.id].place
        targets = {name for name, _ in gate_targets(gate, metrics.values())}
        for name in gate.metrics:
            if name not in metrics:
                raise place.at("metrics").error(f"there is no metric '{name}'")
            if name not in targets:
                raise place.at("metrics").error(
                    f"'{name}' has no target due by month {gate.to_month}"
                )
        if not targets:
            raise place.error("there is no target for it to count")
