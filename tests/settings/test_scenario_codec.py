"""Scenario files: what they may say, and the sentence for each mistake."""

from __future__ import annotations

import pytest
from msgspec import Struct

from aux_monitor.adapters.resources import load_catalogue
from aux_monitor.domain.level import Trust
from aux_monitor.domain.scenario import Asleep, Listed, Nothing, OnPace, Scenario, Span, Weekly
from aux_monitor.domain.trigger import Transition
from aux_monitor.settings.decoding import Place, TomlText, convert
from aux_monitor.settings.errors import SettingsError
from aux_monitor.settings.scenario_codec import SpanRow, decode_scenarios

CATALOGUE = load_catalogue()
HEAD = "[[scenario]]\nabout = 'A story'\nevery_s = 10\n"
RULE = "rule = 'response_time'\n"
SPANS = "spans = [{ for_s = 60, value = 140 }]\n"
EXPECT = "expect = []\n"


def decoded(text: str) -> tuple[Scenario, ...]:
    """Return the scenarios of a file's text."""
    return decode_scenarios(TomlText("own.toml", text), CATALOGUE)


def span(text: str, rule: str = "adoption") -> Span:
    """Return the only span of a file."""
    (scenario,) = decoded(f"{HEAD}rule = '{rule}'\nspans = [{text}]\n{EXPECT}")
    return scenario.tracks[0].spans[0]


def test_a_scenario_is_read_whole() -> None:
    """Story, rule, metric, spans and what is expected stand as they are written."""
    (scenario,) = decoded(
        "[[scenario]]\nabout = 'A story'\nevery_s = 10\nfigure_every_s = 60\nstart = 2026-01-05\n"
        "rule = 'adoption'\nmetric = 'unique_domains'\n"
        "spans = [{ for_s = 60, value = 140, n = 9, trust = 'stale', noise = 0.1, memory = 0.5,"
        " seed = 3 }]\n"
        "expect = [[10, 'pending'], [20.5, 'fired']]\nfires_at_least = 1\nfires_at_most = 2\n"
        "literal_at_least = 3\n"
    )
    (track,) = scenario.tracks
    assert (scenario.about, scenario.start) == ("A story", 1_767_571_200.0)
    assert (scenario.every_s, scenario.figure_every_s) == (10, 60)
    assert (track.rule.id, track.metric.id) == ("adoption", "unique_domains")
    assert track.spans == (Span(60, Listed((140.0,)), 9, Trust.STALE, 0.1, 0.5, 3),)
    expected = track.expect
    assert expected.transitions == ((10.0, Transition.PENDING), (20.5, Transition.FIRED))
    assert (expected.fires_at_least, expected.fires_at_most, expected.literal_at_least) == (1, 2, 3)


def test_what_is_left_out_has_its_usual_value() -> None:
    """A scenario begins on a Monday, takes each sample anew, and looks at the rule's first one."""
    (scenario,) = decoded(HEAD + RULE + SPANS + EXPECT)
    assert (scenario.start, scenario.figure_every_s) == (1_780_272_000.0, 10)
    assert scenario.tracks[0].metric.id == "response_time_avg"


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("{ for_s = 10, values = [1, 2.5] }", Listed((1.0, 2.5))),
        ("{ for_s = 10, share = 0.7 }", OnPace(0.7)),
        ("{ for_s = 10, weekly = [1, 2, 3, 4, 5, 6, 7] }", Weekly((1, 2, 3, 4, 5, 6, 7))),
        ("{ for_s = 10, asleep = true }", Asleep()),
        ("{ for_s = 10 }", Nothing()),
    ],
)
def test_a_span_shows_what_it_says(text: str, shape: object) -> None:
    """Each way of saying what is seen becomes its shape; none at all is no value."""
    assert span(text).shape == shape


def test_one_story_may_be_told_of_several_rules() -> None:
    """Each rule of a scenario has its own spans and its own end."""
    other = "[[scenario.rules]]\nrule = 'success_rate'\n"
    (scenario,) = decoded(
        f"{HEAD}[[scenario.rules]]\n{RULE}{SPANS}{EXPECT}{other}{SPANS}fires_at_most = 0\n"
    )
    assert [track.rule.id for track in scenario.tracks] == ["response_time", "success_rate"]


FAULTS = {
    "": "own.toml: field 'scenario' is missing",
    "scenario = []": "own.toml: scenario: expected a list of length >= 1",
    HEAD[:-13] + RULE + SPANS + EXPECT: "own.toml: scenario[0]: field 'every_s' is missing",
    HEAD + SPANS + EXPECT: "own.toml: scenario[0]: field 'rule' is missing",
    HEAD + RULE + EXPECT: "own.toml: scenario[0]: field 'spans' is missing",
    HEAD + RULE + SPANS + EXPECT + "speed = 2": "own.toml: scenario[0]: unknown field 'speed'",
    HEAD + "rule = 'no_rule'\n" + SPANS + EXPECT: (
        "own.toml: scenario[0].rule: there is no rule 'no_rule'"
    ),
    HEAD + RULE + "metric = 'nps'\n" + SPANS + EXPECT: (
        "own.toml: scenario[0].metric: rule 'response_time' does not look at 'nps'"
    ),
    HEAD + RULE + SPANS: (
        "own.toml: scenario[0]: nothing is expected: write expect, or how often it fires"
    ),
    HEAD + RULE + SPANS + "expect = [[1, 'burnt']]": (
        "own.toml: scenario[0].expect[0][1]: invalid enum value 'burnt' (one of: pending,"
    ),
    HEAD + RULE + "spans = [{ for_s = 10, trust = 'blind' }]\n" + EXPECT: (
        "own.toml: scenario[0].spans[0].trust: invalid enum value 'blind' (one of: fresh,"
    ),
    HEAD + RULE + "spans = 3\n" + EXPECT: "own.toml: scenario[0].spans: expected a list, got int",
    HEAD + "figure_every_s = 15\n" + RULE + SPANS + EXPECT: (
        "own.toml: scenario[0].figure_every_s: is no multiple of every_s (10)"
    ),
    HEAD + RULE + "spans = [{ for_s = 5, value = 1 }]\n" + EXPECT: (
        "own.toml: scenario[0].spans[0].for_s: is no multiple of every_s (10)"
    ),
    HEAD + RULE + "spans = [{ for_s = 10, value = 1, asleep = true }]\n" + EXPECT: (
        "own.toml: scenario[0].spans[0]: give one of value, values, share, weekly and asleep"
    ),
    HEAD + RULE + "spans = [{ for_s = 10, share = 1 }]\n" + EXPECT: (
        "own.toml: scenario[0].spans[0].share: 'response_time_avg' has no dated targets to keep"
        " pace with"
    ),
    HEAD + "rules = 3": "own.toml: scenario[0].rules: expected a list, got int",
    HEAD + RULE + "rules = []": "own.toml: scenario[0]: 'rule' must stand in one of the rules",
    HEAD + RULE + "spans = [{ for_s = 86400000, value = 1 }]\n" + EXPECT: (
        "own.toml: 8,640,000 samples are more than 2,000,000"
    ),
}


@pytest.mark.parametrize("text", FAULTS)
def test_a_fault_is_named_with_file_scenario_and_field(text: str) -> None:
    """Each mistake is one sentence that says where to look."""
    with pytest.raises(SettingsError) as fault:
        decoded(text)
    assert str(fault.value).startswith(FAULTS[text])


class Tables(Struct):
    """Tables by name, as other files have them."""

    spans: dict[str, SpanRow]


def test_a_fault_in_a_named_table_is_named_as_well() -> None:
    """Where the kind of a field is not known, its choices are left out."""
    with pytest.raises(SettingsError, match=r"trust: invalid enum value 'blind'$"):
        convert({"spans": {"one": {"for_s": 1, "trust": "blind"}}}, Tables, Place("own.toml"))
