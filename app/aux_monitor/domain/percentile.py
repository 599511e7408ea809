"""Percentile and mean over an exact histogram of whole milliseconds."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate


def percentile(histogram: Mapping[int, int], quantile: float) -> int | None:
    """Return the nearest-rank percentile: the smallest v with count(<= v) >= ceil(quantile * n).

    ``histogram`` maps a duration in milliseconds to how often it was seen. None when empty.
    This is the nearest-rank method (Hyndman and Fan 1996, definition 1); it always returns
    a value that was really measured.
    """
    if not 0 < quantile <= 1:
        raise ValueError(f"quantile must be in (0, 1], not {quantile}")
    total = sum(histogram.values())
    if total <= 0:
        return None
    rank = nearest_rank(quantile, total)
    values = sorted(histogram)
    counts = accumulate(histogram[value] for value in values)
    return next(value for value, seen in zip(values, counts, strict=True) if seen >= rank)


def nearest_rank(quantile: float, total: int) -> int:
    """Return ceil(quantile * total) with the product taken exactly in ten-thousandths.

    0.95 * 20 is 19.000000000000004 in some orders of evaluation; ranks must not depend on that.
    """
    return max(1, -(-round(quantile * 10_000) * total // 10_000))


def mean(histogram: Mapping[int, int]) -> float | None:
    """Return the arithmetic mean in milliseconds, None when empty."""
    total = sum(histogram.values())
    if total <= 0:
        return None
    return sum(value * count for value, count in histogram.items()) / total
