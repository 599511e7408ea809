"""The reviews that were marked, in the history's file."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from aux_monitor.adapters.history import schema
from aux_monitor.adapters.history.reviews import SqliteReviews
from aux_monitor.adapters.history.sqlite import SqliteHistory
from aux_monitor.domain.catalogue import Cadence
from aux_monitor.ports.reviews import ReviewBook
from tests.contracts.reviews import LATER, NOON, ReviewBookContract


class TestSqliteReviews(ReviewBookContract):
    """The file keeps the contract."""

    @pytest.fixture
    def make_reviews(self, tmp_path: Path) -> Callable[[], ReviewBook]:
        """Give books in new files."""
        numbers = count()
        return lambda: SqliteReviews(SqliteHistory(tmp_path / f"history-{next(numbers)}.sqlite3"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give the place of the file."""
    return tmp_path / "history.sqlite3"


@pytest.fixture
def history(path: Path) -> Iterator[SqliteHistory]:
    """Give a history over it, closed at the end."""
    history = SqliteHistory(path)
    yield history
    asyncio.run(history.aclose())


@pytest.mark.anyio
async def test_only_so_many_of_a_cadence_are_kept(history: SqliteHistory) -> None:
    """The earliest of a cadence go first, and those of another stay."""
    book = SqliteReviews(history, kept=2)
    kept = [await book.mark(Cadence.QUARTERLY, NOON, "")]
    marked = [await book.mark(Cadence.DAILY, NOON + day * 86_400.0, "") for day in range(3)]
    assert await book.reviewed() == (*kept, *marked[1:])


@pytest.mark.anyio
async def test_a_history_from_before_takes_reviews(path: Path, history: SqliteHistory) -> None:
    """What an older program kept stays, and reviews are kept beside it."""
    with sqlite3.connect(path) as file:
        for script in schema.MIGRATIONS[:3]:
            file.executescript(script)
        file.execute("INSERT INTO snooze VALUES (1.0, NULL, NULL)")
        file.execute("PRAGMA user_version = 3")
    file.close()
    book = SqliteReviews(history)
    await book.mark(Cadence.WEEKLY, NOON, "")
    assert len(await book.reviewed()) == len((await history.load()).snoozes) == 1


@pytest.mark.anyio
async def test_an_unknown_cadence_is_passed_over(
    path: Path, history: SqliteHistory, expected_warnings: Callable[[str], None]
) -> None:
    """A row that names no cadence is told of and left out; the others are still there."""
    expected_warnings("unknown cadence 'yearly'")
    book = SqliteReviews(history)
    wrong = await book.mark(Cadence.DAILY, NOON, "")
    right = await book.mark(Cadence.DAILY, LATER, "")
    with sqlite3.connect(path) as file:
        file.execute("UPDATE review SET cadence = 'yearly' WHERE id = ?", (wrong.id,))
    file.close()
    assert await book.reviewed() == (right,)
