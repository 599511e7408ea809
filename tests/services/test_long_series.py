"""A past longer than any one answer."""

from __future__ import annotations

import asyncio

from aux_monitor.domain.reading import MetricId, Series
from aux_monitor.services.long_series import ASKED_AT_ONCE, whole_series
from tests.services.builders import LATENCY

START = 1_790_000_000.0 - 1_790_000_000.0 % 60


class Kept:
    """A past of even steps; ``step_s`` is the narrowest it answers at."""

    def __init__(self, values: int, step_s: float = 60, *, counted: bool = True) -> None:
        self.values = values
        self.step_s = step_s
        self.counted = counted
        self.asked: list[tuple[float, float]] = []

    async def series(self, metric: MetricId, since: float, until: float, step_s: float) -> Series:
        """Answer with the number of each step as its value, ends included."""
        assert metric == LATENCY
        self.asked.append((since, until))
        wide_s = max(step_s, self.step_s)
        first, last = int(since // wide_s), int(until // wide_s)
        numbers = range(first, last + 1)
        origin = START // wide_s
        found = tuple(
            float(number - origin) if number - origin < self.values else None for number in numbers
        )
        counts = tuple(range(len(found))) if self.counted else ()
        return Series(first * wide_s, wide_s, found, counts)


def test_parts_are_joined_without_a_seam() -> None:
    """Every value stands at its own time, and no question asks for too much."""
    kept = Kept(10_000)
    whole = asyncio.run(whole_series(kept, LATENCY, START, START + 4_000 * 60, 60))
    assert whole.values == tuple(float(number) for number in range(4_001))
    assert (whole.start, whole.step_s, len(whole.n)) == (START, 60, 4_001)
    assert all(until - since <= ASKED_AT_ONCE * 60 for since, until in kept.asked)
    assert len(kept.asked) == 3


def test_a_coarse_past_comes_at_its_own_steps() -> None:
    """Where less is kept the answer says so by its step, and values keep their times."""
    whole = asyncio.run(
        whole_series(Kept(10_000, 600, counted=False), LATENCY, START, START + 3_000 * 60, 60)
    )
    assert (whole.step_s, whole.n) == (600, ())
    assert whole.start == START - START % 600
    assert [at for at, value in whole.points() if value == 7.0] == [START - START % 600 + 4_200]


def test_what_is_missing_is_a_gap() -> None:
    """A step without a record has no value and no number of samples."""
    whole = asyncio.run(whole_series(Kept(2), LATENCY, START, START + 4 * 60, 60))
    assert whole.values == (0.0, 1.0, None, None, None)
    assert whole.n == (0, 1, None, None, None)
