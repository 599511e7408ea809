"""Series: evenly spaced, gaps kept."""

from __future__ import annotations

import pytest

from aux_monitor.domain.reading import Series


def test_points_keep_their_time_across_a_gap() -> None:
    """Each value belongs to start + i * step, and a gap takes its place like a value."""
    series = Series(100.0, 10.0, (1.0, None, 3.0))
    assert list(series.points()) == [(100.0, 1.0), (110.0, None), (120.0, 3.0)]
    assert series.end == 120.0


def test_an_empty_series_ends_where_it_starts() -> None:
    """Without a value, the end is the start."""
    assert Series(100.0, 10.0, ()).end == 100.0


@pytest.mark.parametrize("step", [0.0, -1.0, float("nan")])
def test_a_step_that_is_not_positive_is_refused(step: float) -> None:
    """No series can stand still or run backwards."""
    with pytest.raises(ValueError, match="step_s must be positive"):
        Series(0.0, step, ())


def test_samples_stand_beside_their_values() -> None:
    """As many sizes as values, or none."""
    assert Series(0.0, 10.0, (1.0, 2.0), (5, None)).n == (5, None)
    with pytest.raises(ValueError, match="1 sample sizes for 2 values"):
        Series(0.0, 10.0, (1.0, 2.0), (5,))
