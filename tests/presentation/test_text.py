"""Figures, times and words."""

from __future__ import annotations

import math
import unicodedata
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aux_monitor.domain.catalogue import Comparison, Limit
from aux_monitor.domain.reading import Unit
from aux_monitor.presentation import text
from aux_monitor.presentation.views import FigureView
from tests.presentation.builders import (
    CALM,
    NOW,
    RETRY,
    STARS,
    SUCCESS,
    above,
    at,
    below,
    metric,
)


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "shown", "mark"),
    [
        (318.2, Unit.MILLISECOND, 0, "318", "ms"),
        (88.6, Unit.PERCENT, 1, "88.6", "%"),
        (95, Unit.PERCENT, 1, "95.0", "%"),
        (3962, Unit.COUNT, 0, "3,962", ""),
        (9999, Unit.COUNT, 0, "9,999", ""),
        (96_214, Unit.COUNT, 0, "96.2", "k"),
        (100_000, Unit.COUNT, 0, "100.0", "k"),
        (999_990, Unit.COUNT, 0, "1.00", "M"),
        (1_240_000, Unit.COUNT, 0, "1.24", "M"),
        (2_500_000_000, Unit.COUNT, 0, "2.50", "G"),
        (12_500, Unit.MILLISECOND, 0, "12,500", "ms"),
        (-12, Unit.COUNT, 0, "\u221212", ""),
        (-0.01, Unit.COUNT, 0, "0", ""),
        (None, Unit.PERCENT, 1, "—", ""),
        (math.nan, Unit.PERCENT, 1, "—", ""),
        (math.inf, Unit.COUNT, 0, "—", ""),
    ],
)
def test_figure(value: float | None, unit: Unit, decimals: int, shown: str, mark: str) -> None:
    """A figure has fixed decimals, separated thousands, and is compacted only as a count."""
    assert text.figure(value, unit, decimals) == FigureView(shown, mark)


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "shown"),
    [
        (88.6, Unit.PERCENT, 1, "88.6 %"),
        (11.8, Unit.RATIO, 1, "11.8:1"),
        (4.3, Unit.SCORE, 1, "4.3/5"),
        (642, Unit.COUNT, 0, "642"),
        (96_214, Unit.COUNT, 0, "96.2 k"),
        (None, Unit.DAY, 0, "—"),
    ],
)
def test_amount(value: float | None, unit: Unit, decimals: int, shown: str) -> None:
    """In a sentence the unit follows a blank, except where it is written close."""
    assert text.amount(value, unit, decimals) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [(150, "150"), (99.9, "99.9"), (3870, "3,870"), (100_000, "100 k"), (77_472, "77.5 k"),
     (1_000_000, "1 M"), (0.01, "0.01"), (0, "0")],
)  # fmt: skip
def test_limits_have_no_superfluous_digits(value: float, shown: str) -> None:
    """A limit is written as short as it can be."""
    assert text.short_number(value) == shown


def test_bound() -> None:
    """A bound shows its operator; "at most none" is the document's plain 0."""
    assert text.bound(below(150), Unit.MILLISECOND, with_unit=False) == "< 150"
    assert text.bound(below(30), Unit.MINUTE, with_unit=True) == "< 30 min"
    assert text.bound(above(10), Unit.RATIO, with_unit=False) == "> 10:1"
    assert text.bound(Limit(Comparison.AT_LEAST, 4), Unit.COUNT, with_unit=True) == "≥ 4"
    assert text.bound(Limit(Comparison.AT_MOST, 9), Unit.COUNT, with_unit=True) == "≤ 9"
    assert text.bound(Limit(Comparison.AT_MOST, 0), Unit.COUNT, with_unit=True) == "0"


def test_limits_text_names_target_and_alert() -> None:
    """A tile's foot says both limits, and nothing where there is none."""
    assert text.limits_text(RETRY, with_unit=False) == "target < 5 · alert > 10"
    assert text.limits_text(metric(), with_unit=False) == ""


def test_dated_text_names_the_target_ahead_and_what_is_due() -> None:
    """With a start date the target ahead and today's due value; without, both dated targets."""
    assert text.dated_text(STARS, 775.3, 6) == "6 mo 1,000 · due 775"
    assert text.dated_text(STARS, None, 6) == "6 mo 1,000 · 12 mo 5,000"


def test_spoken_target() -> None:
    """A screen reader hears the operator as a word."""
    assert text.spoken_target(SUCCESS) == "target above 95 %"
    assert text.spoken_target(metric()) == ""


@pytest.mark.parametrize(
    ("seconds", "shown", "step"),
    [(-3, "1 s", 1), (0.2, "1 s", 0.8), (59.5, "59 s", 0.5), (60, "1 min", 60),
     (250, "4 min", 50), (3599, "59 min", 1), (21_700, "6 h", 3500), (86_400, "1 d", 86_400),
     (90_000_000, "1,041 d", 28_800)],
)  # fmt: skip
def test_age(seconds: float, shown: str, step: float) -> None:
    """An age has one unit, and is known to change when that unit's next one is full."""
    assert text.age(seconds) == shown
    assert text.age_step(seconds) == pytest.approx(step)


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(-1, "0 s"), (40, "40 s"), (850, "14 min"), (4800, "1 h 20 min"), (7200, "2 h"),
     (172_800, "2 d"), (190_800, "2 d 5 h")],
)  # fmt: skip
def test_duration(seconds: float, shown: str) -> None:
    """A duration has at most two units."""
    assert text.duration(seconds) == shown


def test_hold_is_exact() -> None:
    """A configured span is not rounded down to minutes."""
    assert text.hold(90) == "90 s"
    assert text.hold(180) == "3 min"


@pytest.mark.parametrize(
    ("seconds", "shown"), [(80, "1:20"), (79.2, "1:20"), (-2, "0:00"), (86_399.5, "24 h")]
)
def test_countdown(seconds: float, shown: str) -> None:
    """A countdown counts begun seconds, and hours as a duration."""
    assert text.countdown(seconds) == shown


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(20, "less than a minute"), (60, "one minute"), (240, "four minutes"), (720, "twelve minutes"),
     (780, "13 minutes")],
)  # fmt: skip
def test_in_words(seconds: float, shown: str) -> None:
    """Small numbers of minutes are words."""
    assert text.in_words(seconds) == shown


def test_local_times() -> None:
    """Times of day, dates and "today" follow the zone given, over a change of its clocks too."""
    berlin = ZoneInfo("Europe/Berlin")
    winter = datetime(2026, 10, 25, 12, 0, tzinfo=UTC).timestamp()
    assert text.clock(NOW, UTC) == "14:19"
    assert text.clock(NOW, berlin) == "15:19"
    assert text.day(NOW, UTC) == "Mon 23 Nov"
    assert winter - text.day_start(winter, berlin) == 14 * 3600
    assert text.moment(at(14, 2), NOW, UTC) == "14:02"
    assert text.moment(at(14, 2) - 86_400, NOW, UTC) == "22 Nov 14:02"


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Success rate", "success rate"), ("P95 response time", "P95 response time"),
     ("GitHub stars", "GitHub stars"), ("NPS", "NPS"), ("Discord members", "Discord members"),
     ("", "")],
)  # fmt: skip
def test_names_in_sentences(name: str, shown: str) -> None:
    """A name loses its capital inside a sentence, an abbreviation or a proper name does not."""
    assert text.in_sentence(name) == shown


def test_sentence_ends_in_a_stop() -> None:
    """Text from outside becomes a sentence; empty stays empty."""
    assert text.sentence("Connection refused") == "Connection refused."
    assert text.sentence("Why?") == "Why?"
    assert text.sentence("") == ""


def test_counted() -> None:
    """One is singular."""
    assert text.counted(1, "breach", "breaches") == "1 breach"
    assert text.counted(1200, "breach", "breaches") == "1,200 breaches"


def test_clean_drops_what_deceives_the_eye() -> None:
    """Bidirectional overrides, zero-width and control characters are gone, white space is one."""
    assert text.clean("v1\u202e.3\u200b.0\x00\n\tx  y\u00a0z ") == "v1.3.0 x y z"
    assert text.clean("  plain  ") == "plain"
    assert text.clean("a\tb\vc") == "a b c"


def test_clean_cuts_with_a_mark() -> None:
    """What does not fit ends in an ellipsis."""
    assert text.clean("abcdefgh", 5) == "abcd…"
    assert text.clean("é" * 50, 5) == "éééé…"


@given(st.text(max_size=400), st.integers(1, 60))
def test_clean_is_bounded_printable_and_stable(raw: str, limit: int) -> None:
    """Whatever comes in, one printable line comes out, and cleaning that changes nothing."""
    shown = text.clean(raw, limit)
    assert len(shown) <= limit
    assert not any(unicodedata.category(c)[0] in "CZ" and c != " " for c in shown)
    assert text.clean(shown, limit) == shown


def test_every_calm_value_is_written() -> None:
    """Measured values carry their metric's unit and decimals."""
    assert text.measured(CALM[SUCCESS.id], SUCCESS) == "97.2 %"
