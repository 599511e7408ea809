"""The book of entries, in the history's file."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import TypeAlias

from aux_monitor.adapters.history.sqlite import SqliteHistory, transaction
from aux_monitor.domain.entries import Entry, Figure
from aux_monitor.domain.reading import MetricId
from aux_monitor.ports.entries import Entered, Revision
from aux_monitor.ports.errors import HistoryError

_Row: TypeAlias = tuple[int, str, str, float, int | None, str, str, float]
_Past: TypeAlias = tuple[float, str, int, int, str, str, float, int | None, str, str, float]


class SqliteEntries:
    """An ``EntryBook`` that lies beside the alerts and records of ``history``.

    Several programs may use it at once: each change is one transaction.
    """

    def __init__(self, history: SqliteHistory) -> None:
        self._history = history

    async def mark(self) -> int:
        """Return how many changes there were."""
        return await self._history.work(_mark, reads=True)

    async def entries(self, metric: MetricId | None = None) -> tuple[Entry, ...]:
        """Return what stands in the book, by metric and day."""

        def read(connection: sqlite3.Connection) -> list[_Row]:
            return connection.execute(
                "SELECT id, metric, day, value, n, note, who, entered_at FROM entry"
                " WHERE ?1 IS NULL OR metric = ?1 ORDER BY metric, day",
                (metric,),
            ).fetchall()

        return tuple(_entry(row) for row in await self._history.work(read, reads=True))

    async def revisions(self, metric: MetricId | None = None) -> tuple[Revision, ...]:
        """Return what stood in the book before, in the order it was changed."""

        def read(connection: sqlite3.Connection) -> list[_Past]:
            return connection.execute(
                "SELECT ended_at, ended_by, removed,"
                " entry, metric, day, value, n, note, who, entered_at FROM entry_revision"
                " WHERE ?1 IS NULL OR metric = ?1 ORDER BY id",
                (metric,),
            ).fetchall()

        return tuple(
            Revision(_entry(row[3:]), ended_at=row[0], ended_by=row[1], removed=bool(row[2]))
            for row in await self._history.work(read, reads=True)
        )

    async def enter(
        self,
        figures: tuple[Figure, ...],
        now: float,
        *,
        without: tuple[int, ...] = (),
        who: str = "",
    ) -> tuple[Entered, ...]:
        """Enter all figures or none, and return those that changed something."""

        def write(connection: sqlite3.Connection) -> tuple[Entered, ...]:
            with transaction(connection):
                for entry in without:
                    _remove(connection, entry, who, now)
                found = [_enter(connection, figure, now) for figure in figures]
            return tuple(entered for entered in found if entered is not None)

        return await self._history.work(write)

    async def remove(self, entry: int, who: str, now: float) -> Entry | None:
        """Remove an entry and return it; None where there is none."""

        def write(connection: sqlite3.Connection) -> Entry | None:
            with transaction(connection):
                return _remove(connection, entry, who, now)

        return await self._history.work(write)

    async def aclose(self) -> None:
        """Close the history."""
        await self._history.aclose()


def _mark(connection: sqlite3.Connection) -> int:
    """Return the ids given out in both tables: each change takes one, and none is used again."""
    (given,) = connection.execute(
        "SELECT coalesce(sum(seq), 0) FROM sqlite_sequence"
        " WHERE name IN ('entry', 'entry_revision')"
    ).fetchone()
    return int(given)


def _remove(connection: sqlite3.Connection, entry: int, who: str, now: float) -> Entry | None:
    row = connection.execute(
        "SELECT id, metric, day, value, n, note, who, entered_at FROM entry WHERE id = ?",
        (entry,),
    ).fetchone()
    if row is None:
        return None
    _keep_before(connection, entry, who, now, removed=True)
    connection.execute("DELETE FROM entry WHERE id = ?", (entry,))
    return _entry(row)


def _enter(connection: sqlite3.Connection, figure: Figure, now: float) -> Entered | None:
    day = figure.day.isoformat()
    row = connection.execute(
        "SELECT id, metric, day, value, n, note, who, entered_at FROM entry"
        " WHERE metric = ? AND day = ?",
        (figure.metric, day),
    ).fetchone()
    before = None if row is None else _entry(row)
    if before is None:
        made = connection.execute(
            "INSERT INTO entry (metric, day, value, n, note, who, entered_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (figure.metric, day, figure.value, figure.n, figure.note, figure.who, now),
        )
        return Entered(Entry(int(made.lastrowid or 0), figure, now), None)
    if before.figure == figure:
        return None
    _keep_before(connection, before.id, figure.who, now, removed=False)
    connection.execute(
        "UPDATE entry SET value = ?, n = ?, note = ?, who = ?, entered_at = ? WHERE id = ?",
        (figure.value, figure.n, figure.note, figure.who, now, before.id),
    )
    return Entered(Entry(before.id, figure, now), before)


def _keep_before(
    connection: sqlite3.Connection, entry: int, who: str, now: float, *, removed: bool
) -> None:
    connection.execute(
        "INSERT INTO entry_revision (entry, metric, day, value, n, note, who, entered_at,"
        " ended_at, ended_by, removed)"
        " SELECT id, metric, day, value, n, note, who, entered_at, ?, ?, ? FROM entry WHERE id = ?",
        (now, who, removed, entry),
    )


def _entry(row: _Row) -> Entry:
    number, metric, day, value, n, note, who, entered_at = row
    try:
        dated = date.fromisoformat(day)
    except ValueError as error:
        raise HistoryError(f"Entry {number} in the history has no date, but {day!r}.") from error
    return Entry(number, Figure(MetricId(metric), dated, value, n, note, who), entered_at)
