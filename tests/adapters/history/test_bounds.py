"""How much room the history takes, and how it finds its way in it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from aux_monitor.adapters.history.sqlite import SqliteHistory
from aux_monitor.domain.reading import MetricId, Reading, SourceId
from tests.contracts.history import NOON, STARS


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give the place of the file."""
    return tmp_path / "history.sqlite3"


@pytest.mark.anyio
async def test_years_of_recording_take_no_more_room_than_the_first(path: Path) -> None:
    """Once the bound is reached the file grows no more, at 64 bytes a record at the very most."""
    metrics, kept = [MetricId(f"metric_{number}") for number in range(20)], 40
    history = SqliteHistory(path, kept_quarters=kept)
    sizes = []
    for i in range(12 * kept):
        at = NOON + 900 * i
        await history.record(
            tuple(Reading(m, 100.0 + i / 7, at, SourceId("here")) for m in metrics)
        )
        if i % (4 * kept) == 4 * kept - 1:
            sizes.append(await history.work(_used))
    await history.aclose()
    assert sizes[1] == sizes[2], sizes
    overshoot = 96  # the writes between two prunings
    assert 4096 * sizes[2] <= 64 * len(metrics) * (kept + overshoot) + 32 * 4096


def _used(connection: sqlite3.Connection) -> int:
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    return int(pages)


@pytest.mark.anyio
async def test_sources_that_come_and_go_take_no_room_for_ever(path: Path) -> None:
    """Of more subjects than may be, those go that were recorded the longest ago."""
    names = [SourceId(f"github:octo/{number}") for number in range(5)]
    before = SqliteHistory(path)
    for number, name in enumerate(names):
        await before.record((Reading(STARS, float(number), NOON + 900 * number, name),))
    await before.aclose()
    after = SqliteHistory(path, most_subjects=2)
    series = await after.series(STARS, NOON, NOON + 4 * 900, 900.0)
    kept = await after.work(lambda file: file.execute("SELECT source FROM subject").fetchall())
    await after.record((Reading(STARS, 9.0, NOON + 9 * 900, names[0]),))
    again = await after.series(STARS, NOON + 9 * 900, NOON + 9 * 900, 900.0)
    await after.aclose()
    assert series.values == (None, None, None, 3.0, 4.0)
    assert sorted(kept) == [(names[3],), (names[4],)]
    assert again.values == (9.0,)


@pytest.mark.anyio
async def test_a_year_is_found_by_its_key(path: Path) -> None:
    """Twelve months of one metric are read without looking at those of the others."""
    history, asked = SqliteHistory(path), list[str]()
    await history.work(lambda file: file.set_trace_callback(asked.append))
    await history.series(STARS, NOON - 365 * 86_400.0, NOON, 86_400.0)
    await history.work(lambda file: file.set_trace_callback(None))
    (read,) = asked
    plan = await history.work(lambda file: file.execute(f"EXPLAIN QUERY PLAN {read}").fetchall())
    await history.aclose()
    ways = [row[3] for row in plan]
    assert any(
        "record USING PRIMARY KEY (subject=? AND quarter>? AND quarter<?)" in w for w in ways
    )
    assert not any(way.startswith("SCAN") for way in ways), ways
