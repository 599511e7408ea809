"""The one owner of tasks: nothing else in the program makes one."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeAlias

from aux_monitor.ports.clock import Clock

logger = logging.getLogger(__name__)

Job: TypeAlias = Callable[[], Coroutine[Any, Any, None]]

RESTART_AFTER_S = 1.0
LONGEST_RESTART_S = 60.0


class Supervisor:
    """Runs named jobs, restarts the lasting ones when they fail, and ends them all together.

    A failure that reaches this class is a fault of the program: it is logged with its traceback,
    ``on_fault`` is told one sentence, and a lasting job starts again after a growing pause.
    """

    def __init__(self, clock: Clock, on_fault: Callable[[str], None]) -> None:
        self._clock = clock
        self._on_fault = on_fault
        self._tasks: dict[str, asyncio.Task[object]] = {}
        self._numbered = 0

    def keep(self, name: str, job: Job) -> None:
        """Run ``job`` until it is stopped, restarting it when it fails. One job a name."""
        if name in self._tasks:
            raise ValueError(f"a job named {name} runs already")
        self._start(name, self._kept(name, job))

    def once(self, name: str, job: Job) -> None:
        """Run ``job`` a single time; several of one name may run side by side."""
        self._numbered += 1
        self._start(f"{name} #{self._numbered}", self._tried(name, job))

    def running(self, name: str) -> bool:
        """Return whether a lasting job of this name runs."""
        return name in self._tasks

    async def stop(self, name: str) -> None:
        """Cancel a lasting job and return when it has ended."""
        task = self._tasks.get(name)
        if task is not None:
            await _ended(task)

    async def aclose(self) -> None:
        """Cancel every job and return when all have ended."""
        for task in list(self._tasks.values()):
            task.cancel()
        for task in list(self._tasks.values()):
            await _ended(task)

    def _start(self, name: str, work: Coroutine[Any, Any, object]) -> None:
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._tasks[name] = task
        task.add_done_callback(lambda _done: self._tasks.pop(name, None))

    async def _kept(self, name: str, job: Job) -> None:
        pause = RESTART_AFTER_S
        while True:
            began = self._clock.monotonic()
            if await self._tried(name, job):
                return
            if self._clock.monotonic() - began > LONGEST_RESTART_S:
                pause = RESTART_AFTER_S
            await self._clock.sleep(pause)
            pause = min(2 * pause, LONGEST_RESTART_S)

    async def _tried(self, name: str, job: Job) -> bool:
        try:
            await job()
        except Exception:  # the one place that must survive any fault of a job
            logger.exception("The job %s failed", name)
            self._on_fault(f"An internal part failed and was restarted: {name}.")
            return False
        return True


async def _ended(task: asyncio.Task[object]) -> None:
    task.cancel()
    await asyncio.wait([task])


async def first_of(*waits: Awaitable[object]) -> None:
    """Return when the first of ``waits`` is done, and cancel the others."""
    futures = [asyncio.ensure_future(wait) for wait in waits]
    try:
        await asyncio.wait(futures, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for future in futures:
            future.cancel()
        await asyncio.gather(*futures, return_exceptions=True)
