"""The history in one SQLite file: WAL, every commit on the disk, one thread that does it all."""

from __future__ import annotations

import asyncio
import logging
import math
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar

from aux_monitor.adapters.history.file import is_broken, open_history, open_to_read, sentence
from aux_monitor.adapters.history.rows import (
    RowError,
    episode_body,
    episode_of,
    key_of,
    state_body,
    state_of,
)
from aux_monitor.domain.away import Presence
from aux_monitor.domain.notice import AlertKey, Episode, Snooze
from aux_monitor.domain.quiet import Span
from aux_monitor.domain.reading import MetricId, Reading, Series, SourceId
from aux_monitor.domain.trigger import TriggerState
from aux_monitor.ports.errors import HistoryError
from aux_monitor.ports.history import Remembered

_LOG = logging.getLogger(__name__)

QUARTER_S = 900
"""Seconds of a quarter of an hour: the grain of what is recorded."""

KEPT_QUARTERS = 400 * 24 * 4
"""Records kept of one metric from one source: 400 days without a pause.

Counted in records rather than by the date, so that a wrong clock cannot empty the file.
"""

MOST_SUBJECTS = 200
"""Metrics, each from one source, whose records are kept: of more, those recorded last.

With ``KEPT_QUARTERS`` it bounds the file: a record takes 32 bytes, 400 days of a metric 1.3 MB.
"""

KEPT_EPISODES = 1000
"""Ended episodes kept; those that are still open are never dropped."""

UNTIL_RECOVERED = math.inf
"""How the end of a snooze that lasts until its alert recovers is kept: later than any time."""

MAX_STEPS = 100_000
"""Values of the longest series answered."""

_PRUNED_EVERY = 96
"""Writes of records between two prunings: about a day."""

T = TypeVar("T")


class SqliteHistory:
    """A ``History`` in the file ``path``, which is opened by the first call.

    ``warnings`` holds a sentence for each thing that was not as it should be and was mended:
    a damaged file put aside, a row that could not be read. Without ``mend`` a damaged file is an
    error: a program that only looks in leaves it to the one whose history it is.
    """

    def __init__(
        self,
        path: Path,
        *,
        kept_quarters: int = KEPT_QUARTERS,
        most_subjects: int = MOST_SUBJECTS,
        mend: bool = True,
    ) -> None:
        self._path = path
        self._mend = mend
        self._kept_quarters = kept_quarters
        self._most_subjects = most_subjects
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="history")
        self._connection: sqlite3.Connection | None = None
        self._recorded: dict[tuple[MetricId, SourceId], int] = {}
        self._writes = 0
        self._closed = False
        self._warnings: list[str] = []

    @property
    def warnings(self) -> tuple[str, ...]:
        """What was found damaged since the program started."""
        return tuple(self._warnings)

    async def load(self) -> Remembered:
        """Return what was saved; episodes by the time they fired, the newest last."""
        return await self.work(self._load, reads=True)

    async def save_alerts(
        self, triggers: Mapping[AlertKey, TriggerState], episodes: tuple[Episode, ...]
    ) -> None:
        """Store the states and episodes given over those of the same key, all or none."""
        states = [(key.rule, key.metric, state_body(state)) for key, state in triggers.items()]
        rows = [
            (*episode.id, episode.fired_at, episode.resolved_at is None, episode_body(episode))
            for episode in episodes
        ]

        def write(connection: sqlite3.Connection) -> None:
            with transaction(connection):
                connection.executemany("REPLACE INTO trigger_state VALUES (?, ?, ?)", states)
                connection.executemany("REPLACE INTO episode VALUES (?, ?, ?, ?, ?, ?)", rows)

        await self.work(write)

    async def save_snoozes(self, snoozes: tuple[Snooze, ...]) -> None:
        """Store the whole set of snoozes."""
        rows = [
            (
                UNTIL_RECOVERED if snooze.until is None else snooze.until,
                snooze.key and snooze.key.rule,
                snooze.key and snooze.key.metric,
            )
            for snooze in snoozes
        ]

        def write(connection: sqlite3.Connection) -> None:
            with transaction(connection):
                connection.execute("DELETE FROM snooze")
                connection.executemany("INSERT INTO snooze VALUES (?, ?, ?)", rows)

        await self.work(write)

    async def save_presence(self, presence: Presence) -> None:
        """Store when somebody was last there, and the absence not yet read about."""
        away = presence.away
        span = (away.start, away.end) if away is not None else (None, None)
        row = (presence.seen_at, *span)
        await self.work(lambda connection: _replace_presence(connection, row))

    async def record(self, readings: tuple[Reading, ...]) -> None:
        """Keep the first reading with a value of each metric, source and quarter of an hour.

        What was recorded already is known without asking the file.
        """
        rows: dict[tuple[MetricId, SourceId, int], tuple[float, float]] = {}
        for reading in readings:
            if reading.value is None or not math.isfinite(reading.value + reading.at):
                continue
            quarter = math.floor(reading.at / QUARTER_S)
            if self._recorded.get((reading.metric, reading.source)) != quarter:
                place = (reading.metric, reading.source, quarter)
                rows.setdefault(place, (reading.at, reading.value))
        if rows:
            await self.work(lambda connection: self._record(connection, rows))

    async def series(self, metric: MetricId, since: float, until: float, step_s: float) -> Series:
        """Return the last record of every step, on a grid of multiples of ``step_s``.

        Raises ``ValueError`` for a span of more than ``MAX_STEPS`` steps.
        """
        first = math.floor(since / step_s)
        steps = max(0, math.floor(until / step_s) - first + 1)
        if steps > MAX_STEPS:
            raise ValueError(f"{steps} steps are more than {MAX_STEPS}")

        def read(connection: sqlite3.Connection) -> list[tuple[float, float]]:
            return connection.execute(
                "SELECT at, value FROM record JOIN subject ON subject.id = record.subject"
                " WHERE metric = ? AND quarter BETWEEN ? AND ? AND at BETWEEN ? AND ? ORDER BY at",
                (metric, since // QUARTER_S, until // QUARTER_S, since, until),
            ).fetchall()

        values: list[float | None] = [None] * steps
        for at, value in await self.work(read, reads=True):
            values[math.floor(at / step_s) - first] = value
        return Series(first * step_s, step_s, tuple(values))

    async def aclose(self) -> None:
        """Close the file, after what is still being written."""
        if self._closed:
            return
        self._closed = True
        await asyncio.get_running_loop().run_in_executor(self._thread, self._disconnect)
        self._thread.shutdown(wait=False)

    async def work(self, work: Callable[[sqlite3.Connection], T], *, reads: bool = False) -> T:
        """Do ``work`` in the history's thread and return its result; raise ``HistoryError``.

        Work that only ``reads`` is done also where the disk takes nothing, as far as it can be.
        """
        if self._closed:
            raise HistoryError("The history is closed.")
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._safely, work, reads)

    def _safely(self, work: Callable[[sqlite3.Connection], T], reads: bool) -> T:  # noqa: FBT001 - an executor hands on no names
        """Do the work in the history's thread; errors of SQLite become sentences."""
        try:
            connection = self._connected()
        except HistoryError:
            looking = open_to_read(self._path) if reads else None
            if looking is None:
                raise
            with closing(looking):
                return self._done(work, looking)
        return self._done(work, connection)

    def _done(self, work: Callable[[sqlite3.Connection], T], connection: sqlite3.Connection) -> T:
        try:
            return work(connection)
        except sqlite3.Error as error:
            raise self._told(error) from error

    def _told(self, error: sqlite3.Error) -> HistoryError:
        if is_broken(error):
            self._disconnect()  # the next call puts the file aside and begins anew
        return HistoryError(sentence(self._path, error))

    def _connected(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection, warning = open_history(self._path, mend=self._mend)
            if warning:
                self._warn(warning)
            self._make_room(self._connection)
        return self._connection

    def _make_room(self, connection: sqlite3.Connection) -> None:
        """Drop what is beyond the bounds; a file that may only be read is read all the same."""
        try:
            self._prune(connection)
        except sqlite3.Error as error:
            if is_broken(error):
                raise self._told(error) from error

    def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        self._recorded.clear()
        if connection is not None:
            connection.close()

    def _load(self, connection: sqlite3.Connection) -> Remembered:
        states = connection.execute("SELECT rule, metric, body FROM trigger_state").fetchall()
        episodes = connection.execute(
            "SELECT rule, metric, number, body FROM episode ORDER BY fired_at"
        ).fetchall()
        snoozes = connection.execute("SELECT until, rule, metric FROM snooze").fetchall()
        presence = connection.execute(
            "SELECT seen_at, away_from, away_until FROM presence"
        ).fetchone()
        triggers = {
            key_of(rule, metric): state
            for rule, metric, body in states
            if (state := self._readable(state_of, body)) is not None
        }
        return Remembered(
            triggers,
            tuple(
                episode
                for row in episodes
                if (episode := self._readable(episode_of, *row)) is not None
            ),
            tuple(
                Snooze(
                    None if until == UNTIL_RECOVERED else until,
                    key_of(rule, metric) if rule is not None else None,
                )
                for until, rule, metric in snoozes
            ),
            _presence(*presence) if presence is not None else Presence(),
        )

    def _readable(self, read: Callable[..., T], *row: object) -> T | None:
        """Return the row's value; one that cannot be read is told of and left out."""
        try:
            return read(*row)
        except RowError as error:
            self._warn(f"An alert in the history {self._path} could not be read: {error}.")
            return None

    def _record(
        self,
        connection: sqlite3.Connection,
        rows: Mapping[tuple[MetricId, SourceId, int], tuple[float, float]],
    ) -> None:
        with transaction(connection):
            connection.executemany(
                "INSERT OR IGNORE INTO subject (metric, source) VALUES (?, ?)",
                [(metric, source) for metric, source, _ in rows],
            )
            connection.executemany(
                "INSERT OR IGNORE INTO record SELECT id, ?3, ?4, ?5 FROM subject"
                " WHERE metric = ?1 AND source = ?2",
                [(*place, *what) for place, what in rows.items()],
            )
        self._recorded.update({(metric, source): quarter for metric, source, quarter in rows})
        self._writes += 1
        if self._writes % _PRUNED_EVERY == 0:
            self._prune(connection)

    def _prune(self, connection: sqlite3.Connection) -> None:
        """Drop what is beyond the bounds."""
        subjects = connection.execute(
            "SELECT id FROM subject ORDER BY (SELECT quarter FROM record WHERE subject = id"
            " ORDER BY quarter DESC LIMIT 1) DESC"
        ).fetchall()
        with transaction(connection):
            for statement in (
                "DELETE FROM record WHERE subject = ?",
                "DELETE FROM subject WHERE id = ?",
            ):
                connection.executemany(statement, subjects[self._most_subjects :])
            connection.executemany(
                "DELETE FROM record WHERE subject = ?1 AND quarter <= (SELECT quarter FROM record"
                " WHERE subject = ?1 ORDER BY quarter DESC LIMIT 1 OFFSET ?2)",
                [(subject, self._kept_quarters) for (subject,) in subjects],
            )
            connection.execute(
                "DELETE FROM episode WHERE NOT open AND fired_at <= (SELECT fired_at FROM episode"
                " WHERE NOT open ORDER BY fired_at DESC LIMIT 1 OFFSET ?)",
                (KEPT_EPISODES,),
            )

    def _warn(self, warning: str) -> None:
        self._warnings.append(warning)
        _LOG.warning("%s", warning)


def _replace_presence(
    connection: sqlite3.Connection, row: tuple[float | None, float | None, float | None]
) -> None:
    connection.execute("REPLACE INTO presence VALUES (1, ?, ?, ?)", row)


def _presence(seen_at: float | None, start: float | None, end: float | None) -> Presence:
    away = Span(start, end) if start is not None and end is not None else None
    return Presence(seen_at, away)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Do what is done inside whole or not at all."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
