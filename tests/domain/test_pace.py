"""What is due today on the way to a dated target."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aux_monitor.domain.catalogue import Direction, Growth, RuleInput
from aux_monitor.domain.level import Level, Trust, judge
from aux_monitor.domain.observation import observe
from aux_monitor.domain.pace import add_months, due_value
from aux_monitor.domain.reading import Reading, SourceId
from tests.domain.building import dated, metric, rule

HALF_YEARS = dated((6, 1_000.0), (12, 10_000.0))


def at(text: str) -> float:
    """Return the POSIX time of a UTC date."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()


START = at("2026-06-01")


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        ("2026-06-01", 6, "2026-12-01"),
        ("2026-06-15T10:30:00", 12, "2027-06-15T10:30:00"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2026-12-31", 1, "2027-01-31"),
        ("2026-11-30", 1, "2026-12-30"),
    ],
)
def test_months_are_counted_on_the_calendar(start: str, months: int, expected: str) -> None:
    """A day that the later month lacks becomes its last day."""
    assert add_months(at(start), months) == at(expected)


@pytest.mark.parametrize("growth", list(Growth))
def test_each_target_is_due_exactly_on_its_date(growth: Growth) -> None:
    """On the day of a dated target its full value is due, whatever the growth."""
    assert due_value(HALF_YEARS, growth, add_months(START, 6), START) == 1_000
    assert due_value(HALF_YEARS, growth, add_months(START, 12), START) == 10_000


@pytest.mark.parametrize("growth", list(Growth))
def test_nothing_more_than_the_baseline_is_due_before_the_start(growth: Growth) -> None:
    """The path is flat before the programme starts."""
    assert due_value(HALF_YEARS, growth, START - 1, START, baseline=20.0) == pytest.approx(20)


@pytest.mark.parametrize("growth", list(Growth))
def test_the_last_target_stays_due(growth: Growth) -> None:
    """The path is flat after the last target."""
    assert due_value(HALF_YEARS, growth, add_months(START, 40), START) == 10_000


def test_a_linear_path_asks_for_half_at_half_time() -> None:
    """Linear growth is even in time."""
    middle = (START + add_months(START, 6)) / 2
    assert due_value(HALF_YEARS, Growth.LINEAR, middle, START) == pytest.approx(500)


def test_an_exponential_path_grows_by_the_same_factor() -> None:
    """Half way from 1,000 to 10,000 the geometric mean is due."""
    middle = (add_months(START, 6) + add_months(START, 12)) / 2
    due = due_value(HALF_YEARS, Growth.EXPONENTIAL, middle, START)
    assert due == pytest.approx(10_000 / 10**0.5)


def test_an_exponential_path_from_zero_is_straight_until_it_has_something_to_multiply() -> None:
    """From nothing, as much is due as on a straight line, not next to nothing for months."""
    middle = (START + add_months(START, 6)) / 2
    assert due_value(HALF_YEARS, Growth.EXPONENTIAL, middle, START) == pytest.approx(500)


@given(
    st.floats(0, 400 * 86_400),
    st.floats(0, 400 * 86_400),
    st.sampled_from(Growth),
    st.floats(0, 900),
)
def test_what_is_due_never_falls(one: float, other: float, growth: Growth, base: float) -> None:
    """Toward rising targets, more time never asks for less."""
    early, late = sorted((one, other))
    before = due_value(HALF_YEARS, growth, START + early, START, base)
    after = due_value(HALF_YEARS, growth, START + late, START, base)
    assert before <= after * (1 + 1e-12)


def test_an_exponential_path_may_fall_to_zero() -> None:
    """A path to zero cannot be exponential and is straight instead of failing."""
    falling = dated((6, 0.0))
    middle = (START + add_months(START, 6)) / 2
    assert due_value(falling, Growth.EXPONENTIAL, middle, START, 100.0) == pytest.approx(50)


@given(
    st.floats(1.0, 365 * 86_400),
    st.sampled_from(Growth),
    st.floats(0, 900),
)
def test_a_value_on_its_path_is_on_pace_at_any_date(
    after_s: float, growth: Growth, base: float
) -> None:
    """What is due is on target and a pace of 1, on whatever day, by the rule as by the level."""
    now = START + after_s
    growing = metric(dated=HALF_YEARS, growth=growth, baseline=base, direction=Direction.HIGHER)
    due = due_value(HALF_YEARS, growth, now, START, base)
    value = Reading(growing.id, due, now, SourceId("collector"))
    judged = judge(growing, value, Trust.FRESH, now, START)
    assert judged.level is Level.ON_TARGET
    adoption = rule(input=RuleInput.PACE_RATIO)
    assert observe(adoption, growing, value, judged, now).value == pytest.approx(1.0)
