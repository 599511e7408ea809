"""The shipped trigger rules, played against what servers and audiences do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from aux_monitor.adapters.resources import load_catalogue
from aux_monitor.domain.catalogue import Metric, RuleId, TriggerRule
from aux_monitor.domain.level import Trust, judge
from aux_monitor.domain.observation import observe
from aux_monitor.domain.pace import due_value
from aux_monitor.domain.reading import MetricId, Reading
from aux_monitor.domain.trigger import QUIET, Observation, Transition, step
from tests.domain.building import COLLECTOR

FOLDER = Path(__file__).resolve().parents[1] / "scenarios"
CATALOGUE = load_catalogue()
START = datetime(2026, 6, 1, tzinfo=UTC).timestamp()


class Span(msgspec.Struct, forbid_unknown_fields=True):
    """Some seconds in which the same is seen."""

    for_s: float
    value: float | None = None
    share: float | None = None
    drop: float | None = None
    n: int | None = None
    trust: Trust = Trust.FRESH
    asleep: bool = False


class Scenario(msgspec.Struct, forbid_unknown_fields=True):
    """A rule, what it sees, and all that comes of it."""

    about: str
    rule: str
    every_s: float
    spans: list[Span]
    expect: list[tuple[float, Transition]]
    metric: str = ""


class File(msgspec.Struct, forbid_unknown_fields=True):
    """The scenarios of one file."""

    scenario: list[Scenario]


SCENARIOS = [
    scenario
    for path in sorted(FOLDER.glob("*.toml"))
    for scenario in msgspec.toml.decode(path.read_bytes(), type=File).scenario
]


def moments(scenario: Scenario) -> Iterator[tuple[float, Span]]:
    """Yield each second at which the rule was evaluated, and the span it lies in."""
    begun = 0.0
    for span in scenario.spans:
        if not span.asleep:
            for index in range(round(span.for_s / scenario.every_s)):
                yield begun + index * scenario.every_s, span
        begun += span.for_s


def seen_at(at: float, span: Span, rule: TriggerRule, metric: Metric) -> Observation:
    """Return what the rule sees, by the way every reading takes; a drop is seen as it is."""
    if span.drop is not None:
        return Observation(span.drop, span.n)
    value = span.value
    if span.share is not None:
        value = span.share * due_value(metric.dated, metric.growth, START + at, START)
    reading = Reading(metric.id, value, START + at, COLLECTOR, n=span.n)
    judgement = judge(metric, reading, span.trust, START + at, START)
    return observe(rule, metric, reading, judgement, START + at)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.about)
def test_a_rule_does_what_its_scenario_says_and_nothing_else(scenario: Scenario) -> None:
    """Every transition comes at its second, and no other comes."""
    rule = CATALOGUE.rules[RuleId(scenario.rule)]
    metric = CATALOGUE.metrics[MetricId(scenario.metric) if scenario.metric else rule.metrics[0]]
    state, happened = QUIET, []
    for at, span in moments(scenario):
        state, transition = step(rule, state, seen_at(at, span, rule, metric), START + at)
        if transition is not None:
            happened.append((at, transition))
    assert happened == scenario.expect


def test_every_rule_has_a_scenario_in_which_it_fires() -> None:
    """No rule is shipped that nobody has seen fire."""
    fired = {one.rule for one in SCENARIOS if any(t is Transition.FIRED for _, t in one.expect)}
    assert fired == set(CATALOGUE.rules)
