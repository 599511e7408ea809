"""The versions of definitions, in the history's file."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from aux_monitor.adapters.history.sqlite import SqliteHistory, transaction
from aux_monitor.domain.definitions import Definition
from aux_monitor.domain.reading import MetricId


class SqliteDefinitions:
    """A ``DefinitionBook`` that lies beside the alerts and records of ``history``."""

    def __init__(self, history: SqliteHistory) -> None:
        self._history = history

    async def note(self, versions: Mapping[MetricId, int], now: float) -> tuple[Definition, ...]:
        """Keep the versions in force now, and return every one that is kept."""

        def write(connection: sqlite3.Connection) -> tuple[Definition, ...]:
            with transaction(connection):
                known = _all(connection)
                last = {each.metric: each.version for each in known}
                new = [(m, v, now) for m, v in versions.items() if last.get(m) != v]
                connection.executemany(
                    "INSERT OR REPLACE INTO definition (metric, version, since) VALUES (?, ?, ?)",
                    new,
                )
                return _all(connection) if new else known

        return await self._history.work(write)


def _all(connection: sqlite3.Connection) -> tuple[Definition, ...]:
    rows = connection.execute(
        "SELECT metric, version, since FROM definition ORDER BY since, metric"
    ).fetchall()
    return tuple(Definition(MetricId(metric), version, since) for metric, version, since in rows)
