"""What every ``Clock`` does."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from aux_monitor.ports.clock import Clock

Elapse = Callable[[float], Awaitable[None]]
"""Lets that many seconds of the clock's time go by."""


class ClockContract:
    """Subclasses give the fixtures ``clock`` and ``elapse``."""

    @pytest.mark.anyio
    async def test_both_times_move_on_with_time(self, clock: Clock, elapse: Elapse) -> None:
        """Wall and monotonic time grow as time goes by."""
        now, monotonic = clock.now(), clock.monotonic()
        await elapse(0.02)
        assert clock.now() > now
        assert clock.monotonic() >= monotonic + 0.019

    @pytest.mark.anyio
    async def test_sleep_lasts_as_long_as_asked(self, clock: Clock, elapse: Elapse) -> None:
        """A sleeper wakes no earlier than asked, and does wake."""
        began = clock.monotonic()
        sleeper = asyncio.ensure_future(clock.sleep(0.05))
        await elapse(0.01)
        assert not sleeper.done()
        await elapse(0.06)
        await asyncio.wait_for(sleeper, 5)
        assert clock.monotonic() - began >= 0.049

    @pytest.mark.anyio
    @pytest.mark.parametrize("seconds", [0.0, -1.0])
    async def test_nothing_is_waited_for_without_a_time(self, clock: Clock, seconds: float) -> None:
        """Sleeping for no time, or less, returns without any time going by."""
        await asyncio.wait_for(clock.sleep(seconds), 5)

    @pytest.mark.anyio
    async def test_a_cancelled_sleeper_stops(self, clock: Clock, elapse: Elapse) -> None:
        """A sleeper that is cancelled ends at once and disturbs no other."""
        cancelled = asyncio.ensure_future(clock.sleep(0.02))
        other = asyncio.ensure_future(clock.sleep(0.02))
        await elapse(0.001)
        cancelled.cancel()
        with pytest.raises(asyncio.CancelledError):
            await cancelled
        await elapse(0.05)
        await asyncio.wait_for(other, 5)
