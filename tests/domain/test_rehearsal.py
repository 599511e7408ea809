"""Scenarios played, and held against what is expected of them."""

from __future__ import annotations

import pytest

from aux_monitor.domain.rehearsal import Played, play
from aux_monitor.domain.scenario import Expected, Listed, Scenario, Span, Track
from aux_monitor.domain.trigger import Transition
from tests.domain.building import metric, rule

UP_AND_DOWN = (Span(300, Listed((400.0,))), Span(1_200, Listed((100.0,))))
HAPPENED = (
    (0.0, Transition.PENDING),
    (180.0, Transition.FIRED),
    (300.0, Transition.RECOVERING),
    (780.0, Transition.RESOLVED),
)


def played(expected: Expected, *spans: Span) -> Played:
    """Return what the response time rule does on a story of its own."""
    waiting = rule(hold_s=180, clear_hold_s=300, keep_firing_s=600, gap_s=90, minimum_sample=20)
    track = Track(waiting, metric(), spans or UP_AND_DOWN, expected)
    return play(Scenario("a story", 1_780_272_000.0, 10, 10, (track,)))[0]


def test_a_scenario_notes_each_transition_with_its_second() -> None:
    """Seconds count from the beginning of the story."""
    found = played(Expected(HAPPENED))
    assert (found.happened, found.fires, found.literal) == (HAPPENED, 1, 2)
    assert found.as_expected


def test_the_bare_limit_is_counted_whatever_the_sample() -> None:
    """Where too few samples silence the rule, its bare limit would still have changed its mind."""
    found = played(Expected(()), Span(300, Listed((400.0, 100.0)), n=3))
    assert (found.happened, found.literal) == ((), 30)
    assert found.as_expected


@pytest.mark.parametrize(
    "missed",
    [
        Expected(()),
        Expected(HAPPENED[:-1]),
        Expected(((0.0, Transition.FIRED), *HAPPENED[1:])),
        Expected(fires_at_least=2),
        Expected(fires_at_most=0),
        Expected(literal_at_least=3),
    ],
)
def test_whatever_is_not_as_expected_is_seen(missed: Expected) -> None:
    """One transition more or less, a firing too many or too few, too quiet a limit: each shows."""
    assert not played(missed).as_expected


def test_what_is_not_expected_is_not_looked_at() -> None:
    """Bounds that hold are enough, and each is looked at by itself."""
    assert played(Expected(fires_at_least=1, fires_at_most=1, literal_at_least=2)).as_expected
    assert played(Expected(fires_at_most=5)).as_expected
