"""The phase gates of the programme: how many of their targets are met, and what is missing."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from enum import Enum

from msgspec import Struct

from aux_monitor.domain.catalogue import Gate, Limit, Metric
from aux_monitor.domain.level import Trust
from aux_monitor.domain.pace import add_months
from aux_monitor.domain.reading import MetricId


class Verdict(Enum):
    """Whether a gate is passed; the value is the word shown."""

    MET = "met"
    NOT_MET = "not met"
    UNKNOWN = "unknown"


class Figure(Struct, frozen=True):
    """A metric's value and how far it can be believed."""

    value: float | None
    trust: Trust


class Counted(Struct, frozen=True):
    """One target that a gate counts; ``met`` is None where the figure cannot be believed."""

    metric: MetricId
    limit: Limit
    figure: Figure
    met: bool | None


class GateState(Struct, frozen=True):
    """A gate weighed: its verdict, the number of targets met and needed, and all it counts."""

    gate: Gate
    verdict: Verdict
    met: int
    needed: int
    counted: tuple[Counted, ...]

    @property
    def missing(self) -> tuple[Counted, ...]:
        """Return what is not met, then what cannot be told, each in the document's order."""
        failed = tuple(each for each in self.counted if each.met is False)
        return failed + tuple(each for each in self.counted if each.met is None)


def gate_targets(gate: Gate, metrics: Iterable[Metric]) -> tuple[tuple[MetricId, Limit], ...]:
    """Return the targets that a gate counts, in the catalogue's order.

    Of a metric with dated targets it is the last one due by the end of the gate's phase; one whose
    targets are all due later is not counted, nor is a metric without a target or one that is but a
    part of another.
    """
    found = ((metric, _target(gate, metric)) for metric in metrics if _belongs(gate, metric))
    return tuple((metric.id, limit) for metric, limit in found if limit is not None)


def weigh(
    gate: Gate,
    targets: Iterable[tuple[MetricId, Limit]],
    figures: Mapping[MetricId, Figure],
) -> GateState:
    """Return where a gate stands by its ``gate_targets`` and the ``figures`` of their metrics.

    What cannot be believed is not met and not failed either: the gate is UNKNOWN while it could
    turn out both ways.
    """
    counted = tuple(
        _count(metric, limit, figures.get(metric, Figure(None, Trust.NOT_CONNECTED)))
        for metric, limit in targets
    )
    met = sum(each.met is True for each in counted)
    possible = sum(each.met is not False for each in counted)
    needed = math.ceil(round(gate.share * len(counted), 9))
    return GateState(gate, _verdict(met, possible, needed, len(counted)), met, needed, counted)


def phase_span(gate: Gate, programme_start: float) -> tuple[float, float]:
    """Return the POSIX times between which a gate's phase lies."""
    return (
        add_months(programme_start, gate.from_month - 1),
        add_months(programme_start, gate.to_month),
    )


def _verdict(met: int, possible: int, needed: int, total: int) -> Verdict:
    if not total:
        return Verdict.UNKNOWN
    if met >= needed:
        return Verdict.MET
    return Verdict.NOT_MET if possible < needed else Verdict.UNKNOWN


def _count(metric: MetricId, limit: Limit, figure: Figure) -> Counted:
    believed = figure.trust is Trust.FRESH and figure.value is not None
    met = limit.met_by(figure.value) if believed and figure.value is not None else None
    return Counted(metric, limit, figure, met)


def _belongs(gate: Gate, metric: Metric) -> bool:
    if metric.parts_of is not None:
        return False
    named = metric.category in gate.categories or metric.id in gate.metrics
    return named or not (gate.categories or gate.metrics)


def _target(gate: Gate, metric: Metric) -> Limit | None:
    due = [target.limit for target in metric.dated if target.months <= gate.to_month]
    return due[-1] if due else metric.target
