"""The thread that reads: when it looks, and what keeps the process honest."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable

from aux_monitor.collector.worker import Pace, Work, Worker

DEADLINE_S = 60.0
NEVER_S = 3600.0


def counting(busy_turns: int) -> tuple[Work, threading.Semaphore]:
    """Return work that finds something so many times, and one release for each turn."""
    done, left = threading.Semaphore(0), iter([True] * busy_turns)

    def work(now: float, stopping: Callable[[], bool]) -> bool:
        del now, stopping
        done.release()
        return next(left, False)

    return work, done


def ended(worker: Worker) -> bool:
    """End a worker from another thread; return whether it ended."""
    ending = threading.Thread(target=worker.end, daemon=True)
    ending.start()
    ending.join(DEADLINE_S)
    return not ending.is_alive()


def test_a_fault_in_reading_ends_the_process_and_names_only_its_kind() -> None:
    """Answers must not go on as if logs were still read; the fault's text may hold anything."""
    failed = threading.Event()

    def broken(now: float, stopping: Callable[[], bool]) -> bool:
        del now, stopping
        raise KeyError("typed text")

    worker = Worker(broken)
    worker.begin(failed.set)
    assert failed.wait(DEADLINE_S)
    assert ended(worker)
    assert worker.fault == "KeyError"


def test_a_worker_that_is_told_to_stop_has_no_fault() -> None:
    """It ends by itself in the middle of a long rest, and does not end the process."""
    failed = threading.Event()
    work, done = counting(0)
    worker = Worker(work, Pace(quiet_s=NEVER_S))
    worker.begin(failed.set)
    assert done.acquire(timeout=DEADLINE_S)
    assert ended(worker)
    assert not failed.is_set()
    assert worker.fault == ""


def test_while_something_comes_the_logs_are_looked_at_at_the_busy_pace() -> None:
    """Nobody has to ask; the first quiet look starts the long rest."""
    work, done = counting(2)
    worker = Worker(work, Pace(busy_s=0.0, quiet_s=NEVER_S))
    worker.begin(lambda: None)
    looks = [done.acquire(timeout=DEADLINE_S) for _ in range(3)]
    assert looks == [True, True, True]
    assert not done.acquire(timeout=0.3)
    assert ended(worker)


class Held:
    """Work that nothing comes of; from the second time on it waits for ``go``."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.begun = threading.Semaphore(0)
        self._first = True

    def turn(self, now: float, stopping: Callable[[], bool]) -> bool:
        """Do one turn."""
        del now, stopping
        if not self._first:
            self.begun.release()
            self.go.wait(DEADLINE_S)
        self._first = False
        return False


async def asked(worker: Worker, work: Held) -> asyncio.Task[None]:
    """Return the question that set a resting worker to work, once it works."""
    async with asyncio.timeout(DEADLINE_S):
        while True:
            looking = asyncio.create_task(worker.look())
            await asyncio.sleep(0.01)
            if work.begun.acquire(blocking=False):
                return looking
            await looking


def test_a_question_waits_until_a_quiet_log_was_looked_at() -> None:
    """However long the rest is, an answer is as new as the log."""
    work = Held()
    worker = Worker(work.turn, Pace(quiet_s=NEVER_S, wait_s=DEADLINE_S))

    async def ask() -> None:
        looking = await asked(worker, work)
        assert not looking.done()
        work.go.set()
        async with asyncio.timeout(DEADLINE_S / 2):
            await looking

    worker.begin(lambda: None)
    asyncio.run(ask())
    assert ended(worker)


def test_a_question_does_not_wait_for_a_look_that_hangs() -> None:
    """A dead network drive holds the thread, not the answers."""
    work = Held()
    worker = Worker(work.turn, Pace(quiet_s=NEVER_S, wait_s=0.05))

    async def ask() -> bool:
        await (await asked(worker, work))
        return work.go.is_set()

    worker.begin(lambda: None)
    assert not asyncio.run(ask())
    work.go.set()
    assert ended(worker)
