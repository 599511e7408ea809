"""A long past read in parts, since no source answers all of it at once."""

from __future__ import annotations

import math

from aux_monitor.domain.reading import MetricId, Series
from aux_monitor.ports.history import MetricHistory

ASKED_AT_ONCE = 1_900
"""As many values are asked for in one question: a collector answers 2,000 at most."""


async def whole_series(
    history: MetricHistory, metric: MetricId, since: float, until: float, step_s: float
) -> Series:
    """Return a metric's past from ``since`` to ``until``, asked for in as many parts as it takes.

    A past that is kept at wider steps than asked for comes at those. Raises ``HistoryError``.
    """
    begin = math.floor(since / step_s) * step_s
    part = await history.series(metric, begin, min(until, begin + ASKED_AT_ONCE * step_s), step_s)
    start, wide_s = part.start, max(step_s, part.step_s)
    values: list[float | None] = []
    counts: list[int | None] = []
    while True:
        _add(part, start, wide_s, values, counts)
        begin += ASKED_AT_ONCE * step_s
        if begin >= until:
            break
        end = min(until, begin + ASKED_AT_ONCE * step_s)
        part = await history.series(metric, begin, end, step_s)
    counted = any(n is not None for n in counts)
    return Series(start, wide_s, tuple(values), tuple(counts) if counted else ())


def _add(
    part: Series,
    start: float,
    step_s: float,
    values: list[float | None],
    counts: list[int | None],
) -> None:
    """Put a part's values where they belong; a step that two parts know has the later one's."""
    numbers = part.n or (None,) * len(part.values)
    for (at, value), n in zip(part.points(), numbers, strict=True):
        index = round((at - start) / step_s)
        while len(values) <= index:
            values.append(None)
            counts.append(None)
        if index >= 0 and value is not None:
            values[index], counts[index] = value, n
