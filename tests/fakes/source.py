"""A source that answers from a script."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeAlias

from aux_monitor.domain.reading import Fetched, SourceId

Step: TypeAlias = "Fetched | Exception | Callable[[], Awaitable[Fetched]]"
"""One poll's answer: a value to return, an error to raise, or something to await."""


async def hang() -> Fetched:
    """Never answer: a step for a poll that only a timeout ends."""
    await asyncio.Event().wait()
    raise AssertionError("unreachable: nobody sets the event")


class FakeSource:
    """A ``Source`` that takes one step of ``script`` for each poll, and repeats the last.

    ``polls`` counts the polls begun, ``at_once`` the most that ever ran together.
    """

    def __init__(
        self,
        *script: Step,
        source_id: str = "collector",
        name: str = "Collector",
        kind: str = "collector",
        poll_every_s: float = 1.0,
        timeout_s: float = 5.0,
        local: bool = True,
    ) -> None:
        self.id = SourceId(source_id)
        self.name = name
        self.kind = kind
        self.local = local
        self.poll_every_s = poll_every_s
        self.timeout_s = timeout_s
        self.script: list[Step] = list(script)
        self.polls = 0
        self.at_once = 0
        self.closed = False
        self._running = 0

    async def fetch(self) -> Fetched:
        """Return or raise what the script says for this poll."""
        if not self.script:
            raise AssertionError(f"nobody said what {self.id} answers")
        step = self.script[min(self.polls, len(self.script) - 1)]
        self.polls += 1
        self._running += 1
        self.at_once = max(self.at_once, self._running)
        try:
            return await self._answer(step)
        finally:
            self._running -= 1

    async def aclose(self) -> None:
        """Take everything to be closed."""
        self.closed = True

    @staticmethod
    async def _answer(step: Step) -> Fetched:
        if isinstance(step, Exception):
            raise step
        if isinstance(step, Fetched):
            await asyncio.sleep(0)
            return step
        return await step()
