"""How a figure has moved within a period: against the one before, and which way is better."""

from __future__ import annotations

import math
from collections.abc import Iterable
from statistics import median

from msgspec import Struct

from aux_monitor.domain.catalogue import Direction, Metric
from aux_monitor.domain.reading import Unit

FEWEST_VALUES = 3
"""A period with fewer values than this has no typical one."""


class Moved(Struct, frozen=True):
    """A figure and what it was a period before.

    ``before_at`` is the time of the earlier one; None where both are the medians of their periods,
    because the metric's own window is much shorter than a period: two moments would say nothing.
    """

    now: float
    before: float
    before_at: float | None = None

    @property
    def difference(self) -> float:
        """Return by how much it rose, in the metric's unit."""
        return self.now - self.before

    @property
    def percent(self) -> float | None:
        """Return the rise in per cent of what it was, None where that was nothing or less."""
        return 100.0 * self.difference / self.before if self.before > 0 else None


def moved(
    metric: Metric,
    value: float,
    at: float,
    points: Iterable[tuple[float, float]],
    now: float,
    span_s: float,
) -> Moved | None:
    """Return how a metric's figure has moved within a period, None without an earlier figure.

    Args:
        metric: Whose window says which way it is compared.
        value: The figure shown.
        at: When it was true, POSIX seconds.
        points: One account of its past, evenly spaced, as (POSIX seconds, value) in any order.
        now: The present, POSIX seconds.
        span_s: The period.
    """
    if _is_passing(metric, span_s):
        return _medians(_begun(points, metric), now, span_s)
    aim = at - span_s
    near = [point for point in points if abs(point[0] - aim) <= span_s / 2]
    if not near:
        return None
    then, before = min(near, key=lambda point: abs(point[0] - aim))
    return Moved(value, before, then)


def looked_up(metric: Metric, at: float, now: float, span_s: float) -> tuple[float, float]:
    """Return from when to when a metric's past has to be known for ``moved``, POSIX seconds."""
    if _is_passing(metric, span_s):
        return now - 2 * span_s, now
    return at - 1.5 * span_s, at - span_s / 2


def is_better(metric: Metric, difference: float) -> bool | None:
    """Return whether a rise is the way a metric should go, None where it has not moved."""
    if round(difference, metric.decimals) == 0:
        return None
    return (difference > 0) is (metric.direction is Direction.HIGHER)


def _begun(points: Iterable[tuple[float, float]], metric: Metric) -> list[tuple[float, float]]:
    """Return the points in their order, without a count's leading zeros.

    What was counted before there was a log is no figure.
    """
    known = sorted(points)
    if metric.unit is not Unit.COUNT:
        return known
    first = next((at for at, value in known if value), math.inf)
    return [point for point in known if point[0] >= first]


def _medians(points: list[tuple[float, float]], now: float, span_s: float) -> Moved | None:
    late = [value for at, value in points if now - span_s < at <= now]
    early = [value for at, value in points if now - 2 * span_s < at <= now - span_s]
    if min(len(late), len(early)) < FEWEST_VALUES:
        return None
    return Moved(median(late), median(early))


def _is_passing(metric: Metric, span_s: float) -> bool:
    """Return whether a figure covers so little of a period that its median is what counts."""
    return metric.window_s is not None and 2 * metric.window_s < span_s
