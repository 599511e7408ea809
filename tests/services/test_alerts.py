"""From samples to notices: the evaluator, the notifying and the keeping together."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from msgspec.structs import replace

from aux_monitor.domain.notice import AlertKey, Reason, Snooze
from aux_monitor.domain.reading import Release
from aux_monitor.domain.state import (
    PollSucceeded,
    ProblemTopic,
    Resumed,
    SnoozesSet,
    SourcesConfigured,
    TriggersStepped,
)
from aux_monitor.domain.telling import Policy
from aux_monitor.domain.trigger import Phase
from aux_monitor.services.poller import watched
from tests.conftest import ExpectedWarnings
from tests.fakes.clock import FakeClock
from tests.fakes.history import MemoryHistory
from tests.fakes.source import FakeSource
from tests.services.builders import COLLECTOR, LATENCY, RULE, catalogue, fetched
from tests.services.desk import Desk, repeat

KEY = AlertKey(RULE, LATENCY)
T = TypeVar("T")


def play(story: Coroutine[Any, Any, T]) -> T:
    """Run a story to its end."""
    return asyncio.run(story)


async def opened(**rule_changes: object) -> Desk:
    """Return a running desk with an empty history."""
    desk = Desk(catalogue(**rule_changes), MemoryHistory(), FakeClock())
    await desk.start()
    return desk


def test_an_incident_is_told_once_and_its_end_once() -> None:
    """Ten bad seconds past the hold make one notice, the recovery one more with the worst value."""

    async def story() -> Desk:
        desk = await opened()
        await desk.tell(*repeat(120, 5), *repeat(340, 5), 410, *repeat(340, 5), *repeat(120, 8))
        await desk.kill()
        return desk

    desk = play(story())
    assert desk.titles == ["fired: Response time", "resolved: Response time"]
    assert desk.notifier.shown[1].body == "worst 410"


def test_nothing_is_told_before_the_hold_is_over() -> None:
    """Two bad seconds with a hold of three are a blip."""

    async def story() -> Desk:
        desk = await opened()
        await desk.tell(*repeat(340, 2), *repeat(120, 10))
        await desk.kill()
        return desk

    assert play(story()).titles == []


def test_a_rule_without_an_action_is_shown_but_interrupts_nobody() -> None:
    """The episode exists and holds the reason why nobody was told."""

    async def story() -> Desk:
        desk = await opened(action="")
        await desk.tell(*repeat(340, 8))
        await desk.kill()
        return desk

    desk = play(story())
    assert desk.titles == []
    assert [episode.told for episode in desk.store.state.episodes] == [Reason.NO_ACTION]


def test_a_restart_in_the_middle_of_an_episode_tells_nothing_twice() -> None:
    """The second run knows that the first one told, and tells the end."""

    async def story() -> tuple[Desk, Desk]:
        first = await opened()
        await first.tell(*repeat(340, 8))
        await first.kill()
        second = Desk(catalogue(), first.history, first.clock)
        await second.start()
        await second.tell(*repeat(340, 8), *repeat(120, 10))
        await second.kill()
        return first, second

    first, second = play(story())
    assert first.titles == ["fired: Response time"]
    assert second.titles == ["resolved: Response time"]


def test_a_restart_tells_what_the_last_run_could_not() -> None:
    """An alert that fired and was not told is told by the next run, once it fires there too."""

    async def story() -> Desk:
        first = await opened()
        await first.tell(*repeat(340, 8))
        await first.kill()
        episode = replace(first.store.state.episodes[0], told=None)
        await first.history.save_alerts({}, (episode,))
        second = Desk(catalogue(), first.history, first.clock)
        await second.start()
        unheard.append(second.titles)
        await second.tell(340)
        await second.kill()
        return second

    unheard: list[list[str]] = []
    assert play(story()).titles == ["fired: Response time"]
    assert unheard == [[]]


def test_a_snoozed_alert_is_silent_and_so_is_its_end() -> None:
    """While the snooze covers the alert nothing is sent, and both reasons are kept."""

    async def story() -> Desk:
        desk = await opened()
        desk.store.apply(SnoozesSet((Snooze(desk.clock.now() + 3600, KEY),)))
        await desk.tell(*repeat(340, 8), *repeat(120, 10))
        await desk.kill()
        return desk

    desk = play(story())
    assert desk.titles == []
    episode = desk.store.state.episodes[0]
    assert (episode.told, episode.told_resolved) == (Reason.SNOOZED, Reason.NEVER_TOLD)


def test_notifications_switched_off_are_a_reason_of_their_own() -> None:
    """The alert panel can say why nothing came."""

    async def story() -> Desk:
        desk = Desk(catalogue(), MemoryHistory(), FakeClock(), policy=Policy(enabled=False))
        await desk.start()
        await desk.tell(*repeat(340, 8))
        await desk.kill()
        return desk

    assert play(story()).store.state.episodes[0].told is Reason.DISABLED


def test_a_desktop_that_shows_nothing_is_said_in_the_alert(
    expected_warnings: ExpectedWarnings,
) -> None:
    """A refused notice is not tried again each second; its reason is kept."""
    expected_warnings("There is no notification service")

    async def story() -> Desk:
        desk = await opened()
        desk.notifier.refusal = "There is no notification service."
        await desk.tell(*repeat(340, 12))
        await desk.kill()
        return desk

    assert play(story()).store.state.episodes[0].told is Reason.NO_CHANNEL


def test_a_silent_source_is_one_notice_and_no_metric_alert() -> None:
    """A collector that dies in the pending phase: one notice, and one when it is back."""

    async def story() -> Desk:
        desk = await opened(hold_s=30.0)
        await desk.tell(*repeat(340, 5))
        await desk.fail(60)
        await desk.tell(*repeat(120, 5))
        await desk.kill()
        return desk

    assert play(story()).titles == ["fired: Collector silent", "resolved: Collector silent"]


def test_a_short_restart_of_the_collector_is_not_told() -> None:
    """Ten seconds of refused polls are a blip."""

    async def story() -> Desk:
        desk = await opened()
        await desk.tell(*repeat(120, 5))
        await desk.fail(10)
        await desk.tell(*repeat(120, 5))
        await desk.kill()
        return desk

    assert play(story()).titles == []


def test_eight_hours_of_suspend_send_nothing() -> None:
    """After a resume neither silence nor the hold counts the hours slept."""

    async def story() -> Desk:
        desk = await opened(hold_s=180.0)
        await desk.tell(*repeat(340, 5))
        desk.clock.suspend(8 * 3600.0)
        desk.store.apply(Resumed(desk.clock.now()))
        desk.evaluator.beat(desk.clock.now())
        await desk.fail(10)
        await desk.tell(*repeat(340, 5), *repeat(120, 10))
        await desk.kill()
        return desk

    assert play(story()).titles == []


def test_silence_that_nobody_polls_is_found_by_the_beat() -> None:
    """A poll that hangs makes no event; the heartbeat still finds the silence."""

    async def story() -> Desk:
        desk = await opened()
        await desk.tell(120)
        await desk.clock.advance(40)
        desk.evaluator.beat(desk.clock.now())
        await desk.clock.advance(1)
        desk.evaluator.beat(desk.clock.now())
        await desk.clock.advance(1)
        await desk.kill()
        return desk

    assert play(story()).titles == ["fired: Collector silent"]


def test_an_old_reading_is_not_counted_again_by_a_missed_poll() -> None:
    """A single failed poll neither advances the hold nor resets it."""

    async def story() -> tuple[float, float]:
        desk = await opened(hold_s=60.0)
        await desk.tell(*repeat(340, 5))
        before = desk.store.state.triggers[KEY].held_s
        await desk.fail(1)
        return before, desk.store.state.triggers[KEY].held_s

    before, after = play(story())
    assert before == after == 4.0


def test_a_release_shortly_before_the_onset_is_named() -> None:
    """The newest release of the hour before is kept with the episode; an old one is not."""

    async def story() -> str:
        desk = await opened()
        now = desk.clock.now()
        releases = (
            Release("v1.2.9", now - 8000, COLLECTOR),
            Release("v1.3.0", now - 240, COLLECTOR),
        )
        answer = replace(fetched(120, now), releases=releases)
        desk.store.apply(PollSucceeded(COLLECTOR, answer, now + 1))
        await desk.tell(*repeat(340, 8))
        await desk.kill()
        return desk.store.state.episodes[0].preceded_by

    assert play(story()) == "v1.3.0"


def test_an_alert_of_a_source_that_left_is_decided_by_nobody() -> None:
    """A silence episode whose source is no longer watched is left as it is."""

    async def story() -> Desk:
        desk = await opened()
        await desk.tell(120)
        await desk.fail(60)
        silent = desk.store.state.episodes[0]
        desk.store.apply(SourcesConfigured(()))
        desk.store.apply(TriggersStepped({}, (replace(silent, told=None),)))
        await desk.clock.advance(1)
        await desk.kill()
        return desk

    assert play(story()).titles == ["fired: Collector silent"]


def test_a_history_that_cannot_be_written_is_told_once_and_loses_nothing(
    expected_warnings: ExpectedWarnings,
) -> None:
    """What could not be saved while the disk was full is saved when it can be again."""
    expected_warnings("The disk is full")
    problems: list[str] = []

    async def story() -> Desk:
        desk = await opened()
        desk.history.failure = "The disk is full."
        await desk.tell(*repeat(340, 8))
        problems.append(desk.store.state.problems[ProblemTopic.HISTORY])
        desk.history.failure = ""
        await desk.tell(*repeat(340, 2), 400)
        await desk.kill()
        return desk

    desk = play(story())
    assert problems == ["The disk is full."]
    assert desk.store.state.problems == {}
    remembered = asyncio.run(desk.history.load())
    assert remembered.episodes[0].told is Reason.SENT
    assert remembered.triggers[KEY].phase is Phase.FIRING


def test_a_history_that_cannot_be_read_starts_empty_and_says_so(
    expected_warnings: ExpectedWarnings,
) -> None:
    """The program runs on without its past."""
    expected_warnings("The history file is damaged")

    async def story() -> Desk:
        history = MemoryHistory()
        history.failure = "The history file is damaged."
        desk = Desk(catalogue(), history, FakeClock())
        await desk.start()
        await desk.kill()
        return desk

    desk = play(story())
    assert desk.store.state.problems == {ProblemTopic.HISTORY: "The history file is damaged."}
    assert desk.store.state.episodes == ()


def test_readings_enter_the_history_every_quarter_of_an_hour() -> None:
    """A reading each second for twenty minutes leaves two records."""

    async def story() -> int:
        desk = await opened()
        for _ in range(20):
            now = desk.clock.now()
            desk.store.apply(PollSucceeded(COLLECTOR, fetched(120, now), now + 60))
            await desk.clock.advance(60)
        await desk.kill()
        return len(desk.history.recorded)

    assert play(story()) == 2


def test_a_snooze_outlives_the_run_and_an_ended_one_does_not() -> None:
    """Restored snoozes are those still in force."""

    async def story() -> tuple[Snooze, ...]:
        desk = await opened()
        now = desk.clock.now()
        desk.store.apply(SnoozesSet((Snooze(now + 10), Snooze(now + 1000, KEY))))
        await desk.clock.advance(100)
        await desk.kill()
        second = Desk(catalogue(), desk.history, desk.clock)
        await second.start()
        await second.kill()
        return second.store.state.snoozes

    assert [snooze.key for snooze in play(story())] == [KEY]


def test_the_source_of_a_desk_is_watched_from_its_start() -> None:
    """A source that has never answered is silent only after its patience."""

    async def story() -> list[str]:
        desk = await opened()
        desk.store.apply(SourcesConfigured((watched(FakeSource(), desk.clock.now()),)))
        desk.evaluator.beat(desk.clock.now() + 10)
        await desk.clock.advance(1)
        await desk.kill()
        return desk.titles

    assert play(story()) == []
