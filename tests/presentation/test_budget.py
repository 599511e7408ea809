"""The error budget on its tile and its page."""

from __future__ import annotations

from datetime import UTC
from typing import Any

import pytest
from msgspec.structs import replace

from aux_monitor.adapters.resources import load_catalogue
from aux_monitor.domain.budget import Budget, assess
from aux_monitor.domain.catalogue import BudgetPlan
from aux_monitor.domain.level import Level, Trust
from aux_monitor.domain.outcome import COUNTED_S, Outcome, Outcomes
from aux_monitor.domain.reading import Reading
from aux_monitor.domain.state import AppState
from aux_monitor.presentation import budget as words
from aux_monitor.presentation.check import check, check_lines
from aux_monitor.presentation.detail import detail
from aux_monitor.presentation.detail_views import (
    DetailRange,
    DetailView,
)
from aux_monitor.presentation.judged import Judging, Picture
from aux_monitor.presentation.provenance import build_provenance
from aux_monitor.presentation.ribbon import headline
from aux_monitor.presentation.standing import stand
from aux_monitor.presentation.tiles import tile
from aux_monitor.presentation.tray import tray
from aux_monitor.presentation.views import (
    BarView,
    FigureView,
    TileView,
)
from tests.presentation.builders import COLLECTOR, NOW, collector, state

CATALOGUE = load_catalogue()
DAY = 86_400.0


def plan() -> BudgetPlan:
    """Return the shipped plan."""
    assert CATALOGUE.budget is not None
    return CATALOGUE.budget


def counts(recorded_s: float = 40 * DAY, rest: int = 10, **failed: int) -> Outcomes:
    """Return 1,000 commands over every span, 1 % of them failed or as many as said."""
    units = {"m": 60.0, "h": 3600.0, "d": DAY}
    told = {units[name[0]] * int(name[1:]): count for name, count in failed.items()}
    spans = (Outcome(float(s), 1000, told.get(float(s), rest)) for s in COUNTED_S)
    return Outcomes(recorded_s, tuple(spans))


EXAMPLE = counts(d30=19, h6=105, m30=90)


def picture(outcomes: Outcomes | None = EXAMPLE, **changes: Any) -> Picture:
    """Return a picture of a collector that counted these."""
    known = None if outcomes is None else assess(plan(), outcomes)
    left = None if known is None else 100.0 * known.left
    n = 0 if known is None else known.n
    reading = Reading(plan().metric, left, NOW - 0.4, COLLECTOR, n=n, window_s=30 * DAY)
    told: AppState = state({}, sources=[collector(**changes)], readings=[reading])
    return Judging(CATALOGUE, UTC).picture(replace(told, outcomes=outcomes), NOW)


BURNING = "2.0x, ends in 12 d"


def budget_of(shown: Picture) -> Budget:
    """Return the budget as judged."""
    budget = shown.metrics[plan().metric].budget
    assert budget is not None
    return budget


def tile_of(shown: Picture) -> TileView:
    """Return the budget's tile."""
    return tile(shown.metrics[plan().metric], NOW, None)


def page_of(shown: Picture) -> DetailView:
    """Return the budget's page."""
    page = detail(shown, plan().metric, DetailRange.MONTH, None)
    assert page is not None
    return page


def facts_of(shown: Picture) -> dict[str, str]:
    """Return the facts of the page by label."""
    return {fact.label: fact.text for fact in page_of(shown).facts}


def test_the_tile_says_what_is_left_how_fast_it_goes_and_when_it_ends() -> None:
    """62 % left at 2.1 times the allowed rate is gone in nine days."""
    shown = tile_of(picture())
    assert shown.name == "Error budget"
    assert shown.figure == FigureView("62", "% left")
    assert shown.foot == "2.1x, ends in 9 d"
    assert shown.bar == BarView(0.62, None, 1.0)


def test_a_screen_reader_hears_all_of_it() -> None:
    """The accessible name holds the figure, the level, the burn and the end."""
    assert tile_of(picture()).accessible == (
        "Error budget left, 62 % left, on target, "
        "burning at 2.1 times the allowed rate, ends in 9 d"
    )


@pytest.mark.parametrize(
    ("outcomes", "level"),
    [
        (counts(), Level.ON_TARGET),
        (counts(d3=51, h2=51), Level.OFF_TARGET),
        (counts(h6=101, m30=101), Level.BREACH),
        (counts(h1=301, m5=301), Level.BREACH),
        (counts(d30=51), Level.OFF_TARGET),
    ],
    ids=["calm", "1x", "2x", "6x", "spent"],
)
def test_the_level_is_the_tiers(outcomes: Outcomes, level: Level) -> None:
    """The slow tier is off target, the fast ones a breach, and so is what is spent off target."""
    assert tile_of(picture(outcomes)).level is level


def test_old_counts_have_no_level() -> None:
    """The budget is to be believed exactly as far as its source."""
    shown = tile_of(picture(counts(h1=301, m5=301), last_good_at=NOW - 60, failures=5))
    assert (shown.level, shown.trust, shown.dimmed) == (Level.UNKNOWN, Trust.STALE, True)
    assert page_of(picture(failures=5)).parts[0].level is Level.UNKNOWN


def test_few_commands_are_low_traffic() -> None:
    """Below two hundred in thirty days nothing is judged."""
    few = Outcomes(40 * DAY, tuple(Outcome(float(s), 100, 60) for s in COUNTED_S))
    assert tile_of(picture(few)).word == "low traffic n 100"


def test_without_a_count_there_is_no_figure() -> None:
    """A collector that has seen no command, or does not count, leaves a dash and the tiers."""
    shown = picture(None)
    assert tile_of(shown).figure.text == "—"
    assert page_of(shown).parts == ()
    assert facts_of(shown)["2x burn"].startswith("breach while success is below 90 %")


@pytest.mark.parametrize(
    ("outcomes", "text"),
    [
        (counts(), "0.2x, lasts"),
        (counts(d30=60), "0.2x, spent"),
        (counts(d30=40, h6=500, m30=500), "10.0x, ends in 14 h"),
        (counts(d30=49, h6=900, m30=900), "18.0x, ends in 48 min"),
        (Outcomes(DAY, (Outcome(30 * DAY, 1000, 10),)), "no commands for 6 h"),
        (Outcomes(40 * DAY, (Outcome(30 * DAY, 1000, 60),)), "spent"),
    ],
    ids=["lasts", "spent", "hours", "minutes", "no traffic", "spent without traffic"],
)
def test_the_line_in_every_case(outcomes: Outcomes, text: str) -> None:
    """Rate and end, each only where it is known."""
    assert tile_of(picture(outcomes)).foot == text


def test_a_short_record_says_so() -> None:
    """Four days are the beginning of thirty, and the page does not hide it."""
    facts = facts_of(picture(counts(4 * DAY)))
    assert "over the 4 d recorded, the beginning of its 30 d" in facts["Budget"]
    assert "over the last 30 d" in facts_of(picture())["Budget"]


def test_the_page_explains_every_tier_in_words() -> None:
    """What it watches for, how both windows stand, and whether it is reached."""
    facts = facts_of(picture(counts(h6=105, m30=110)))
    assert facts["6x burn"] == (
        "breach while success is below 70 % over 1 h and 5 min, both; "
        "now 0.2x and 0.2x: not reached."
    )
    assert facts["2x burn"].endswith("over 6 h and 30 min, both; now 2.1x and 2.2x: reached.")
    assert facts["1x burn"].startswith("off target while success is below 95 % over 3 d and 2 h")
    assert facts["Notice"] == "none: it is shown, and interrupts nobody."


def test_a_tier_with_too_few_commands_says_so() -> None:
    """A burn over a handful of commands is no proof, and the page says why it is not taken."""
    thin = tuple(Outcome(float(s), 1000 if s > 4000 else 20, 10) for s in COUNTED_S)
    tier = facts_of(picture(Outcomes(40 * DAY, thin)))["6x burn"]
    assert tier.endswith("now 10.0x and 10.0x, fewer than 200 commands: not reached.")


@pytest.mark.parametrize(
    ("outcomes", "words_of_it"),
    [
        (EXAMPLE, "At the burn of the last 6 h, 2.1x, it ends in 9 d; what leaves the window"),
        (counts(), "At the burn of the last 6 h, 0.2x, it lasts longer than 30 d."),
        (counts(d30=60), "It is spent: the objective is missed until failures leave the window."),
        (Outcomes(DAY, (Outcome(30 * DAY, 1000, 10),)), "No command ended in the last 6 h"),
    ],
)
def test_the_forecast_in_a_sentence(outcomes: Outcomes, words_of_it: str) -> None:
    """It names the span whose burn it takes, and what it leaves out."""
    assert facts_of(picture(outcomes))["Forecast"].startswith(words_of_it)


def test_the_table_has_every_window_with_its_burn() -> None:
    """Shortest first, each with its commands and its own level."""
    page = page_of(picture(counts(h6=105, m30=60)))
    assert (page.parts_title, page.columns) == (words.PARTS_TITLE, words.columns())
    rows = {part.name: (part.figure, part.n, part.level) for part in page.parts}
    assert rows["last 6 h"] == (FigureView("2.1", "x"), "1,000", Level.BREACH)
    assert rows["last 30 min"] == (FigureView("1.2", "x"), "1,000", Level.OFF_TARGET)
    assert rows["last 5 min"] == (FigureView("0.2", "x"), "1,000", Level.ON_TARGET)
    assert [part.name for part in page.parts][-1] == "last 30 d"


def test_a_window_without_commands_has_no_burn() -> None:
    """A dash, and no level."""
    part = page_of(picture(Outcomes(DAY, (Outcome(30 * DAY, 1000, 10),)))).parts[0]
    assert (part.figure, part.n, part.level) == (FigureView("—"), "0", Level.UNKNOWN)


def test_check_and_snapshot_hold_it() -> None:
    """The command line and the picture's provenance name its value, level and trust."""
    shown = picture(counts(h6=101, m30=101))
    row = next(row for row in check(shown).metrics if row.id == plan().metric)
    assert (row.unit, row.level, row.trust) == ("% left", "breach", "fresh")
    assert check(shown).exit_code == 1
    told = check(shown).budget
    assert told is not None
    assert (told.tier, told.ends_in_s, told.words) == (2.0, budget_of(shown).ends_in_s, BURNING)
    assert {burn.window_s: burn.burn for burn in told.burns}[21_600.0] == pytest.approx(2.02)
    assert any(BURNING in line for line in check_lines(check(shown)))
    kept = build_provenance(shown, "1", NOW).only(plan().metric).metrics[0]
    assert (kept.value, kept.level) == (row.value, Level.BREACH)


def test_a_catalogue_without_a_budget_has_none_to_check() -> None:
    """Its metric, if it has one, is a figure like any other."""
    without = replace(CATALOGUE, budget=None)
    shown = Judging(without, UTC).picture(picture().state, NOW)
    assert shown.metrics[plan().metric].budget is None
    assert check(shown).budget is None


def test_a_burn_past_its_tier_is_no_breach_of_the_whole() -> None:
    """After an incident the tile is red for a while; ribbon and tray say how fast it burns.

    Nobody is told of it and all of the budget may be left, so it is one figure off target.
    """
    shown = picture(counts(h6=105, m30=110))
    judged = shown.metrics[plan().metric]
    assert judged.level is Level.BREACH
    assert judged.value == pytest.approx(80.0)
    standing = stand(shown)
    assert standing.level is not Level.BREACH
    assert headline(shown, standing) == "1 off target: error budget burning at 2.1x"
    lines = tray(shown, standing, "").tooltip.splitlines()
    assert "Error budget burning at 2.1x, breach" in lines


def test_a_budget_that_burns_slowly_is_named_by_what_is_left() -> None:
    """Without a tier reached its figure is the share."""
    assert words.glance(picture(counts()).metrics[plan().metric]) == "80 % left"
