"""The computer's clocks keep the contract."""

from __future__ import annotations

import asyncio
import time

import pytest

from aux_monitor.adapters.desktop.clock import SystemClock
from aux_monitor.ports.clock import Clock
from tests.contracts.clock import ClockContract, Elapse


class TestSystemClock(ClockContract):
    """The real clock."""

    @pytest.fixture
    def clock(self) -> Clock:
        """Give the clock."""
        return SystemClock()

    @pytest.fixture
    def elapse(self) -> Elapse:
        """Let real time go by."""
        return asyncio.sleep

    def test_it_is_the_systems_time(self, clock: Clock) -> None:
        """The wall time is the system's, in POSIX seconds."""
        before = time.time()
        now = clock.now()
        assert before <= now <= time.time()
