"""A line of history as points: gaps stay gaps, and no extreme is lost to a narrow width."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TypeAlias

LEAST_SHARE = 0.35
"""A far-away limit may squeeze the data to this share of the height, no further."""

Point: TypeAlias = tuple[float, float]
"""The index of a sample, counted from the first, and its value in the series' unit."""


def runs(values: Sequence[float | None], buckets: int) -> list[list[Point]]:
    """Return the unbroken runs of ``values``; None ends a run and is never joined across.

    A series longer than two points per bucket is reduced to the least and the greatest value of
    each bucket, in the order they came, so a spike of one sample is still drawn.
    """
    found: list[list[Point]] = [[]]
    for index, value in enumerate(values):
        if value is not None:
            found[-1].append((index, value))
        elif found[-1]:
            found.append([])
    if not found[-1]:
        found.pop()
    if buckets < 1 or len(values) <= 2 * buckets:
        return found
    per_bucket = len(values) / buckets
    return [_reduced(run, per_bucket) for run in found]


def _reduced(run: list[Point], per_bucket: float) -> list[Point]:
    points: list[Point] = []
    for _, group in groupby(run, key=lambda point: int(point[0] / per_bucket)):
        bucket = list(group)
        points.extend(sorted({min(bucket, key=_value), max(bucket, key=_value)}))
    return points


def _value(point: Point) -> float:
    return point[1]


def extent(values: Sequence[float | None]) -> tuple[float, float] | None:
    """Return the least and the greatest value; None without any."""
    present = [value for value in values if value is not None]
    return (min(present), max(present)) if present else None


def span(low: float, high: float, limit: float | None) -> tuple[float, float]:
    """Return the least and greatest value to draw for an extent, a limit included.

    A limit further off than ``LEAST_SHARE`` allows is left outside: it is drawn at the edge.
    """
    if limit is not None:
        room = max(high - low, abs(high) * 0.02) * (1 / LEAST_SHARE - 1)
        low, high = min(low, max(limit, low - room)), max(high, min(limit, high + room))
    if high - low < 1e-9 * max(1.0, abs(high)):
        margin = abs(high) * 0.5 or 1.0
        return low - margin, high + margin
    return low, high
