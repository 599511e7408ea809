"""The program's heartbeat: notices a suspend, and wakes the views when a text changes by itself."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from aux_monitor.domain.state import Resumed
from aux_monitor.ports.clock import Clock
from aux_monitor.services.store import Store
from aux_monitor.services.supervisor import first_of

LONGEST_SLEEP_S = 30.0
"""The pulse beats at least this often, however little there is to do."""

SUSPENDED_S = 90.0
"""A silence of the pulse itself that only a suspend (or a frozen process) explains."""


class Pulse:
    """Calls ``on_beat`` whenever something shown changes without new data.

    ``next_change_at`` says when that is next; ``wake`` asks for it anew after new data. Every
    beat, and every poll through ``alive``, proves that the machine was awake: a longer silence
    is told to the store as ``Resumed`` before anything else can take it for a dead source.
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
        self._changed = asyncio.Event()

    def alive(self) -> None:
        """Note that the machine is awake; tell the store if it was not until now."""
        now = self._clock.now()
        if now - self._last_alive > SUSPENDED_S:
            self._store.apply(Resumed(now))
        self._last_alive = now

    def wake(self) -> None:
        """Ask again when the next change is due."""
        self._changed.set()

    async def run(self) -> None:
        """Beat until cancelled."""
        while True:
            self.alive()
            now = self._clock.now()
            self._on_beat(now)
            due = self._next_change_at(now)
            pause = LONGEST_SLEEP_S if due is None else min(max(due - now, 0.05), LONGEST_SLEEP_S)
            self._changed.clear()
            await first_of(self._clock.sleep(pause), self._changed.wait())
