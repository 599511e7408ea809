"""What a rule sees of its metric at one moment."""

from __future__ import annotations

from typing import assert_never

from aux_monitor.domain.catalogue import Metric, RuleInput, TriggerRule
from aux_monitor.domain.drops import survey_drop, weekday_drop
from aux_monitor.domain.level import Judgement, Trust
from aux_monitor.domain.reading import Reading
from aux_monitor.domain.trigger import Observation

UNUSABLE = Observation(None, usable=False)
"""Nothing that could move a rule."""


def observe(
    rule: TriggerRule, metric: Metric, reading: Reading | None, judgement: Judgement, now: float
) -> Observation:
    """Return the rule's input, unusable unless the reading is fresh.

    A low sample count is left to the rule's own minimum. ``WEEKDAY_DROP`` and
    ``DROP_FROM_PREVIOUS`` are read off the reading and its past; while there is too little past,
    or where a fall that would fire lies within the noise, there is nothing to see.
    """
    believed = judgement.trust in (Trust.FRESH, Trust.LOW_TRAFFIC)
    if reading is None or reading.value is None or not believed:
        return UNUSABLE
    match rule.input:
        case RuleInput.VALUE:
            return Observation(reading.value, reading.n)
        case RuleInput.PACE_RATIO:
            return _pace(metric, reading.value, reading.n, judgement.due)
        case RuleInput.WEEKDAY_DROP:
            return _weekday(reading, now)
        case RuleInput.DROP_FROM_PREVIOUS:
            return _survey(rule, reading)
        case _ as unreachable:  # pragma: no cover
            assert_never(unreachable)


def _pace(metric: Metric, value: float, n: int | None, due: float | None) -> Observation:
    if metric.dated and due is not None and due > 0:
        return Observation(value / due, n)
    return UNUSABLE


def _weekday(reading: Reading, now: float) -> Observation:
    """Return the drop in per cent; its sample is the mean number that it fell from."""
    found = weekday_drop(reading, now)
    if found is None or found.mean is None:
        return UNUSABLE
    return Observation(found.percent, round(found.mean))


def _survey(rule: TriggerRule, reading: Reading) -> Observation:
    """Return the fall in points; one small enough to fire nothing may well be noise."""
    found = survey_drop(reading)
    if found is None or (rule.fire.met_by(found.points) and not found.certain):
        return UNUSABLE
    return Observation(found.points, found.answers)
