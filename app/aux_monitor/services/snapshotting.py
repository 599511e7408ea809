"""Snapshots that the running monitor takes by itself, one after the other."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import TypeAlias

from aux_monitor.ports.clock import Clock
from aux_monitor.ports.errors import ExportError
from aux_monitor.settings.schema import SnapshotSettings

logger = logging.getLogger(__name__)

Take: TypeAlias = Callable[[SnapshotSettings, float], Awaitable[None]]
"""Takes a snapshot due at a time (POSIX seconds), and deletes what is too old; raises
``ExportError``."""

LOOK_EVERY_S = 20.0
"""How often the clock and the settings are looked at: a name's time is that much off at most."""

_RETRY_S = 300.0


class Snapshotting:
    """Takes one on every full interval; what was slept through is not made up for.

    One that fails is told once, by ``problem``, and tried again after five minutes or when the
    next is due, whichever comes first; the first that succeeds takes the complaint back.
    """

    def __init__(
        self,
        clock: Clock,
        settings: Callable[[], SnapshotSettings],
        take: Take,
        problem: Callable[[str], None],
    ) -> None:
        self._clock = clock
        self._settings = settings
        self._take = take
        self._problem = problem
        self._every_s = 0.0
        self._due_at = 0.0
        self._said = ""

    async def run(self) -> None:
        """Take snapshots until cancelled; there is never a second one under way."""
        while True:
            await self.look()
            await self._clock.sleep(LOOK_EVERY_S)

    async def look(self) -> None:
        """Take the snapshot that is due by now, if one is."""
        settings, now = self._settings(), self._clock.now()
        if settings.every_s != self._every_s:
            self._every_s = settings.every_s
            self._due_at = next_due(now, settings.every_s)
            self._say("")
        # A clock that was set back must not put the next one off by as much.
        self._due_at = min(self._due_at, next_due(now, settings.every_s))
        if settings.every_s and now >= self._due_at:
            await self._attempt(settings, now)

    async def _attempt(self, settings: SnapshotSettings, now: float) -> None:
        following = next_due(now, settings.every_s)
        self._due_at = following
        try:
            await self._take(settings, now)
        except ExportError as error:
            self._due_at = min(following, now + _RETRY_S)
            self._say(str(error))
            return
        self._say("")

    def _say(self, sentence: str) -> None:
        if sentence != self._said:
            self._said = sentence
            self._problem(sentence)
            if sentence:
                logger.warning("%s", sentence)


def next_due(now: float, every_s: float) -> float:
    """Return the first full interval after ``now``, counted from midnight UTC; never for 0."""
    return (now // every_s + 1) * every_s if every_s else float("inf")
