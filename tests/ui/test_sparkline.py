"""A line of history: gaps stay gaps, extremes stay in the picture, a limit keeps its side."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aux_monitor.ui.spark_shape import SparkShape
from aux_monitor.ui.sparkline import LEAST_SHARE, extent, runs, span

_value = st.floats(-1e6, 1e6)
_values = st.lists(st.none() | _value, max_size=200).map(tuple)


@given(_values, st.integers(1, 60))
def test_a_gap_is_never_joined(values: tuple[float | None, ...], buckets: int) -> None:
    """No run reaches over a missing sample, however few pixels there are."""
    for run in runs(values, buckets):
        first, last = int(run[0][0]), int(run[-1][0])
        assert None not in values[first : last + 1]


@given(_values, st.integers(1, 60))
def test_the_least_and_the_greatest_value_are_always_drawn(
    values: tuple[float | None, ...], buckets: int
) -> None:
    """Reducing a line to the pixels it has loses no spike."""
    known = [value for value in values if value is not None]
    drawn = [value for run in runs(values, buckets) for _, value in run]
    assert (min(drawn, default=0), max(drawn, default=0)) == (
        min(known, default=0),
        max(known, default=0),
    )


@given(st.lists(_value, min_size=30, max_size=200).map(tuple), st.integers(2, 14))
def test_a_long_line_is_reduced_to_two_points_a_bucket(
    values: tuple[float, ...], buckets: int
) -> None:
    """However long the history, a tile draws at most two points for each of its buckets."""
    (run,) = runs(values, buckets)
    assert len(run) <= 2 * (buckets + 1)
    assert [index for index, _ in run] == sorted(index for index, _ in run)


@given(_values, st.none() | _value)
def test_the_data_keeps_its_share_of_the_height(
    values: tuple[float | None, ...], limit: float | None
) -> None:
    """A far-away target never flattens the line below its share, nor hides a value."""
    known = [value for value in values if value is not None]
    ends = extent(values)
    if ends is None:
        assert known == []
        return
    low, high = span(*ends, limit)
    assert low <= min(known) <= max(known) <= high
    reach = max(known) - min(known)
    assert low < high
    if reach > 1e-3 * max(1.0, *(abs(value) for value in known)):
        assert reach >= (high - low) * LEAST_SHARE * 0.4


@given(st.lists(st.none() | _value, min_size=3, max_size=80), st.none() | _value)
def test_a_shape_that_slid_on_equals_one_built_anew(
    values: list[float | None], newest: float | None
) -> None:
    """Following the window sample by sample draws what building the line anew would."""
    before, after = tuple(values), (*values[1:], newest)
    slid, anew = SparkShape(), SparkShape()
    slid.follow(before, 100)
    slid.follow(after, 100)
    anew.follow(after, 100)
    assert _places(slid) == _places(anew)
    assert slid.extent == anew.extent


def _places(shape: SparkShape) -> list[list[tuple[float, float]]]:
    return [
        [(round(point.x(), 6), point.y()) for point in polygon.toList()]
        for polygon in shape.polygons
    ]
