"""The real program where nothing can be kept, nobody be told and nothing reached."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.desktop.places import places
from tests.desktop.program import Program, started
from tests.desktop.programs import wait_until
from tests.desktop.test_end_to_end import Server, equal_to, eventually

pytestmark = pytest.mark.usefixtures("window_manager", "no_session_bus")

CONFIG = """version = 1
[collector]
logs = ["{}"]
[github]
repositories = ["octo/cat"]
"""


def test_a_disk_that_fills_loses_nothing_and_counts_nothing_twice(
    tmp_path: Path, x_display: str
) -> None:
    """Without network, keyring, bus and tray, and with a read-only folder of settings.

    The disk fills while the program runs, and is full at a start; each time there is room again
    all figures are exact, the settings as they were, and the history the one it had.
    """
    server = Server(tmp_path / "session.log")
    server.serve(200)
    home, disk, fixed = tmp_path / "home", tmp_path / "disk", tmp_path / "fixed"
    fixed.mkdir()
    (fixed / "config.toml").write_text(CONFIG.format(server.path))
    arguments = ("--data", str(disk), "--config", str(fixed / "config.toml"))
    with places(disk, fixed) as there:
        with started(home, x_display, *arguments, within=there.within) as program:
            eventually(program, 60.0, equal_to(server.plain))
            there.fill()
            server.serve(60)
            eventually(program, 60.0, equal_to(server.plain))
            there.empty()
        before = _recorded(there.disk, tmp_path / "before.sqlite3")
        there.fill()
        with started(home, x_display, *arguments, within=there.within) as program:
            assert "GitHub" in _said_when(program, "GitHub")
            server.serve(30)
            eventually(program, 60.0, equal_to(server.plain))
            there.empty()
            server.serve(30)
            eventually(program, 60.0, equal_to(server.plain))
        after = _recorded(there.disk, tmp_path / "after.sqlite3")
        assert list(there.disk.glob("*.damaged-*")) == []
        assert (fixed / "config.toml").read_text() == CONFIG.format(server.path)
    assert before
    assert before <= after
    said = (home / "output.txt").read_text()
    assert "Traceback" not in said
    assert said.count("The history cannot be used: ") <= 2, said


def test_a_first_start_on_a_read_only_home_shows_the_demonstration(
    tmp_path: Path, x_display: str
) -> None:
    """Neither settings, data, log nor home can be written: what is simulated is shown all the same.

    What it simulates in is gone with it, and it ends as any other does.
    """
    home, fixed, passing = tmp_path / "home", tmp_path / "fixed", tmp_path / "passing"
    passing.mkdir()
    arguments = ("--data", str(fixed / "data"), "--config", str(fixed / "settings" / "config.toml"))
    with places(tmp_path / "disk", fixed) as there:
        within = (*there.within, "env", f"HOME={fixed / 'nobody'}", f"TMPDIR={passing}")
        with started(home, x_display, *arguments, within=within) as program:
            eventually(program, 60.0, lambda shown: shown["response_time_avg"].trust == "fresh")
    assert program.process.returncode == 0
    assert "Traceback" not in (home / "output.txt").read_text()
    assert list(passing.glob("aux-monitor-*")) == []
    assert list(fixed.iterdir()) == []


def _said_when(program: Program, word: str) -> str:
    """Return the window's sentence once it has the word."""
    wait_until(lambda: word in program.title(), f"the window saying {word}")
    return program.title()


def _recorded(disk: Path, copy: Path) -> set[tuple[str, float]]:
    """Return which metrics have been recorded, and when; SQLite looks past a namespace's root."""
    shutil.copy(disk / "history.sqlite3", copy)
    with closing(sqlite3.connect(copy)) as connection:
        return set(
            connection.execute(
                "SELECT metric, at FROM record JOIN subject ON subject.id = record.subject"
            )
        )
