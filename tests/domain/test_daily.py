"""One value a day, from whatever is kept."""

from __future__ import annotations

import math

from aux_monitor.domain.daily import (
    MOST_DAYS,
    complete_days,
    daily_points,
    daily_series,
    day_of,
    last_of_each_day,
)
from aux_monitor.domain.reading import Series

DAY = 86_400.0
NOON = 20_000 * DAY + 43_200


def test_a_day_begins_at_midnight_utc() -> None:
    """The last moment of a day is its own, the next is the next day's."""
    assert [day_of(DAY - 1e-3), day_of(DAY)] == [0, 1]


def test_the_last_value_of_a_day_counts() -> None:
    """Gaps and what is no number are passed over."""
    points = [(0.0, 1.0), (9.0, 2.0), (10.0, None), (11.0, math.nan), (DAY, 3.0), (DAY + 1, None)]
    assert last_of_each_day(points) == {0: 2.0, 1: 3.0}


def test_the_series_runs_from_the_first_to_the_last_day_known() -> None:
    """A day without a value between them is a gap."""
    series = daily_series({19_997: 1.0, 19_999: 3.0}, NOON)
    assert series == Series(19_997 * DAY, DAY, (1.0, None, 3.0))


def test_what_is_too_old_or_still_to_come_is_left_out() -> None:
    """A wrong clock makes no future; more than 400 days are not carried."""
    kept = {20_000 - MOST_DAYS: 1.0, 20_001: 9.0}
    assert daily_series(kept, NOON) is None
    edge = daily_series({**kept, 20_001 - MOST_DAYS: 2.0, 20_000: 5.0}, NOON)
    assert edge is not None
    assert len(edge.values) == MOST_DAYS
    assert (edge.values[0], edge.values[-1]) == (2.0, 5.0)


def test_the_first_days_of_a_log_are_not_complete() -> None:
    """A figure over three days counts from the fourth day of the log on, zeros before it not."""
    by_day = {1: 0.0, 2: 0.0, 3: 5.0, 4: 6.0, 5: 7.0, 6: 8.0, 7: 0.0}
    assert complete_days(by_day, 3 * DAY) == {6: 8.0, 7: 0.0}


def test_a_figure_without_a_window_is_complete_at_once() -> None:
    """A count of now covers all it means to."""
    assert complete_days({3: 5.0}, None) == {3: 5.0}
    assert complete_days({3: 0.0}, None) == {3: 0.0}


def test_a_log_without_anything_has_no_days() -> None:
    """Nothing but zeros is no log yet, and no days without traffic."""
    assert complete_days({1: 0.0, 2: 0.0}, DAY) == {}


def test_a_day_counts_at_its_end_and_today_not_yet() -> None:
    """A gap is no point, today is not over, and no series has none."""
    series = Series(19_997 * DAY, DAY, (1.0, None, 3.0, 4.0))
    assert daily_points(series, NOON) == [(19_998 * DAY, 1.0), (20_000 * DAY, 3.0)]
    assert daily_points(None, NOON) == []


def test_today_counts_where_nothing_nearer_is_known() -> None:
    """After a pause, or at the very beginning, the value of today is the newest there is."""
    paused = Series(19_998 * DAY, DAY, (1.0, None, 4.0))
    assert daily_points(paused, NOON) == [(19_999 * DAY, 1.0), (NOON, 4.0)]
    assert daily_points(Series(20_000 * DAY, DAY, (4.0,)), NOON) == [(NOON, 4.0)]
