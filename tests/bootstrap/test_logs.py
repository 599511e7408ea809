"""The program's log where the disk takes nothing."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from aux_monitor.bootstrap.logs import KEPT, LARGEST, LogFile

FULL = Path("/dev/full")


class Log:
    """A log file, and what writes lines into it."""

    def __init__(self, path: Path) -> None:
        self.handler = LogFile(path)

    def info(self, text: str, *given: object) -> None:
        """Log one line."""
        self.handler.handle(logging.LogRecord("here", logging.INFO, "", 0, text, given, None))


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    """Give a log in a file that has no room."""
    (tmp_path / "the.log").symlink_to(FULL)
    log = Log(tmp_path / "the.log")
    yield log
    log.handler.close()


def test_a_full_disk_is_said_once_and_without_a_traceback(
    log: Log, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Nothing is spilt on the terminal however much is logged, and nothing is raised."""
    for number in range(3000):
        log.info("line %d", number)
    said = f"aux-monitor: The log file {tmp_path / 'the.log'} cannot be written: "
    assert capfd.readouterr().err == f"{said}{os.strerror(28)}.\n"


def test_what_is_logged_once_there_is_room_is_in_the_file(
    log: Log, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """And a disk that fills again is said again."""
    file = tmp_path / "the.log"
    log.info("lost")
    file.unlink()
    log.info("kept")
    assert file.read_text() == "kept\n"
    file.unlink()
    file.symlink_to(FULL)
    log.handler.close()
    log.info("lost")
    assert capfd.readouterr().err.count("cannot be written") == 2


def test_the_logs_are_bounded(tmp_path: Path) -> None:
    """Years of them take a few megabytes."""
    log = Log(tmp_path / "the.log")
    for _ in range(6 * LARGEST // 100_000):
        log.info("x" * 100_000)
    log.handler.close()
    sizes = [each.stat().st_size for each in tmp_path.iterdir()]
    assert len(sizes) == 1 + KEPT
    assert max(sizes) <= LARGEST


def test_a_fault_of_our_own_keeps_its_traceback(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """A wrong format is a mistake in the program, and is not taken for a full disk."""
    log = Log(tmp_path / "the.log")
    log.info("%d", "no number")
    log.handler.close()
    assert "TypeError" in capfd.readouterr().err
