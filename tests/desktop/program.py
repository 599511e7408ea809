"""The real program in a real window, driven as a person drives it and read by its own snapshots."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtGui import QImageReader

from tests.desktop.programs import said, surroundings

STARTED_WITHIN_S = 20.0


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure as a snapshot says it was shown."""

    value: float | None
    level: str
    trust: str


class Program:
    """A running ``aux-monitor`` whose files all lie in ``home``."""

    def __init__(self, process: subprocess.Popen[bytes], home: Path, display: str) -> None:
        self.process = process
        self.home = home
        self._environment = surroundings(DISPLAY=display)
        self._taken = 0
        self._window = self._wait_for_window()

    def press(self, *keys: str) -> None:
        """Press keys in the window one after the other, as X names them."""
        said(("xdotool", "windowfocus", "--sync", self._window, "key", *keys), self._environment)

    def figures(self) -> dict[str, Figure]:
        """Take a snapshot by its key and return what its text says was shown."""
        text = self.snapshot()
        return {
            row["id"]: Figure(row["value"], row["level"], row["trust"])
            for row in json.loads(text["aux-monitor.metrics"])
        }

    @property
    def window(self) -> str:
        """The number of its window."""
        return self._window

    def title(self) -> str:
        """Return the window's title, which is the ribbon's sentence."""
        return said(("xdotool", "getwindowname", self._window), self._environment).strip()

    def children(self) -> list[int]:
        """Return the process ids of its children."""
        tasks = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        return [int(pid) for task in tasks for pid in task.read_text().split()]

    def collector(self) -> int:
        """Return the process id of its collector."""
        for pid in self.children():
            if b"serve" in Path(f"/proc/{pid}/cmdline").read_bytes():
                return pid
        pytest.fail("the program has no collector")

    def log(self) -> str:
        """Return its log so far."""
        return (self.home / "aux-monitor.log").read_text(encoding="utf-8")

    def snapshot(self) -> Mapping[str, str]:
        """Take a snapshot by its key and return its text, by keyword."""
        folder = self.home / "pictures" / "AUX Monitor"
        before = set(folder.glob("*.png"))
        for _ in range(5):
            self.press("ctrl+s")
            made = self._new_in(folder, before)
            if made is not None:
                break
        else:
            pytest.fail("Ctrl+S made no snapshot")
        reader = QImageReader(str(made))
        return {key: reader.text(key) for key in reader.textKeys()}

    @staticmethod
    def _new_in(folder: Path, before: set[Path]) -> Path | None:
        """Return the picture that appears within two seconds; a key pressed early can be lost."""
        deadline = time.monotonic() + 2.0
        while time.monotonic() < deadline:
            made = set(folder.glob("*.png")) - before
            if made:
                return made.pop()
            time.sleep(0.02)
        return None

    def _wait_for_window(self) -> str:
        deadline = time.monotonic() + STARTED_WITHIN_S
        command = (
            "xdotool",
            "search",
            "--all",
            "--onlyvisible",
            "--pid",
            str(self.process.pid),
            "--name",
            "",
        )
        while time.monotonic() < deadline:
            found = subprocess.run(  # noqa: S603 - the tests' own list
                command, env=self._environment, capture_output=True, text=True, check=False
            ).stdout.split()
            if found:
                return found[-1]
            if self.process.poll() is not None:
                pytest.fail(f"the program ended with {self.process.returncode}")
            time.sleep(0.05)
        pytest.fail("no window appeared")


@contextmanager
def started(
    home: Path, display: str, *arguments: str, within: Sequence[str] = (), **changed: str
) -> Iterator[Program]:
    """Run the program until the end of the block, then end it as a session's end does.

    ``within`` is a command that becomes the program, such as one that enters a namespace.
    """
    home.mkdir(exist_ok=True)
    command = (
        *within,
        sys.executable,
        "-m",
        "aux_monitor",
        "--config",
        str(home / "config.toml"),
        "--data",
        str(home),
        *arguments,
    )
    environment = surroundings(
        DISPLAY=display,
        QT_QPA_PLATFORM="xcb",
        PYTHON_KEYRING_BACKEND="keyring.backends.fail.Keyring",
        XDG_PICTURES_DIR=str(home / "pictures"),
        HOME=str(home),
        **changed,
    )
    with (home / "output.txt").open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - the program under test
            command, env=environment, stdout=output, stderr=output, stdin=subprocess.DEVNULL
        )
    try:
        yield Program(process, home, display)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            pytest.fail("the program did not end within 20 s")
