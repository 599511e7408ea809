"""The collector's own thread: looks at the logs as often as it is worth, and whenever asked to."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from queue import Empty, SimpleQueue

from msgspec import Struct

Work = Callable[[float, Callable[[], bool]], bool]
"""Does what is due, given the time and whether to stop; returns whether to look again soon."""


class Pace(Struct, frozen=True):
    """How often the logs are looked at, in seconds; a look is two calls of ``stat`` for each.

    ``busy_s`` while something comes, ``quiet_s`` while nothing does: to wake a sleeping processor
    costs more than the look itself, and no answer is older for it, since a question has the logs
    looked at first (``Worker.look``). A log would have to be rotated six times within
    ``quiet_s`` to lose a line. ``wait_s`` is how long a question waits for a look at the most: a
    disk may hang, a log may be long.
    """

    busy_s: float = 0.22
    quiet_s: float = 2.0
    wait_s: float = 0.1


DEFAULT_PACE = Pace()


class Worker:
    """Calls ``work`` again and again in a thread of its own; ends the process when that fails.

    A collector that no longer reads must not go on answering as if nothing had happened. ``fault``
    is then the kind of failure; its text may hold anything and is kept to itself.
    """

    def __init__(self, work: Work, pace: Pace = DEFAULT_PACE) -> None:
        self._work = work
        self._pace = pace
        self._thread = threading.Thread(target=self._run, name="ingest")
        self._stopping = threading.Event()
        self._quiet = False
        self._asked: SimpleQueue[Future[None]] = SimpleQueue()
        self._failed: Callable[[], None] = self._stopping.set
        self.fault = ""

    def begin(self, failed: Callable[[], None]) -> None:
        """Start working; ``failed`` is called in that thread when the work fails."""
        self._failed = failed
        self._thread.start()

    def end(self) -> None:
        """Stop, and return when the work has been left off."""
        self._stopping.set()
        self._asked.put(Future())
        self._thread.join()

    async def look(self) -> None:
        """Return when the logs have been looked at, or that takes too long.

        At once while they are looked at all the time.
        """
        if not self._quiet:
            return
        looked: Future[None] = Future()
        self._asked.put(looked)
        with suppress(TimeoutError):
            async with asyncio.timeout(self._pace.wait_s):
                await asyncio.wrap_future(looked)

    def _run(self) -> None:
        waiting: list[Future[None]] = []
        while not self._stopping.is_set():
            try:
                self._quiet = not self._work(time.time(), self._stopping.is_set)
            except Exception as error:  # noqa: BLE001 - the supervisor of this process
                self.fault = type(error).__name__
                self._failed()
                return
            for looked in waiting:
                if looked.set_running_or_notify_cancel():
                    looked.set_result(None)
            waiting = self._rest(self._pace.quiet_s if self._quiet else self._pace.busy_s)

    def _rest(self, longest_s: float) -> list[Future[None]]:
        """Return who asks for a look: as soon as somebody does, or nobody after ``longest_s``."""
        asking: list[Future[None]] = []
        with suppress(Empty):
            asking.append(self._asked.get(timeout=longest_s))
            while True:
                asking.append(self._asked.get_nowait())
        return asking
