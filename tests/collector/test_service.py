"""When the collector asks its store, and when it wants to come back."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from aux_monitor.collector.privacy import Hasher
from aux_monitor.collector.service import COMMIT_AFTER_S, Collector
from aux_monitor.collector.slow import LEAST_REFRESH_S, MOST_REFRESH_S
from aux_monitor.collector.store.duckdb import DuckDbEngine
from tests.collector.lines import executed

NOW = time.time()


class CountingEngine(DuckDbEngine):
    """Counts how often the long windows are asked for."""

    asked = 0

    def domains(self, since_us: int, until_us: int) -> tuple[int, int]:
        """Answer as the store does."""
        self.asked += 1
        return super().domains(since_us, until_us)


class Desk:
    """A collector over one log, worked by hand."""

    def __init__(self, folder: Path) -> None:
        self.log = folder / "session.log"
        self.log.touch()
        self.engine = CountingEngine(folder)
        self.collector = Collector(self.engine, [self.log], Hasher(b"k" * 32), NOW, print)

    def append(self) -> None:
        """Write one command to the log."""
        with self.log.open("a", encoding="utf-8") as file:
            file.write(executed(NOW, "session", "command", "click", 120) + "\n")

    def work(self, after_s: float) -> bool:
        """Work once, so long after the start."""
        return self.collector.work(NOW + after_s, lambda: False)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A collector that has nothing to read yet."""
    made = Desk(tmp_path)
    yield made
    made.collector.close(NOW)


def test_it_comes_back_soon_while_something_comes_or_waits_to_be_stored(desk: Desk) -> None:
    """And takes its time as soon as all is stored."""
    wanted = [desk.work(0.0)]
    desk.append()
    wanted += [desk.work(1.0), desk.work(2.0)]
    wanted.append(desk.work(1.0 + COMMIT_AFTER_S))
    assert wanted == [False, True, True, False]


def test_the_long_windows_are_asked_for_rarely_while_nothing_is_stored(desk: Desk) -> None:
    """Only the time changes them, and once a minute is enough for that."""
    asked = []
    for after_s in (2.0, 2.0 + LEAST_REFRESH_S, 2.0 + 3 * LEAST_REFRESH_S, 2.0 + MOST_REFRESH_S):
        before = desk.engine.asked
        desk.work(after_s)
        asked.append(desk.engine.asked - before)
    assert asked == [1, 0, 0, 1]


def test_the_long_windows_are_asked_for_again_once_something_was_stored(desk: Desk) -> None:
    """Not before their least pause is over, however much comes."""
    desk.work(2.0)
    desk.append()
    desk.work(3.0)
    before = desk.engine.asked
    desk.work(3.0 + COMMIT_AFTER_S)
    assert desk.engine.asked == before
    desk.work(1.5 + MOST_REFRESH_S)
    assert desk.engine.asked == before + 1
