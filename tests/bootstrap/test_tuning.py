"""A saved rule, taken into the running program."""

from __future__ import annotations

import asyncio
from datetime import UTC
from pathlib import Path

import pytest
from msgspec.structs import replace

from aux_monitor.adapters.desktop.clock import SystemClock
from aux_monitor.adapters.overlay_file import OverlayFile
from aux_monitor.adapters.resources import load_catalogue
from aux_monitor.bootstrap.tuning import RuleTuning, saved_words
from aux_monitor.domain.catalogue import Catalogue
from aux_monitor.domain.reading import MetricId
from aux_monitor.domain.tuning import Tuning, tuned
from aux_monitor.ports.errors import SettingsError
from aux_monitor.services.intents import SaveRule
from tests.domain.building import KEY, LATENCY, RULE, above, below

SHIPPED = load_catalogue()
LOUDER = Tuning(above(350), below(320), 240)


def tuning(path: Path) -> RuleTuning:
    """Return the tuning of an overlay that is not attached to any session."""
    return RuleTuning(OverlayFile(path), SystemClock(), UTC)


def save(path: Path, wanted: Tuning | None, catalogue: Catalogue = SHIPPED) -> Catalogue:
    """Save a rule and return the catalogue in force from then on."""
    return asyncio.run(tuning(path).save(SaveRule(KEY, wanted), catalogue))


def test_only_the_saved_rule_is_taken_over(tmp_path: Path) -> None:
    """What a person wrote into the file meanwhile waits for the next start."""
    path = tmp_path / "catalogue.toml"
    path.write_text("[rules.churn]\nfire = '> 12'\n", encoding="utf-8")
    changed = save(path, LOUDER)
    assert changed.rules == {**SHIPPED.rules, RULE: tuned(SHIPPED.rules[RULE], LOUDER)}
    watched = replace(SHIPPED.metrics[LATENCY], alert=LOUDER.fire)
    assert changed.metrics == {**SHIPPED.metrics, LATENCY: watched}
    assert save(path, None, changed) == SHIPPED


def test_a_fault_in_the_file_leaves_file_and_rules_alone(tmp_path: Path) -> None:
    """One sentence names the fault."""
    path = tmp_path / "catalogue.toml"
    path.write_text("[rules.churn]\nspeed = 2\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="unknown field 'speed'"):
        save(path, LOUDER)
    assert path.read_text(encoding="utf-8") == "[rules.churn]\nspeed = 2\n"


def test_what_was_saved_is_said(tmp_path: Path) -> None:
    """The sentence says what the rule does from now on."""
    changed = save(tmp_path / "catalogue.toml", LOUDER)
    words = "Saved. From now on: Response time above 350 ms, held for 4 min."
    assert saved_words(changed, KEY) == words


def test_a_metric_that_no_rule_watches_has_no_rule_to_tune(tmp_path: Path) -> None:
    """Its page shows none; that of a watched one shows the rule in force."""
    mine = tuning(tmp_path / "catalogue.toml")
    assert mine.view(SHIPPED, MetricId("github_stars")) is None
    shown = mine.view(SHIPPED, KEY.metric)
    assert shown is not None
    assert shown.key == KEY
