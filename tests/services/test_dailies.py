"""The days before of every dated metric are looked up beside everything else."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from msgspec.structs import replace

from aux_monitor.domain.catalogue import Catalogue, Comparison, DatedTarget, Direction, Limit
from aux_monitor.domain.daily import DAY_S, MOST_DAYS
from aux_monitor.domain.reading import Dated, Fetched, MetricId, Reading, Series, SourceId
from aux_monitor.domain.state import AppState, PollSucceeded, ProblemTopic, SourcesConfigured
from aux_monitor.ports.history import MetricHistory
from aux_monitor.services.dailies import LOOKED_UP_EVERY_S, SETTLING_S, Dailies
from aux_monitor.services.poller import watched
from aux_monitor.services.store import Store
from tests.conftest import ExpectedWarnings
from tests.fakes.clock import FakeClock
from tests.fakes.history import MemoryHistory
from tests.fakes.source import FakeSource
from tests.services.builders import COLLECTOR, metric

USERS, PLAIN = MetricId("users"), MetricId("plain")
DATED = replace(
    metric(),
    id=USERS,
    direction=Direction.HIGHER,
    target=None,
    alert=None,
    dated=(DatedTarget(6, Limit(Comparison.AT_LEAST, 1000)),),
)
CATALOGUE = Catalogue({USERS: DATED, PLAIN: replace(metric(), id=PLAIN)}, {})
TODAY = 20_000
NOON = TODAY * DAY_S + DAY_S / 2


class Asked:
    """A history that counts what it is asked for."""

    def __init__(self, history: MemoryHistory) -> None:
        self.history = history
        self.spans: list[tuple[float, float]] = []

    async def series(self, metric: MetricId, since: float, until: float, step_s: float) -> Series:
        """Answer as the history does."""
        self.spans.append((since, until))
        return await self.history.series(metric, since, until, step_s)


class Room:
    """The service over memory histories, on a day at noon."""

    def __init__(self, *, own: bool = False, window_s: float | None = None) -> None:
        self.clock = FakeClock(NOON)
        self.store = Store(AppState())
        self.recorded, self.own = MemoryHistory(), MemoryHistory()
        self.asked = Asked(self.recorded)
        known = Catalogue({**CATALOGUE.metrics, USERS: replace(DATED, window_s=window_s)}, {})
        kept: MetricHistory | None = self.own if own else None
        self.dailies = Dailies(self.store, known, self.clock, self.asked, lambda _source: kept)
        self.store.apply(SourcesConfigured((watched(FakeSource(), NOON),)))
        self.job = asyncio.get_running_loop().create_task(self.dailies.run())

    async def record(self, history: MemoryHistory, days: dict[float, float]) -> None:
        """Keep values by how many days ago they were."""
        await history.record(
            tuple(
                Reading(USERS, value, NOON - ago * DAY_S, COLLECTOR)
                for ago, value in sorted(days.items(), reverse=True)
            )
        )

    def tell(
        self,
        value: float | None,
        name: MetricId = USERS,
        *,
        past: Iterable[Dated] = (),
        series: Series | None = None,
    ) -> None:
        """Hear an answer."""
        now = self.clock.now()
        reading = Reading(name, value, now, COLLECTOR, past=tuple(past))
        given = None if series is None else {name: series}
        self.store.apply(PollSucceeded(COLLECTOR, Fetched(now, (reading,), given), now + 1))

    async def days(self) -> dict[int, float]:
        """Return the metric's days once they are looked up, by how many days ago."""
        await self.clock.advance(SETTLING_S)
        series = self.store.state.daily.get(USERS)
        if series is None:
            return {}
        today = self.clock.now() // DAY_S
        return {
            round(today - at / DAY_S): value for at, value in series.points() if value is not None
        }

    async def close(self) -> None:
        """End the job."""
        self.job.cancel()
        await asyncio.wait([self.job])


def test_recorded_days_are_told_soon_after_the_first_answer() -> None:
    """What this machine recorded, the last of each day, and today's value after it."""

    async def story() -> dict[int, float]:
        room = Room()
        await room.record(room.recorded, {400: 1.0, 200: 3.0, 2.4: 7.0, 2.2: 8.0, 1: 9.0})
        room.tell(12.0)
        found = await room.days()
        await room.close()
        return found

    assert asyncio.run(story()) == {200: 3.0, 2: 8.0, 1: 9.0, 0: 12.0}


def test_nothing_is_looked_up_before_an_answer_or_of_a_metric_without_dated_targets() -> None:
    """The history is left alone until somebody can need it."""

    async def story() -> list[tuple[float, float]]:
        room = Room()
        await room.clock.advance(LOOKED_UP_EVERY_S * 2)
        room.tell(5.0, PLAIN)
        await room.clock.advance(LOOKED_UP_EVERY_S * 2)
        await room.close()
        return room.asked.spans

    assert asyncio.run(story()) == []


def test_an_hour_later_only_what_is_new_is_asked_for() -> None:
    """Four hundred days once, in bounded parts; then from the last day known on."""

    async def story() -> tuple[Room, int, dict[int, float]]:
        room = Room()
        await room.record(room.recorded, {1: 9.0})
        room.tell(12.0)
        await room.days()
        first = len(room.asked.spans)
        room.tell(13.0)
        await room.clock.advance(LOOKED_UP_EVERY_S)
        found = await room.days()
        await room.close()
        return room, first, found

    room, first, found = asyncio.run(story())
    spans = room.asked.spans
    assert max(until - since for since, until in spans) <= 40 * DAY_S
    assert spans[0][0] == (TODAY - MOST_DAYS + 1) * DAY_S
    assert (first, len(spans)) == (10, 11)
    assert spans[-1][0] == (TODAY - 1) * DAY_S
    assert found == {1: 9.0, 0: 13.0}


def test_a_source_s_own_past_stands_over_the_record() -> None:
    """Its value at a midnight is that of the day then over."""

    async def story() -> dict[int, float]:
        room = Room(own=True)
        await room.record(room.recorded, {3: 1.0, 2: 2.0})
        await room.record(room.own, {1.5: 20.0, 0.5: 30.0})
        room.tell(40.0)
        found = await room.days()
        await room.close()
        return found

    assert asyncio.run(story()) == {3: 1.0, 2: 20.0, 1: 30.0, 0: 40.0}


def test_days_that_a_log_covers_only_in_part_are_left_out() -> None:
    """A figure over two days counts from the third day of the log on."""

    async def story() -> dict[int, float]:
        room = Room(own=True, window_s=2 * DAY_S)
        await room.record(room.own, {5.5: 0.0, 4.5: 3.0, 3.5: 6.0, 2.5: 7.0, 1.5: 8.0})
        room.tell(9.0)
        found = await room.days()
        await room.close()
        return found

    assert asyncio.run(story()) == {3: 7.0, 2: 8.0, 0: 9.0}


def test_a_new_collector_does_not_hide_what_was_recorded_before_it() -> None:
    """The days before its log, which it answers with 0, are not days without traffic."""

    async def story() -> dict[int, float]:
        room = Room(own=True, window_s=DAY_S)
        await room.record(room.recorded, {5: 3.0, 4: 6.0, 3: 7.0})
        await room.record(room.own, {4.5: 0.0, 3.5: 0.0, 2.5: 2.0, 1.5: 8.0, 0.5: 9.0})
        room.tell(10.0)
        found = await room.days()
        await room.close()
        return found

    assert asyncio.run(story()) == {4: 6.0, 3: 7.0, 2: 8.0, 1: 9.0, 0: 10.0}


def test_a_value_over_part_of_its_window_is_no_day() -> None:
    """What covers two hours of a day is not the day's value."""

    async def story(covered_s: float) -> dict[int, float]:
        room = Room(window_s=DAY_S)
        await room.record(room.recorded, {1: 9.0})
        now = room.clock.now()
        reading = Reading(USERS, 2.0, now, COLLECTOR, window_s=covered_s)
        room.store.apply(PollSucceeded(COLLECTOR, Fetched(now, (reading,)), now + 1))
        found = await room.days()
        await room.close()
        return found

    assert asyncio.run(story(7200.0)) == {1: 9.0}
    assert asyncio.run(story(DAY_S)) == {1: 9.0, 0: 2.0}


def test_a_daily_series_that_came_with_the_answer_counts() -> None:
    """GitHub's own days are known without asking; a series of minutes says nothing of days."""

    async def story(step_s: float) -> dict[int, float]:
        room = Room()
        values = (5.0, None, 7.0)
        room.tell(8.0, series=Series((TODAY - 3) * DAY_S, step_s, values))
        found = await room.days()
        await room.close()
        return found

    assert asyncio.run(story(DAY_S)) == {3: 5.0, 1: 7.0, 0: 8.0}
    assert asyncio.run(story(60.0)) == {0: 8.0}


def test_entries_by_hand_count_and_a_new_one_at_once() -> None:
    """A past that comes with the reading is taken over, and looked at again when it grew."""

    async def story() -> tuple[dict[int, float], dict[int, float]]:
        room = Room()
        first = Dated(NOON - 60 * DAY_S, 100.0)
        room.tell(130.0, past=[first])
        before = await room.days()
        room.tell(130.0, past=[first, Dated(NOON - 30 * DAY_S, 115.0)])
        after = await room.days()
        await room.close()
        return before, after

    before, after = asyncio.run(story())
    assert before == {60: 100.0, 0: 130.0}
    assert after == {60: 100.0, 30: 115.0, 0: 130.0}


def test_a_record_that_cannot_be_read_is_told_until_it_can(
    expected_warnings: ExpectedWarnings,
) -> None:
    """The program says it once as its own trouble, goes on with what it has, and takes it back."""
    expected_warnings("The days before cannot be read: The history file is damaged")

    async def story() -> tuple[list[str], dict[int, float]]:
        room = Room()
        said = []
        room.recorded.failure = "The history file is damaged."
        room.tell(12.0)
        found = await room.days()
        said.append(room.store.state.problems.get(ProblemTopic.PAST, ""))
        await room.clock.advance(LOOKED_UP_EVERY_S + SETTLING_S)
        room.recorded.failure = ""
        await room.clock.advance(LOOKED_UP_EVERY_S + SETTLING_S)
        said.append(room.store.state.problems.get(ProblemTopic.PAST, ""))
        await room.close()
        return said, found

    said, found = asyncio.run(story())
    assert said == ["The history file is damaged.", ""]
    assert found == {0: 12.0}


def test_a_source_that_does_not_give_its_past_is_logged_and_the_record_stands(
    expected_warnings: ExpectedWarnings,
) -> None:
    """What is wrong with a source its own state says."""
    expected_warnings("The past of users cannot be read from its source: It is starting")

    async def story() -> tuple[dict[int, float], AppState]:
        room = Room(own=True)
        await room.record(room.recorded, {1: 9.0})
        room.own.failure = "It is starting."
        room.tell(12.0)
        found = await room.days()
        await room.close()
        return found, room.store.state

    found, state = asyncio.run(story())
    assert found == {1: 9.0, 0: 12.0}
    assert state.problems == {}


def test_another_source_s_past_is_looked_up_anew() -> None:
    """After the sources changed nothing known of the old one is used."""

    async def story() -> dict[int, float]:
        room = Room(own=True)
        await room.record(room.own, {1.5: 20.0})
        room.tell(40.0)
        await room.days()
        room.store.apply(SourcesConfigured(()))
        other = FakeSource(source_id="elsewhere")
        room.store.apply(SourcesConfigured((watched(other, NOON),)))
        await room.record(room.own, {0.5: 21.0})
        now = room.clock.now()
        reading = Reading(USERS, 41.0, now, SourceId("elsewhere"))
        room.store.apply(PollSucceeded(other.id, Fetched(now, (reading,)), now + 1))
        found = await room.days()
        await room.close()
        return found

    assert asyncio.run(story()) == {2: 20.0, 1: 21.0, 0: 41.0}


def test_a_metric_whose_source_left_is_looked_up_no_more() -> None:
    """Its days go with it, and the hourly look leaves it out."""

    async def story() -> tuple[AppState, int]:
        room = Room()
        room.tell(12.0)
        await room.days()
        room.store.apply(SourcesConfigured(()))
        asked = len(room.asked.spans)
        await room.clock.advance(LOOKED_UP_EVERY_S + SETTLING_S)
        await room.close()
        return room.store.state, len(room.asked.spans) - asked

    state, asked = asyncio.run(story())
    assert (state.daily, asked) == ({}, 0)


def test_a_source_that_leaves_before_its_past_was_looked_up_is_let_go() -> None:
    """Nothing is asked for a metric that has no reading any more."""

    async def story() -> list[tuple[float, float]]:
        room = Room()
        room.tell(12.0)
        room.store.apply(SourcesConfigured(()))
        await room.days()
        await room.close()
        return room.asked.spans

    assert asyncio.run(story()) == []


def test_a_source_that_still_reads_its_past_is_waited_for() -> None:
    """Half a day's commands would be kept as the day's."""

    async def story() -> tuple[dict[int, float], dict[int, float]]:
        room = Room(own=True)
        now = room.clock.now()
        reading = Reading(USERS, 3.0, now, COLLECTOR)
        early = Fetched(now, (reading,), catching_up=True)
        room.store.apply(PollSucceeded(COLLECTOR, early, now + 1))
        before = await room.days()
        await room.record(room.own, {0.5: 30.0})
        room.tell(40.0)
        after = await room.days()
        await room.close()
        return before, after

    assert asyncio.run(story()) == ({}, {1: 30.0, 0: 40.0})


def test_a_metric_without_a_value_or_past_has_no_days() -> None:
    """Nothing known is nothing told."""

    async def story() -> AppState:
        room = Room()
        room.tell(None)
        await room.days()
        await room.close()
        return room.store.state

    assert asyncio.run(story()).daily == {}
