"""What follows from the catalogue alone, worked out once: who is urgent, watched, called what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from aux_monitor.domain.catalogue import Cadence, Catalogue, Severity
from aux_monitor.domain.reading import MetricId
from aux_monitor.presentation import text


@dataclass(frozen=True, slots=True)
class Guide:
    """``by_urgency`` holds every metric once, ``watched`` those whose silence is no calm.

    ``names`` is what a metric is called in a sentence, ``cadences`` those any metric has.
    """

    by_urgency: tuple[MetricId, ...]
    watched: frozenset[MetricId]
    names: Mapping[MetricId, str]
    cadences: frozenset[Cadence]


def guide_of(catalogue: Catalogue) -> Guide:
    """Return the guide of a catalogue."""
    return Guide(
        by_urgency=by_urgency(catalogue),
        watched=watched_metrics(catalogue),
        names=alert_names(catalogue),
        cadences=frozenset(metric.cadence for metric in catalogue.metrics.values()),
    )


def watched_metrics(catalogue: Catalogue) -> frozenset[MetricId]:
    """Return the metrics that could raise an alarm: their silence must not pass for calm."""
    ruled = {metric for rule in catalogue.rules.values() for metric in rule.metrics}
    bounded = {metric.id for metric in catalogue.metrics.values() if metric.alert is not None}
    return frozenset(ruled | bounded)


def by_urgency(catalogue: Catalogue) -> tuple[MetricId, ...]:
    """Return the metrics: critical rules' first, then those a rule has an order for, then others.

    Within each of these they keep the document's order.
    """
    ranks = dict.fromkeys(catalogue.metrics, 3)
    for rule in catalogue.rules.values():
        urgent = 0 if rule.severity is Severity.CRITICAL else 1
        rank = urgent if rule.action else 2
        for metric in rule.metrics:
            ranks[metric] = min(rank, ranks[metric])
    return tuple(sorted(ranks, key=lambda metric: ranks[metric]))


def alert_names(catalogue: Catalogue) -> Mapping[MetricId, str]:
    """Return what each metric is called in a sentence.

    A rule with one metric names it ("Response time" rather than "Average response").
    """
    names = {metric.id: text.clean(metric.short_name, 60) for metric in catalogue.metrics.values()}
    for rule in catalogue.rules.values():
        if len(rule.metrics) == 1:
            names[rule.metrics[0]] = text.clean(rule.name, 60)
    return names
