"""The history file: the contract, and what happens to files and disks."""

from __future__ import annotations

import asyncio
import math
import os
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from itertools import count
from pathlib import Path

import pytest
from msgspec.structs import replace

from aux_monitor.adapters.history.schema import VERSION
from aux_monitor.adapters.history.sqlite import KEPT_EPISODES, MAX_STEPS, SqliteHistory
from aux_monitor.domain.notice import Episode, Snooze
from aux_monitor.domain.trigger import Phase, TriggerState
from aux_monitor.ports.errors import HistoryError
from aux_monitor.ports.history import History, Remembered
from tests.conftest import ExpectedWarnings
from tests.contracts.history import EPISODE, KEY, NOON, STARS, HistoryContract, stars

WRITER = Path(__file__).with_name("endless_writer.py")


class TestSqliteHistory(HistoryContract):
    """The file keeps the contract."""

    @pytest.fixture
    def make_history(self, tmp_path: Path) -> Callable[[], History]:
        """Give new files."""
        numbers = count()
        return lambda: SqliteHistory(tmp_path / f"history-{next(numbers)}.sqlite3")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give the place of the file."""
    return tmp_path / "history.sqlite3"


@pytest.fixture
async def history(path: Path) -> AsyncIterator[SqliteHistory]:
    """Give an open history."""
    history = SqliteHistory(path)
    yield history
    await history.aclose()


@pytest.mark.anyio
async def test_a_later_run_finds_what_an_earlier_one_left(path: Path) -> None:
    """Alerts, snoozes and records are there after closing and opening again."""
    before = SqliteHistory(path)
    state = TriggerState(Phase.FIRING, episode=1, fired_at=NOON)
    await before.save_alerts({KEY: state}, (EPISODE,))
    await before.save_snoozes((Snooze(NOON),))
    await before.record((stars(NOON, 10.0),))
    await before.aclose()
    after = SqliteHistory(path)
    remembered = await after.load()
    assert (remembered.triggers, remembered.episodes) == ({KEY: state}, (EPISODE,))
    assert remembered.snoozes == (Snooze(NOON),)
    assert (await after.series(STARS, NOON, NOON, 900.0)).values == (10.0,)
    await after.aclose()
    assert after.warnings == ()


@pytest.mark.anyio
async def test_a_second_run_does_not_record_a_quarter_twice(path: Path) -> None:
    """A quarter recorded before a restart keeps its value after it."""
    for value in (10.0, 99.0):
        run = SqliteHistory(path)
        await run.record((stars(NOON, value),))
        assert (await run.series(STARS, NOON, NOON, 900.0)).values == (10.0,)
        await run.aclose()


@pytest.mark.anyio
async def test_the_file_is_for_its_user_alone(path: Path, history: SqliteHistory) -> None:
    """Nobody else can read the file or its companions."""
    await history.save_snoozes((Snooze(NOON),))
    modes = {file.name: file.stat().st_mode & 0o777 for file in path.parent.iterdir()}
    assert set(modes.values()) == {0o600}, modes


@pytest.mark.anyio
async def test_old_records_make_room(path: Path) -> None:
    """No more than so many quarters are kept of each metric: the newest."""
    before = SqliteHistory(path)
    await before.record(tuple(stars(NOON + 900 * i, float(i)) for i in range(10)))
    await before.aclose()
    after = SqliteHistory(path, kept_quarters=4)
    series = await after.series(STARS, NOON, NOON + 8100, 900.0)
    await after.aclose()
    assert series.values == (None,) * 6 + (6.0, 7.0, 8.0, 9.0)


@pytest.mark.anyio
async def test_a_long_run_makes_room_too(path: Path) -> None:
    """Old records go while the program runs, not only when it starts."""
    history = SqliteHistory(path, kept_quarters=4)
    for i in range(96):
        await history.record((stars(NOON + 900 * i, float(i)),))
    series = await history.series(STARS, NOON, NOON + 900 * 95, 900.0)
    await history.aclose()
    assert [value for value in series.values if value is not None] == [92.0, 93.0, 94.0, 95.0]


@pytest.mark.anyio
async def test_open_episodes_never_make_room(path: Path) -> None:
    """Ended episodes beyond the bound go, the oldest first; an open one stays however old."""
    before = SqliteHistory(path)
    ended = tuple(
        Episode(KEY, 2 + i, NOON + i, NOON + i, 1.0, 1.0, resolved_at=NOON + i)
        for i in range(KEPT_EPISODES + 3)
    )
    still_open = replace(EPISODE, fired_at=NOON - 1)
    await before.save_alerts({}, (still_open, *ended))
    await before.aclose()
    after = SqliteHistory(path)
    remembered = await after.load()
    await after.aclose()
    assert set(remembered.episodes) == {still_open, *ended[3:]}


def write_over(path: Path) -> bytes:
    """Put something that is no database in the file's place, and return it."""
    path.write_text("this is no database" * 100)
    return path.read_bytes()


def tear(path: Path) -> bytes:
    """Fill a good file, spoil pages in its middle, and return what is then in it."""

    async def fill() -> None:
        history = SqliteHistory(path)
        await history.record(tuple(stars(NOON + 900 * i, float(i)) for i in range(3000)))
        await history.aclose()

    asyncio.run(fill())
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + b"\xa5" * 16384 + whole[24576:])
    return path.read_bytes()


@pytest.mark.parametrize("spoil", [write_over, tear])
def test_a_damaged_file_is_kept_and_replaced(
    path: Path, spoil: Callable[[Path], bytes], expected_warnings: ExpectedWarnings
) -> None:
    """The program goes on with a new file, says so once, and throws nothing away."""
    expected_warnings("was damaged: it is kept as")
    spoilt = spoil(path)
    history = SqliteHistory(path)

    async def go_on() -> None:
        assert (await history.load()).episodes == ()
        await history.record((stars(NOON, 10.0),))
        assert (await history.series(STARS, NOON, NOON, 900.0)).values == (10.0,)
        await history.aclose()

    asyncio.run(go_on())
    (kept,) = path.parent.glob("history.sqlite3.damaged-*")
    assert kept.read_bytes() == spoilt
    (warning,) = history.warnings
    assert str(path) in warning
    assert str(kept) in warning


def test_the_log_of_a_damaged_file_does_not_enter_the_new_one(
    path: Path, tmp_path: Path, expected_warnings: ExpectedWarnings
) -> None:
    """What SQLite had not yet moved into a file that is put aside leaves the new one empty."""
    expected_warnings("was damaged")

    async def die_halfway() -> None:
        history = SqliteHistory(tmp_path / "original")
        await history.save_alerts({KEY: TriggerState()}, (EPISODE,))
        await history.work(lambda file: file.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall())
        await history.record((stars(NOON, 10.0),))
        shutil.copy(tmp_path / "original-wal", f"{path}-wal")
        await history.aclose()

    async def what_is_left() -> Remembered:
        history = SqliteHistory(path)
        remembered = await history.load()
        await history.aclose()
        return remembered

    asyncio.run(die_halfway())
    write_over(path)
    assert asyncio.run(what_is_left()) == Remembered({}, (), ())


@pytest.mark.anyio
async def test_damage_found_while_running_is_mended_by_the_next_call(
    path: Path, history: SqliteHistory, expected_warnings: ExpectedWarnings
) -> None:
    """A file that breaks under the program fails one call; the next begins a new file."""
    expected_warnings("was damaged")
    await history.record((stars(NOON, 10.0),))
    await history.work(lambda file: file.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall())
    await history.work(lambda file: file.execute("PRAGMA shrink_memory").fetchall())
    write_over(path)
    with pytest.raises(HistoryError, match=r"history\.sqlite3 cannot be used"):
        await history.load()
    await history.record((stars(NOON, 11.0),))
    assert (await history.series(STARS, NOON, NOON, 900.0)).values == (11.0,)


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (b'{"told": "WHISPERED"}', "'WHISPERED' is not a Reason"),
        (b"{}", "missing required field"),
        (b"no JSON", "malformed"),
        (b"[]", "Expected `object`"),
    ],
)
async def test_a_row_that_cannot_be_read_is_left_out(
    path: Path, body: bytes, fault: str, expected_warnings: ExpectedWarnings
) -> None:
    """A row of another time, or a spoilt one, is told of and costs no other."""
    expected_warnings(re.escape(fault))
    before = SqliteHistory(path)
    await before.save_alerts({KEY: TriggerState()}, (EPISODE,))
    await before.work(lambda file: file.execute("UPDATE episode SET body = ?", (body,)).fetchall())
    await before.aclose()
    after = SqliteHistory(path)
    remembered = await after.load()
    await after.aclose()
    assert (remembered.triggers, remembered.episodes) == ({KEY: TriggerState()}, ())
    assert [fault in warning for warning in after.warnings] == [True]


@pytest.mark.anyio
async def test_a_newer_file_is_refused_and_left_alone(path: Path) -> None:
    """A file that a newer version wrote is neither read wrongly nor changed."""
    with sqlite3.connect(path) as file:
        file.execute(f"PRAGMA user_version = {VERSION + 1}")
    file.close()
    history = SqliteHistory(path)
    with pytest.raises(HistoryError, match="newer version"):
        await history.load()
    await history.aclose()
    with sqlite3.connect(path) as file:
        assert file.execute("PRAGMA user_version").fetchone() == (VERSION + 1,)
    file.close()


@pytest.mark.anyio
@pytest.mark.parametrize("place", ["missing/history.sqlite3", "."])
async def test_a_place_that_cannot_be_is_one_sentence(tmp_path: Path, place: str) -> None:
    """A missing folder or a folder in the file's place is the history's own error, by name."""
    history = SqliteHistory(tmp_path / place)
    with pytest.raises(HistoryError, match=str(tmp_path)):
        await history.record((stars(NOON, 1.0),))
    await history.aclose()


@pytest.mark.anyio
async def test_a_read_only_file_is_one_sentence(history: SqliteHistory) -> None:
    """What cannot be written is the history's own error, and reading goes on."""
    await history.record((stars(NOON, 10.0),))
    await history.work(lambda connection: connection.execute("PRAGMA query_only = ON"))
    with pytest.raises(HistoryError, match=r"history\.sqlite3 cannot be used.*readonly"):
        await history.save_alerts({KEY: TriggerState()}, ())
    assert (await history.series(STARS, NOON, NOON, 900.0)).values == (10.0,)


@pytest.mark.anyio
async def test_a_save_that_fails_changes_nothing(history: SqliteHistory) -> None:
    """What a failed save had done already is undone, and the next save works."""
    await history.save_snoozes((Snooze(NOON),))
    with pytest.raises(HistoryError, match="cannot be used"):
        await history.save_snoozes((Snooze(NOON + 1), Snooze(math.nan)))
    assert (await history.load()).snoozes == (Snooze(NOON),)
    await history.save_snoozes((Snooze(NOON + 2),))
    assert (await history.load()).snoozes == (Snooze(NOON + 2),)


@pytest.mark.anyio
async def test_a_full_disk_is_one_sentence_and_passes(history: SqliteHistory) -> None:
    """A write that finds no room changes nothing; once there is room the next one works."""
    await history.save_alerts({KEY: TriggerState()}, (EPISODE,))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    many = tuple(Episode(KEY, 10 + i, NOON, NOON, 1.0, 1.0, note="n" * 500) for i in range(200))
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (32768, hard))
        with pytest.raises(HistoryError, match=r"history\.sqlite3 cannot be used"):
            await history.save_alerts({KEY: TriggerState(Phase.FIRING)}, many)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handler)
    remembered = await history.load()
    assert (remembered.triggers, remembered.episodes) == ({KEY: TriggerState()}, (EPISODE,))
    await history.save_alerts({}, many)
    assert len((await history.load()).episodes) == 201


@pytest.mark.anyio
async def test_an_endless_series_is_refused(history: SqliteHistory) -> None:
    """A span of more steps than anything draws is a mistake of the caller's."""
    with pytest.raises(ValueError, match="more than"):
        await history.series(STARS, 0.0, MAX_STEPS + 1.0, 1.0)


def test_what_was_saved_survives_kill_9(path: Path) -> None:
    """Killed in the middle of writing: every save that was confirmed is there, and whole.

    The writer saves a trigger state and an episode of the same number in one go, and prints the
    number when the save has returned.
    """
    with subprocess.Popen(  # noqa: S603 - our own script
        [sys.executable, str(WRITER), str(path)], stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        confirmed = [int(writer.stdout.readline()) for _ in range(20)][-1]
        os.kill(writer.pid, signal.SIGKILL)
        confirmed = max([confirmed, *(int(line) for line in writer.stdout.read().split())])
    with sqlite3.connect(path) as file:
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        (episodes,) = file.execute("SELECT max(number) FROM episode").fetchone()
        (state,) = file.execute(
            "SELECT json_extract(CAST(body AS TEXT), '$.episode') FROM trigger_state"
        ).fetchone()
    file.close()
    assert episodes == state >= confirmed
