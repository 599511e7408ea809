"""What happened while nobody was there is told once they are back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, time

from aux_monitor.domain.away import AWAY_AFTER_S, Presence
from aux_monitor.domain.notice import AlertKey, Episode
from aux_monitor.domain.quiet import QuietWindow, Span
from aux_monitor.domain.state import AppState, PresenceNoted, Resumed, TriggersStepped
from aux_monitor.services.presence import SEEN_EVERY_S, Attendance
from aux_monitor.services.store import Store
from tests.fakes.clock import FakeClock
from tests.services.builders import LATENCY, RULE

EVENING = datetime(2026, 6, 1, 21, tzinfo=UTC).timestamp()
NIGHT = Span(EVENING + 3600, EVENING + 3600 + 36_000)
QUIET = (QuietWindow(frozenset(range(7)), time(22), time(8), UTC),)


def fired(at: float) -> TriggersStepped:
    """Return that an alert fired and was over a minute later."""
    key = AlertKey(RULE, LATENCY)
    episode = Episode(key, int(at), at, at, value=340.0, worst=340.0, resolved_at=at + 60)
    return TriggersStepped({}, (episode,))


class Room:
    """An attendance on a clock that stands in the evening."""

    def __init__(self, quiet: tuple[QuietWindow, ...] = ()) -> None:
        self.clock = FakeClock(now=EVENING)
        self.store = Store(AppState())
        self.quiet = quiet
        self.attendance = Attendance(self.store, self.clock, lambda: self.quiet)

    @property
    def away(self) -> Span | None:
        """Return the absence to read about."""
        return self.store.state.presence.away

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Run the job that follows the quiet hours."""
        task = asyncio.get_running_loop().create_task(self.attendance.run())
        await self.clock.advance(0)
        yield
        task.cancel()
        await asyncio.wait([task])


def test_who_comes_back_reads_what_happened() -> None:
    """From the last use of the window to this one; once read it is gone."""
    room = Room()
    room.attendance.seen()
    room.store.apply(fired(EVENING + 60))
    room.clock.set_wall(EVENING + AWAY_AFTER_S)
    room.attendance.seen()
    assert room.away == Span(EVENING, EVENING + AWAY_AFTER_S)
    room.attendance.dismiss()
    assert room.store.state.presence == Presence(EVENING + AWAY_AFTER_S)


def test_who_stays_is_noted_once_a_minute() -> None:
    """Every key press would otherwise be written to the disk."""
    room = Room()
    room.attendance.seen()
    room.clock.set_wall(EVENING + SEEN_EVERY_S - 1)
    before = room.store.state
    room.attendance.seen()
    assert room.store.state is before
    room.clock.set_wall(EVENING + SEEN_EVERY_S)
    room.attendance.seen()
    assert room.store.state.presence.seen_at == EVENING + SEEN_EVERY_S


def test_a_night_is_an_absence() -> None:
    """At its end the card tells what fired in the quiet hours, to whoever sat there as well."""

    async def story() -> Span | None:
        room = Room(QUIET)
        async with room.running():
            await room.clock.advance(7200)
            room.store.apply(fired(room.clock.now()))
            room.attendance.seen()
            await room.clock.advance(9 * 3600 - 1)
            assert room.away is None
            await room.clock.advance(2)
            return room.away

    assert asyncio.run(story()) == NIGHT


def test_a_night_in_which_nothing_happened_leaves_no_card() -> None:
    """And neither does a span of quiet hours that has just been taken out of the settings."""

    async def story() -> None:
        room = Room(QUIET)
        async with room.running():
            await room.clock.advance(12 * 3600)
            assert room.away is None
            room.quiet = ()
            room.attendance.look()
            room.store.apply(fired(room.clock.now()))
            await room.clock.advance(24 * 3600)
            assert room.away is None

    asyncio.run(story())


def test_quiet_hours_set_in_a_running_program_count() -> None:
    """Their end is known as soon as they are set."""

    async def story() -> Span | None:
        room = Room()
        async with room.running():
            await room.clock.advance(60)
            room.quiet = QUIET
            room.attendance.look()
            await room.clock.advance(7200)
            room.store.apply(fired(room.clock.now()))
            await room.clock.advance(10 * 3600)
            return room.away

    assert asyncio.run(story()) == NIGHT


def test_a_night_that_the_computer_slept_through_is_known_within_a_quarter_of_an_hour() -> None:
    """The clock on the wall is looked at again and again."""

    async def story() -> Span | None:
        room = Room(QUIET)
        async with room.running():
            await room.clock.advance(3600 + 60)
            room.store.apply(fired(room.clock.now()))
            room.clock.suspend(11 * 3600)
            room.store.apply(Resumed(room.clock.now()))
            await room.clock.advance(900)
            return room.away

    assert asyncio.run(story()) == NIGHT


def test_an_unread_absence_outlives_the_next() -> None:
    """A presence restored from the last run is joined, not replaced."""
    room = Room()
    room.store.apply(
        PresenceNoted(Presence(EVENING - 9000, Span(EVENING - 20_000, EVENING - 9000)))
    )
    room.store.apply(fired(EVENING - 60))
    room.attendance.seen()
    assert room.away == Span(EVENING - 20_000, EVENING)
