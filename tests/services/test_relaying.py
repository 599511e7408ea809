"""From an alert to the channels beside the desktop: once, in order, and in nobody's way."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from typing import Any, TypeVar

from msgspec.structs import replace

from aux_monitor.domain.catalogue import Severity
from aux_monitor.domain.grouping import Message
from aux_monitor.domain.notice import AlertKey, Episode, NoticeKind, Reason, Snooze
from aux_monitor.domain.state import AppState, ProblemTopic, SnoozesSet
from aux_monitor.domain.telling import Case
from aux_monitor.ports.channels import ChannelMessage, Tone
from aux_monitor.services.relaying import MOST_REMEMBERED, MOST_WAITING, RETRY_S, Relaying
from aux_monitor.services.store import Store
from aux_monitor.services.supervisor import Supervisor
from aux_monitor.settings.schema import ChannelScope, ChannelSettings
from tests.conftest import ExpectedWarnings
from tests.fakes.channels import FakeChannels
from tests.fakes.clock import FakeClock
from tests.fakes.history import MemoryHistory
from tests.services.builders import LATENCY, RULE, catalogue, rule
from tests.services.desk import Desk, compose, repeat

OPS = ChannelSettings("ops")
PAGER = ChannelSettings("pager", ChannelScope.CRITICAL, recoveries=False)
INCIDENT = (*repeat(120, 5), *repeat(340, 8), *repeat(120, 8))
T = TypeVar("T")


def play(story: Coroutine[Any, Any, T]) -> T:
    """Run a story to its end."""
    return asyncio.run(story)


async def opened(
    channels: FakeChannels,
    *places: ChannelSettings,
    before: Desk | None = None,
    severity: Severity = Severity.CRITICAL,
) -> Desk:
    """Return a running desk, on the history and the clock of the one before."""
    history, clock = MemoryHistory(), FakeClock()
    if before is not None:
        history, clock = before.history, before.clock
    known = catalogue()
    known = replace(known, rules={RULE: replace(known.rules[RULE], severity=severity)})
    desk = Desk(known, history, clock, channels=channels, places=places or (OPS,))
    await desk.start()
    return desk


def titles(channels: FakeChannels, name: str = "ops") -> list[str]:
    """Return what was sent to a channel, in order."""
    return [message.title for channel, message in channels.sent if channel == name]


def test_a_channel_gets_what_the_desktop_gets() -> None:
    """Beginning and end arrive once each, in the desktop's words, and in their tone."""

    async def story() -> tuple[Desk, FakeChannels]:
        channels = FakeChannels()
        desk = await opened(channels)
        await desk.tell(*INCIDENT)
        await desk.kill()
        return desk, channels

    desk, channels = play(story())
    shown = [(notice.title, notice.body) for notice in desk.notifier.shown]
    assert [title for title, _ in shown] == ["fired: Response time", "resolved: Response time"]
    assert [(message.title, message.body) for _, message in channels.sent] == shown
    assert [message.tone for _, message in channels.sent] == [Tone.FAILURE, Tone.SUCCESS]


def test_a_channel_gets_only_what_it_wants() -> None:
    """A pager hears of critical alerts alone, and not of their ends."""

    async def story(severity: Severity) -> FakeChannels:
        channels = FakeChannels(("ops", "pager"))
        desk = await opened(channels, OPS, PAGER, severity=severity)
        await desk.tell(*INCIDENT)
        await desk.kill()
        return channels

    critical, warning = play(story(Severity.CRITICAL)), play(story(Severity.WARNING))
    assert titles(critical, "pager") == ["fired: Response time"]
    assert titles(warning, "pager") == []
    assert len(titles(critical)) == len(titles(warning)) == 2
    assert warning.sent[0][1].tone is Tone.WARNING


def test_what_is_not_told_is_not_sent() -> None:
    """A snooze holds the channels as it holds the desktop."""

    async def story() -> FakeChannels:
        channels = FakeChannels()
        desk = await opened(channels)
        desk.store.apply(SnoozesSet((Snooze(desk.clock.now() + 3600.0),)))
        await desk.tell(*repeat(340, 20))
        await desk.kill()
        return channels

    assert play(story()).tried == 0


def test_a_decision_is_stored_before_it_is_sent() -> None:
    """When a channel is reached, the history already knows that the desktop was told."""

    class Looking(FakeChannels):
        def __init__(self, history: MemoryHistory) -> None:
            super().__init__()
            self.history = history
            self.stored: list[Reason | None] = []

        async def send(self, channel: str, message: ChannelMessage) -> None:
            """Look what is stored."""
            self.stored += [episode.told for episode in (await self.history.load()).episodes]
            await super().send(channel, message)

    async def story() -> Looking:
        history = MemoryHistory()
        channels = Looking(history)
        desk = Desk(catalogue(), history, FakeClock(), channels=channels, places=(OPS,))
        await desk.start()
        await desk.tell(*repeat(340, 8))
        await desk.kill()
        return channels

    assert play(story()).stored == [Reason.SENT]


def test_a_channel_that_fails_is_tried_again_and_shown_once(
    expected_warnings: ExpectedWarnings,
) -> None:
    """The desktop is told at once; the message arrives once the channel is back."""
    expected_warnings("ops refused")

    async def story() -> tuple[Desk, FakeChannels, list[str], list[int]]:
        channels, problems, tried = FakeChannels(), [], []
        desk = await opened(channels)
        channels.refusals["ops"] = "Channel ops refused the message (HTTP 500)."
        await desk.tell(*repeat(340, 8))
        assert desk.titles == ["fired: Response time"]
        for _ in range(3):
            problems.append(desk.store.state.problems.get(ProblemTopic.CHANNEL, ""))
            tried.append(channels.tried)
            await desk.tell(*repeat(340, int(RETRY_S * 2)))
        channels.refusals.clear()
        await desk.tell(*repeat(340, int(RETRY_S * 8)))
        problems.append(desk.store.state.problems.get(ProblemTopic.CHANNEL, ""))
        await desk.kill()
        return desk, channels, problems, tried

    _desk, channels, problems, tried = play(story())
    assert titles(channels) == ["fired: Response time"]
    assert problems == [*["Channel ops refused the message (HTTP 500)."] * 3, ""]
    assert tried == [1, 2, 3]
    assert len(expected_warnings.heard) == 1


def test_channels_do_not_wait_for_each_other(expected_warnings: ExpectedWarnings) -> None:
    """One that refuses holds nothing back from another."""
    expected_warnings("pager")

    async def story() -> FakeChannels:
        channels = FakeChannels(("ops", "pager"))
        channels.refusals["pager"] = "Channel pager could not be reached."
        desk = await opened(channels, replace(PAGER, recoveries=True), OPS)
        await desk.tell(*INCIDENT)
        await desk.kill()
        return channels

    assert titles(play(story())) == ["fired: Response time", "resolved: Response time"]


def test_a_channel_that_hangs_holds_up_nobody() -> None:
    """While one message is still on its way another channel gets all of its own, in order."""

    class Slow(FakeChannels):
        async def send(self, channel: str, message: ChannelMessage) -> None:
            """Never come to an end with the pager."""
            if channel == "pager":
                self.tried += 1
                await asyncio.Event().wait()
            await super().send(channel, message)

    async def story() -> FakeChannels:
        channels = Slow()
        desk = await opened(channels, PAGER, OPS)
        await desk.tell(*INCIDENT)
        await desk.kill()
        assert desk.faults == []
        return channels

    channels = play(story())
    assert titles(channels) == ["fired: Response time", "resolved: Response time"]
    assert channels.tried == 3


def test_a_desktop_that_shows_nothing_makes_no_flood(expected_warnings: ExpectedWarnings) -> None:
    """However often the desktop is tried, and by however many runs, a channel is told once."""
    expected_warnings("could not be shown: No daemon")

    async def story() -> tuple[FakeChannels, int]:
        channels, attempts = FakeChannels(), 0
        desk: Desk | None = None
        for _ in range(3):
            desk = await opened(channels, before=desk)
            desk.notifier.refusal = "No daemon."
            await desk.tell(*repeat(340, 700))
            attempts += sum(e.told is Reason.NO_CHANNEL for e in desk.store.state.episodes)
            await desk.kill()
        return channels, attempts

    channels, attempts = play(story())
    assert attempts == 3
    assert titles(channels) == ["fired: Response time"]


def test_an_end_that_the_desktop_does_not_show_is_sent_once(
    expected_warnings: ExpectedWarnings,
) -> None:
    """The same holds of a recovery, which the desktop is tried with again and again."""
    expected_warnings("could not be shown: No daemon")

    async def story() -> FakeChannels:
        channels = FakeChannels()
        desk = await opened(channels)
        await desk.tell(*repeat(340, 8))
        desk.notifier.refusal = "No daemon."
        await desk.tell(*repeat(120, 700))
        desk.notifier.refusal = ""
        await desk.tell(*repeat(120, 400))
        assert desk.titles == ["fired: Response time", "resolved: Response time"]
        await desk.kill()
        return channels

    assert titles(play(story())) == ["fired: Response time", "resolved: Response time"]


def test_a_run_that_was_killed_after_the_decision_is_not_made_up_for() -> None:
    """At most once: what waited for a channel when the program died is not sent by the next."""

    async def story() -> tuple[FakeChannels, FakeChannels]:
        first, second = FakeChannels(), FakeChannels()
        first.hanging = asyncio.Event()
        desk = await opened(first)
        await desk.tell(*repeat(340, 8))
        await desk.kill()
        later = await opened(second, before=desk)
        await later.tell(*repeat(340, 20))
        await later.kill()
        return first, second

    first, second = play(story())
    assert (first.tried, first.sent, second.tried) == (1, [], 0)


def test_a_channel_that_is_taken_out_gets_nothing_more(
    expected_warnings: ExpectedWarnings,
) -> None:
    """Its messages and its trouble go with it; another one's place is taken at once."""
    expected_warnings("ops")

    async def story() -> tuple[Desk, FakeChannels]:
        channels = FakeChannels(("ops", "pager"))
        channels.refusals["ops"] = "Channel ops could not be reached."
        desk = await opened(channels)
        await desk.tell(*repeat(340, 8))
        assert ProblemTopic.CHANNEL in desk.store.state.problems
        assert desk.relaying is not None
        desk.relaying.use((replace(PAGER, recoveries=True),))
        channels.refusals.clear()
        await desk.tell(*repeat(340, 30), *repeat(120, 8))
        await desk.kill()
        return desk, channels

    desk, channels = play(story())
    assert desk.store.state.problems == {}
    assert channels.sent[0][0] == "pager"
    assert titles(channels, "pager") == ["resolved: Response time"]
    assert titles(channels, "ops") == []


def _message(number: int) -> Message:
    episode = Episode(AlertKey(RULE, LATENCY), number, 1.0, 2.0, 340.0, 340.0)
    return Message(NoticeKind.FIRED, (Case(rule(), episode),), number)


async def _relaying(channels: FakeChannels, clock: FakeClock, offers: Sequence[int]) -> Store:
    """Offer messages while the channel refuses, then let it work for a while."""
    store = Store(AppState())
    supervisor = Supervisor(clock, print)
    relaying = Relaying(store, clock, channels, (OPS,), supervisor.once)
    channels.refusals["ops"] = "Channel ops could not be reached."
    running = asyncio.ensure_future(relaying.run())
    for number in offers:
        message = _message(number)
        relaying.offer(message, compose(message, store.state, clock.now()))
        await clock.advance(0)
    await clock.advance(13 * 3600.0)
    channels.refusals.clear()
    await clock.advance(3600.0)
    running.cancel()
    await supervisor.aclose()
    return store


def test_what_waits_is_bounded_and_does_not_grow_old(expected_warnings: ExpectedWarnings) -> None:
    """Of many messages the last wait; one that waited half a day is given up."""
    expected_warnings("could not be reached")
    channels = FakeChannels()
    play(_relaying(channels, FakeClock(), range(MOST_WAITING + 20)))
    assert 0 < len(channels.sent) < MOST_WAITING


def test_the_memory_of_what_was_said_is_bounded() -> None:
    """A thousand sayings are enough to know one that comes again."""

    async def story() -> Relaying:
        store = Store(AppState())
        clock = FakeClock()
        relaying = Relaying(store, clock, FakeChannels(), (), Supervisor(clock, print).once)
        for number in range(MOST_REMEMBERED + 5):
            message = _message(number)
            relaying.offer(message, compose(message, store.state, 0.0))
        return relaying

    assert len(play(story())._said) == MOST_REMEMBERED
