"""All alerts of the history, read once and beside everything else."""

from __future__ import annotations

import asyncio

from aux_monitor.domain.notice import AlertKey, Episode
from aux_monitor.domain.reading import MetricId
from aux_monitor.domain.silence import SILENCE
from aux_monitor.ports.history import Remembered
from aux_monitor.services.kept_alerts import KeptAlerts
from aux_monitor.services.supervisor import Supervisor
from tests.conftest import ExpectedWarnings
from tests.fakes.clock import FakeClock
from tests.fakes.history import MemoryHistory

OLD = Episode(AlertKey(SILENCE, MetricId("collector")), 1, 0.0, 1.0, 20.0, 20.0, resolved_at=5.0)


class Room:
    """What is kept of one alert."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.history = MemoryHistory(Remembered({}, (OLD,), ()))
        self.changes = 0
        supervisor = Supervisor(self.clock, lambda _sentence: None)
        self.kept = KeptAlerts(self.history, supervisor, self._changed)

    def _changed(self) -> None:
        self.changes += 1


def test_they_come_when_they_are_first_asked_for() -> None:
    """The first look has nothing and waits for nothing; the answer is told of once."""

    async def story() -> tuple[tuple[Episode, ...], tuple[Episode, ...], int]:
        room = Room()
        before = room.kept.episodes()
        await room.clock.advance(0)
        after = room.kept.episodes()
        await room.clock.advance(0)
        return before, after, room.changes

    assert asyncio.run(story()) == ((), (OLD,), 1)


def test_a_history_that_cannot_be_read_is_told(expected_warnings: ExpectedWarnings) -> None:
    """There is nothing to show then, and the reason stands in its place."""
    expected_warnings("Earlier alerts cannot be read: The disk is gone")

    async def story() -> tuple[tuple[Episode, ...], str]:
        room = Room()
        room.history.failure = "The disk is gone."
        room.kept.episodes()
        await room.clock.advance(0)
        return room.kept.episodes(), room.kept.problem

    assert asyncio.run(story()) == ((), "The disk is gone.")
