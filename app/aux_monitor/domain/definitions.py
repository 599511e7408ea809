"""Since when a metric has been defined as it is: figures of two definitions are not comparable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from aux_monitor.domain.reading import MetricId


class Definition(Struct, frozen=True):
    """One version of a metric's definition, in force on this machine from ``since`` on."""

    metric: MetricId
    version: int
    since: float


def by_metric(definitions: Iterable[Definition]) -> Mapping[MetricId, tuple[Definition, ...]]:
    """Return the definitions of each metric, oldest first."""
    found: dict[MetricId, tuple[Definition, ...]] = {}
    for each in sorted(definitions, key=lambda each: each.since):
        found[each.metric] = (*found.get(each.metric, ()), each)
    return found


def changes(known: tuple[Definition, ...]) -> tuple[Definition, ...]:
    """Return the definitions that followed another one; the first known one changed nothing."""
    return known[1:]
