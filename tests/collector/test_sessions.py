"""How many sessions were open at once."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from aux_monitor.collector.sessions import (
    IDLE_US,
    Activity,
    OpenSessions,
    open_at,
    peaks,
    rolling_peaks,
)

times = st.integers(0, 6 * IDLE_US)


@given(st.lists(times, max_size=8), st.lists(times, max_size=3), times)
def test_open_means_life_and_no_end_within_the_idle_time(
    touches: list[int], ends: list[int], at: int
) -> None:
    """Whatever the order of arrival, and to the microsecond."""
    activity = Activity()
    for touch in touches:
        activity.touch(touch, touch)
    for end in ends:
        activity.end(end)
    alive = any(at - IDLE_US < touch <= at for touch in touches)
    over = any(at - IDLE_US < end <= at for end in ends)
    assert open_at(activity.intervals(), at) == (1 if alive and not over else 0)


@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(1, 20)), max_size=8),
    st.lists(st.integers(0, 60), min_size=2, max_size=6, unique=True),
)
def test_a_peak_is_the_most_open_at_any_moment(
    spans: list[tuple[int, int]], edges: list[int]
) -> None:
    """Compared with looking at every moment of each piece (and the moment just after its start)."""
    intervals = [(begin, begin + length) for begin, length in spans]
    edges.sort()
    found = peaks(intervals, edges)
    for index, (low, high) in enumerate(pairwise(edges)):
        moments = [low, *range(low + 1, high + 1)]
        assert found[index] == max(open_at(intervals, moment) for moment in moments)


def test_rolling_peaks_take_the_highest_of_each_window() -> None:
    """One value for each full window."""
    assert rolling_peaks([1, 3, 2, 0, 0], 2) == [3, 3, 2, 0]


def test_a_kept_series_is_made_anew_when_a_session_ends() -> None:
    """The cache does not outlive a change."""
    sessions = OpenSessions()
    edges = range(0, 50, 10)
    sessions.touch(1, 5)
    assert sessions.rolling(edges, 1) == [1, 1, 1, 1]
    sessions.end(1, 15)
    assert sessions.rolling(edges, 1) == [1, 1, 0, 0]


def test_a_session_that_stays_alive_past_the_idle_time_stays_open() -> None:
    """The kept intervals follow a session that only goes on."""
    sessions = OpenSessions()
    for at in range(0, 3 * IDLE_US, IDLE_US // 2):
        sessions.touch(1, at)
        assert open_at(sessions.intervals(), at) == 1


def test_pruning_forgets_only_what_is_closed() -> None:
    """One that is still open is kept."""
    sessions = OpenSessions()
    sessions.touch(1, 0)
    sessions.touch(2, IDLE_US)
    sessions.prune(IDLE_US)
    assert len(sessions.intervals()) == 1
