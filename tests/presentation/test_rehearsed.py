"""The words of a rehearsal."""

from __future__ import annotations

from aux_monitor.domain.rehearsal import Outcome, Played
from aux_monitor.domain.scenario import Expected, Listed, Scenario, Span, Track
from aux_monitor.domain.trigger import Transition
from aux_monitor.presentation.rehearsed import MOST_LISTED, rehearsed, rehearsed_lines
from tests.domain.building import metric, rule

FIRED = ((0.0, Transition.PENDING), (180.5, Transition.FIRED))


def lines(
    expect: Expected,
    happened: tuple[tuple[float, Transition], ...],
    messages: int | None = None,
    at_most: int | None = None,
) -> list[str]:
    """Return what is said of a scenario of one rule."""
    track = Track(rule(), metric(), (Span(10, Listed((1.0,))),), expect)
    scenario = Scenario("A story.", 0.0, 10, 10, (track,), messages, at_most)
    outcome = Outcome(scenario, (Played(track, happened, literal=4),), 3)
    return list(rehearsed_lines(rehearsed("own.toml", [outcome])))


def test_a_failed_scenario_says_what_was_expected_and_what_happened() -> None:
    """Transitions are listed with their seconds; nothing is a word too."""
    assert lines(Expected(()), FIRED) == [
        "FAILED  A story.",
        "        response_time on response_time_avg",
        "          expected  nothing",
        "          happened  pending at 0 s, fired at 180.5 s",
        "1 scenario, 1 failed",
    ]


def test_counts_are_told_where_they_were_asked_about() -> None:
    """Beside what happened stands how often the rule fired and its bare limit changed."""
    said = lines(Expected(fires_at_most=0, literal_at_least=9), FIRED)
    assert said[2].strip() == "expected  fires_at_most 0, literal_at_least 9"
    assert said[3].endswith("fired at 180.5 s (fires 1, literal 4)")


def test_a_flapping_rule_does_not_fill_the_terminal() -> None:
    """Beyond a bound transitions are only counted."""
    many = ((5.0, Transition.PENDING),) * (MOST_LISTED + 1_000)
    said = lines(Expected(()), many)[3]
    assert said.endswith("and 1,000 more")
    assert said.count("pending") == MOST_LISTED


def test_messages_are_told_where_their_number_is_another() -> None:
    """A bound that holds needs no word."""
    assert lines(Expected(FIRED), FIRED, messages=1)[1:2] == [
        "        messages: expected 1, happened 3"
    ]
    assert lines(Expected(FIRED), FIRED, at_most=2)[1].endswith("expected at most 2, happened 3")
    assert lines(Expected(FIRED), FIRED, messages=3, at_most=3)[0].startswith("ok")
