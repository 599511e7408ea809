"""The shipped trigger rules, rehearsed on what servers and audiences do."""

from __future__ import annotations

from pathlib import Path

import pytest

from aux_monitor.adapters.resources import load_catalogue, read_text
from aux_monitor.domain.rehearsal import play, rehearse
from aux_monitor.domain.scenario import Scenario
from aux_monitor.settings.decoding import TomlText
from aux_monitor.settings.scenario_codec import decode_scenarios

FOLDER = Path(__file__).resolve().parents[1] / "scenarios"
CATALOGUE = load_catalogue()

SCENARIOS = [
    scenario
    for path in sorted(FOLDER.glob("*.toml"))
    for scenario in decode_scenarios(TomlText(path.name, read_text(path)), CATALOGUE)
]


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.about)
def test_a_rule_does_what_its_scenario_says_and_nothing_else(scenario: Scenario) -> None:
    """Every transition that is expected comes at its second, no other comes, nor a message."""
    outcome = rehearse(scenario)
    said = [(each.happened, each.fires, each.literal) for each in outcome.played]
    assert outcome.as_expected, (said, outcome.messages)


def test_every_rule_has_a_scenario_in_which_it_fires() -> None:
    """No rule is shipped that nobody has seen fire."""
    played = [each for scenario in SCENARIOS for each in play(scenario)]
    assert {each.track.rule.id for each in played if each.fires} == set(CATALOGUE.rules)
