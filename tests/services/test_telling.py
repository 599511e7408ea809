"""The notifying carries out the plan: stored before it is sent, sent once, and taken off again."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

import pytest
from msgspec.structs import replace

from aux_monitor.domain.away import Presence
from aux_monitor.domain.notice import AlertKey, Episode, NoticeKind, Reason, Snooze
from aux_monitor.domain.reading import MetricId
from aux_monitor.domain.state import PresenceNoted, Resumed, SnoozesSet, TriggersStepped
from aux_monitor.domain.telling import RETRY_S, Policy
from aux_monitor.ports.notifier import Notice
from tests.conftest import ExpectedWarnings
from tests.fakes.clock import FakeClock
from tests.fakes.history import MemoryHistory
from tests.fakes.notifier import FakeNotifier
from tests.services.builders import LATENCY, RULE, catalogue
from tests.services.desk import PROMPT, Desk, repeat

KEY = AlertKey(RULE, LATENCY)
T = TypeVar("T")


def play(story: Coroutine[Any, Any, T]) -> T:
    """Run a story to its end."""
    return asyncio.run(story)


async def opened(policy: Policy = PROMPT) -> Desk:
    """Return a running desk with an empty history."""
    desk = Desk(catalogue(), MemoryHistory(), FakeClock(), policy=policy)
    await desk.start()
    return desk


class Observer(FakeNotifier):
    """A desktop that looks, at each notice, at what the history holds of its episode."""

    def __init__(self, history: MemoryHistory) -> None:
        super().__init__()
        self._history = history
        self.stored: list[Episode] = []

    async def show(self, notice: Notice) -> None:
        """Show the notice and note what is stored by then."""
        self.stored.append((await self._history.load()).episodes[-1])
        await super().show(notice)


def test_a_notice_is_stored_before_it_is_sent() -> None:
    """At the moment of sending, the history holds kind and number of what is about to be shown."""

    async def story() -> tuple[Observer, Desk]:
        history = MemoryHistory()
        observer = Observer(history)
        desk = Desk(catalogue(), history, FakeClock(), notifier=observer)
        await desk.start()
        await desk.tell(*repeat(340, 8), *repeat(120, 10))
        await desk.kill()
        return observer, desk

    observer, desk = play(story())
    beginning, end = observer.stored
    assert (beginning.telling, beginning.told) == (NoticeKind.FIRED, Reason.GATHERING)
    assert (end.telling, end.told_resolved) == (NoticeKind.RESOLVED, Reason.GATHERING)
    assert [notice.number for notice in observer.shown] == [beginning.notice, end.notice]
    assert 2**30 <= beginning.notice < 2**31
    assert desk.store.state.episodes[0].telling is None


def test_a_full_disk_keeps_nobody_from_being_told(expected_warnings: ExpectedWarnings) -> None:
    """Where the history cannot be written the notice goes out all the same."""
    expected_warnings("The disk is full")

    async def story() -> Desk:
        desk = await opened()
        desk.history.failure = "The disk is full."
        await desk.tell(*repeat(340, 8))
        await desk.kill()
        return desk

    assert play(story()).titles == ["fired: Response time"]


def test_what_the_last_run_announced_is_sent_under_its_number() -> None:
    """Killed between the mark and the sending: one notice, with the number that was stored."""

    async def story() -> tuple[Desk, int]:
        first = await opened()
        await first.tell(*repeat(340, 8))
        await first.kill()
        episode = first.store.state.episodes[0]
        marked = replace(episode, told=Reason.GATHERING, telling=NoticeKind.FIRED)
        await first.history.save_alerts({}, (marked,))
        second = Desk(catalogue(), first.history, first.clock)
        await second.start()
        await second.kill()
        return second, episode.notice

    second, number = play(story())
    assert [(notice.title, notice.number) for notice in second.notifier.shown] == [
        ("fired: Response time", number)
    ]


def test_an_answered_notice_is_taken_off_the_screen() -> None:
    """Acknowledged or snoozed: nobody has to close it; while one of its alerts is open it stays."""

    async def story() -> tuple[list[str], list[str]]:
        desk = await opened()
        await desk.tell(*repeat(340, 8))
        (episode,) = desk.store.state.episodes
        other = replace(episode, key=AlertKey(RULE, MetricId("other")))
        desk.store.apply(TriggersStepped({}, (other,)))
        desk.store.apply(SnoozesSet((Snooze(desk.clock.now() + 600, KEY),)))
        await desk.notifying.withdraw(KEY)
        before = list(desk.notifier.withdrawn)
        taken = replace(other, acknowledged_at=desk.clock.now())
        desk.store.apply(TriggersStepped({}, (taken,)))
        await desk.notifying.withdraw(None)
        await desk.kill()
        return before, desk.notifier.withdrawn

    before, after = play(story())
    assert before == []
    assert len(after) == 1


def test_the_time_of_a_notice_comes_without_anything_happening() -> None:
    """The wait for others, and the end of a snooze, are timers: no event is needed."""

    async def story() -> list[str]:
        desk = await opened(Policy(group_s=2.0))
        await desk.tell(*repeat(340, 4))
        assert desk.titles == []
        await desk.clock.advance(2.0)
        assert desk.titles == ["fired: Response time"]
        await desk.kill()
        return desk.titles

    assert play(story()) == ["fired: Response time"]


def test_a_wish_that_changes_is_looked_at_at_once() -> None:
    """Switched on again, notifications tell of what fires without waiting for a change."""

    async def story() -> list[str]:
        desk = await opened(Policy(enabled=False))
        await desk.tell(*repeat(340, 8))
        desk.policy = Policy(group_s=0.0)
        desk.notifying.look()
        await desk.clock.advance(0.5)
        await desk.kill()
        return desk.titles

    assert play(story()) == ["fired: Response time"]


def test_until_recovered_is_over_when_the_alert_is() -> None:
    """The snooze ends by itself, in the history as well, and other snoozes stay."""

    async def story() -> tuple[tuple[Snooze, ...], tuple[Snooze, ...]]:
        desk = await opened()
        await desk.tell(*repeat(340, 8))
        later = Snooze(desk.clock.now() + 9000, AlertKey(RULE, MetricId("other")))
        desk.store.apply(SnoozesSet((Snooze(None, KEY), later)))
        await desk.tell(*repeat(340, 8))
        during = (await desk.history.load()).snoozes
        await desk.tell(*repeat(120, 10))
        await desk.kill()
        assert desk.store.state.snoozes == (later,)
        return during, (await desk.history.load()).snoozes

    during, after = play(story())
    assert len(during) == 2
    assert len(after) == 1


def test_a_snooze_until_recovered_is_dropped_where_the_end_was_missed() -> None:
    """Killed between the end of an alert and the end of its snooze: the next run has none."""

    async def story() -> tuple[Snooze, ...]:
        desk = await opened()
        await desk.tell(*repeat(340, 8), *repeat(120, 10))
        await desk.history.save_snoozes((Snooze(None, KEY),))
        await desk.kill()
        second = Desk(catalogue(), desk.history, desk.clock)
        await second.start()
        await second.kill()
        return second.store.state.snoozes

    assert play(story()) == ()


@pytest.mark.parametrize("kind", ["FIRED", "RESOLVED"])
def test_a_desktop_that_comes_back_is_told_what_it_missed(
    kind: str, expected_warnings: ExpectedWarnings
) -> None:
    """A notice that could not be shown is tried again after some minutes, and logged once."""
    expected_warnings("There is no notification service")

    async def story() -> Desk:
        desk = await opened()
        if kind == "RESOLVED":
            await desk.tell(*repeat(340, 8))
        desk.notifier.refusal = "There is no notification service."
        await desk.tell(*repeat(340 if kind == "FIRED" else 120, 10))
        await desk.clock.advance(RETRY_S)
        desk.notifier.refusal = ""
        await desk.tell(*repeat(340 if kind == "FIRED" else 120, 10))
        await desk.clock.advance(RETRY_S)
        await desk.kill()
        return desk

    expected = ["fired: Response time"]
    if kind == "RESOLVED":
        expected.append("resolved: Response time")
    assert play(story()).titles == expected


def test_a_person_who_was_there_is_known_to_the_next_run() -> None:
    """When somebody last used the window is stored and restored."""

    async def story() -> Presence:
        desk = await opened()
        desk.store.apply(PresenceNoted(Presence(desk.clock.now())))
        await desk.clock.advance(1)
        await desk.kill()
        second = Desk(catalogue(), desk.history, desk.clock)
        await second.start()
        await second.kill()
        return second.store.state.presence

    assert play(story()) == Presence(1_790_000_000.0)


def test_a_suspend_between_the_firing_and_the_notice_sends_nothing_stale() -> None:
    """Woken after eight hours, it is told only when its source has shown that it still fires."""

    async def story() -> tuple[list[str], list[str]]:
        desk = await opened(Policy(group_s=5.0))
        await desk.tell(*repeat(340, 5))
        desk.clock.suspend(8 * 3600.0)
        desk.store.apply(Resumed(desk.clock.now()))
        await desk.clock.advance(20)
        asleep = list(desk.titles)
        await desk.tell(*repeat(120, 80))
        await desk.kill()
        return asleep, desk.titles

    assert play(story()) == ([], [])


def test_a_source_that_stays_silent_over_a_restart_does_not_answer_again() -> None:
    """Its end is told when it answers, not when the next run begins to wait for it."""

    async def story() -> tuple[list[str], list[str]]:
        first = await opened()
        await first.tell(*repeat(120, 3))
        await first.fail(40)
        await first.kill()
        second = Desk(catalogue(), first.history, first.clock)
        await second.start()
        await second.fail(120)
        waiting = list(second.titles)
        await second.tell(*repeat(120, 5))
        await second.kill()
        return waiting, second.titles

    assert play(story()) == ([], ["resolved: Collector silent"])


def test_an_alert_whose_metric_is_gone_is_told_by_nobody() -> None:
    """A catalogue that was changed meanwhile stops no other alert from being told."""

    async def story() -> list[str]:
        first = await opened()
        await first.tell(*repeat(340, 8))
        (episode,) = first.store.state.episodes
        gone = replace(
            episode, key=AlertKey(RULE, MetricId("gone")), telling=NoticeKind.FIRED, told=None
        )
        await first.history.save_alerts({}, (gone,))
        await first.kill()
        second = Desk(catalogue(), first.history, first.clock)
        await second.start()
        await second.tell(*repeat(120, 10))
        await second.kill()
        return second.titles

    assert play(story()) == ["resolved: Response time"]
