"""The program's heartbeat: notices a suspend, and wakes the views when a text changes by itself."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable

from aux_monitor.domain.state import Resumed
from aux_monitor.ports.clock import Clock
from aux_monitor.services.store import Store
from aux_monitor.services.supervisor import first_of

LONGEST_SLEEP_S = 30.0
"""The pulse beats at least this often, however little there is to do."""

LEAST_SLEEP_S = 0.05
"""The pulse beats at most this often."""

LATE_S = 10.0
"""A sign of life this much later than the pulse meant to beat, or this much further on by the wall
clock than by the monotonic one, is explained only by a suspend or a frozen process."""


class Pulse:
    """Calls ``on_beat`` whenever something shown changes without new data.

    ``next_change_at`` says when that is next; ``look`` asks for it anew after new data, and only
    an earlier answer disturbs the sleep: whoever brings the data draws it. Every beat, and every
    poll through ``alive``, proves that the machine was awake: a longer silence is told to the
    store as ``Resumed`` before anything else can take it for a dead source.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        on_beat: Callable[[float], None],
        next_change_at: Callable[[float], float | None],
    ) -> None:
        self._store = store
        self._clock = clock
        self._on_beat = on_beat
        self._next_change_at = next_change_at
        self._last_alive = clock.now()
        self._last_ticks = clock.monotonic()
        self._due = math.inf
        self._sooner = asyncio.Event()

    def alive(self) -> None:
        """Note that the machine is awake; tell the store if it was not until now.

        Some systems stop the monotonic clock in a suspend: there the two clocks drift apart. On
        others, and after the process alone was stopped, the pulse is late.
        """
        now, ticks = self._clock.now(), self._clock.monotonic()
        slept_s = (now - self._last_alive) - (ticks - self._last_ticks)
        self._last_alive, self._last_ticks = now, ticks
        if slept_s > LATE_S or now - self._due > LATE_S:
            self._due = max(self._due, now + LONGEST_SLEEP_S)
            self._store.apply(Resumed(now))

    def look(self) -> None:
        """Ask again when the next change is due, and sleep less long if it is sooner now."""
        now = self._clock.now()
        if self._next(now) < self._due - LEAST_SLEEP_S:
            self._sooner.set()

    async def run(self) -> None:
        """Beat until cancelled."""
        while True:
            self.alive()
            now = self._clock.now()
            self._on_beat(now)
            await self._sleep(now)

    async def _sleep(self, now: float) -> None:
        """Sleep until the next change, as it is known when the sleep ends."""
        while True:
            self._due = self._next(now)
            self._sooner.clear()
            await first_of(self._clock.sleep(self._due - now), self._sooner.wait())
            if not self._sooner.is_set():
                return
            now = self._clock.now()

    def _next(self, now: float) -> float:
        due = self._next_change_at(now)
        latest = now + LONGEST_SLEEP_S
        return latest if due is None else min(max(due, now + LEAST_SLEEP_S), latest)
