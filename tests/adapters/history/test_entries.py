"""The book of entries in the history's file."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from msgspec.structs import replace

from aux_monitor.adapters.history import schema
from aux_monitor.adapters.history.entries import SqliteEntries
from aux_monitor.adapters.history.file import holds_entries, open_history
from aux_monitor.adapters.history.sqlite import SqliteHistory
from aux_monitor.ports.entries import EntryBook
from aux_monitor.ports.errors import HistoryError
from tests.contracts.entries import (
    LATER,
    MONDAY,
    NOON,
    NPS,
    SPRING,
    SUMMER,
    EntryBookContract,
)


class TestSqliteEntries(EntryBookContract):
    """The file keeps the contract."""

    @pytest.fixture
    def make_book(self, tmp_path: Path) -> Callable[[], EntryBook]:
        """Give books in new files."""
        numbers = count()
        return lambda: SqliteEntries(SqliteHistory(tmp_path / f"history-{next(numbers)}.sqlite3"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give the place of the file."""
    return tmp_path / "history.sqlite3"


@pytest.fixture
def begin(path: Path) -> Iterator[Callable[[], SqliteHistory]]:
    """Give histories over one file, as two programs have them; close them at the end."""
    begun: list[SqliteHistory] = []

    def begin() -> SqliteHistory:
        begun.append(SqliteHistory(path))
        return begun[-1]

    yield begin
    for history in begun:
        asyncio.run(history.aclose())


@pytest.mark.anyio
async def test_two_programs_use_one_book(begin: Callable[[], SqliteHistory]) -> None:
    """What one enters the other reads at once, without opening the file again."""
    monitor, command = SqliteEntries(begin()), SqliteEntries(begin())
    assert await monitor.entries() == ()
    await command.enter((SPRING,), NOON)
    assert await monitor.mark() == await command.mark() == 1
    assert [entry.figure for entry in await monitor.entries()] == [SPRING]


@pytest.mark.anyio
async def test_all_are_entered_or_none(begin: Callable[[], SqliteHistory], path: Path) -> None:
    """A disk that fails at the third figure leaves neither the first two nor a revision."""
    book = SqliteEntries(begin())
    await book.enter((SPRING,), NOON)
    with sqlite3.connect(path) as file:
        file.execute(
            "CREATE TRIGGER full BEFORE INSERT ON entry WHEN NEW.metric = 'daily_users'"
            " BEGIN SELECT RAISE(FAIL, 'disk full'); END"
        )
    file.close()
    mark = await book.mark()
    with pytest.raises(HistoryError, match="disk full"):
        await book.enter((replace(SPRING, value=1.0), SUMMER, MONDAY), LATER)
    assert [entry.figure for entry in await book.entries()] == [SPRING]
    assert (await book.revisions(), await book.mark()) == ((), mark)


@pytest.mark.anyio
async def test_a_date_spoilt_by_another_hand_is_told(
    begin: Callable[[], SqliteHistory], path: Path
) -> None:
    """A row that is no entry is named rather than left out."""
    book = SqliteEntries(begin())
    await book.enter((SPRING,), NOON)
    with sqlite3.connect(path) as file:
        file.execute("UPDATE entry SET day = 'soon'")
    file.close()
    with pytest.raises(HistoryError, match="Entry 1 in the history has no date, but 'soon'"):
        await book.entries(NPS)


def _as_before_entries(path: Path) -> None:
    """Write a history of the first version, with a record in it."""
    file = sqlite3.connect(path)
    file.executescript(schema.MIGRATIONS[0])
    file.execute("INSERT INTO snooze VALUES (1.0, NULL, NULL)")
    file.execute("PRAGMA user_version = 1")
    file.commit()
    file.close()


@pytest.mark.anyio
async def test_a_history_of_the_first_version_takes_entries(
    begin: Callable[[], SqliteHistory], path: Path
) -> None:
    """What was there before entries existed stays, and entries are kept beside it."""
    _as_before_entries(path)
    history = begin()
    book = SqliteEntries(history)
    await book.enter((SPRING,), NOON)
    assert len(await book.entries()) == len((await history.load()).snoozes) == 1


def test_a_step_that_another_program_took_is_not_taken_again(path: Path) -> None:
    """Two programs that find an old file at once bring it up to date once."""
    connection, _ = open_history(path)
    schema.take_step(connection, 1)
    assert connection.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)
    connection.close()


def test_a_step_that_fails_is_told_and_leaves_the_file(path: Path) -> None:
    """A file in which a table of ours stands already is not taken for an updated one."""
    _as_before_entries(path)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("CREATE TABLE entry_revision (id)")
    with pytest.raises(sqlite3.OperationalError, match="already exists"):
        schema.migrate(connection)
    assert connection.execute(
        "SELECT count(*) FROM sqlite_master WHERE name = 'entry'"
    ).fetchone() == (0,)
    assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    connection.close()


@pytest.mark.anyio
async def test_a_look_tells_whether_there_is_anything(
    begin: Callable[[], SqliteHistory], path: Path
) -> None:
    """Before any history is opened: no file, one without entries, one with, one without again."""
    assert not holds_entries(path)
    assert not os.path.lexists(path)  # noqa: ASYNC240 - a temporary folder
    book = SqliteEntries(begin())
    await book.mark()
    assert not holds_entries(path)
    ((made),) = await book.enter((SPRING,), NOON)
    assert holds_entries(path)
    await book.remove(made.entry.id, "", LATER)
    assert not holds_entries(path)


def test_a_look_mends_nothing(path: Path) -> None:
    """An old or a damaged file, or a folder, holds no entries and stays what it was."""
    _as_before_entries(path)
    assert not holds_entries(path)
    with sqlite3.connect(path) as file:
        assert file.execute("PRAGMA user_version").fetchone() == (1,)
    file.close()
    path.write_bytes(b"no database" * 1000)
    assert not holds_entries(path)
    assert path.read_bytes() == b"no database" * 1000
    assert not holds_entries(path.parent)
