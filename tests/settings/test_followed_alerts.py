"""A rule's own limit is the threshold its metric's level and chart go by."""

from __future__ import annotations

from pathlib import Path

import pytest

from aux_monitor.adapters.resources import load_catalogue
from aux_monitor.domain.reading import MetricId

RULE = "[rules.response_time]\nfire = '> 400'\nclear = '< 350'\n"


def alert_of(metric: str, overlay: Path, text: str) -> str:
    """Return a metric's alert threshold under an overlay."""
    overlay.write_text(text, encoding="utf-8")
    alert = load_catalogue(overlay).metrics[MetricId(metric)].alert
    return "none" if alert is None else f"{alert.comparison.value} {alert.value:g}"


@pytest.mark.parametrize(
    ("metric", "text", "alert"),
    [
        ("response_time_avg", RULE, "> 400"),
        ("response_time_avg", "[rules.response_time]\nhold_s = 60\n", "> 300"),
        ("response_time_avg", f"{RULE}[metrics.response_time_avg]\nalert = '> 500'\n", "> 500"),
        ("response_time_avg", f"{RULE}[metrics.response_time_avg]\ndecimals = 1\n", "> 400"),
        (
            "response_time_avg",
            "[rules.response_time]\nfire = '> 120'\nclear = '< 100'\n",
            "> 300",
        ),
        ("monthly_active_users", "[rules.adoption]\nfire = '< 0.5'\nclear = '> 0.6'\n", "none"),
        ("daily_users", "[rules.daily_users_drop]\nfire = '> 30'\n", "none"),
    ],
    ids=[
        "followed",
        "only the hold changed",
        "a threshold of its own",
        "something else of its own",
        "inside the target",
        "pace",
        "fall",
    ],
)
def test_the_threshold_follows_the_rule(tmp_path: Path, metric: str, text: str, alert: str) -> None:
    """Level and chart have the limit a person chose for being told, wherever that can be."""
    assert alert_of(metric, tmp_path / "catalogue.toml", text) == alert
