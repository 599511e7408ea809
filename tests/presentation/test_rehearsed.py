"""The words of a rehearsal."""

from __future__ import annotations

from aux_monitor.domain.rehearsal import Played
from aux_monitor.domain.scenario import Expected, Listed, Scenario, Span, Track
from aux_monitor.domain.trigger import Transition
from aux_monitor.presentation.rehearsed import MOST_LISTED, rehearsed, rehearsed_lines
from tests.domain.building import metric, rule

FIRED = ((0.0, Transition.PENDING), (180.5, Transition.FIRED))


def lines(expect: Expected, happened: tuple[tuple[float, Transition], ...]) -> list[str]:
    """Return what is said of a scenario of one rule."""
    track = Track(rule(), metric(), (Span(10, Listed((1.0,))),), expect)
    scenario = Scenario("A story.", 0.0, 10, 10, (track,))
    played = Played(track, happened, literal=4)
    return list(rehearsed_lines(rehearsed("own.toml", [(scenario, (played,))])))


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
