"""Keeps a child process alive."""

from __future__ import annotations

import logging
from collections.abc import Callable

from aux_monitor.ports.children import ChildProcess
from aux_monitor.ports.clock import Clock
from aux_monitor.ports.errors import ChildError

logger = logging.getLogger(__name__)

LOOKED_AT_EVERY_S = 1.0
FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 30.0


class Keeper:
    """Starts a child, looks after it, and starts it again when it ends.

    ``on_started`` is called each time it is ready. A child that dies at once is tried after
    growing pauses; the first failure of a row is logged, and so is the recovery.
    """

    def __init__(self, child: ChildProcess, clock: Clock, on_started: Callable[[], None]) -> None:
        self._child = child
        self._clock = clock
        self._on_started = on_started
        self._failing = False

    async def run(self) -> None:
        """Keep the child alive until cancelled; then end it."""
        pause = FIRST_PAUSE_S
        try:
            while True:
                lived = await self._live()
                pause = FIRST_PAUSE_S if lived > LONGEST_PAUSE_S else pause
                await self._clock.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE_S)
        finally:
            await self._child.stop()

    async def _live(self) -> float:
        """Start the child and return, once it has ended, how many seconds it lived."""
        try:
            await self._child.start()
        except ChildError as error:
            self._note_failure(str(error))
            return 0.0
        if self._failing:
            logger.info("The %s runs again", self._child.name)
        self._failing = False
        began = self._clock.monotonic()
        self._on_started()
        while self._child.alive:
            await self._clock.sleep(LOOKED_AT_EVERY_S)
        self._note_failure(self._child.exit_sentence)
        return self._clock.monotonic() - began

    def _note_failure(self, sentence: str) -> None:
        if not self._failing:
            logger.warning("The %s ended: %s", self._child.name, sentence)
        self._failing = True
