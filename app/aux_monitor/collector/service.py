"""The collector at work: reads the logs, stores what it read, and answers from memory.

One thread calls ``work``; any thread may ask for an answer. A lock guards the memory and is held
for milliseconds only; questions to the store are asked outside it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from aux_monitor.collector import answers
from aux_monitor.collector.events import MICROSECONDS, Event, to_us
from aux_monitor.collector.ingest.joiner import Joiner
from aux_monitor.collector.ingest.session_log import Chunk, LogFollower
from aux_monitor.collector.live import Live, Span
from aux_monitor.collector.measures import Material, from_live, from_store
from aux_monitor.collector.privacy import Hasher, LineReader
from aux_monitor.collector.slow import (
    LEAST_REFRESH_S,
    MOST_REFRESH_S,
    LongFigures,
    long_figures,
)
from aux_monitor.collector.store.engine import Batch, Engine, StoreError
from aux_monitor.collector.wire import FileBody, IngestBody, SeriesAnswer, SnapshotBody

COMMIT_AFTER_S = 5.0
"""Read lines are answered for at once and stored within this time: a kill before that loses
nothing, for the positions are stored with them and the lines are read again."""

COMMIT_ROWS = 2_000
MOST_ROWS_UNSTORED = 20_000
"""While the store cannot be written, reading stops here: the log keeps the rest."""

KEEP_EVENTS_S = 100 * 86_400
"""Events are kept this long before the newest: the longest window is 90 days."""

STORE_WAIT_S = 1.0
LOST_SHOWN_S = 86_400
_PRUNE_EVERY_S = 60.0
_FORGET_EVERY_S = 3600.0

Warn = Callable[[str], None]


@dataclass(slots=True)
class _Schedule:
    """When each thing is due; ``catching_up`` while more was read at once than a busy second."""

    catching_up: bool = False
    commit_at: float | None = None
    prune_at: float = 0.0
    forget_at: float = 0.0
    long_at: float = 0.0
    long_again_at: float = 0.0


@dataclass(slots=True)
class _Troubles:
    """What was last said, so that each trouble is told once, and its end once."""

    store: str = ""
    files: dict[str, str] = field(default_factory=dict)


class Collector:
    """Logs in, answers out. ``warn`` gets one line whenever a trouble begins or ends."""

    def __init__(
        self, engine: Engine, logs: Sequence[Path], hasher: Hasher, now: float, warn: Warn
    ) -> None:
        self._engine = engine
        self._warn = warn
        self._lock = threading.Lock()
        self._live = Live.restored(engine, now)
        self._joiner = Joiner.restored(engine)
        self._long = long_figures(engine, now)
        self._lost = engine.lost()
        self._batch = Batch()
        self._schedule = _Schedule(prune_at=now + _PRUNE_EVERY_S, long_at=now + 1.0)
        self._said = _Troubles()
        self._columns = answers.Columns([], {})
        self._now = now
        self._reader = LineReader(hasher, *engine.words())
        self._followers = self._follow(logs, hasher)
        self._stored = threading.Event()
        self._stored.set()
        self._store_wanted = False

    def _follow(self, logs: Sequence[Path], hasher: Hasher) -> list[LogFollower]:
        positions = self._engine.positions()
        last_id = max((position.id for position in positions), default=0)
        ids = iter(range(last_id + 1, 1 << 62))
        return [
            LogFollower(
                path=log,
                positions=[position for position in positions if position.log == str(log)],
                fingerprint=hasher.fingerprint,
                read_line=self._read_line,
                next_id=lambda: next(ids),
            )
            for log in dict.fromkeys(logs)
        ]

    def _read_line(self, line: bytes) -> Event | None:
        return self._reader.read(line, self._now)

    def work(self, now: float, stopping: Callable[[], bool]) -> bool:
        """Do what is due: read what is new, store it, forget what is old. Never raises.

        Return whether to come back soon: something came, or waits to be stored.
        """
        self._now = now
        came = False
        if self._batch.rows < MOST_ROWS_UNSTORED:
            for follower in self._followers:
                came |= self._take_in(follower, now, stopping)
        if self._schedule.catching_up and not stopping():
            self._schedule.catching_up = False
            self._schedule.commit_at = self._schedule.long_at = now
        self._store_when_due(now)
        self._keep_house(now)
        if not self._batch:
            self._stored.set()
        return came or bool(self._batch)

    def _take_in(self, follower: LogFollower, now: float, stopping: Callable[[], bool]) -> bool:
        """Read to the end of a log, or until there is a reason to stop; return whether any came.

        The follower takes a chunk for read only when the next one is asked for: to leave the
        loop in front of a chunk is to meet it again.
        """
        came = False
        for chunk in follower.read():
            came = True
            if stopping() or self._batch.rows >= MOST_ROWS_UNSTORED:
                break
            if not self._count(chunk):
                break
            self._store_when_due(now)
        self._notice(follower, now)
        return came

    def _count(self, chunk: Chunk) -> bool:
        with self._lock:
            self._stored.clear()
            marks = len(self._batch.marks)
            try:
                counted = self._joiner.feed(chunk.events, self._batch)
            except StoreError as error:
                self._tell_store(str(error))
                return False
            self._live.add_commands(counted)
            self._live.add_marks(self._batch.marks[marks:])
            self._batch.positions[chunk.position.id] = chunk.position
            return True

    def _notice(self, follower: LogFollower, now: float) -> None:
        if follower.lost:
            with self._lock:
                self._lost = self._batch.lost = (follower.lost, now)
            self._warn(follower.lost)
            follower.lost = ""
        path, error = follower.status.path, follower.status.error
        if error != self._said.files.get(path, ""):
            self._warn(f"{path}: {error}" if error else f"{path}: is read again.")
            self._said.files[path] = error

    def _store_when_due(self, now: float) -> None:
        if not self._batch:
            return
        if self._schedule.commit_at is None:
            self._schedule.commit_at = now + COMMIT_AFTER_S
        if self._batch.rows >= COMMIT_ROWS:
            self._schedule.catching_up = True
            self._store(now)
        elif now >= self._schedule.commit_at or self._store_wanted:
            self._store(now)

    def _store(self, now: float) -> None:
        self._store_wanted = False
        try:
            self._engine.commit(self._batch)
        except StoreError as error:
            self._schedule.commit_at = now + COMMIT_AFTER_S
            self._tell_store(str(error))
            return
        self._tell_store("")
        self._batch = Batch()
        self._schedule.commit_at = None
        self._schedule.long_at = min(self._schedule.long_at, self._schedule.long_again_at)

    def _tell_store(self, trouble: str) -> None:
        if bool(trouble) != bool(self._said.store):
            self._warn(trouble or "The store can be used again.")
        self._said.store = trouble

    def _keep_house(self, now: float) -> None:
        schedule = self._schedule
        if now >= schedule.prune_at and not self._batch:
            schedule.prune_at = now + _PRUNE_EVERY_S
            self._joiner.prune()
            self._joiner.expire(self._batch)
            with self._lock:
                self._live.prune(now)
        try:
            if now >= schedule.long_at:
                self._refresh(now)
            if now >= schedule.forget_at:
                schedule.forget_at = now + _FORGET_EVERY_S
                newest = min(to_us(now), self._live.newest_us or 0)
                self._engine.forget(newest - KEEP_EVENTS_S * MICROSECONDS)
        except StoreError as error:
            self._tell_store(str(error))

    def _refresh(self, now: float) -> None:
        """Ask for the long windows, the less often the longer it takes.

        While nothing is stored only time changes them, and little within a minute.
        """
        begun = perf_counter()
        self._long = long_figures(self._engine, now)
        cost_s = perf_counter() - begun
        pause_s = min(MOST_REFRESH_S, max(LEAST_REFRESH_S, 300 * cost_s))
        self._schedule.long_again_at = now + pause_s
        self._schedule.long_at = now + MOST_REFRESH_S

    def close(self, now: float) -> None:
        """Store what was read and release the store."""
        if self._batch:
            self._store(now)
        self._engine.close()

    def snapshot_from_memory(self, span: Span) -> SnapshotBody | None:
        """Return the answer from memory, None when memory does not reach far enough back."""
        with self._lock:
            if not self._live.covers(span):
                return None
            material = from_live(self._live, span)
            if self._columns.points is not material.points:
                self._columns = answers.columns(material.points, span)
            return self._answer(material, self._long, span, self._columns)

    def snapshot_from_store(self, span: Span) -> SnapshotBody:
        """Return the answer as of ``span.at_us`` from the store.

        Raises ``StoreError`` and ``SpanError``.
        """
        self._await_stored()
        material = from_store(self._engine, span)
        long = long_figures(self._engine, span.at_us / MICROSECONDS)
        with self._lock:
            return self._answer(material, long, span, answers.columns(material.points, span))

    def series(self, metric: str, span: Span) -> SeriesAnswer:
        """Return one metric's history. Raises ``StoreError`` and ``SpanError``."""
        self._await_stored()
        return answers.series(self._engine, metric, span)

    def _await_stored(self) -> None:
        """Have what was read stored, so that an answer from the store knows it too."""
        if not self._stored.is_set():
            self._store_wanted = True
            self._stored.wait(STORE_WAIT_S)

    def _answer(
        self, material: Material, long: LongFigures, span: Span, columns: answers.Columns
    ) -> SnapshotBody:
        return SnapshotBody(
            at=span.at_us / MICROSECONDS,
            metrics=answers.metrics(material, long, span, columns),
            by_method=answers.by_method(material),
            ingest=self._ingest(span.at_us / MICROSECONDS),
            outcomes=answers.outcomes_body(long),
        )

    def _ingest(self, at: float) -> IngestBody:
        newest = self._live.newest_us
        lost, lost_at = self._lost or ("", 0.0)
        statuses = [follower.status for follower in self._followers]
        return IngestBody(
            files=[
                FileBody(
                    path=status.path,
                    size=status.size,
                    offset=status.offset,
                    lag_bytes=status.lag_bytes,
                    error=status.error or self._said.store,
                )
                for status in statuses
            ],
            bad_lines=sum(follower.bad_lines for follower in self._followers),
            lost=lost if at - lost_at < LOST_SHOWN_S else "",
            last_event_at=None if newest is None else newest / MICROSECONDS,
            events=self._live.events,
        )
