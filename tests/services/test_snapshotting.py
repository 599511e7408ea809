"""Scheduled snapshots: on time, one after the other, and quiet about trouble."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from aux_monitor.ports.errors import ExportError
from aux_monitor.services.snapshotting import LOOK_EVERY_S, Snapshotting, next_due
from aux_monitor.settings.schema import SnapshotSettings
from tests.conftest import ExpectedWarnings
from tests.fakes.clock import FakeClock

QUARTER = 900.0
START = 1_790_000_100.0
"""Five minutes and a bit before a full quarter of an hour."""


class Camera:
    """Takes what it is asked for, unless ``broken`` says why not; ``slow_s`` is how long."""

    def __init__(self) -> None:
        self.clock = FakeClock(now=START)
        self.settings = SnapshotSettings(every_s=QUARTER)
        self.taken: list[float] = []
        self.said: list[str] = []
        self.broken = ""
        self.slow_s = 0.0
        self.under_way = 0

    async def take(self, _settings: SnapshotSettings, now: float) -> None:
        """Take one."""
        assert not self.under_way, "two at a time"
        self.under_way += 1
        await self.clock.sleep(self.slow_s)
        self.under_way -= 1
        if self.broken:
            raise ExportError(self.broken)
        self.taken.append(now)


@asynccontextmanager
async def watching() -> AsyncIterator[Camera]:
    """Run the schedule over a camera."""
    camera = Camera()
    service = Snapshotting(camera.clock, lambda: camera.settings, camera.take, camera.said.append)
    task = asyncio.get_running_loop().create_task(service.run())
    await camera.clock.advance(0)
    yield camera
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


@pytest.mark.anyio
async def test_one_is_taken_on_every_full_interval() -> None:
    """Not at the start, then each quarter of an hour, late by one look at most."""
    async with watching() as camera:
        assert camera.taken == []
        await camera.clock.advance(3 * QUARTER)
    first = next_due(START, QUARTER)
    due = [first, first + QUARTER, first + 2 * QUARTER]
    assert all(0 <= at - when <= LOOK_EVERY_S for at, when in zip(camera.taken, due, strict=True))


@pytest.mark.anyio
async def test_none_is_taken_unless_asked_for() -> None:
    """0 is never, and a setting changed meanwhile counts from the next look on."""
    async with watching() as camera:
        camera.settings = SnapshotSettings()
        await camera.clock.advance(4 * QUARTER)
        assert camera.taken == []
        camera.settings = SnapshotSettings(every_s=60.0)
        await camera.clock.advance(60 + 2 * LOOK_EVERY_S)
        assert len(camera.taken) == 1


@pytest.mark.anyio
async def test_a_night_asleep_leads_to_one_and_no_burst() -> None:
    """What was slept through is not made up for."""
    async with watching() as camera:
        camera.clock.suspend(8 * 3600.0)
        await camera.clock.advance(LOOK_EVERY_S)
        assert len(camera.taken) == 1
        await camera.clock.advance(2 * LOOK_EVERY_S)
        assert len(camera.taken) == 1


@pytest.mark.anyio
async def test_one_that_takes_long_is_never_overtaken() -> None:
    """The next one waits, and only one follows."""
    async with watching() as camera:
        camera.slow_s = 2.5 * QUARTER
        await camera.clock.advance(4 * QUARTER)
        assert len(camera.taken) == 1


@pytest.mark.anyio
async def test_trouble_is_said_once_tried_again_and_taken_back(
    expected_warnings: ExpectedWarnings,
) -> None:
    """A full disk is one sentence however often it is tried; the first success ends it."""
    expected_warnings("the disk is full")
    async with watching() as camera:
        camera.broken = "The snapshot x.png cannot be written: the disk is full."
        await camera.clock.advance(3 * QUARTER)
        assert [said for said in camera.said if said] == [camera.broken]
        camera.broken = ""
        await camera.clock.advance(300 + LOOK_EVERY_S)
        assert camera.said[-1] == ""
        assert len(camera.taken) == 1


@pytest.mark.anyio
async def test_a_clock_that_is_set_back_stops_nothing() -> None:
    """The next one is due within an interval of the new time."""
    async with watching() as camera:
        camera.clock.set_wall(START - 30 * 86_400.0)
        await camera.clock.advance(QUARTER + LOOK_EVERY_S)
        assert len(camera.taken) == 1
