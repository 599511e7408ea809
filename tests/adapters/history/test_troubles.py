"""A disk without room, a file of somebody else's, and a sound one that is taken for sound."""

from __future__ import annotations

import resource
import shutil
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from aux_monitor.adapters.history.file import open_history
from aux_monitor.adapters.history.sqlite import SqliteHistory
from aux_monitor.domain.notice import Snooze
from aux_monitor.domain.trigger import Phase, TriggerState
from aux_monitor.ports.errors import HistoryError
from aux_monitor.ports.history import Remembered
from tests.conftest import ExpectedWarnings
from tests.contracts.history import EPISODE, KEY, NOON, STARS, stars


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give the place of the file."""
    return tmp_path / "history.sqlite3"


@contextmanager
def without_room() -> Iterator[None]:
    """Let this process write nothing more to any disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handler)


@pytest.mark.anyio
async def test_a_full_disk_at_the_start_does_not_hide_what_was_kept(path: Path) -> None:
    """Alerts and records are read where there is no room for SQLite's log; writing says so.

    Once there is room the same history writes, and what it had is there.
    """
    before = SqliteHistory(path)
    await before.save_alerts({KEY: TriggerState(Phase.FIRING, episode=1)}, (EPISODE,))
    await before.record((stars(NOON, 7.0),))
    await before.aclose()
    after = SqliteHistory(path)
    with without_room():
        found = await after.load()
        series = await after.series(STARS, NOON, NOON, 900.0)
        with pytest.raises(HistoryError, match=r"history\.sqlite3 cannot be used"):
            await after.save_snoozes((Snooze(NOON),))
    await after.save_snoozes((Snooze(NOON),))
    again = await after.load()
    await after.aclose()
    assert (found.episodes, series.values) == ((EPISODE,), (7.0,))
    assert found.triggers[KEY].phase is Phase.FIRING
    assert (again.episodes, again.snoozes) == ((EPISODE,), (Snooze(NOON),))


@pytest.mark.anyio
async def test_what_a_killed_program_left_unmerged_is_not_passed_over(path: Path) -> None:
    """Without room its log cannot be merged: rather than the state before it, none is shown."""
    running = SqliteHistory(path)
    await running.save_alerts({KEY: TriggerState(Phase.FIRING, episode=1)}, (EPISODE,))
    left = path.with_name("left.sqlite3")
    for end in ("", "-wal"):
        shutil.copy(f"{path}{end}", f"{left}{end}")
    await running.aclose()
    after = SqliteHistory(left)
    with without_room(), pytest.raises(HistoryError):
        await after.load()
    found = await after.load()
    await after.aclose()
    assert found.episodes == (EPISODE,)


def test_a_sound_file_is_taken_for_sound_whatever_it_holds(path: Path) -> None:
    """A row in every table: SQLite's own look at the file finds nothing, so none is put aside."""
    connection, _ = open_history(path)
    with closing(connection):
        names = connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
        for (name,) in names:
            kinds = connection.execute("SELECT name, type FROM pragma_table_info(?)", (name,))
            given = {column: _VALUES[kind] for column, kind in kinds.fetchall()}
            marks = ", ".join("?" * len(given))
            columns = ", ".join(given)
            insert = f"INSERT INTO {name} ({columns}) VALUES ({marks})"  # noqa: S608 - our own names
            connection.execute(insert, tuple(given.values()))
    again, warning = open_history(path)
    again.close()
    assert warning == ""
    assert len(names) >= 10


_VALUES = {"TEXT": "2026-11-24", "INTEGER": 1, "REAL": 1.0, "BLOB": b"{}"}


@pytest.mark.anyio
async def test_a_database_of_another_program_is_kept_and_replaced(
    path: Path, expected_warnings: ExpectedWarnings
) -> None:
    """None of our tables are put into it, and it lies whole under the name that is told."""
    expected_warnings("is another program's")
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE song (name TEXT)")
        other.execute("INSERT INTO song VALUES ('x')")
        other.commit()
    history = SqliteHistory(path)
    assert await history.load() == Remembered({}, (), ())
    (warning,) = history.warnings
    await history.aclose()
    (kept,) = path.parent.glob("history.sqlite3.damaged-*")
    assert str(kept) in warning
    with closing(sqlite3.connect(kept)) as other:
        assert other.execute("SELECT name FROM sqlite_schema").fetchall() == [("song",)]
