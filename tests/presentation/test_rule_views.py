"""A rule to tune: its numbers, the words of its look back, and what may be typed."""

from __future__ import annotations

from datetime import UTC

import pytest
from msgspec.structs import replace

from aux_monitor.domain.backtest import Backtest, WouldBe
from aux_monitor.domain.catalogue import Metric, RuleId, RuleInput, TriggerRule
from aux_monitor.domain.notice import AlertKey
from aux_monitor.domain.reading import Unit
from aux_monitor.domain.tuning import Tuning, tuned
from aux_monitor.presentation.rule_views import (
    ENTERED,
    LOOKING,
    BarView,
    RuleView,
    basis_words,
    changed_words,
    compared,
    entered,
    result_words,
    rule_view,
    step_words,
    stepped,
)
from aux_monitor.services.backtesting import LOOKED_BACK_S, LookedBack, Tried
from tests.domain.building import KEY, above, below, metric, rule

NOW = 1_795_478_400.0
"""2026-11-24 00:00 UTC."""

SINCE = NOW - LOOKED_BACK_S
DAY_S = 86_400.0
LIVE = rule(hold_s=180)
LOUDER = Tuning(above(350), below(300), 240)


def would_be(after_d: float, minutes: float, *, blip: bool = False) -> WouldBe:
    """Return an alert that fired so many days after the beginning, for so long."""
    at = SINCE + after_d * DAY_S
    return WouldBe(at - 180, at, at + minutes * 60, worst=400.0, blip=blip)


def result(
    *episodes: WouldBe,
    step_s: float = 60,
    known_since: float | None = SINCE,
    covered: float = 1.0,
) -> Backtest:
    """Return what a month made of a rule."""
    return Backtest(SINCE, NOW, step_s, known_since, covered, episodes)


def view(
    asked: TriggerRule = LIVE,
    of: Metric | None = None,
    looked: LookedBack | None = None,
    shipped: TriggerRule | None = LIVE,
) -> RuleView:
    """Return a rule's view."""
    return rule_view(asked, shipped, of or metric(), looked, NOW, UTC)


def test_the_three_numbers_stand_with_side_unit_and_step() -> None:
    """What fires, what clears and how long it waits, in units a person thinks in."""
    numbers = view().numbers
    assert [(n.label, n.text, n.unit, n.step) for n in numbers] == [
        ("Fires above", "300", "ms", 5.0),
        ("Clears below", "270", "ms", 5.0),
        ("Held for", "3", "min", 1.0),
    ]


@pytest.mark.parametrize(
    ("asked", "texts", "units"),
    [
        (
            rule(input=RuleInput.PACE_RATIO, fire=below(0.7), clear=above(0.75), hold_s=86_400),
            ("70", "75", "24"),
            ("% of pace", "% of pace", "h"),
        ),
        (
            rule(input=RuleInput.WEEKDAY_DROP, fire=above(20), clear=below(15), hold_s=0),
            ("20", "15", "0"),
            ("% less", "% less", "min"),
        ),
    ],
)
def test_a_rule_on_something_else_is_tuned_in_its_own_terms(
    asked: TriggerRule, texts: tuple[str, ...], units: tuple[str, ...]
) -> None:
    """Pace is a share in per cent, a drop in per cent less, a long hold is told in hours."""
    numbers = view(asked, replace(metric(), unit=Unit.COUNT)).numbers
    assert tuple(number.text for number in numbers) == texts
    assert tuple(number.unit for number in numbers) == units


@pytest.mark.parametrize(
    ("level", "step"), [(300, 5), (1_000, 10), (90, 1), (10, 0.1), (0.7, 0.01), (0, 1)]
)
def test_a_step_is_round_and_fits_the_level(level: float, step: float) -> None:
    """About a sixtieth, rounded down to one, two or five."""
    asked = rule(fire=above(level), clear=below(level - 0.1))
    assert view(asked).numbers[0].step == pytest.approx(step)


def test_before_the_past_is_known_it_is_said_to_be_looked_for() -> None:
    """No strip, and the words say so; a look back for another rule counts for nothing."""
    for looked in (None, LookedBack(KEY), LookedBack(AlertKey(RuleId("other"), KEY.metric))):
        shown = view(looked=looked)
        assert (shown.today, shown.tried, shown.basis) == (None, None, LOOKING)


def test_a_month_is_drawn_to_its_length() -> None:
    """Each alert lies where it fired, one that goes on reaches to now, days are named below."""
    going_on = replace(would_be(29, 0), ended_at=None)
    shown = view(looked=LookedBack(KEY, result(would_be(15, 1_440, blip=True), going_on)))
    assert shown.today is not None
    assert shown.today.bars == (
        BarView(0.5, 0.5 + 1 / 30, blip=True),
        BarView(29 / 30, 1.0, blip=False),
    )
    assert [name for _, name in shown.axis] == ["27 Oct", "3 Nov", "10 Nov", "17 Nov", "24 Nov"]
    assert shown.axis[-1][0] == 1.0


@pytest.mark.parametrize(
    ("episodes", "words"),
    [
        ((), "never fires"),
        ((would_be(1, 12),), "fires once, for 12 min"),
        ((would_be(1, 12, blip=True),), "fires once, for 12 min: a blip"),
        (
            (would_be(1, 12), would_be(2, 7), would_be(3, 22)),
            "fires 3 times, 41 min in all, longest 22 min",
        ),
        (
            (would_be(1, 12, blip=True), would_be(2, 7), would_be(3, 22)),
            "fires 3 times, 41 min in all, longest 22 min, 1 blip",
        ),
        (
            (would_be(1, 12, blip=True), would_be(2, 7, blip=True)),
            "fires 2 times, 19 min in all, longest 12 min: all blips",
        ),
    ],
)
def test_a_result_is_said_in_words(episodes: tuple[WouldBe, ...], words: str) -> None:
    """How often, how long in all, the longest, and how many were blips."""
    assert result_words(result(*episodes)) == words


def test_what_a_result_is_made_from_is_said() -> None:
    """The step always; how little is known, what is missing and what cannot be seen, if so."""
    assert basis_words(result(), LIVE) == "On 30 days of 1-minute values."
    assert basis_words(result(known_since=None), LIVE) == "No history of this figure yet."
    short = result(known_since=NOW - 6 * DAY_S - 4 * 3_600, step_s=900, covered=0.625)
    assert basis_words(short, LIVE) == (
        "Only 6 d 4 h of history, 15-minute values, 62 % of them there;"
        " what is over between two of them is not seen."
    )
    assert basis_words(result(step_s=3_600), rule(hold_s=0)) == "On 30 days of hourly values."
    assert [step_words(step) for step in (86_400, 5_400, 10)] == ["daily", "1-h-30-min", "10-s"]


def test_a_past_that_cannot_be_read_is_said() -> None:
    """The reason is a sentence of its own."""
    assert view(looked=LookedBack(KEY, failure="It is starting")).failure == "It is starting."


def test_what_was_changed_is_told_beside_what_the_document_has() -> None:
    """Only what differs is named; until the document is known nothing is claimed."""
    assert changed_words(LIVE, LIVE, metric()) == ""
    assert changed_words(tuned(LIVE, LOUDER), LIVE, metric()) == (
        "Changed from the document's 300 ms, clear at 270 ms, hold of 3 min."
    )
    only_fire = replace(LIVE, fire=above(350))
    assert view(only_fire).changed == "Changed from the document's 300 ms."
    assert view(only_fire, shipped=None).changed == ""


def test_what_is_typed_becomes_a_tuning() -> None:
    """Thousands may have commas; units and scales are those of the fields."""
    assert entered(view(), "1,350.5", " 300 ", "4").tuning == Tuning(above(1350.5), below(300), 240)
    pace = rule(input=RuleInput.PACE_RATIO, fire=below(0.7), clear=above(0.75), hold_s=86_400)
    assert entered(view(pace), "60", "65", "12").tuning == Tuning(below(0.6), above(0.65), 43_200)


@pytest.mark.parametrize(
    ("typed", "faults"),
    [
        (("fast", "270", "3"), ("Enter a number.", "", "")),
        (("300", "", "nan"), ("", "Enter a number.", "Enter a number.")),
        (("1e13", "270", "3"), ("Enter a number.", "", "")),
        (("300", "301", "3"), ("", "Must lie below 300.", "")),
        (("300", "270", "-1"), ("", "", "From 0 to 400 days.")),
    ],
)
def test_what_makes_no_rule_is_said_at_its_field(
    typed: tuple[str, str, str], faults: tuple[str, str, str]
) -> None:
    """Each wrong field has its sentence, and there is no tuning to try or save."""
    found = entered(view(), *typed)
    assert (found.tuning, found.faults) == (None, faults)


def test_a_step_moves_a_number_and_leaves_other_words_alone() -> None:
    """A press adds the step without a tail of digits."""
    assert [stepped("300", 5), stepped("0.3", -0.1), stepped("0.1", -0.1)] == ["305", "0.2", "0"]
    assert stepped("fast", 5) == "fast"


def test_the_second_strip_is_that_of_what_stands_in_the_fields() -> None:
    """A trial of something else is never shown as this one's."""
    looked = LookedBack(KEY, result(), Tried(LOUDER, result(would_be(1, 12))))
    shown = view(looked=looked)
    assert compared(shown, entered(shown, "350", "300", "4")) == shown.tried
    assert compared(shown, entered(shown, "360", "300", "4")).words == "looking back…"
    assert compared(shown, entered(shown, "300", "270", "3")).words == "change a number to compare"
    wrong = compared(shown, entered(shown, "x", "270", "3"))
    assert (wrong.name, wrong.words, wrong.bars) == (ENTERED, "", ())
