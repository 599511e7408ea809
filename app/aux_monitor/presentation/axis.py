"""The ends of a chart's vertical axis: fixed, coarse, and outside every line that matters."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from aux_monitor.domain.catalogue import Direction, Metric
from aux_monitor.domain.reading import Series, Unit

_STEPS = (1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
"""Ends are these times a power of ten: so far apart that noise does not move one."""

_MARGIN = 1.1
_FULL = 100.0
_LEAST_SHARE = 10.0


def ends(
    metrics: Sequence[Metric], limits: Iterable[float], drawn: Iterable[Series]
) -> tuple[float, float]:
    """Return the (low, high) ends that hold every limit and every value drawn.

    From zero up, except for a share where more is better: that hangs from 100 %, as far down as
    its limits and its values ask. Values below zero (a promoter score) open the axis downward.
    """
    held = [*limits, *_extremes(drawn)]
    lowest, highest = min(held, default=0.0), max(held, default=0.0)
    if all(_hangs(metric) for metric in metrics) and lowest >= 0.0 and highest <= _FULL:
        reach = coarse(_MARGIN * (_FULL - min(held, default=_FULL))) or _LEAST_SHARE
        return max(0.0, _FULL - reach), _FULL
    return 0.0 - coarse(-_MARGIN * lowest), coarse(_MARGIN * highest) or 1.0


def _hangs(metric: Metric) -> bool:
    return metric.unit is Unit.PERCENT and metric.direction is Direction.HIGHER


def coarse(reach: float) -> float:
    """Return the smallest allowed end at or above ``reach``; 0 for what is not positive."""
    if not reach > 0:
        return 0.0
    power = 10.0 ** math.floor(math.log10(reach))
    return next((step * power for step in _STEPS if step * power >= reach), 10.0 * power)


def _extremes(drawn: Iterable[Series]) -> Iterable[float]:
    for series in drawn:
        known = [value for value in series.values if value is not None and math.isfinite(value)]
        if known:
            yield min(known)
            yield max(known)
