"""When a target is reached at today's pace."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from aux_monitor.domain.catalogue import Comparison, Growth, Limit
from aux_monitor.domain.forecast import (
    HORIZON_DAYS,
    LEAST_POINTS,
    MOST_STEPS,
    Beyond,
    Landing,
    NotReached,
    Reached,
    TooShort,
    forecast,
)
from tests.domain.building import T0, at_least, below

DAY = 86_400.0
LINEAR, EXPONENTIAL = Growth.LINEAR, Growth.EXPONENTIAL


def days(values: Sequence[float], every: int = 1) -> list[tuple[float, float]]:
    """Return values a day apart, or ``every`` so many days, the last at ``T0``."""
    first = T0 - (len(values) - 1) * every * DAY
    return [(first + index * every * DAY, value) for index, value in enumerate(values)]


def landing(values: Sequence[float], growth: Growth, target: Limit, every: int = 1) -> Landing:
    """Return the forecast, which must name a day."""
    found = forecast(days(values, every), growth, target, T0)
    assert isinstance(found, Landing)
    return found


@given(
    st.floats(0.01, 1e5), st.floats(-1e5, 1e5), st.integers(LEAST_POINTS, 400), st.floats(0.5, 3000)
)
def test_a_line_lands_on_its_day(gain: float, begin: float, count: int, ahead: float) -> None:
    """A known linear series gives its date within a day, and a range no wider than that."""
    values = [begin + gain * index for index in range(count)]
    found = landing(values, LINEAR, at_least(values[-1] + gain * ahead))
    for at in (found.at, found.earliest, found.latest):
        assert at is not None
        assert at == pytest.approx(T0 + ahead * DAY, abs=DAY)


@given(
    st.floats(0.001, 0.3), st.floats(0.1, 1e4), st.integers(LEAST_POINTS, 400), st.floats(0.5, 900)
)
def test_growth_by_a_factor_lands_on_its_day(
    rate: float, begin: float, count: int, ahead: float
) -> None:
    """A known exponential series gives its date within a day."""
    assume(rate * (count + ahead) < 300)
    values = [begin * math.exp(rate * index) for index in range(count)]
    found = landing(values, EXPONENTIAL, at_least(values[-1] * math.exp(rate * ahead)))
    assert found.at == pytest.approx(T0 + ahead * DAY, abs=DAY)


def test_a_falling_figure_lands_on_a_target_below() -> None:
    """Where lower is better the way is down."""
    found = landing([100.0 - index for index in range(20)], LINEAR, below(71.0))
    assert found.at == pytest.approx(T0 + 10 * DAY, abs=1)


@pytest.mark.parametrize("growth", list(Growth))
@pytest.mark.parametrize("gain", [0.0, -1.0])
def test_flat_or_falling_is_not_reached(gain: float, growth: Growth) -> None:
    """No date is made up for what does not grow."""
    values = [100.0 + gain * index for index in range(30)]
    assert forecast(days(values), growth, at_least(500), T0) == NotReached()


def test_thirteen_values_are_not_enough() -> None:
    """Fourteen are; fewer are counted."""
    values = [float(index) for index in range(14)]
    assert forecast(days(values[:13]), LINEAR, at_least(100), T0) == TooShort(13)
    assert isinstance(forecast(days(values), LINEAR, at_least(100), T0), Landing)
    assert forecast([], LINEAR, at_least(100), T0) == TooShort(0)


def test_what_is_reached_is_said_however_short_the_history() -> None:
    """The last value meets the target, with the operator as written."""
    assert forecast(days([20.0]), LINEAR, at_least(20), T0) == Reached()
    strict = Limit(Comparison.GREATER, 20)
    assert forecast(days([20.0]), LINEAR, strict, T0) == TooShort(1)
    on_it = [float(index) for index in range(21)]
    assert landing(on_it, LINEAR, strict) == Landing(T0, T0, T0)


def test_nothing_is_forecast_beyond_the_horizon() -> None:
    """Ten years on the program does not guess."""
    values = [index / 100 for index in range(30)]
    found = forecast(days(values), LINEAR, at_least(1e9), T0)
    assert found == Beyond(T0 + HORIZON_DAYS * DAY)


def test_no_day_before_today_is_named() -> None:
    """What should have been reached by now, and was not, is due now."""
    values = [float(index) for index in range(20)]
    late = T0 + 30 * DAY
    found = forecast(days(values), LINEAR, at_least(21), late)
    assert found == Landing(late, late, late)


def noisy(scale: float, seed: int, gain: float = 3.0, count: int = 60) -> list[float]:
    """Return a figure that gains about ``gain`` a day."""
    chance = random.Random(seed)  # noqa: S311 - simulated figures
    values = [100.0]
    for _ in range(count):
        values.append(values[-1] + gain + chance.gauss(0, scale))
    return values


def width(found: Landing) -> float:
    """Return the length of the range."""
    return math.inf if found.latest is None else found.latest - found.earliest


@pytest.mark.parametrize("seed", range(5))
def test_noise_widens_the_range(seed: int) -> None:
    """The more a day brings by chance, the less is known; the date lies inside the range."""
    widths = []
    for scale in (0.1, 1.0, 4.0):
        values = noisy(scale, seed)
        found = landing(values, LINEAR, at_least(values[-1] + 300))
        assert found.earliest <= found.at
        assert found.latest is None or found.at <= found.latest
        widths.append(width(found))
    assert widths[0] < widths[1] < widths[2]


def test_where_the_drift_is_hardly_known_the_range_has_no_end() -> None:
    """A gain lost in the noise may as well be none: the range stays open."""
    values = [100.0 + (10.0 if index % 7 < 3 else 0.0) + 0.05 * index for index in range(36)]
    found = landing(values, LINEAR, at_least(150))
    assert found.latest is None
    assert found.earliest < found.at


def steady(chance: random.Random) -> float:
    """Return a day's gain, each by itself."""
    return 2 + chance.gauss(0, 2)


def counted(chance: random.Random) -> float:
    """Return how many of twenty came, one in ten on average."""
    return float(sum(chance.random() < 0.1 for _ in range(20)))


@pytest.mark.parametrize("gain", [steady, counted])
@pytest.mark.parametrize("seen", [13, 28, 56])
def test_about_eighty_of_a_hundred_ranges_hold_the_true_day(
    gain: Callable[[random.Random], float], seen: int
) -> None:
    """What the range promises is true of simulated growth, whatever the length of the history."""
    chance = random.Random(11)  # noqa: S311 - simulated figures
    held = told = 0
    for _ in range(300):
        values = [50.0]
        for _ in range(seen + 400):
            values.append(values[-1] + gain(chance))
        goal = values[seen] + 100
        found = forecast(days(values[: seen + 1]), LINEAR, at_least(goal), T0)
        if not isinstance(found, Landing):
            continue
        reached = next(i for i, value in enumerate(values[seen:]) if value >= goal)
        day = T0 + reached * DAY
        told += 1
        in_time = found.latest is None or day <= found.latest + DAY
        held += found.earliest - DAY <= day and in_time
    assert told >= 280
    assert 0.76 <= held / told <= 0.95


def test_days_that_go_together_widen_the_range() -> None:
    """A week of gains after a week of losses says less than the same days mixed."""
    runs = [4.0 if index // 7 % 2 else 0.0 for index in range(56)]
    mixed = [4.0 if index % 2 else 0.0 for index in range(56)]
    found = []
    for gains in (runs, mixed):
        values = [100.0]
        for gain in gains:
            values.append(values[-1] + gain)
        found.append(landing(values, LINEAR, at_least(values[-1] + 200)))
    assert found[0].at == pytest.approx(found[1].at, abs=DAY)
    assert width(found[0]) > 1.3 * width(found[1])


def test_a_weekday_rhythm_does_not_move_the_date() -> None:
    """Whole weeks are compared, so it does not matter on which weekday one asks."""
    dates = set()
    for last in range(35, 42):
        values = [100.0 + index + (0, 0, 0, 0, 0, -40, -40)[index % 7] for index in range(last + 1)]
        found = landing(values, LINEAR, at_least(values[-1] + 100))
        dates.add(round((found.at - T0) / DAY))
    assert dates == {100}


def test_only_the_last_weeks_count() -> None:
    """A year of standing still does not hide today's pace."""
    values = [0.0] * 300 + [2.0 * index for index in range(1, MOST_STEPS + 1)]
    found = landing(values, LINEAR, at_least(values[-1] + 20))
    assert found.at == pytest.approx(T0 + 10 * DAY, abs=1)


def test_gaps_are_no_standstill() -> None:
    """Values a week apart gain in a week what they gain in a week."""
    found = landing([7.0 * index for index in range(20)], LINEAR, at_least(19 * 7 + 10), every=7)
    assert found.at == pytest.approx(T0 + 10 * DAY, abs=1)
    assert found.latest == pytest.approx(found.at)


def test_growth_from_nothing_is_taken_for_linear() -> None:
    """A factor needs something to multiply."""
    values = [float(index) for index in range(15)]
    assert landing(values, EXPONENTIAL, at_least(24)) == landing(values, LINEAR, at_least(24))
    grown = [value + 1 for value in values]
    assert landing(grown, EXPONENTIAL, at_least(25)) != landing(grown, LINEAR, at_least(25))
