"""Evaluator, notifying and keeping put together over fakes, driven by a story of samples."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence

from aux_monitor.domain.catalogue import Catalogue
from aux_monitor.domain.grouping import Message
from aux_monitor.domain.state import AppState, PollFailed, PollSucceeded, SourcesConfigured
from aux_monitor.domain.telling import Policy
from aux_monitor.domain.trust import FailureKind
from aux_monitor.ports.channels import Channels
from aux_monitor.ports.notifier import Notice, Notifier, Urgency
from aux_monitor.services.evaluator import Evaluator
from aux_monitor.services.keeping import Keeping
from aux_monitor.services.notifying import Notifying, notice_tag
from aux_monitor.services.poller import watched
from aux_monitor.services.relaying import Relaying
from aux_monitor.services.store import Store
from aux_monitor.services.supervisor import Supervisor
from aux_monitor.settings.schema import ChannelSettings
from tests.fakes.clock import FakeClock
from tests.fakes.history import MemoryHistory
from tests.fakes.notifier import FakeNotifier
from tests.fakes.source import FakeSource
from tests.services.builders import COLLECTOR, fetched


def compose(message: Message, _state: AppState, _now: float) -> Notice:
    """Return a notice whose title names kind and rules, and whose body holds the worst values."""
    names = ", ".join(case.rule.name for case in message.cases)
    worst = ", ".join(f"worst {case.episode.worst:g}" for case in message.cases)
    tag = notice_tag(message.number)
    return Notice(
        tag, f"{message.kind.value}: {names}", worst, Urgency.NORMAL, number=message.number
    )


PROMPT = Policy(group_s=0.0)
"""Nothing waits for others."""


class Desk:
    """One run of the program's judging half; a second over the same history is a restart."""

    def __init__(
        self,
        catalogue: Catalogue,
        history: MemoryHistory,
        clock: FakeClock,
        *,
        policy: Policy = PROMPT,
        notifier: Notifier | None = None,
        channels: Channels | None = None,
        places: Sequence[ChannelSettings] = (),
    ) -> None:
        self.clock = clock
        self.history = history
        self.notifier = FakeNotifier()
        self.policy = policy
        self.store = Store(AppState())
        self.faults: list[str] = []
        self.evaluator = Evaluator(self.store, catalogue, clock)
        self.keeping = Keeping(self.store, history, clock)
        self.supervisor = Supervisor(clock, self.faults.append)
        self.relaying: Relaying | None = None
        if channels is not None:
            begin = self.supervisor.once
            self.relaying = Relaying(self.store, clock, channels, places, begin)
        self.notifying = Notifying(
            self.store,
            catalogue,
            clock,
            notifier or self.notifier,
            compose,
            lambda: self.policy,
            self.keeping.settle,
            None if self.relaying is None else self.relaying.offer,
        )
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Restore, then watch the collector and run the jobs."""
        loop = asyncio.get_running_loop()
        source = FakeSource()
        self.store.apply(SourcesConfigured((watched(source, self.clock.now()),)))
        await self.keeping.restore()
        self._tasks = [
            loop.create_task(self.notifying.run()),
            loop.create_task(self.keeping.run()),
        ]
        if self.relaying is not None:
            self._tasks.append(loop.create_task(self.relaying.run()))
        await self.clock.advance(0)

    async def tell(self, *values: float | None, n: int = 400) -> None:
        """Hear one answer a second with these latencies."""
        for value in values:
            now = self.clock.now()
            self.store.apply(PollSucceeded(COLLECTOR, fetched(value, now, n), now + 1))
            await self.clock.advance(1.0)

    async def fail(self, seconds: int) -> None:
        """Hear a failed poll each second."""
        for _ in range(seconds):
            now = self.clock.now()
            kind = FailureKind.UNREACHABLE
            self.store.apply(PollFailed(COLLECTOR, now, kind, "refused", now + 1))
            await self.clock.advance(1.0)

    async def kill(self) -> None:
        """End without saying goodbye to anything."""
        for task in self._tasks:
            task.cancel()
        await asyncio.wait(self._tasks)
        await self.supervisor.aclose()

    @property
    def titles(self) -> list[str]:
        """The titles of the notices shown, in order."""
        return [notice.title for notice in self.notifier.shown]


def repeat(value: float, seconds: int) -> Iterable[float]:
    """Return the same latency for some seconds."""
    return [value] * seconds
