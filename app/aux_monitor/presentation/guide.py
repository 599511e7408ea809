"""What follows from the catalogue alone, worked out once: who is urgent, watched, called what."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from aux_monitor.domain.catalogue import Cadence, Catalogue, Metric, Severity, TriggerRule
from aux_monitor.domain.reading import MetricId
from aux_monitor.presentation import text
from aux_monitor.presentation.wording import falls
from aux_monitor.settings.language import tr


class MetricWords(Struct, frozen=True):
    """A metric's texts that no reading changes.

    ``foot`` and ``foot_with_unit`` are its undated target and its alert, as a tile says them
    beside a figure and without one; ``spoken_target`` is for screen readers. ``falls`` is the rule
    that compares its figures with earlier ones, where there is one.
    """

    name: str
    short_name: str
    definition: str
    foot: str
    foot_with_unit: str
    spoken_target: str
    falls: TriggerRule | None = None


class Guide(Struct, frozen=True):
    """``by_urgency`` holds every metric once, ``watched`` those whose silence is no calm.

    ``names`` is what a metric is called in a sentence, ``cadences`` those any metric has.
    """

    by_urgency: tuple[MetricId, ...]
    watched: frozenset[MetricId]
    names: Mapping[MetricId, str]
    words: Mapping[MetricId, MetricWords]
    cadences: frozenset[Cadence]


def guide_of(catalogue: Catalogue) -> Guide:
    """Return the guide of a catalogue."""
    return Guide(
        by_urgency=by_urgency(catalogue),
        watched=watched_metrics(catalogue),
        names=alert_names(catalogue),
        words={m.id: words_of(m, falls_of(catalogue, m)) for m in catalogue.metrics.values()},
        cadences=frozenset(metric.cadence for metric in catalogue.metrics.values()),
    )


def falls_of(catalogue: Catalogue, metric: Metric) -> TriggerRule | None:
    """Return the first rule that compares a metric's figures with earlier ones, if any."""
    rules = (rule for rule in catalogue.rules.values() if metric.id in rule.metrics)
    return next((rule for rule in rules if falls(rule)), None)


def words_of(metric: Metric, falls: TriggerRule | None = None) -> MetricWords:
    """Return a metric's texts that no reading changes."""
    name = text.clean(tr(metric.name), 80)
    return MetricWords(
        name=name,
        short_name=text.clean(tr(metric.short_name), 60),
        definition=f"{name}: {text.sentence(metric.definition)}",
        foot=text.limits_text(metric, with_unit=False),
        foot_with_unit=text.limits_text(metric, with_unit=True),
        spoken_target=text.spoken_target(metric),
        falls=falls,
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
    names = {
        metric.id: text.clean(tr(metric.short_name), 60) for metric in catalogue.metrics.values()
    }
    for rule in catalogue.rules.values():
        if len(rule.metrics) == 1:
            names[rule.metrics[0]] = text.clean(tr(rule.name), 60)
    return names
