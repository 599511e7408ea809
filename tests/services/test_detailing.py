"""The open page gets the best history there is, without waiting for it."""

from __future__ import annotations

import asyncio

from msgspec.structs import replace

from aux_monitor.domain.entry_readings import ENTRIES
from aux_monitor.domain.reading import Fetched, MetricId, Reading, Series
from aux_monitor.domain.state import AppState, PollSucceeded, SourcesConfigured
from aux_monitor.presentation.detail_views import (
    DetailRange,
)
from aux_monitor.services.backtesting import Past
from aux_monitor.services.detailing import LEAST_STEP_S, MOST_POINTS, Detailing, step_of, young
from aux_monitor.services.poller import watched
from aux_monitor.services.store import Store
from aux_monitor.services.supervisor import Supervisor
from tests.conftest import ExpectedWarnings
from tests.fakes.clock import FakeClock
from tests.fakes.history import MemoryHistory
from tests.fakes.source import FakeSource
from tests.services.builders import COLLECTOR, LATENCY, fetched

HOUR, DAY = 3600.0, 86_400.0


class Room:
    """A detailing over a memory history."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.store = Store(AppState())
        self.store.apply(SourcesConfigured((watched(FakeSource(), self.clock.now()),)))
        self.history = MemoryHistory()
        self.changes = 0
        self.supervisor = Supervisor(self.clock, lambda _sentence: None)
        self.detailing = Detailing(
            self.store,
            self.supervisor,
            self.clock,
            lambda _metric: Past(self.history, 1.0),
            self._changed,
        )

    def _changed(self) -> None:
        self.changes += 1

    def tell(self, series: Series) -> None:
        """Hear an answer with this series."""
        now = self.clock.now()
        answer = replace(fetched(120, now), series={LATENCY: series})
        self.store.apply(PollSucceeded(COLLECTOR, answer, now + 1))

    async def record(self, value: float) -> None:
        """Keep a reading of now in the history."""
        await self.history.record((Reading(LATENCY, value, self.clock.now(), COLLECTOR),))


def test_the_live_series_is_used_where_it_covers_the_span() -> None:
    """The last hour needs no question: it came with the readings."""

    async def story() -> tuple[Series | None, Series]:
        room = Room()
        live = Series(room.clock.now() - HOUR, 10.0, (1.0,) * 361)
        room.tell(live)
        room.detailing.open(LATENCY, HOUR)
        return room.detailing.series(), live

    shown, live = asyncio.run(story())
    assert shown is live


def test_a_longer_span_is_asked_for_and_shown_when_it_comes() -> None:
    """The first look has nothing yet; the answer is told and then shown."""

    async def story() -> tuple[Series | None, Series | None, int]:
        room = Room()
        await room.record(140.0)
        room.detailing.open(LATENCY, DAY)
        before = room.detailing.series()
        await room.clock.advance(1)
        return before, room.detailing.series(), room.changes

    before, after, changes = asyncio.run(story())
    assert before is None
    assert after is not None
    assert 140.0 in after.values
    assert changes == 1


def test_an_answer_for_a_page_that_was_left_is_dropped() -> None:
    """A slow answer does not appear on the page opened meanwhile."""

    async def story() -> tuple[Series | None, int]:
        room = Room()
        await room.record(140.0)
        room.detailing.open(LATENCY, DAY)
        room.detailing.series()
        room.detailing.open(MetricId("github_stars"), DAY)
        await room.clock.advance(1)
        return room.detailing.series(), room.changes

    assert asyncio.run(story()) == (None, 0)


def test_a_closed_page_asks_for_nothing() -> None:
    """Without an open page there is no series."""

    async def story() -> tuple[object, Series | None]:
        room = Room()
        room.detailing.open(LATENCY, DAY)
        room.detailing.close()
        return room.detailing.opened, room.detailing.series()

    assert asyncio.run(story()) == (None, None)


def test_the_history_is_asked_again_when_a_new_point_is_due() -> None:
    """A day in 360 points has a new one every four minutes."""

    async def story() -> list[bool]:
        room = Room()
        room.detailing.open(LATENCY, DAY)
        room.detailing.series()
        await room.clock.advance(1)
        await room.record(150.0)
        room.detailing.series()
        await room.clock.advance(1)
        early = room.detailing.series()
        await room.clock.advance(240)
        room.detailing.series()
        await room.clock.advance(1)
        late = room.detailing.series()
        assert early is not None
        assert late is not None
        return [150.0 in early.values, 150.0 in late.values]

    assert asyncio.run(story()) == [False, True]


def test_a_history_that_cannot_be_read_leaves_the_page_empty(
    expected_warnings: ExpectedWarnings,
) -> None:
    """The page says that nothing is recorded; the reason is in the log."""
    expected_warnings("The history file is damaged")

    async def story() -> Series | None:
        room = Room()
        room.history.failure = "The history file is damaged."
        room.detailing.open(LATENCY, DAY)
        room.detailing.series()
        await room.clock.advance(1)
        return room.detailing.series()

    assert asyncio.run(story()) is None


def test_a_page_without_a_chart_asks_for_no_history() -> None:
    """A phase gate has no past of its own: nothing is read for it, however long it is open."""

    async def story() -> tuple[Series | None, int]:
        room = Room()
        await room.record(150.0)
        room.detailing.open(LATENCY, DAY, charted=False)
        for _ in range(3):
            room.detailing.series()
            await room.clock.advance(DAY)
        return room.detailing.series(), room.changes

    assert asyncio.run(story()) == (None, 0)


def test_an_entered_figure_is_drawn_at_once_and_a_removed_one_goes() -> None:
    """It may be of any day, and the steps of a year are a day long; the same one asks no more."""

    async def story() -> tuple[int, ...]:
        room = Room()
        room.store.apply(
            SourcesConfigured((watched(FakeSource(source_id=ENTRIES), room.clock.now()),))
        )
        room.detailing.open(LATENCY, 365 * DAY)

        async def changes_after(*values: float) -> int:
            now = room.clock.now()
            entered = tuple(
                Reading(LATENCY, value, now, ENTRIES, good_for_s=DAY) for value in values
            )
            room.store.apply(PollSucceeded(ENTRIES, Fetched(now, entered), now + 30))
            before = room.changes
            room.detailing.series()
            await room.clock.advance(0)
            return room.changes - before

        room.detailing.series()
        await room.clock.advance(0)
        entered = [await changes_after(5.0), await changes_after(5.0), await changes_after(6.0)]
        return *entered, await changes_after(), await changes_after()

    assert asyncio.run(story()) == (1, 0, 1, 1, 0)


def test_the_period_before_is_asked_for_beside_a_live_chart() -> None:
    """The live hour is at hand, the hour before it is not; without comparing nothing is asked."""

    async def story(*, compared: bool) -> tuple[Series | None, bool]:
        room = Room()
        await room.record(140.0)
        await room.clock.advance(HOUR + 600)
        live = Series(room.clock.now() - HOUR, 10.0, (1.0,) * 361)
        room.tell(live)
        room.detailing.open(LATENCY, HOUR, compared=compared)
        shown = room.detailing.series()
        await room.clock.advance(1)
        return room.detailing.before, shown is live

    before, live = asyncio.run(story(compared=True))
    assert live
    assert before is not None
    assert 140.0 in before.values
    assert asyncio.run(story(compared=False)) == (None, True)


def test_no_span_is_asked_for_in_more_points_than_a_source_answers() -> None:
    """And each is asked for as finely as that allows, so that peaks reach the drawing."""
    for span in DetailRange:
        points = span.seconds / step_of(span.seconds)
        assert points <= MOST_POINTS
        assert points >= 400 or step_of(span.seconds) == LEAST_STEP_S


def test_a_past_that_is_kept_coarsely_is_asked_for_no_finer() -> None:
    """A record of every quarter of an hour would otherwise be points with gaps between them."""

    async def story() -> Series | None:
        room = Room()
        room.detailing = Detailing(
            room.store,
            room.supervisor,
            room.clock,
            lambda _metric: Past(room.history, 1800.0),
            lambda: None,
        )
        room.detailing.open(LATENCY, DAY)
        room.detailing.series()
        await room.clock.advance(1)
        return room.detailing.series()

    shown = asyncio.run(story())
    assert shown is not None
    assert shown.step_s == 1800.0


def test_a_young_past_is_drawn_finely_in_a_long_span() -> None:
    """An hour of records in a year is a line, not a single point or nothing at all."""

    async def story() -> Series | None:
        room = Room()
        await room.clock.advance(21_600.0 - room.clock.now() % 21_600.0 + 60)
        for value in range(5):
            await room.record(100.0 + value)
            await room.clock.advance(900)
        room.detailing.open(LATENCY, 365 * DAY)
        room.detailing.series()
        await room.clock.advance(1)
        return room.detailing.series()

    shown = asyncio.run(story())
    assert shown is not None
    assert [value for value in shown.values if value is not None] == [100, 101, 102, 103, 104]


def test_an_old_past_is_asked_for_once() -> None:
    """What fills the span is taken as it comes."""
    assert young(Series(0.0, 10.0, (1.0,) * 100), 1000.0) is None
    assert young(Series(0.0, 10.0, (*(None,) * 90, *(1.0,) * 10)), 1000.0) == 890.0
