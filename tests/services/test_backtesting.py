"""Looking back with a changed rule, beside a loop that is never held up."""

from __future__ import annotations

import asyncio
from types import MappingProxyType

from msgspec.structs import replace

from aux_monitor.domain.catalogue import Catalogue, RuleInput
from aux_monitor.domain.drops import DAY_S
from aux_monitor.domain.notice import AlertKey
from aux_monitor.domain.reading import MetricId, Series
from aux_monitor.domain.state import AppState
from aux_monitor.domain.tuning import Tuning, tuned
from aux_monitor.ports.errors import HistoryError
from aux_monitor.services.backtesting import LOOKED_BACK_S, SLICE, SURVEYS, Backtesting, Past
from aux_monitor.services.store import Store
from aux_monitor.services.supervisor import Supervisor
from tests.conftest import ExpectedWarnings
from tests.domain.building import KEY, LATENCY, RULE, above, below, metric, rule
from tests.fakes.clock import FakeClock

LIVE = rule(hold_s=180, clear_hold_s=300, keep_firing_s=0, gap_s=90, minimum_sample=0)
DEAF = Tuning(above(500), below(400), 180)
KEEN = Tuning(above(230), below(200), 180)
OTHER = AlertKey(RULE, MetricId("response_time_p95"))


class Room:
    """A look back over a past in which 240 ms turn into 320 ms for half an hour a day."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.supervisor = Supervisor(self.clock, lambda _sentence: None)
        metrics = {each: replace(metric(), id=each) for each in (LATENCY, OTHER.metric)}
        self.catalogue = Catalogue(MappingProxyType(metrics), MappingProxyType({RULE: LIVE}))
        self.failure = ""
        self.asked: list[float] = []
        self.changes = 0
        self.backtesting = Backtesting(
            Store(AppState()),
            self.supervisor,
            self.clock,
            lambda: self.catalogue,
            lambda _metric: Past(self, 600),
            self._changed,
        )

    async def series(self, metric: MetricId, since: float, until: float, step_s: float) -> Series:
        """Answer as a history does, or fail."""
        assert metric in self.catalogue.metrics
        if self.failure:
            raise HistoryError(self.failure)
        self.asked.append(step_s)
        first, last = int(since // step_s), int(until // step_s)
        values = tuple(
            320.0 if number * step_s % DAY_S < 1_800 else 240.0 for number in range(first, last + 1)
        )
        return Series(first * step_s, step_s, values)

    def _changed(self) -> None:
        self.changes += 1

    async def settled(self) -> None:
        """Let everything that was begun come to its end."""
        while others := asyncio.all_tasks() - {asyncio.current_task()}:
            await asyncio.wait(others)

    def fired(self) -> tuple[int | None, int | None]:
        """Return how often the rule in force fired, and how often the one tried."""
        looked = self.backtesting.looked_back
        assert looked is not None
        today, tried = looked.today, looked.tried
        return (
            None if today is None else len(today.episodes),
            None if tried is None else len(tried.result.episodes),
        )


async def opened() -> Room:
    """Return a room whose rule is open and known."""
    room = Room()
    room.backtesting.open(KEY)
    await room.settled()
    return room


def test_an_open_rule_is_played_over_the_last_month() -> None:
    """Once a day it fired, and everything asked for was as far apart as it is kept."""

    async def story() -> None:
        room = Room()
        room.backtesting.open(KEY)
        assert room.fired() == (None, None)
        await room.settled()
        assert room.fired() == (30, None)
        looked = room.backtesting.looked_back
        assert looked is not None
        assert looked.today is not None
        assert looked.today.until - looked.today.since > LOOKED_BACK_S - 600
        assert set(room.asked) == {600}

    asyncio.run(story())


def test_a_change_is_tried_without_asking_again() -> None:
    """The past is read once; taking the change back takes its result away."""

    async def story() -> None:
        room = await opened()
        questions = len(room.asked)
        room.backtesting.attempt(DEAF)
        await room.settled()
        assert room.fired() == (30, 0)
        room.backtesting.attempt(None)
        assert room.fired() == (30, None)
        assert len(room.asked) == questions

    asyncio.run(story())


def test_a_change_wanted_before_the_past_is_known_is_tried_when_it_is() -> None:
    """Nobody has to ask twice."""

    async def story() -> None:
        room = Room()
        room.backtesting.open(KEY)
        room.backtesting.attempt(DEAF)
        await room.settled()
        assert room.fired() == (30, 0)

    asyncio.run(story())


def test_only_the_newest_change_is_played_to_its_end() -> None:
    """A change that was overtaken tells nothing."""

    async def story() -> None:
        room = await opened()
        before = room.changes
        for _ in range(5):
            room.backtesting.attempt(DEAF)
            await asyncio.sleep(0)
        room.backtesting.attempt(KEEN)
        await room.settled()
        looked = room.backtesting.looked_back
        assert looked is not None
        assert looked.tried is not None
        assert looked.tried.tuning == KEEN
        assert room.changes == before + 1

    asyncio.run(story())


def test_the_loop_has_its_turn_between_slices() -> None:
    """While a month is played, others run again and again."""

    async def story() -> None:
        room = await opened()
        turns = 0
        room.backtesting.attempt(DEAF)
        while room.fired()[1] is None:
            turns += 1
            await asyncio.sleep(0)
        assert turns > 0.9 * LOOKED_BACK_S / 600 / SLICE

    asyncio.run(story())


def test_what_was_left_is_dropped() -> None:
    """A page that was closed, or changed for another, hears nothing of the one before."""

    async def story() -> None:
        room = Room()
        room.backtesting.open(KEY)
        room.backtesting.close()
        await room.settled()
        assert (room.backtesting.looked_back, room.changes) == (None, 0)
        room.backtesting.open(KEY)
        room.backtesting.open(OTHER)
        room.backtesting.open(OTHER)
        await room.settled()
        looked = room.backtesting.looked_back
        assert looked is not None
        assert (looked.key, room.changes) == (OTHER, 1)

    asyncio.run(story())


def test_a_saved_rule_is_played_anew() -> None:
    """What was tried has become today's rule."""

    async def story() -> None:
        room = await opened()
        room.backtesting.attempt(DEAF)
        await room.settled()
        rules = MappingProxyType({RULE: tuned(LIVE, DEAF)})
        room.catalogue = replace(room.catalogue, rules=rules)
        room.backtesting.renew()
        await room.settled()
        assert room.fired() == (0, None)

    asyncio.run(story())


def test_a_past_that_cannot_be_read_is_said(expected_warnings: ExpectedWarnings) -> None:
    """The sentence stands where the result would."""
    expected_warnings("The past of response_time_avg cannot be read")

    async def story() -> None:
        room = Room()
        room.failure = "The collector is starting."
        room.backtesting.open(KEY)
        await room.settled()
        looked = room.backtesting.looked_back
        assert looked is not None
        assert (looked.failure, looked.today) == ("The collector is starting.", None)
        room.backtesting.attempt(DEAF)
        room.backtesting.renew()
        await room.settled()
        assert room.fired() == (None, None)

    asyncio.run(story())


def test_a_rule_that_cannot_look_back_says_why() -> None:
    """Falls between surveys are not played; nothing is asked for."""

    async def story() -> None:
        room = Room()
        surveys = MappingProxyType({RULE: rule(input=RuleInput.DROP_FROM_PREVIOUS)})
        room.catalogue = replace(room.catalogue, rules=surveys)
        room.backtesting.open(KEY)
        await room.settled()
        looked = room.backtesting.looked_back
        assert looked is not None
        assert (looked.failure, room.asked) == (SURVEYS, [])

    asyncio.run(story())


def test_a_page_left_while_its_past_is_asked_for_hears_nothing(
    expected_warnings: ExpectedWarnings,
) -> None:
    """Neither an answer that comes too late nor a failure is shown on another page."""
    expected_warnings("The past of response_time_avg cannot be read")

    async def story() -> None:
        room = Room()
        room.failure = "The collector is starting."
        room.backtesting.open(KEY)
        await asyncio.sleep(0)
        room.backtesting.open(OTHER)
        room.failure = ""
        await room.settled()
        looked = room.backtesting.looked_back
        assert looked is not None
        assert (looked.key, looked.failure) == (OTHER, "")

    asyncio.run(story())


def test_a_rule_that_has_gone_is_not_played() -> None:
    """A rule that the catalogue lost meanwhile tells nothing."""

    async def story() -> None:
        room = await opened()
        room.catalogue = replace(room.catalogue, rules=MappingProxyType({}))
        before = room.changes
        room.backtesting.attempt(DEAF)
        room.backtesting.renew()
        room.backtesting.close()
        room.backtesting.open(OTHER)
        await room.settled()
        assert room.changes == before

    asyncio.run(story())


def test_slow_rules_are_played_on_coarser_values() -> None:
    """A rule that holds for a day needs no minutes, and weekdays are compared by days."""

    async def story() -> None:
        for changed, step_s in (
            (replace(LIVE, hold_s=DAY_S), 3_600.0),
            (replace(LIVE, input=RuleInput.WEEKDAY_DROP), DAY_S),
        ):
            room = Room()
            room.catalogue = replace(room.catalogue, rules=MappingProxyType({RULE: changed}))
            room.backtesting.open(KEY)
            await room.settled()
            assert set(room.asked) == {step_s}

    asyncio.run(story())
