"""Opening the history file: settings, health, and what happens to a broken one."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from aux_monitor.adapters.history import schema
from aux_monitor.ports.errors import HistoryError

_BUSY_S = 5.0
_LOOK_S = 0.5
_CACHE_KIB = 1024
_LARGEST_LOG = 4 * 1024 * 1024
"""Bytes of its write-ahead log that SQLite leaves on the disk after a large change."""

_BROKEN = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


class _AnotherProgramsError(sqlite3.DatabaseError):
    """A sound database that is not ours."""


def open_history(path: Path, *, mend: bool = True) -> tuple[sqlite3.Connection, str]:
    """Return a connection to the history, and a warning (empty where all is well).

    A file that is not a sound database of ours is moved aside, beside its place, and a new one
    begun: the warning names both. Without ``mend`` it is left alone, for whoever it belongs to.
    Raises ``HistoryError`` where neither can be opened.
    """
    try:
        return _opened(path), ""
    except sqlite3.Error as error:
        if not mend or not is_broken(error):
            raise HistoryError(sentence(path, error)) from error
        what = "is another program's" if isinstance(error, _AnotherProgramsError) else "was damaged"
    try:
        kept = _move_aside(path)
        connection = _opened(path)
    except (OSError, sqlite3.Error) as error:
        raise HistoryError(
            f"The history {path} is damaged and cannot be replaced: {error}."
        ) from error
    return connection, f"The history {path} {what}: it is kept as {kept}, and a new one begun."


def open_to_read(path: Path) -> sqlite3.Connection | None:
    """Return a connection that only reads, for a disk that takes nothing; None where none can be.

    It asks for no room: no log, no lock, no shared memory. That is sound only while the file is
    whole by itself, so what a killed program has left in the log beside it rules it out.
    """
    log = path.with_name(f"{path.name}-wal")
    try:
        if not path.is_file() or (log.exists() and log.stat().st_size):
            return None
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None
        )
    except (OSError, sqlite3.Error):
        return None
    try:
        _check_health(connection)
        if schema.is_current(connection):
            return connection
    except sqlite3.Error:
        pass
    connection.close()
    return None


def holds_entries(path: Path) -> bool:
    """Return whether figures by hand are kept in the history; one that cannot be read holds none.

    It is only looked at: nothing is created, brought up to date or mended.
    """
    if not path.exists():
        return False
    try:
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=_LOOK_S
        )
    except sqlite3.Error:
        return False
    try:
        return connection.execute("SELECT 1 FROM entry LIMIT 1").fetchone() is not None
    except sqlite3.Error:
        return False
    finally:
        connection.close()


def is_broken(error: sqlite3.Error) -> bool:
    """Return whether the file itself, rather than the disk around it, is at fault."""
    code = getattr(error, "sqlite_errorcode", 0)  # errors of Python's own carry none
    return code & 0xFF in _BROKEN


def sentence(path: Path, error: sqlite3.Error) -> str:
    """Return what went wrong with the file, for the person at the screen."""
    return f"The history {path} cannot be used: {str(error)[:200]}."


def _opened(path: Path) -> sqlite3.Connection:
    _make_private(path)
    connection = sqlite3.connect(path, timeout=_BUSY_S, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        connection.execute(f"PRAGMA journal_size_limit = {_LARGEST_LOG}")
        connection.execute("PRAGMA trusted_schema = OFF")
        _check_health(connection)
        _check_owner(connection)
        schema.migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _make_private(path: Path) -> None:
    """Begin the file for this user alone; SQLite gives its companions the same mode."""
    try:
        path.touch(mode=0o600)
    except OSError as error:
        raise HistoryError(
            f"The history {path} cannot be opened: {error.strerror or error}."
        ) from error


def _check_health(connection: sqlite3.Connection) -> None:
    (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        error = sqlite3.DatabaseError(verdict)
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error


def _check_owner(connection: sqlite3.Connection) -> None:
    """Refuse a sound database that some other program keeps: ours begins with the alerts."""
    names = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
    if names and "trigger_state" not in names:
        error = _AnotherProgramsError("it holds another program's tables")
        error.sqlite_errorcode = sqlite3.SQLITE_NOTADB
        raise error


def _move_aside(path: Path) -> Path:
    """Rename the file; SQLite itself drops a log that stands beside a new and empty one."""
    kept = path.with_name(f"{path.name}.damaged-{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}")
    path.rename(kept)
    return kept
