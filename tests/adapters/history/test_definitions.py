"""The versions of definitions, in the history's file."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from aux_monitor.adapters.history.definitions import SqliteDefinitions
from aux_monitor.adapters.history.schema import MIGRATIONS, VERSION
from aux_monitor.adapters.history.sqlite import SqliteHistory
from aux_monitor.domain.definitions import Definition
from aux_monitor.ports.definitions import DefinitionBook
from tests.contracts.definitions import NOON, STARS, DefinitionBookContract


class TestSqliteDefinitions(DefinitionBookContract):
    """The file keeps the contract."""

    @pytest.fixture
    def make_definitions(self, tmp_path: Path) -> Callable[[], DefinitionBook]:
        """Give books in new files."""
        numbers = count()
        return lambda: SqliteDefinitions(SqliteHistory(tmp_path / f"{next(numbers)}.sqlite3"))


def test_a_file_of_the_version_before_goes_on(tmp_path: Path) -> None:
    """What it holds stays, and from now on it keeps definitions."""
    path = tmp_path / "history.sqlite3"
    with sqlite3.connect(path) as older:
        older.executescript("".join(MIGRATIONS[: MIGRATIONS.index(_ours())]))
        older.execute(f"PRAGMA user_version = {MIGRATIONS.index(_ours())}")
        older.execute("INSERT INTO subject VALUES (1, 'github_stars', 'github')")
    older.close()

    async def story() -> tuple[Definition, ...]:
        history = SqliteHistory(path)
        try:
            return await SqliteDefinitions(history).note({STARS: 1}, NOON)
        finally:
            await history.aclose()

    assert asyncio.run(story()) == (Definition(STARS, 1, NOON),)
    newer = sqlite3.connect(path)
    assert newer.execute("PRAGMA user_version").fetchone() == (VERSION,)
    assert newer.execute("SELECT metric FROM subject").fetchall() == [("github_stars",)]
    newer.close()


def test_a_file_with_definitions_is_sound_to_the_next_start(tmp_path: Path) -> None:
    """SQLite's own check, which every start asks, finds nothing wrong with what was kept."""
    path = tmp_path / "history.sqlite3"

    async def run(version: int) -> tuple[str, ...]:
        history = SqliteHistory(path)
        try:
            await SqliteDefinitions(history).note({STARS: version}, NOON + version)
            return history.warnings
        finally:
            await history.aclose()

    assert [asyncio.run(run(version)) for version in (1, 2, 3)] == [(), (), ()]


def _ours() -> str:
    return next(script for script in MIGRATIONS if "CREATE TABLE definition" in script)
