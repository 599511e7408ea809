"""Phase gates and baselines in the catalogue's files and the overlay."""

from __future__ import annotations

import pytest

from aux_monitor.domain.catalogue import GateId, Growth
from aux_monitor.settings.catalogue_codec import decode_catalogue
from aux_monitor.settings.decoding import TomlText
from aux_monitor.settings.errors import SettingsError
from tests.settings.test_catalogue_codec import (
    FILES,
    GATE_TEXT,
    STARS,
    STARS_TEXT,
    cases,
    complaint,
    overlaid,
    overlay_complaint,
)

GATE_FAULTS = {
    "share = 0.5|share = 0": "half.share: expected float > 0.0",
    "share = 0.5|share = 50": "half.share: expected float <= 1.0",
    "share = 0.5|shares = 0.5": "half: unknown field 'shares'",
    "to_month = 9|to_month = 3": "half.to_month: a phase must not end before it begins",
    "from_month = 4|from_month = 0": "half.from_month: expected int >= 1",
    "condition = '50% of adoption targets met'|": "half: field 'condition' is missing",
    "name = 'Half of it'|name = 'A name of 23 letters xx'": (
        "half.name: expected str of length <= 22"
    ),
    "metrics = ['latency']|metrics = ['latensy']": "half.metrics: there is no metric 'latensy'",
    "categories = ['Developer engagement']|categories = ['Adoptions']": (
        "half.categories[0]: invalid enum value 'Adoptions'"
    ),
    "[gates.half]|[gates.'half?']": "half?: a name is made of small letters, digits",
    "[gates.half]|[gate.half]": "unknown field 'gate'",
}


def test_a_gate_may_ask_for_more() -> None:
    """Gates are overlaid like metrics."""
    after = decode_catalogue(FILES, overlaid("[gates.half]\nshare = 1\nmetrics = []"))
    gate = after.gates[GateId("half")]
    assert (gate.share, gate.metrics, gate.to_month) == (1.0, (), 9)


def test_a_path_may_begin_higher_and_grow_by_a_factor() -> None:
    """Growth and baseline of a metric are a person's to choose."""
    text = "[metrics.stars]\ngrowth = 'exponential'\nbaseline = 20"
    stars = decode_catalogue(FILES, overlaid(text)).metrics[STARS]
    assert (stars.growth, stars.baseline) == (Growth.EXPONENTIAL, 20.0)


@pytest.mark.parametrize(("old", "new", "sentence"), cases(GATE_FAULTS))
def test_a_fault_in_a_gate_names_file_entry_and_field(old: str, new: str, sentence: str) -> None:
    """Gates are checked like rules."""
    text = complaint(GATE_TEXT, old, new)
    assert text.startswith(f"catalogue/gates.toml: {sentence}")


def test_a_gate_must_have_something_to_count() -> None:
    """A metric it names has a target by then, and a category without one is not enough."""
    early = "[gates.half]\nfrom_month = 1\nto_month = 5\n"
    assert overlay_complaint(early + "metrics = ['stars']") == (
        "kpis.toml: half.metrics: 'stars' has no target due by month 5"
    )
    assert overlay_complaint(early + "metrics = []") == (
        "kpis.toml: half: there is no target for it to count"
    )


def test_a_baseline_needs_a_path_and_lies_before_its_target() -> None:
    """Only a metric with dated targets has one; where lower is better it begins above."""
    assert overlay_complaint("[metrics.latency]\nbaseline = 5") == (
        "kpis.toml: latency.baseline: without dated targets there is no path to begin"
    )
    falling = STARS_TEXT.replace("higher", "lower").replace(">=", "<=").replace("5000", "500")
    high = TomlText("a.toml", f"{falling}baseline = 1500")
    assert decode_catalogue((high,)).metrics[STARS].baseline == 1500
    with pytest.raises(SettingsError, match="past its first target"):
        decode_catalogue((TomlText("a.toml", f"{falling}baseline = 900"),))
