"""The history file's tables, and how an older file is brought up to them."""

from __future__ import annotations

import sqlite3

from aux_monitor.ports.errors import HistoryError

_MIGRATIONS = (
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
)
"""Each brings a file of version ``index`` to ``index + 1``; one that was released never changes."""

VERSION = len(_MIGRATIONS)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the file to the present version, each step whole or not at all.

    Raises ``HistoryError`` for a file that a newer version wrote, and ``sqlite3.Error``.
    """
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > VERSION:
        raise HistoryError(
            "The history was written by a newer version of AUX Monitor: "
            "start that one, or move the file away."
        )
    for number, script in enumerate(_MIGRATIONS[version:], start=version + 1):
        connection.executescript(
            f"BEGIN IMMEDIATE; {script} PRAGMA user_version = {number}; COMMIT;"
        )
