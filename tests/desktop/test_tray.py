"""The tray icon in a real tray (trayer, the XEmbed protocol), early, late and never there."""

from __future__ import annotations

import os
import queue
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

PROGRAM = Path(__file__).with_name("tray_program.py")
BREACH = QColor("#f0596a")
ON_TARGET = QColor("#35b58a")
PATIENCE_S = 15.0


class TrayProgram:
    """The program with the icon, and what it says."""

    def __init__(self, display: str) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - this Python, and a file beside this one
            [sys.executable, str(PROGRAM)],
            env={**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def says(self) -> str:
        """Return the next line; an empty one is its end."""
        return self._lines.get(timeout=PATIENCE_S)

    def told(self, order: str) -> None:
        """Give it a line."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{order}\n")
        self._process.stdin.flush()

    def end(self) -> int:
        """End it, and return its exit status."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        status = self._process.wait(timeout=PATIENCE_S)
        self._reader.join(timeout=PATIENCE_S)
        assert self._process.stdout is not None
        self._process.stdout.close()
        return status

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(line.strip())
        self._lines.put("")


@pytest.fixture
def program(x_display: str, window_manager: object) -> Iterator[TrayProgram]:  # noqa: ARG001
    """Start the program on a display whose window manager runs, and end it."""
    started = TrayProgram(x_display)
    yield started
    assert started.end() == 0


@pytest.fixture
def trayer(x_display: str) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """Return a function that starts a tray host; it is ended with the test."""
    for tool in ("trayer", "import", "xdotool"):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")
    hosts: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        host = subprocess.Popen(
            ["trayer", "--edge", "bottom", "--align", "left", "--height", "24"],  # noqa: S607 - wherever it is
            env={**os.environ, "DISPLAY": x_display},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        hosts.append(host)
        return host

    yield start
    for host in hosts:
        host.terminate()
        host.wait(timeout=PATIENCE_S)


def count(display: str, colour: QColor, folder: Path) -> int:
    """Return how many pixels of the screen have nearly this colour."""
    path = folder / "screen.png"
    subprocess.run(  # noqa: S603 - ImageMagick's tool, and a path of this test
        ["import", "-window", "root", str(path)],  # noqa: S607 - wherever it is installed
        env={**os.environ, "DISPLAY": display},
        check=True,
        timeout=PATIENCE_S,
    )
    screen = QImage(str(path))
    assert not screen.isNull()
    wanted = (colour.red(), colour.green(), colour.blue())
    top = screen.height() - 40
    return sum(
        all(abs(a - b) < 12 for a, b in zip(_parts(screen, x, y), wanted, strict=True))
        for x in range(screen.width())
        for y in range(top, screen.height())
    )


def appears(display: str, colour: QColor, folder: Path) -> bool:
    """Return whether the colour comes up on the panel before patience ends."""
    pause = threading.Event()
    for _ in range(40):
        if count(display, colour, folder) > 20:
            return True
        pause.wait(0.1)
    return False


def balloon(display: str) -> tuple[int, int, int, int]:
    """Return left, top, width and height of the message on the screen, once it is there."""
    pause = threading.Event()
    for _ in range(100):
        found = xdotool(display, "search", "--onlyvisible", "--class", "tray_program").split()
        for window in found:
            shell = xdotool(display, "getwindowgeometry", "--shell", window)
            place = dict(line.split("=", 1) for line in shell.splitlines() if "=" in line)
            if int(place["WIDTH"]) > 100:
                return (
                    int(place["X"]),
                    int(place["Y"]),
                    int(place["WIDTH"]),
                    int(place["HEIGHT"]),
                )
        pause.wait(0.05)
    pytest.fail("no message came up on the screen")


def xdotool(display: str, *arguments: str) -> str:
    """Return what xdotool prints; a search that finds nothing prints nothing."""
    return subprocess.run(  # noqa: S603 - the tests' own arguments
        ["xdotool", *arguments],  # noqa: S607 - wherever it is installed
        env={**os.environ, "DISPLAY": display},
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    ).stdout


def _parts(image: QImage, x: int, y: int) -> tuple[int, int, int]:
    colour = image.pixelColor(x, y)
    return (colour.red(), colour.green(), colour.blue())


def test_a_host_that_starts_late_gets_the_icon(
    x_display: str,
    program: TrayProgram,
    trayer: Callable[[], subprocess.Popen[bytes]],
    tmp_path: Path,
) -> None:
    """Started without a tray the program runs; the host that comes later shows its icon."""
    assert program.says() == "running without a tray"
    trayer()
    assert program.says() == "appeared"
    assert appears(x_display, ON_TARGET, tmp_path)


def test_the_icon_follows_what_is_shown(
    x_display: str,
    program: TrayProgram,
    trayer: Callable[[], subprocess.Popen[bytes]],
    tmp_path: Path,
) -> None:
    """A breach changes the icon that is on the panel."""
    program.says()
    trayer()
    program.says()
    program.told("breach 3")
    assert program.says() == "shown"
    assert appears(x_display, BREACH, tmp_path)


def test_a_host_that_ends_and_comes_back_gets_the_icon_again(
    x_display: str,
    program: TrayProgram,
    trayer: Callable[[], subprocess.Popen[bytes]],
    tmp_path: Path,
) -> None:
    """The panel's restart is survived: the icon goes with it, and comes back with it."""
    program.says()
    host = trayer()
    assert program.says() == "appeared"
    host.terminate()
    host.wait(timeout=PATIENCE_S)
    assert program.says() == "vanished"
    trayer()
    assert program.says() == "appeared"
    assert appears(x_display, ON_TARGET, tmp_path)


def test_a_message_from_the_tray_opens_its_metric(
    x_display: str, program: TrayProgram, trayer: Callable[[], subprocess.Popen[bytes]]
) -> None:
    """The fallback's message comes up on the screen, and a click on it is told as Open."""
    program.says()
    trayer()
    program.says()
    program.told("notice")
    assert program.says() == "noticed"
    left, top, width, height = balloon(x_display)
    xdotool(x_display, "mousemove", str(left + width // 3), str(top + height // 2), "click", "1")
    assert program.says() == "answered response_time Open"


def test_without_a_host_the_program_runs_and_ends(program: TrayProgram) -> None:
    """On a desktop that never has a tray nothing is missing, and the end is in order."""
    assert program.says() == "running without a tray"
    program.told("breach 2")
    assert program.says() == "shown"
