"""Evaluator, notifying and keeping put together over fakes, driven by a story of samples."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from aux_monitor.domain.catalogue import Catalogue, TriggerRule
from aux_monitor.domain.notice import Episode, NoticeKind
from aux_monitor.domain.state import AppState, PollFailed, PollSucceeded, SourcesConfigured
from aux_monitor.domain.trust import FailureKind
from aux_monitor.ports.notifier import Notice, Urgency
from aux_monitor.services.evaluator import Evaluator
from aux_monitor.services.keeping import Keeping
from aux_monitor.services.notifying import Notifying
from aux_monitor.services.poller import watched
from aux_monitor.services.store import Store
from tests.fakes.clock import FakeClock
from tests.fakes.history import MemoryHistory
from tests.fakes.notifier import FakeNotifier
from tests.fakes.source import FakeSource
from tests.services.builders import COLLECTOR, fetched


def compose(
    kind: NoticeKind, rule: TriggerRule, episode: Episode, _state: AppState, _now: float
) -> Notice:
    """Return a notice whose title names kind and rule, and whose body holds the worst value."""
    tag = f"{rule.id}/{episode.key.metric}"
    return Notice(tag, f"{kind.value}: {rule.name}", f"worst {episode.worst:g}", Urgency.NORMAL)


class Desk:
    """One run of the program's judging half; a second over the same history is a restart."""

    def __init__(
        self,
        catalogue: Catalogue,
        history: MemoryHistory,
        clock: FakeClock,
        *,
        enabled: bool = True,
    ) -> None:
        self.clock = clock
        self.history = history
        self.notifier = FakeNotifier()
        self.store = Store(AppState())
        self.evaluator = Evaluator(self.store, catalogue, clock)
        self.notifying = Notifying(
            self.store, catalogue, clock, self.notifier, compose, lambda: enabled
        )
        self.keeping = Keeping(self.store, history, clock)
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

    @property
    def titles(self) -> list[str]:
        """The titles of the notices shown, in order."""
        return [notice.title for notice in self.notifier.shown]


def repeat(value: float, seconds: int) -> Iterable[float]:
    """Return the same latency for some seconds."""
    return [value] * seconds
