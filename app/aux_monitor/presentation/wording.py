"""Alerts in words: what a rule watches for, what clears it, what happened and why.

Cards and notices say the same because both take their words from here.
"""

from __future__ import annotations

from typing import assert_never

from aux_monitor.domain.catalogue import (
    Comparison,
    Limit,
    Metric,
    RuleInput,
    Supply,
    TriggerRule,
)
from aux_monitor.domain.notice import Episode
from aux_monitor.domain.reading import Reading, Unit
from aux_monitor.presentation import text
from aux_monitor.settings.language import tr

MOST_PARTS = 3
"""A sentence names this many parts of a breakdown, the worst first."""

_UPWARD = (Comparison.GREATER, Comparison.AT_LEAST)


def upward(rule: TriggerRule) -> bool:
    """Return whether a rule fires on high values."""
    return rule.fire.comparison in _UPWARD


def side(comparison: Comparison) -> str:
    """Return ``above`` or ``below``."""
    return tr("above") if comparison in _UPWARD else tr("below")


def falls(rule: TriggerRule) -> bool:
    """Return whether a rule looks at how far its metric has fallen."""
    return rule.input in (RuleInput.WEEKDAY_DROP, RuleInput.DROP_FROM_PREVIOUS)


def past(rule: TriggerRule, limit: Limit) -> str:
    """Return on which side of a rule's limit it is met, as it stands before the limit.

    ``above 300 ms``; of a fall, which is counted downwards, ``beyond 20 % down``.
    """
    if not falls(rule):
        return side(limit.comparison)
    return tr("beyond") if limit.comparison in _UPWARD else tr("within")


def input_limit(rule: TriggerRule, metric: Metric, value: float) -> str:
    """Return a limit of a rule in the terms of what it looks at: ``90 %``, ``70 % of pace``."""
    match rule.input:
        case RuleInput.VALUE:
            return text.limit_amount(value, metric.unit)
        case RuleInput.PACE_RATIO:
            return tr("{share} % of pace", share=text.short_number(100.0 * value))
        case RuleInput.WEEKDAY_DROP | RuleInput.DROP_FROM_PREVIOUS:
            return tr("{amount} down", amount=text.limit_amount(value, _drop_unit(rule, metric)))
        case _ as unreachable:  # pragma: no cover
            assert_never(unreachable)


def input_amount(rule: TriggerRule, metric: Metric, value: float) -> str:
    """Return a value that a rule saw, in the same terms as its limits."""
    match rule.input:
        case RuleInput.VALUE:
            return text.measured(value, metric)
        case RuleInput.PACE_RATIO:
            return tr("{share} % of pace", share=text.number(100.0 * value, 0))
        case RuleInput.WEEKDAY_DROP:
            return _moved(value, text.amount(abs(value), Unit.PERCENT, 1))
        case RuleInput.DROP_FROM_PREVIOUS:
            return _moved(value, text.measured(abs(value), metric))
        case _ as unreachable:  # pragma: no cover
            assert_never(unreachable)


def _moved(drop: float, amount: str) -> str:
    return tr("{amount} up", amount=amount) if drop < 0 else tr("{amount} down", amount=amount)


def _drop_unit(rule: TriggerRule, metric: Metric) -> Unit:
    """Return what a drop is counted in: per cent of the mean before, or the metric's own unit."""
    return Unit.PERCENT if rule.input is RuleInput.WEEKDAY_DROP else metric.unit


def subject(rule: TriggerRule, metric: Metric) -> str:
    """Return what an alert is about: the rule's own name, or the one metric of a group's."""
    return text.clean(tr(rule.name) if len(rule.metrics) == 1 else tr(metric.short_name), 60)


def title(rule: TriggerRule, metric: Metric) -> str:
    """Return what a firing alert is called: ``Success rate below 90 %``."""
    name = subject(rule, metric)
    match rule.input:
        case RuleInput.VALUE | RuleInput.PACE_RATIO:
            limit = input_limit(rule, metric, rule.fire.value)
            return f"{name} {side(rule.fire.comparison)} {limit}"
        case RuleInput.WEEKDAY_DROP | RuleInput.DROP_FROM_PREVIOUS:
            limit = text.limit_amount(rule.fire.value, _drop_unit(rule, metric))
            return tr("{name} down more than {limit}", name=name, limit=limit)
        case _ as unreachable:  # pragma: no cover
            assert_never(unreachable)


def pending_title(rule: TriggerRule, metric: Metric) -> str:
    """Return what an alert is called while it waits out its hold: ``Retry rate rising``."""
    name = subject(rule, metric)
    if upward(rule) and not falls(rule):
        return tr("{name} rising", name=name)
    return tr("{name} falling", name=name)


def hold_text(rule: TriggerRule) -> str:
    """Return a rule's patience in words: ``waits 3 min before telling you``."""
    if not rule.hold_s:
        return tr("tells at once")
    return tr("waits {span} before telling you", span=text.hold(rule.hold_s))


def clears_text(rule: TriggerRule, metric: Metric) -> str:
    """Return the sentence that says what ends an alert: ``Clears below 270 ms for 5 min``."""
    limit = input_limit(rule, metric, rule.clear.value)
    where = past(rule, rule.clear)
    if not rule.clear_hold_s:
        return tr("Clears {where} {limit}.", where=where, limit=limit)
    span = text.hold(rule.clear_hold_s)
    return tr("Clears {where} {limit} for {span}.", where=where, limit=limit, span=span)


def needs_text(rule: TriggerRule) -> str:
    """Return the least a rule must have to go by, such as ``Needs 200 samples``, as a sentence."""
    least = text.number(rule.minimum_sample, 0)
    match rule.input:
        case RuleInput.VALUE | RuleInput.PACE_RATIO:
            return tr("Needs {least} samples.", least=least)
        case RuleInput.WEEKDAY_DROP:
            return tr("Needs a mean of {least}.", least=least)
        case RuleInput.DROP_FROM_PREVIOUS:
            return tr("Needs {least} answers, and a fall beyond the noise.", least=least)
        case _ as unreachable:  # pragma: no cover
            assert_never(unreachable)


def sample_text(metric: Metric, n: int | None) -> str:
    """Return what a value was taken from: `` of 4,182 commands``, empty where that is not known.

    Only the collector counts commands; what another source counted is called a sample.
    """
    if n is None:
        return ""
    count = text.number(n, 0)
    commands = metric.supply is Supply.COLLECTOR
    if metric.unit is Unit.PERCENT:
        said = tr("of {n} commands", n=count) if commands else tr("of a sample of {n}", n=count)
    else:
        said = tr("over {n} commands", n=count) if commands else tr("over a sample of {n}", n=count)
    return f" {said}"


def parts_text(rule: TriggerRule, metric: Metric, reading: Reading | None) -> str:
    """Return the worst parts of a breakdown: ``click 402 ms, extract 288 ms``."""
    return ", ".join(worst_parts(rule, metric, reading))


def worst_parts(rule: TriggerRule, metric: Metric, reading: Reading | None) -> tuple[str, ...]:
    """Return the worst parts of a breakdown, each with its value, the worst first."""
    if reading is None:
        return ()
    known = [(part.name, part.value) for part in reading.breakdown if part.value is not None]
    worst = sorted(known, key=lambda part: part[1], reverse=upward(rule))[:MOST_PARTS]
    return tuple(f"{text.clean(name, 40)} {text.measured(value, metric)}" for name, value in worst)


def recovered_text(rule: TriggerRule, metric: Metric, episode: Episode, until: float) -> str:
    """Return ``recovered after 14 min, worst 87.9 %``, counted from the firing."""
    return tr(
        "recovered after {lasted}, worst {worst}",
        lasted=text.duration(until - episode.fired_at),
        worst=input_amount(rule, metric, episode.worst),
    )
