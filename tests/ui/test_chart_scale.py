"""Axis labels: round, few enough, still while the chart moves, and apart from each other."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aux_monitor.ui.chart_scale import spread, time_ticks, value_ticks

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC).timestamp()
BERLIN = ZoneInfo("Europe/Berlin")


@given(st.floats(-1e5, 1e5), st.floats(0.01, 1e6), st.integers(2, 8))
def test_value_ticks_lie_inside_and_are_few(low: float, span: float, most: int) -> None:
    """Every tick lies between the ends, evenly, and no more of them than have room."""
    ticks = [tick.at for tick in value_ticks(low, low + span, most)]
    slack = span * 1e-6
    assert len(ticks) <= most
    assert all(low - slack <= at <= low + span + slack for at in ticks)
    steps = [second - first for first, second in pairwise(ticks)]
    assert not steps or max(steps) - min(steps) <= slack


def test_value_ticks_are_round_and_written_with_the_decimals_they_need() -> None:
    """A percentage from 84 to 100 is marked at fives, a share of one at quarters."""
    assert [tick.label for tick in value_ticks(84, 100, 5)] == ["85", "90", "95", "100"]
    assert [tick.label for tick in value_ticks(0, 1, 5)] == ["0.00", "0.25", "0.50", "0.75", "1.00"]
    assert [tick.label for tick in value_ticks(0, 1100, 5)][-1] == "1,000"


def test_an_hour_is_marked_at_round_local_times() -> None:
    """An hour from 13:19 on is marked at the quarters, in the zone that is asked for."""
    labels = [tick.label for tick in time_ticks(NOON + 1140, NOON + 4740, 5, BERLIN)]
    assert labels == ["13:30", "13:45", "14:00", "14:15"]


@given(st.floats(0, 4e9), st.floats(0, 900))
def test_a_tick_stays_at_its_moment_while_the_chart_moves(since: float, moved: float) -> None:
    """What is marked before and after a step forward keeps its time and its label."""
    before = {tick.at: tick.label for tick in time_ticks(since, since + 3600, 5, UTC)}
    after = {
        tick.at: tick.label for tick in time_ticks(since + moved, since + moved + 3600, 5, UTC)
    }
    both = [at for at in before if since + moved <= at <= since + 3600]
    assert all(after.get(at) == before[at] for at in both)


@pytest.mark.parametrize(
    ("days", "labels"),
    [
        (7, ["17 Nov", "18 Nov", "19 Nov", "20 Nov", "21 Nov", "22 Nov", "23 Nov"]),
        (176, ["Jun", "Jul", "Aug", "Sep", "Oct", "Nov"]),
    ],
)
def test_longer_spans_are_marked_by_day_and_month(days: int, labels: list[str]) -> None:
    """A week shows dates, half a year months."""
    ticks = time_ticks(NOON - days * 86_400, NOON, 7, UTC)
    assert [tick.label for tick in ticks] == labels


def test_a_day_begins_at_local_midnight_across_a_clock_change() -> None:
    """In Berlin the day of the change has 25 hours; both midnights are marked."""
    start = datetime(2026, 10, 24, 12, 0, tzinfo=BERLIN).timestamp()
    ticks = time_ticks(start, start + 3 * 86_400, 3, BERLIN)
    hours = {datetime.fromtimestamp(tick.at, BERLIN).hour for tick in ticks}
    assert hours == {0}
    assert [tick.label for tick in ticks] == ["25 Oct", "26 Oct", "27 Oct"]


@given(st.lists(st.floats(0, 200), max_size=8), st.floats(1, 40))
def test_labels_never_lie_over_each_other_nor_outside(wanted: list[float], gap: float) -> None:
    """Labels keep their order, their distance and the plot's bounds."""
    placed = spread(wanted, gap, 0.0, 200.0)
    assert all(-1e-6 <= at <= 200 + 1e-6 for at in placed)
    room = min(gap, 200.0 / max(1, len(wanted) - 1))
    assert all(second - first >= room - 1e-6 for first, second in pairwise(sorted(placed)))
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    assert [placed[index] for index in order] == sorted(placed)


def test_labels_with_room_stay_where_their_lines_are() -> None:
    """Nothing is moved that need not be."""
    assert spread([20.0, 60.0, 140.0], 15.0, 0.0, 200.0) == [20.0, 60.0, 140.0]
