"""How long to wait before a source is asked again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aux_monitor.domain.backoff import JITTER, LONGEST_FACTOR, LONGEST_S, next_delay

intervals = st.floats(0.2, 86_400)
spreads = st.floats(0, 1)


@given(intervals, spreads)
def test_a_good_poll_keeps_its_exact_rhythm(every: float, spread: float) -> None:
    """Without a failure there is no jitter."""
    assert next_delay(every, 0, None, spread) == every


def test_failures_double_the_wait() -> None:
    """1, 1, 2, 4, 8 seconds: the first failure is asked again at the usual pace."""
    waits = [next_delay(1.0, failures, None, 0.0) for failures in range(5)]
    assert waits == [1, 1, 2, 4, 8]


@given(intervals, st.integers(1, 10_000), spreads)
def test_the_wait_is_bounded(every: float, failures: int, spread: float) -> None:
    """Never shorter than the interval, never longer than the bounds and the jitter allow."""
    wait = next_delay(every, failures, None, spread)
    bound = max(every, min(LONGEST_FACTOR * every, LONGEST_S))
    assert every <= wait <= bound * (1 + JITTER)


@given(intervals, st.integers(0, 100), st.floats(0, 1e6), spreads)
def test_what_a_source_asks_for_is_never_undercut(
    every: float, failures: int, asked: float, spread: float
) -> None:
    """Retry-After is obeyed after good and bad answers alike."""
    assert next_delay(every, failures, asked, spread) >= asked


@given(intervals, st.integers(1, 30))
def test_the_jitter_draws_waits_apart(every: float, failures: int) -> None:
    """Two monitors that drew differently do not ask in step."""
    assert next_delay(every, failures, None, 0.0) < next_delay(every, failures, None, 1.0)
