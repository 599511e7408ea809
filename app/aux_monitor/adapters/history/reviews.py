"""The reviews that were marked, in the history's file."""

from __future__ import annotations

import logging
import sqlite3
from typing import TypeAlias

from aux_monitor.adapters.history.sqlite import SqliteHistory, transaction
from aux_monitor.domain.catalogue import Cadence
from aux_monitor.domain.reviews import LONGEST_NOTE, Reviewed

logger = logging.getLogger(__name__)

KEPT_REVIEWS = 1000
"""Reviews kept of each cadence: of the daily one nearly three years."""

_Row: TypeAlias = tuple[int, str, float, str]


class SqliteReviews:
    """A ``ReviewBook`` that lies beside the alerts and records of ``history``."""

    def __init__(self, history: SqliteHistory, *, kept: int = KEPT_REVIEWS) -> None:
        self._history = history
        self._kept = kept

    async def reviewed(self) -> tuple[Reviewed, ...]:
        """Return what was marked; a cadence that is not known here is passed over."""
        rows = await self._history.work(_all, reads=True)
        return tuple(found for row in rows if (found := _reviewed(row)) is not None)

    async def mark(self, cadence: Cadence, at: float, note: str) -> Reviewed:
        """Keep that a review was done; what is beyond the bound goes in the same step."""
        short = note[:LONGEST_NOTE]

        def write(connection: sqlite3.Connection) -> Reviewed:
            with transaction(connection):
                made = connection.execute(
                    "INSERT INTO review (cadence, at, note) VALUES (?, ?, ?)",
                    (cadence.value, at, short),
                )
                connection.execute(
                    "DELETE FROM review WHERE cadence = ?1 AND id NOT IN (SELECT id FROM review"
                    " WHERE cadence = ?1 ORDER BY id DESC LIMIT ?2)",
                    (cadence.value, self._kept),
                )
            return Reviewed(int(made.lastrowid or 0), cadence, at, short)

        return await self._history.work(write)

    async def unmark(self, review: int) -> Reviewed | None:
        """Forget a review by its id."""

        def write(connection: sqlite3.Connection) -> _Row | None:
            with transaction(connection):
                row: _Row | None = connection.execute(
                    "SELECT id, cadence, at, note FROM review WHERE id = ?", (review,)
                ).fetchone()
                connection.execute("DELETE FROM review WHERE id = ?", (review,))
            return row

        row = await self._history.work(write)
        return None if row is None else _reviewed(row)


def _all(connection: sqlite3.Connection) -> list[_Row]:
    return connection.execute("SELECT id, cadence, at, note FROM review ORDER BY at, id").fetchall()


def _reviewed(row: _Row) -> Reviewed | None:
    number, name, at, note = row
    try:
        return Reviewed(number, Cadence(name), at, note)
    except ValueError:
        logger.warning("A review in the history has the unknown cadence %r.", name)
        return None
