"""The user's changed rules on disk."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from msgspec.structs import replace

from aux_monitor.adapters.overlay_file import OverlayFile
from aux_monitor.adapters.resources import load_catalogue
from aux_monitor.domain.catalogue import Catalogue, RuleId
from aux_monitor.domain.tuning import Tuning, tuned, tuning_of
from aux_monitor.settings.errors import SettingsError
from tests.domain.building import above, below

RULE = RuleId("response_time")
SHIPPED = load_catalogue()
LOUDER = Tuning(above(350), below(320), 240)


def tune(path: Path, tuning: Tuning | None, rule: RuleId = RULE) -> Catalogue:
    """Keep a tuning and return the catalogue it makes."""
    return asyncio.run(OverlayFile(path).tune(rule, tuning))


def test_a_tuning_is_kept_and_read_again(tmp_path: Path) -> None:
    """The catalogue that comes back is the one the next start reads: one rule changed."""
    path = tmp_path / "config" / "catalogue.toml"
    changed = tune(path, LOUDER)
    assert changed == load_catalogue(path)
    assert changed.rules == {**SHIPPED.rules, RULE: tuned(SHIPPED.rules[RULE], LOUDER)}


def test_as_shipped_leaves_nothing_behind(tmp_path: Path) -> None:
    """Going back takes the fields out; the rest of the file stays."""
    path = tmp_path / "catalogue.toml"
    path.write_text("# ours\n[rules.churn]\nfire = '> 12'\n", encoding="utf-8")
    tune(path, LOUDER)
    assert tune(path, None).rules[RULE] == SHIPPED.rules[RULE]
    assert path.read_text(encoding="utf-8").strip() == "# ours\n[rules.churn]\nfire = '> 12'"


def test_a_change_that_changes_nothing_writes_nothing(tmp_path: Path) -> None:
    """Saving the shipped values makes no file."""
    path = tmp_path / "catalogue.toml"
    tune(path, tuning_of(SHIPPED.rules[RULE]))
    assert not path.exists()


def test_an_overlay_with_a_fault_is_left_alone(tmp_path: Path) -> None:
    """The fault that stands there is told with its place, and the file is as it was."""
    path = tmp_path / "catalogue.toml"
    path.write_text("[rules.churn]\nfire = 'much'\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"churn\.fire: 'much'"):
        tune(path, LOUDER)
    assert path.read_text(encoding="utf-8") == "[rules.churn]\nfire = 'much'\n"


def test_a_tuning_that_contradicts_itself_is_not_kept(tmp_path: Path) -> None:
    """A clear level past the fire level is refused before anything is written."""
    path = tmp_path / "catalogue.toml"
    with pytest.raises(SettingsError, match="must lie on the other side"):
        tune(path, replace(LOUDER, clear=below(400)))
    assert not path.exists()


def test_the_shipped_catalogue_knows_no_change(tmp_path: Path) -> None:
    """Beside a changed rule the document's own can still be read."""
    path = tmp_path / "catalogue.toml"
    tune(path, LOUDER)
    file = OverlayFile(path)
    assert asyncio.run(file.shipped()) == SHIPPED
