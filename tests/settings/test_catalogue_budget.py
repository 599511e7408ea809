"""The error budget of the catalogue: as shipped, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from aux_monitor.adapters.resources import load_catalogue, read_text, resource_root
from aux_monitor.domain.budget import fastest_burn
from aux_monitor.domain.catalogue import BudgetPlan, Catalogue, Severity
from aux_monitor.settings.catalogue_codec import decode_catalogue
from aux_monitor.settings.decoding import TomlText
from aux_monitor.settings.errors import SettingsError

FOLDER = resource_root() / "catalogue"
SHIPPED = [TomlText(f"catalogue/{p.name}", read_text(p)) for p in sorted(FOLDER.glob("*.toml"))]


def laid(overlay: str) -> Catalogue:
    """Return the shipped catalogue with an overlay over it."""
    return decode_catalogue(SHIPPED, TomlText("mine.toml", overlay))


def budget(catalogue: Catalogue) -> BudgetPlan:
    """Return the budget that a catalogue plans."""
    assert catalogue.budget is not None
    return catalogue.budget


def test_the_objective_is_the_success_rates_target() -> None:
    """95 % over 30 days; a target changed by the user changes the budget with it."""
    shipped = budget(load_catalogue())
    assert (shipped.objective, shipped.window_s) == (95.0, 30 * 86_400)
    changed = budget(laid('[metrics.command_success_rate]\ntarget = "> 97"'))
    assert changed.objective == 97.0


def test_the_tiers_fit_the_objective() -> None:
    """6x, 2x and 1x with two windows each; never 14.4x, which 95 % leaves hardly room for."""
    tiers = budget(load_catalogue()).tiers
    told = [(each.burn, each.long_s / 3600, each.short_s / 60, each.severity) for each in tiers]
    assert told == [
        (6.0, 1.0, 5.0, Severity.CRITICAL),
        (2.0, 6.0, 30.0, Severity.CRITICAL),
        (1.0, 72.0, 120.0, Severity.WARNING),
    ]
    success = [100.0 * (1.0 - tier.burn / fastest_burn(95.0)) for tier in tiers]
    assert success == pytest.approx([70.0, 90.0, 95.0])


def test_a_user_may_change_one_field_or_the_tiers() -> None:
    """Fields are laid over one by one, the list of tiers as a whole, fastest first again."""
    assert budget(laid("[budget]\nwindow_s = 604800")).window_s == 604_800
    tiers = """
        [[budget.tiers]]
        burn = 1.5
        long_s = 86400
        short_s = 3600
        severity = 'warning'
        [[budget.tiers]]
        burn = 3
        long_s = 21600
        short_s = 1800
        severity = 'critical'
    """
    assert [tier.burn for tier in budget(laid(tiers)).tiers] == [3.0, 1.5]


TIER = "[[budget.tiers]]\nburn = {burn}\nlong_s = {long}\nshort_s = {short}\nseverity = 'warning'\n"


@pytest.mark.parametrize(
    ("overlay", "sentence"),
    [
        ("[budget]\nwindow_s = 1000", "budget.window_s: 1000 s is not counted (one of: 300, 1800"),
        ("[budget]\nforecast_s = 7", "budget.forecast_s: 7 s is not counted"),
        ("[budget]\nwindow_s = 3600", "budget.forecast_s: must not be longer than window_s"),
        ("[budget]\nmetric = 'no'", "budget.metric: there is no metric 'no'"),
        ("[budget]\nmetric = 'mtbf'", "budget.metric: 'mtbf' must have the unit '% left' and the"),
        ("[budget]\ntarget_of = 'no'", "budget.target_of: there is no metric 'no'"),
        ("[budget]\ntarget_of = 'mtbf'", "budget.target_of: 'mtbf' needs a target in per cent"),
        ("[budget]\nobjective = 9", "budget: unknown field 'objective'"),
        ("[budget]\ntiers = []", "budget.tiers: expected a list of length >= 1"),
        (TIER.format(burn=20, long=3600, short=300), "tiers[0].burn: 20 is never passed: at 95 %"),
        (
            TIER.format(burn=2, long=300, short=3600),
            "tiers[0].short_s: must be shorter than long_s",
        ),
        (TIER.format(burn=2, long=11, short=300), "budget.tiers[0].long_s: 11 s is not counted"),
        (TIER.format(burn=2, long=3600, short=1), "budget.tiers[0].short_s: 1 s is not counted"),
    ],
)
def test_a_fault_names_file_and_field(overlay: str, sentence: str) -> None:
    """One sentence says where the overlay is wrong."""
    with pytest.raises(SettingsError) as caught:
        laid(overlay)
    assert str(caught.value).startswith("mine.toml: ")
    assert sentence in str(caught.value)


def test_a_catalogue_may_have_no_budget_but_not_two() -> None:
    """Without its table nothing is planned; a second one names the first."""
    others = [source for source in SHIPPED if source.file != "catalogue/41-budget.toml"]
    assert decode_catalogue(others).budget is None
    with pytest.raises(
        SettingsError, match=r"again.toml: budget: stands in catalogue/41-budget.toml"
    ):
        decode_catalogue([*SHIPPED, TomlText("again.toml", "[budget]\nwindow_s = 3600")])


def test_a_budget_may_come_from_the_overlay_alone() -> None:
    """It then needs all its fields."""
    others: Any = [source for source in SHIPPED if source.file != "catalogue/41-budget.toml"]
    with pytest.raises(SettingsError, match=r"mine.toml: budget: field 'metric' is missing"):
        decode_catalogue(others, TomlText("mine.toml", "[budget]\nwindow_s = 3600"))
