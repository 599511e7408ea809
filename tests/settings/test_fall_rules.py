"""Rules on a fall take only figures that can be compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from aux_monitor.adapters.resources import load_catalogue
from aux_monitor.ports.errors import SettingsError


@pytest.mark.parametrize(
    ("rule", "changes", "sentence"),
    [
        (
            "daily_users_drop",
            "metrics = ['churn_rate']",
            "metrics: 'churn_rate' is reviewed weekly: weekdays take a daily figure",
        ),
        (
            "nps_drop",
            "metrics = ['nps', 'churn_rate']",
            "metrics: 'churn_rate' is no score in pts: its noise is not known",
        ),
        (
            "daily_users_drop",
            "fire = '< 20'\nclear = '> 25'",
            "fire: a fall is counted upwards from 0: '> 20' fires below a fifth",
        ),
        (
            "nps_drop",
            "fire = '> 0'\nclear = '< 0'",
            "fire: a fall is counted upwards from 0: '> 20' fires below a fifth",
        ),
    ],
)
def test_a_rule_on_a_fall_takes_a_figure_that_can_be_compared(
    tmp_path: Path, rule: str, changes: str, sentence: str
) -> None:
    """Weekdays need a figure a day, a survey its points; and no rise or standstill is a fall."""
    overlay = tmp_path / "catalogue.toml"
    overlay.write_text(f"[rules.{rule}]\n{changes}\n", encoding="utf-8")
    with pytest.raises(SettingsError) as raised:
        load_catalogue(overlay)
    assert str(raised.value).endswith(f"catalogue.toml: {rule}.{sentence}")


def test_another_limit_of_a_fall_is_taken(tmp_path: Path) -> None:
    """How large a fall must be is the reader's to choose."""
    overlay = tmp_path / "catalogue.toml"
    overlay.write_text(
        "[rules.daily_users_drop]\nfire = '>= 30'\nclear = '< 20'\n", encoding="utf-8"
    )
    assert load_catalogue(overlay).rules != load_catalogue().rules
