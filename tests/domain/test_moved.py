"""How a figure has moved within a period."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from aux_monitor.domain.catalogue import Direction, Metric
from aux_monitor.domain.moved import Moved, is_better, looked_up, moved
from aux_monitor.domain.reading import Unit
from tests.presentation.builders import RESPONSE, STARS

DAY_S = 86_400.0
NOW = 100 * DAY_S


def test_a_count_is_held_against_itself_a_period_ago() -> None:
    """The value nearest to a period before counts, and says when it was."""
    points = [(NOW - 6 * DAY_S, 990.0), (NOW - 7.1 * DAY_S, 980.0), (NOW, 1000.0)]
    found = moved(STARS, 1000.0, NOW, points, NOW, 7 * DAY_S)
    assert found == Moved(1000.0, 980.0, NOW - 7.1 * DAY_S)
    assert found.difference == 20.0
    assert found.percent == pytest.approx(2.0408, abs=1e-4)


def test_an_old_figure_is_held_against_what_was_a_period_before_it() -> None:
    """A survey of last month is compared with the one before, not with last month's itself."""
    at = NOW - 20 * DAY_S
    points = [(at, 31.0), (at - 35 * DAY_S, 44.0)]
    assert moved(STARS, 31.0, at, points, NOW, 30 * DAY_S) == Moved(31.0, 44.0, at - 35 * DAY_S)


@pytest.mark.parametrize("before", [0.4, 1.6])
def test_what_is_not_a_period_old_is_no_earlier_figure(before: float) -> None:
    """Half a period off is another period: there is no earlier figure then."""
    assert moved(STARS, 5.0, NOW, [(NOW - before * DAY_S, 4.0)], NOW, DAY_S) is None


def test_a_live_figure_is_held_against_the_period_before_as_a_whole() -> None:
    """Five minutes of a day say nothing of it: the median of the day is compared instead."""
    points = [(NOW - hour * 3600.0, 100.0 if hour < 24 else 200.0) for hour in range(48)]
    points.append((NOW - 1.0, 9000.0))
    assert moved(RESPONSE, 9000.0, NOW, points, NOW, DAY_S) == Moved(100.0, 200.0)


@pytest.mark.parametrize("missing", [range(2, 24), range(26, 48)])
def test_a_period_with_hardly_a_value_has_no_median(missing: range) -> None:
    """Two values are no day, neither now nor before."""
    points = [(NOW - hour * 3600.0, 100.0) for hour in range(48) if hour not in missing]
    assert moved(RESPONSE, 100.0, NOW, points, NOW, DAY_S) is None


def test_a_count_begins_with_its_log() -> None:
    """What was counted before there was anything to count is not taken for nothing."""
    count = replace(RESPONSE, unit=Unit.COUNT)
    points = [(NOW - hour * 3600.0, 8.0 if hour < 12 else 0.0) for hour in range(48)]
    assert moved(count, 8.0, NOW, points, NOW, DAY_S) is None
    assert moved(RESPONSE, 8.0, NOW, points, NOW, DAY_S) is not None
    assert moved(count, 8.0, NOW, [(at, 0.0) for at, _ in points], NOW, DAY_S) is None


@pytest.mark.parametrize(
    ("of", "span"),
    [(RESPONSE, (NOW - 2 * DAY_S, NOW)), (STARS, (NOW - 4.5 * DAY_S, NOW - 3.5 * DAY_S))],
)
def test_what_has_to_be_known(of: Metric, span: tuple[float, float]) -> None:
    """Both periods of a live figure; of a count what lies around a period before it."""
    assert looked_up(of, NOW - 3 * DAY_S, NOW, DAY_S) == span


def test_nothing_has_no_per_cent() -> None:
    """What rose from nothing rose by no share of it."""
    assert Moved(3.0, 0.0).percent is None


@pytest.mark.parametrize(
    ("direction", "difference", "better"),
    [
        (Direction.HIGHER, 2.0, True),
        (Direction.HIGHER, -2.0, False),
        (Direction.LOWER, 2.0, False),
        (Direction.LOWER, -2.0, True),
        (Direction.LOWER, 0.4, None),
    ],
)
def test_which_way_is_better(direction: Direction, difference: float, better: object) -> None:
    """A rise is good where more is better; what the shown digits do not show is no move."""
    assert is_better(replace(STARS, direction=direction), difference) is better
