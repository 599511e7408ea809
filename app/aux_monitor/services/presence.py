"""Whether somebody is there: what happened meanwhile is told once they are back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from aux_monitor.domain.away import Presence, noted, returned
from aux_monitor.domain.quiet import QuietWindow, next_quiet_end, quiet_ended
from aux_monitor.domain.state import PresenceNoted
from aux_monitor.ports.clock import Clock
from aux_monitor.services.store import Store
from aux_monitor.services.supervisor import first_of

SEEN_EVERY_S = 60.0
"""Somebody who goes on using the window is noted this often."""


LONGEST_SLEEP_S = 900.0
"""The end of the quiet hours is looked for anew this often: the clock may have been set."""


class Attendance:
    """Notes when a person uses the window, and the absences in which something happened.

    Nobody is watched: to use the window is to be there. The night's quiet hours are an absence
    by themselves, because nothing was told in them.
    """

    def __init__(
        self, store: Store, clock: Clock, quiet: Callable[[], tuple[QuietWindow, ...]]
    ) -> None:
        self._store = store
        self._clock = clock
        self._quiet = quiet
        self._changed = asyncio.Event()

    def seen(self) -> None:
        """Note that somebody uses the window now."""
        now = self._clock.now()
        before = self._store.state.presence
        recently = before.seen_at is not None and 0.0 <= now - before.seen_at < SEEN_EVERY_S
        if not recently:
            self._note(returned(before, self._store.state.episodes, now))

    def dismiss(self) -> None:
        """Note that what happened meanwhile has been read."""
        self._note(Presence(self._clock.now(), None))

    def look(self) -> None:
        """Ask again when the quiet hours end: they have been changed."""
        self._changed.set()

    async def run(self) -> None:
        """Note the end of each span of quiet hours until cancelled."""
        since = self._clock.now()
        while True:
            self._changed.clear()
            await self._sleep(since)
            now = self._clock.now()
            span = quiet_ended(self._quiet(), since, now)
            if span is not None:
                state = self._store.state
                self._note(noted(state.presence, state.episodes, span, now))
            since = now

    async def _sleep(self, now: float) -> None:
        end = next_quiet_end(self._quiet(), now)
        if end is None:
            await self._changed.wait()
        else:
            seconds = min(end - now, LONGEST_SLEEP_S)
            await first_of(self._clock.sleep(seconds), self._changed.wait())

    def _note(self, presence: Presence) -> None:
        if presence != self._store.state.presence:
            self._store.apply(PresenceNoted(presence))
