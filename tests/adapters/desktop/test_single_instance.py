"""A second start raises the first, whatever state either is in; each start is a real process."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket

PROGRAM = Path(__file__).with_name("instance_program.py")
Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def folder() -> Iterator[Path]:
    """Give the program's private folder, with a name as short as a home's: it holds a socket."""
    with tempfile.TemporaryDirectory(prefix="aux-") as folder:
        yield Path(folder)


@pytest.fixture
def start(folder: Path, tmp_path: Path) -> Iterator[Start]:
    """Give what starts the program, and end what was started."""
    with contextlib.ExitStack() as stack:

        def start(config: str = "config.toml", patience_s: float = 10.0) -> subprocess.Popen[str]:
            process = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, PROGRAM, folder, tmp_path / config, str(patience_s)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            stack.enter_context(process)
            stack.callback(process.kill)
            return process

        yield start


def heard(process: subprocess.Popen[str]) -> str:
    """Return the next line a process prints, empty when it has ended."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_a_second_start_raises_the_first(start: Start) -> None:
    """The first is asked to come up, once for each later start, and these end."""
    first = start()
    assert heard(first) == "FIRST"
    for _ in range(2):
        second = start()
        assert heard(second) == "RAISED"
        assert heard(first) == "asked to come up"
        assert second.wait(10) == 0


def test_starts_at_the_same_moment_agree(start: Start) -> None:
    """Of several starts at once exactly one is the first, and the others raise it."""
    claims = sorted(heard(process) for process in [start() for _ in range(4)])
    assert claims == ["FIRST", "RAISED", "RAISED", "RAISED"]


def test_other_settings_are_another_program(start: Start) -> None:
    """Two settings files may each have their window."""
    assert [heard(start("one.toml")), heard(start("two.toml"))] == ["FIRST", "FIRST"]


def test_an_ended_first_leaves_room(start: Start, folder: Path) -> None:
    """After the first has ended properly the next is the first, and nothing is left lying about."""
    first = start()
    assert heard(first) == "FIRST"
    first.communicate("")
    assert list(folder.iterdir()) == []
    assert heard(start()) == "FIRST"


def test_a_killed_first_leaves_room(start: Start, folder: Path) -> None:
    """The lock and the socket of a killed process are taken over, and the new first is raised."""
    killed = start()
    assert heard(killed) == "FIRST"
    killed.kill()
    killed.wait()
    assert list(folder.iterdir()) != []
    first = start()
    assert heard(first) == "FIRST"
    assert heard(start()) == "RAISED"
    assert heard(first) == "asked to come up"


def test_a_first_that_hangs_is_told_of(start: Start) -> None:
    """A first that does not answer is not waited for, and keeps its claim."""
    first = start()
    assert heard(first) == "FIRST"
    os.kill(first.pid, signal.SIGSTOP)
    assert heard(start(patience_s=0.3)) == "SILENT"
    os.kill(first.pid, signal.SIGCONT)
    assert heard(start()) == "RAISED"


def test_strangers_do_not_raise_it(start: Start, folder: Path) -> None:
    """What is no request is not answered, and the next request is."""
    first = start()
    assert heard(first) == "FIRST"
    (address,) = folder.glob("*.socket")
    for speech in (b"", b"RAISE!\n", b"x" * 100_000):
        stranger = QLocalSocket()
        stranger.connectToServer(str(address))
        assert stranger.waitForConnected(5000)
        stranger.write(speech)
        stranger.waitForBytesWritten(5000)
        stranger.waitForReadyRead(200)
        assert stranger.readAll().data() == b""
        stranger.abort()
    assert heard(start()) == "RAISED"
    assert heard(first) == "asked to come up"
    assert first.poll() is None


def test_a_folder_that_takes_no_lock_is_no_reason_not_to_run(start: Start, folder: Path) -> None:
    """Where nothing can be written nobody can be told of: each start is the first."""
    folder.rmdir()
    folder.write_text("no folder")
    assert [heard(start()), heard(start())] == ["FIRST", "FIRST"]
    folder.unlink()
    folder.mkdir()


def test_a_deep_folder_is_no_hindrance(tmp_path: Path) -> None:
    """A path too long for a socket's name works as any other."""
    folder = tmp_path / ("d" * 100) / ("e" * 100)
    folder.mkdir(parents=True)
    command = [sys.executable, str(PROGRAM), str(folder), str(tmp_path / "config.toml"), "10"]
    with contextlib.ExitStack() as stack:
        processes = []
        for _ in range(2):
            process = subprocess.Popen(  # noqa: S603 - our own program
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            )
            processes.append(stack.enter_context(process))
            stack.callback(process.kill)
            assert heard(process) == ("FIRST" if len(processes) == 1 else "RAISED")
        processes[0].communicate("")
