"""A person's own limit of a rule is the alert threshold of what the rule watches, too.

Else a figure would count as a breach, in its tile and under its chart's line, at one limit and be
told of at another.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from aux_monitor.domain.catalogue import Metric, RuleId, RuleInput, TriggerRule
from aux_monitor.domain.reading import MetricId
from aux_monitor.settings.catalogue_rows import apart


def with_followed_alerts(
    metrics: Mapping[MetricId, Metric],
    rules: Mapping[RuleId, TriggerRule],
    own_metrics: Mapping[str, Mapping[str, Any]],
    own_rules: Mapping[str, Mapping[str, Any]],
) -> dict[MetricId, Metric]:
    """Return the metrics with the limits of the rules that a person changed.

    ``own_metrics`` and ``own_rules`` are the overlay's tables. A metric keeps its threshold where
    the overlay gives it one, where it has none, where the rule looks at something else than its
    value, and where a value could then be on target and in breach at once.
    """
    followed = dict(metrics)
    for name, fields in own_rules.items():
        rule = rules[RuleId(name)]
        if "fire" not in fields or rule.input is not RuleInput.VALUE:
            continue
        for metric in rule.metrics:
            if "alert" not in own_metrics.get(metric, {}):
                followed[metric] = _following(followed[metric], rule)
    return followed


def _following(metric: Metric, rule: TriggerRule) -> Metric:
    fits = metric.target is None or apart(metric.target, rule.fire)
    return metric if metric.alert is None or not fits else replace(metric, alert=rule.fire)
