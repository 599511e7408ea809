"""Asks one source again and again: one poll at a time, paced, backing off, never in a burst."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from random import Random

from aux_monitor.domain.backoff import next_delay
from aux_monitor.domain.state import PollFailed, PollSucceeded
from aux_monitor.domain.trust import FailureKind, SourceStatus
from aux_monitor.ports.clock import Clock
from aux_monitor.ports.errors import SourceError
from aux_monitor.ports.source import Source
from aux_monitor.services.store import Store
from aux_monitor.services.supervisor import first_of

logger = logging.getLogger(__name__)


def watched(source: Source, now: float) -> SourceStatus:
    """Return the status of a source that has not been asked yet."""
    return SourceStatus(
        id=source.id,
        name=source.name,
        kind=source.kind,
        poll_every_s=source.poll_every_s,
        watching_since=now,
        local=source.local,
    )


class Poller:
    """Polls one source for as long as ``run`` runs.

    ``alive`` is called as each answer comes in, before the store hears of it. Polls follow one
    another, so they never overlap, and a suspend leaves at most one of them overdue.
    """

    def __init__(
        self,
        source: Source,
        store: Store,
        clock: Clock,
        random: Random,
        alive: Callable[[], None],
    ) -> None:
        self._source = source
        self._store = store
        self._clock = clock
        self._random = random
        self._alive = alive
        self._failures = 0
        self._not_before = 0.0
        self._asked = asyncio.Event()

    def refresh(self) -> None:
        """Poll now, unless the source has asked us to wait longer."""
        self._asked.set()

    async def run(self) -> None:
        """Poll until cancelled."""
        while True:
            self._asked.clear()
            await self._wait(await self._poll())

    async def _wait(self, delay: float) -> None:
        due = self._clock.monotonic() + delay
        await first_of(self._clock.sleep(delay), self._asked.wait())
        early = min(due, self._not_before) - self._clock.monotonic()
        if early > 0:
            await self._clock.sleep(early)

    async def _poll(self) -> float:
        """Ask once, tell the store, and return the seconds until the next poll."""
        try:
            async with asyncio.timeout(self._source.timeout_s):
                fetched = await self._source.fetch()
        except TimeoutError:
            name, limit = self._source.name, self._source.timeout_s
            sentence = f"{name} did not answer within {limit:g} s."
            return self._fail(SourceError(FailureKind.TIMEOUT, sentence))
        except SourceError as error:
            return self._fail(error)
        if self._failures:
            logger.info("%s answers again", self._source.name)
        self._failures = 0
        self._not_before = 0.0
        delay = self._delay(None)
        self._alive()
        due, every = self._clock.now() + delay, self._source.poll_every_s
        self._store.apply(PollSucceeded(self._source.id, fetched, due, every))
        return delay

    def _fail(self, error: SourceError) -> float:
        if error.kind is not FailureKind.STARTING:
            if not self._failures:
                logger.warning("%s fails: %s", self._source.name, error.sentence)
            self._failures += 1
        delay = self._delay(error.retry_after_s)
        self._not_before = self._clock.monotonic() + (error.retry_after_s or 0.0)
        now = self._clock.now()
        self._alive()
        self._store.apply(PollFailed(self._source.id, now, error.kind, error.sentence, now + delay))
        return delay

    def _delay(self, retry_after_s: float | None) -> float:
        # The spread keeps monitors from asking in step; nothing secret hangs on it.
        spread = self._random.random()
        return next_delay(self._source.poll_every_s, self._failures, retry_after_s, spread)
