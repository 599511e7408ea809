"""Sends to the channels what the desktop was told, once each, and tries again what fails."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeAlias

from msgspec import Struct

from aux_monitor.domain.grouping import Message
from aux_monitor.domain.notice import NoticeKind, is_urgent
from aux_monitor.domain.state import ProblemNoted, ProblemTopic
from aux_monitor.domain.telling import Case
from aux_monitor.ports.channels import ChannelMessage, Channels, Tone
from aux_monitor.ports.clock import Clock
from aux_monitor.ports.errors import ChannelError
from aux_monitor.ports.notifier import Notice
from aux_monitor.services.store import Store
from aux_monitor.services.supervisor import Job, first_of
from aux_monitor.settings.schema import ChannelScope, ChannelSettings

logger = logging.getLogger(__name__)

MOST_WAITING = 50
"""Messages that may wait for one channel; beyond that the oldest go."""

MOST_REMEMBERED = 1000
"""Sayings remembered as handed over; an alert says few things, and old ones come no more."""

RETRY_S, LONGEST_RETRY_S = 10.0, 600.0
"""The pause after a failure, doubled after each further one up to the longest."""

GIVEN_UP_AFTER_S = 12 * 3600.0
"""A message that could not be sent for so long says nothing worth hearing any more."""

_Saying: TypeAlias = tuple[object, NoticeKind, float]


class _Waiting(Struct, frozen=True):
    message: ChannelMessage
    since: float


class _Line:
    """What waits for one channel, in its order, and how the channel does."""

    def __init__(self, settings: ChannelSettings) -> None:
        self.settings = settings
        self.waiting: deque[_Waiting] = deque(maxlen=MOST_WAITING)
        self.busy = False
        self.failures = 0
        self.next_at = 0.0
        self.trouble = ""


class Relaying:
    """Hands each message of the desktop's to the channels that want it.

    The desktop never waits for a channel, and a channel's failure is not the desktop's. What
    waits is held in memory alone: what a program had not sent when it was killed is never sent.
    Only a message whose sending failed is sent again, and a channel that had taken it all the
    same has it twice. What the desktop is shown again, because it could not show it at first, is
    not sent again. ``begin`` runs a job to its end, as ``Supervisor.once`` does: channels do not
    wait for each other.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        channels: Channels,
        settings: Sequence[ChannelSettings],
        begin: Callable[[str, Job], None],
    ) -> None:
        self._store = store
        self._begin = begin
        self._clock = clock
        self._channels = channels
        self._lines: dict[str, _Line] = {}
        self._said: dict[_Saying, None] = {}
        self._look = asyncio.Event()
        self.use(settings)

    def use(self, settings: Sequence[ChannelSettings]) -> None:
        """Send to these channels from now on; what waits for one that stays goes on waiting."""
        kept = self._lines
        self._lines = {channel.name: kept.get(channel.name, _Line(channel)) for channel in settings}
        for channel in settings:
            self._lines[channel.name].settings = channel
        self._note_troubles()
        self._look.set()

    def offer(self, message: Message, notice: Notice) -> None:
        """Take a message that was decided, stored and handed to the desktop as ``notice``."""
        new = [self._is_new(case, message) for case in message.cases]
        if not any(new):
            return
        words = ChannelMessage(notice.title, notice.body, _tone(message))
        for line in self._lines.values():
            if _wants(line.settings, message):
                line.waiting.append(_Waiting(words, self._clock.now()))
        self._look.set()

    async def run(self) -> None:
        """Send until cancelled."""
        while True:
            self._look.clear()
            now = self._clock.monotonic()
            idle = [line for line in self._lines.values() if line.waiting and not line.busy]
            for line in idle:
                if line.next_at <= now:
                    line.busy = True
                    self._begin(f"telling {line.settings.name}", partial(self._send_first, line))
            await self._sleep([line.next_at for line in idle if not line.busy])

    async def _sleep(self, times: Sequence[float]) -> None:
        """Return at the first of these times, or when there is something new to look at."""
        if not times:
            await self._look.wait()
            return
        seconds = max(0.0, min(times) - self._clock.monotonic())
        await first_of(self._clock.sleep(seconds), self._look.wait())

    async def _send_first(self, line: _Line) -> None:
        first = line.waiting[0]
        try:
            await self._channels.send(line.settings.name, first.message)
        except ChannelError as error:
            self._failed(line, first, str(error))
        else:
            self._sent(line, first)
        finally:
            line.busy = False
            self._look.set()

    def _sent(self, line: _Line, first: _Waiting) -> None:
        self._take_off(line, first)
        if line.trouble:
            logger.info("The channel %s works again.", line.settings.name)
        line.failures, line.trouble = 0, ""
        self._note_troubles()

    def _failed(self, line: _Line, first: _Waiting, sentence: str) -> None:
        pause = min(RETRY_S * 2.0 ** min(line.failures, 20), LONGEST_RETRY_S)
        line.failures += 1
        line.next_at = self._clock.monotonic() + pause
        if self._clock.now() - first.since > GIVEN_UP_AFTER_S:
            self._take_off(line, first)
        if sentence != line.trouble:
            line.trouble = sentence
            logger.warning("%s", sentence)
            self._note_troubles()

    @staticmethod
    def _take_off(line: _Line, first: _Waiting) -> None:
        """Take a message off, unless so many came meanwhile that it has gone already."""
        if line.waiting and line.waiting[0] is first:
            line.waiting.popleft()

    def _note_troubles(self) -> None:
        sentence = " ".join(line.trouble for line in self._lines.values() if line.trouble)
        if self._store.state.problems.get(ProblemTopic.CHANNEL, "") != sentence:
            self._store.apply(ProblemNoted(ProblemTopic.CHANNEL, sentence))

    def _is_new(self, case: Case, message: Message) -> bool:
        """Return whether this was not handed over yet, by this run or the one before.

        An alert whose beginning is announced for the second time has a notice's number already;
        one whose announcement was interrupted was not yet handed over.
        """
        episode = case.episode
        saying = (episode.id, message.kind, episode.last_word_at)
        before = message.kind is NoticeKind.FIRED and episode.notice and not message.interrupted
        if before or saying in self._said:
            return False
        self._said[saying] = None
        while len(self._said) > MOST_REMEMBERED:
            del self._said[next(iter(self._said))]
        return True


def _wants(channel: ChannelSettings, message: Message) -> bool:
    if message.kind is NoticeKind.RESOLVED and not channel.recoveries:
        return False
    return channel.scope is ChannelScope.ALL or _is_urgent(message)


def _is_urgent(message: Message) -> bool:
    return any(is_urgent(case.rule) for case in message.cases)


def _tone(message: Message) -> Tone:
    if message.kind is NoticeKind.RESOLVED:
        return Tone.SUCCESS
    return Tone.FAILURE if _is_urgent(message) else Tone.WARNING
