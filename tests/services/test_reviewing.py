"""A review is looked up beside everything else, and what was marked is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from aux_monitor.domain.catalogue import Cadence, Metric
from aux_monitor.domain.moved import Moved
from aux_monitor.domain.reading import Dated, Reading, Series
from aux_monitor.domain.state import AppState, DailyLoaded
from aux_monitor.ports.history import MetricHistory
from aux_monitor.services.review_intents import ChooseReview, MarkReviewed, UnmarkReviewed
from aux_monitor.services.reviewing import LOOKED_UP_EVERY_S, OpenReview, Reviewing
from aux_monitor.services.store import Store
from aux_monitor.services.supervisor import Supervisor
from tests.conftest import ExpectedWarnings
from tests.fakes.clock import FakeClock
from tests.fakes.history import MemoryHistory
from tests.fakes.reviews import MemoryReviews
from tests.presentation.builders import CATALOGUE, COLLECTOR, RESPONSE, STARS, USERS

HOUR, DAY = 3600.0, 86_400.0
NOW = FakeClock().now()


class Room:
    """Reviews over a memory history, with these figures in the state."""

    def __init__(self, *readings: Reading) -> None:
        self.clock = FakeClock()
        self.store = Store(AppState(readings={reading.metric: reading for reading in readings}))
        self.history = MemoryHistory()
        self.further: tuple[MetricHistory, ...] = ()
        self.book = MemoryReviews()
        self.changes = 0
        self.reviewing = Reviewing(
            self.store,
            Supervisor(self.clock, lambda _sentence: None),
            self.clock,
            self.book,
            lambda: CATALOGUE,
            self._histories_of,
            self._changed,
        )

    def _histories_of(self, _metric: Metric) -> Sequence[MetricHistory]:
        return (self.history, *self.further)

    def _changed(self) -> None:
        self.changes += 1

    async def look(self, cadence: Cadence = Cadence.DAILY) -> OpenReview:
        """Open a review, and return it when it is looked up."""
        self.reviewing.carry_out(ChooseReview(cadence))
        self.reviewing.review()
        await self.clock.advance(0)
        return self.reviewing.review()


def figure(
    of: Metric, value: float | None, at: float = NOW, past: tuple[Dated, ...] = ()
) -> Reading:
    """Return a reading of now, or of another time."""
    return Reading(of.id, value, at, COLLECTOR, past=past)


async def record_day(room: Room, value: float, days_ago: int) -> None:
    """Keep an hourly reading of a day."""
    end = room.clock.now() - days_ago * DAY
    hours = (Reading(RESPONSE.id, value, end - n * HOUR - 60.0, COLLECTOR) for n in range(24))
    await room.history.record(tuple(hours))


def test_the_first_look_waits_for_nothing() -> None:
    """A review is there at once, and says that it is being looked up."""

    async def story() -> tuple[OpenReview, OpenReview]:
        room = Room(figure(RESPONSE, 130.0))
        await record_day(room, 120.0, 0)
        await record_day(room, 150.0, 1)
        before = room.reviewing.review()
        await room.clock.advance(0)
        return before, room.reviewing.review()

    before, after = asyncio.run(story())
    assert before == OpenReview(Cadence.DAILY)
    assert after.moved == {RESPONSE.id: Moved(120.0, 150.0)}
    assert not after.looking


def test_a_count_is_looked_up_a_period_ago() -> None:
    """The recorded value nearest to then counts."""

    async def story() -> OpenReview:
        room = Room(figure(USERS, 990.0))
        await room.history.record((figure(USERS, 900.0, NOW - 7 * DAY + 600.0),))
        return await room.look(Cadence.WEEKLY)

    moved = asyncio.run(story()).moved[USERS.id]
    assert (moved.now, moved.before) == (990.0, 900.0)
    assert moved.before_at is not None
    assert abs(moved.before_at - (NOW - 7 * DAY)) <= 7 * HOUR


def test_what_its_source_keeps_is_not_asked_for() -> None:
    """A survey brings the one before with it, and the days of a count are in the state."""

    async def story() -> OpenReview:
        past = (Dated(NOW - 33 * DAY, 951.0),)
        room = Room(figure(STARS, 998.0, past=past), figure(USERS, 990.0))
        days = Series(NOW - 30 * DAY, DAY, (500.0, *[None] * 29))
        room.store.apply(DailyLoaded({USERS.id: days}))
        room.history.failure = "nobody asks"
        return await room.look(Cadence.MONTHLY)

    found = asyncio.run(story())
    assert found.moved == {
        STARS.id: Moved(998.0, 951.0, NOW - 33 * DAY),
        USERS.id: Moved(990.0, 500.0, NOW - 30 * DAY),
    }
    assert not found.failure


def test_the_second_place_is_asked_where_the_first_knows_nothing() -> None:
    """A source without a past leaves it to what was recorded here."""

    async def story() -> OpenReview:
        room = Room(figure(USERS, 990.0))
        recorded = MemoryHistory()
        await recorded.record((figure(USERS, 900.0, NOW - 7 * DAY),))
        room.further = (recorded,)
        return await room.look(Cadence.WEEKLY)

    assert asyncio.run(story()).moved[USERS.id].before == 900.0


def test_without_a_past_there_is_no_change() -> None:
    """Nothing is made up; a source that gave no value is not even asked about."""

    async def story() -> OpenReview:
        room = Room(figure(RESPONSE, 130.0), figure(USERS, None))
        return await room.look(Cadence.MONTHLY)

    found = asyncio.run(story())
    assert not found.moved
    assert not found.looking


def test_it_is_looked_up_again_after_a_while_and_with_every_new_figure() -> None:
    """A figure that comes later is compared too, and what is old is not kept for ever."""

    async def story() -> list[int]:
        room = Room(figure(RESPONSE, 130.0))
        seen = []
        await room.look()
        seen.append(room.changes)
        room.reviewing.review()
        await room.clock.advance(1.0)
        seen.append(room.changes)
        await room.clock.advance(LOOKED_UP_EVERY_S)
        room.reviewing.review()
        await room.clock.advance(0)
        seen.append(room.changes)
        return seen

    first, soon, later = asyncio.run(story())
    assert first == soon < later


def test_another_review_takes_the_place_of_the_open_one() -> None:
    """What was found for the one before is not shown in it."""

    async def story() -> tuple[OpenReview, OpenReview]:
        room = Room(figure(RESPONSE, 130.0))
        await record_day(room, 120.0, 0)
        await record_day(room, 150.0, 1)
        room.reviewing.review()
        room.reviewing.carry_out(ChooseReview(Cadence.QUARTERLY))
        chosen = room.reviewing.review()
        await room.clock.advance(0)
        return chosen, room.reviewing.review()

    chosen, after = asyncio.run(story())
    assert (chosen.cadence, chosen.looking) == (Cadence.QUARTERLY, True)
    assert not chosen.moved
    assert not after.moved


def test_a_mark_is_kept_and_can_be_taken_back() -> None:
    """It has the time, the cadence and the note."""

    async def story() -> tuple[OpenReview, OpenReview, float]:
        room = Room()
        await room.look()
        room.reviewing.carry_out(MarkReviewed(Cadence.WEEKLY, "calm"))
        await room.clock.advance(0)
        marked = room.reviewing.review()
        assert room.reviewing.marked == marked.reviewed
        room.reviewing.carry_out(UnmarkReviewed(marked.reviewed[0].id))
        await room.clock.advance(0)
        return marked, room.reviewing.review(), room.clock.now()

    marked, after, now = asyncio.run(story())
    (review,) = marked.reviewed
    assert (review.cadence, review.at, review.note) == (Cadence.WEEKLY, now, "calm")
    assert after.reviewed == ()


def test_a_broken_history_is_told(expected_warnings: ExpectedWarnings) -> None:
    """What cannot be read, kept or taken back is a sentence on the page."""
    expected_warnings("The reviews cannot be read")
    expected_warnings("The review could not be kept")
    expected_warnings("The review could not be taken back")
    expected_warnings("The past of response_time_avg cannot be read")

    async def story() -> list[str]:
        room = Room(figure(RESPONSE, 130.0))
        room.book.failure = room.history.failure = "The disk is gone."
        said = [(await room.look()).failure]
        for intent in (MarkReviewed(Cadence.DAILY), UnmarkReviewed(1)):
            room.reviewing.carry_out(intent)
            await room.clock.advance(0)
            said.append(room.reviewing.review().failure)
        return said

    assert asyncio.run(story()) == [
        "The disk is gone.",
        "The review could not be kept: The disk is gone.",
        "The review could not be taken back: The disk is gone.",
    ]
