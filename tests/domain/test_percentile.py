"""Percentile and mean over {ms: count}, held against a plain sorted list."""

from __future__ import annotations

import math
from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aux_monitor.domain.percentile import mean, nearest_rank, percentile

durations = st.lists(st.integers(0, 120_000), min_size=1, max_size=300)
quantiles = st.integers(1, 10_000).map(lambda parts: Fraction(parts, 10_000))


@given(durations, quantiles)
def test_percentile_equals_the_nearest_rank_of_the_sorted_list(
    values: list[int], quantile: Fraction
) -> None:
    """The histogram gives the same value as counting along the sorted durations."""
    rank = math.ceil(quantile * len(values))
    assert percentile(Counter(values), float(quantile)) == sorted(values)[rank - 1]


@given(durations, st.lists(durations, max_size=4))
def test_percentile_does_not_depend_on_how_histograms_were_merged(
    first: list[int], others: list[list[int]]
) -> None:
    """Histograms of any pieces add up to the same percentile as the whole."""
    merged = sum((Counter(values) for values in others), Counter(first))
    whole = [*first, *(value for values in others for value in values)]
    assert percentile(merged, 0.95) == percentile(Counter(whole), 0.95)


@given(st.integers(1, 1_000_000), st.integers(1, 10_000))
@example(100, 700)
def test_rank_is_exact_where_floats_are_not(total: int, parts: int) -> None:
    """ceil(q n) is taken exactly: 0.07 of 100 is rank 7, though 0.07 * 100 > 7 in floats."""
    exact = math.ceil(Fraction(parts, 10_000) * total)
    assert nearest_rank(parts / 10_000, total) == exact


def test_the_p95_of_twenty_is_the_nineteenth() -> None:
    """With 20 samples the largest alone lies above the P95."""
    assert percentile({100: 19, 9_000: 1}, 0.95) == 100
    assert percentile({100: 18, 9_000: 1}, 0.95) == 9_000


def test_a_duration_never_seen_is_never_returned() -> None:
    """A duration whose count is zero is not a measurement."""
    assert percentile({5: 0, 7: 1}, 0.01) == 7
    assert percentile({5: 1, 7: 0}, 1.0) == 5


@pytest.mark.parametrize("histogram", [{}, {7: 0}])
def test_nothing_measured_gives_no_figure(histogram: dict[int, int]) -> None:
    """An empty histogram has neither percentile nor mean."""
    assert percentile(histogram, 0.95) is None
    assert mean(histogram) is None


@pytest.mark.parametrize("quantile", [0.0, -0.1, 1.1])
def test_a_quantile_out_of_range_is_refused(quantile: float) -> None:
    """A quantile lies in (0, 1]."""
    with pytest.raises(ValueError, match="quantile must be in"):
        percentile({1: 1}, quantile)


@given(durations)
def test_mean_equals_the_mean_of_the_list(values: list[int]) -> None:
    """The histogram's mean is the arithmetic mean of its samples."""
    assert mean(Counter(values)) == sum(values) / len(values)
