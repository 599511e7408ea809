"""What keeps the process honest."""

from __future__ import annotations

import threading
from collections.abc import Callable

from aux_monitor.collector.serve import Worker


def test_a_fault_in_reading_ends_the_process_and_names_only_its_kind() -> None:
    """Answers must not go on as if logs were still read; the fault's text may hold anything."""
    ended = threading.Event()

    def broken(now: float, stopping: Callable[[], bool]) -> None:
        del now, stopping
        raise KeyError("typed text")

    worker = Worker(broken, threading.Event(), ended.set)
    worker.start()
    worker.join(10)
    assert ended.is_set()
    assert worker.fault == "KeyError"


def test_a_worker_that_is_told_to_stop_has_no_fault() -> None:
    """It ends by itself, and does not end the process."""
    stopping, ended = threading.Event(), threading.Event()

    def once(now: float, is_stopping: Callable[[], bool]) -> None:
        del now, is_stopping
        stopping.set()

    worker = Worker(once, stopping, ended.set)
    worker.start()
    worker.join(10)
    assert not ended.is_set()
    assert worker.fault == ""
