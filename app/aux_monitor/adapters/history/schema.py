"""The history file's tables, and how an older file is brought up to them."""

from __future__ import annotations

import sqlite3

from aux_monitor.ports.errors import HistoryError

MIGRATIONS = (
    """
    CREATE TABLE trigger_state (
        rule TEXT NOT NULL, metric TEXT NOT NULL, body BLOB NOT NULL,
        PRIMARY KEY (rule, metric)
    ) WITHOUT ROWID, STRICT;
    CREATE TABLE episode (
        rule TEXT NOT NULL, metric TEXT NOT NULL, number INTEGER NOT NULL,
        fired_at REAL NOT NULL, open INTEGER NOT NULL, body BLOB NOT NULL,
        PRIMARY KEY (rule, metric, number)
    ) WITHOUT ROWID, STRICT;
    CREATE INDEX episode_by_time ON episode (fired_at);
    CREATE TABLE snooze (
        until REAL NOT NULL, rule TEXT, metric TEXT
    ) STRICT;
    CREATE TABLE subject (
        id INTEGER PRIMARY KEY, metric TEXT NOT NULL, source TEXT NOT NULL,
        UNIQUE (metric, source)
    ) STRICT;
    CREATE TABLE record (
        subject INTEGER NOT NULL, quarter INTEGER NOT NULL,
        at REAL NOT NULL, value REAL NOT NULL,
        PRIMARY KEY (subject, quarter)
    ) WITHOUT ROWID, STRICT;
    """,
    """
    CREATE TABLE entry (
        id INTEGER PRIMARY KEY AUTOINCREMENT, metric TEXT NOT NULL, day TEXT NOT NULL,
        value REAL NOT NULL, n INTEGER, note TEXT NOT NULL, who TEXT NOT NULL,
        entered_at REAL NOT NULL,
        UNIQUE (metric, day)
    ) STRICT;
    CREATE TABLE entry_revision (
        id INTEGER PRIMARY KEY AUTOINCREMENT, entry INTEGER NOT NULL, metric TEXT NOT NULL,
        day TEXT NOT NULL, value REAL NOT NULL, n INTEGER, note TEXT NOT NULL, who TEXT NOT NULL,
        entered_at REAL NOT NULL, ended_at REAL NOT NULL, ended_by TEXT NOT NULL,
        removed INTEGER NOT NULL
    ) STRICT;
    """,
    """
    CREATE TABLE presence (
        one INTEGER PRIMARY KEY CHECK (one = 1), seen_at REAL, away_from REAL, away_until REAL
    ) STRICT;
    """,
    """
    CREATE TABLE review (
        id INTEGER PRIMARY KEY AUTOINCREMENT, cadence TEXT NOT NULL, at REAL NOT NULL,
        note TEXT NOT NULL
    ) STRICT;
    """,
    """
    CREATE TABLE definition (
        metric TEXT NOT NULL, since REAL NOT NULL, version INTEGER NOT NULL,
        PRIMARY KEY (metric, since)
    ) WITHOUT ROWID, STRICT;
    """,
)
"""Each brings a file of version ``index`` to ``index + 1``; one that was released never changes.

In a table without row ids the columns of its key stand first: SQLite 3.40 takes such a table for
damaged where another column stands between them.
"""

VERSION = len(MIGRATIONS)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the file to the present version, each step whole or not at all.

    Another program may be doing the same: a step that it has taken meanwhile is not taken twice.
    Raises ``HistoryError`` for a file that a newer version wrote, and ``sqlite3.Error``.
    """
    if _version(connection) > VERSION:
        raise HistoryError(
            "The history was written by a newer version of AUX Monitor: "
            "start that one, or move the file away."
        )
    while (version := _version(connection)) < VERSION:
        take_step(connection, version)


def is_current(connection: sqlite3.Connection) -> bool:
    """Return whether the file is of the present version."""
    return _version(connection) == VERSION


def take_step(connection: sqlite3.Connection, version: int) -> None:
    """Bring a file of this version to the next one, unless another program has done so."""
    script = f"{MIGRATIONS[version]} PRAGMA user_version = {version + 1};"
    try:
        connection.executescript(f"BEGIN IMMEDIATE; {script} COMMIT;")
    except sqlite3.OperationalError:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if _version(connection) == version:
            raise


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)
