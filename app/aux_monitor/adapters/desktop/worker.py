"""A thread of one's own for what may block for as long as a person takes."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Generic, TypeVar

from msgspec import Struct

T = TypeVar("T")


class _Job(Struct, Generic[T], frozen=True):
    question: Callable[[], T]
    answer: Future[T]

    def run(self) -> None:
        if not self.answer.set_running_or_notify_cancel():
            return  # nobody waits any more
        try:
            self.answer.set_result(self.question())
        except Exception as error:  # noqa: BLE001 - handed to whoever asked, who decides
            self.answer.set_exception(error)


class Worker:
    """One daemon thread, started by the first question; questions are answered in turn."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._jobs: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def do(self, question: Callable[[], T]) -> Future[T]:
        """Return the future answer; cancelling it before its turn takes the question back."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
            self._thread.start()
        job = _Job(question, Future[T]())
        self._jobs.put(job.run)
        return job.answer

    def _run(self) -> None:
        while True:
            self._jobs.get()()
