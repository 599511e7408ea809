"""Time that stands still until a test moves it."""

from __future__ import annotations

import asyncio
import heapq
from itertools import count

_TURNS = 20
"""Turns of the loop given to whatever a wake-up set going, before time moves on."""


class FakeClock:
    """A ``Clock`` whose time moves only by ``advance`` and ``suspend``.

    A task in ``sleep`` wakes when time has been moved past its deadline; sleepers wake in the
    order of their deadlines, each seeing exactly its own time.
    """

    def __init__(self, now: float = 1_790_000_000.0, monotonic: float = 1_000.0) -> None:
        self._now = now
        self._monotonic = monotonic
        self._order = count()
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []

    def now(self) -> float:
        """Return the wall time, POSIX seconds."""
        return self._now

    def monotonic(self) -> float:
        """Return seconds that only ``advance`` moves."""
        return self._monotonic

    @property
    def sleeping(self) -> int:
        """How many tasks wait in ``sleep``."""
        return sum(not future.done() for _, _, future in self._sleepers)

    async def sleep(self, seconds: float) -> None:
        """Return once ``advance`` has moved time on by ``seconds`` (at once when not positive)."""
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        wake: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self._monotonic + seconds, next(self._order), wake))
        await wake

    async def advance(self, seconds: float) -> None:
        """Move both times on, waking sleepers on the way and letting what they do settle."""
        if seconds < 0:
            raise ValueError("time does not go back; use set_wall for a changed clock")
        end = self._monotonic + seconds
        await self._settle()
        while self._sleepers and self._sleepers[0][0] <= end:
            deadline, _, wake = heapq.heappop(self._sleepers)
            self._move_to(max(deadline, self._monotonic))
            if not wake.done():
                wake.set_result(None)
                await self._settle()
        self._move_to(end)
        await self._settle()

    def stop(self, seconds: float) -> None:
        """Move both times on while nothing runs, as in a process that was stopped."""
        self._move_to(self._monotonic + seconds)

    def suspend(self, seconds: float) -> None:
        """Move the wall time alone, as a suspended computer's clocks do."""
        self._now += seconds

    def set_wall(self, now: float) -> None:
        """Set the wall time, as a person or a time server may at any moment."""
        self._now = now

    def _move_to(self, monotonic: float) -> None:
        self._now += monotonic - self._monotonic
        self._monotonic = monotonic

    @staticmethod
    async def _settle() -> None:
        for _ in range(_TURNS):
            await asyncio.sleep(0)
