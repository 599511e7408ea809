"""What a rule sees of its metric at one moment."""

from __future__ import annotations

from aux_monitor.domain.catalogue import Metric, RuleInput, TriggerRule
from aux_monitor.domain.level import Judgement, Trust
from aux_monitor.domain.reading import Reading
from aux_monitor.domain.trigger import Observation

UNUSABLE = Observation(None, usable=False)
"""Nothing that could move a rule."""


def observe(
    rule: TriggerRule, metric: Metric, reading: Reading | None, judgement: Judgement
) -> Observation:
    """Return the rule's input, unusable unless the reading is fresh.

    A low sample count is left to the rule's own minimum. ``WEEKDAY_DROP`` and
    ``DROP_FROM_PREVIOUS`` compare with days and surveys before, which no single reading holds:
    the source that knows them delivers the drop itself as the reading of the rule's metric.
    """
    if reading is None or reading.value is None:
        return UNUSABLE
    if judgement.trust not in (Trust.FRESH, Trust.LOW_TRAFFIC):
        return UNUSABLE
    match rule.input:
        case RuleInput.VALUE:
            return Observation(reading.value, reading.n)
        case RuleInput.PACE_RATIO:
            if metric.dated and judgement.due is not None and judgement.due > 0:
                return Observation(reading.value / judgement.due, reading.n)
    return UNUSABLE
