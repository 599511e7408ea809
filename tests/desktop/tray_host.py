"""The program with the tray icon, and what of it can be seen on a screen."""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading

import pytest
from PySide6.QtGui import QColor, QImage

BREACH = QColor("#f0596a")
ON_TARGET = QColor("#35b58a")
PATIENCE_S = 60.0
"""How long the program may take to say something; it starts in a second where nothing else runs."""


class TrayProgram:
    """The program with the icon, and what it says."""

    def __init__(self, display: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.desktop.tray_program"],
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


def near(one: QColor, other: QColor) -> bool:
    """Return whether two colours are nearly the same."""
    pairs = (
        (one.red(), other.red()),
        (one.green(), other.green()),
        (one.blue(), other.blue()),
    )
    return all(abs(a - b) < 12 for a, b in pairs)


def balloon(display: str) -> tuple[int, int, int, int]:
    """Return left, top, width and height of the message on the screen, once it is there."""
    pause = threading.Event()
    for _ in range(200):
        found = _balloon(display)
        if found is not None:
            return found
        pause.wait(0.05)
    pytest.fail("no message came up on the screen")


def _balloon(display: str) -> tuple[int, int, int, int] | None:
    for window in xdotool(display, "search", "--onlyvisible", "--class", "AUX Monitor").split():
        shell = xdotool(display, "getwindowgeometry", "--shell", window)
        place = dict(line.split("=", 1) for line in shell.splitlines() if "=" in line)
        if int(place.get("WIDTH", "0")) > 100:
            return (int(place["X"]), int(place["Y"]), int(place["WIDTH"]), int(place["HEIGHT"]))
    return None


def xdotool(display: str, *arguments: str) -> str:
    """Return what xdotool prints; a search that finds nothing prints nothing."""
    return subprocess.run(  # noqa: S603 - the tests' own arguments
        ["xdotool", *arguments],  # noqa: S607 - wherever it is
        env={**os.environ, "DISPLAY": display},
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    ).stdout


def pixels(image: QImage, colour: QColor, *, top: int = 0) -> int:
    """Return how many pixels from a line downwards have nearly this colour."""
    return sum(
        near(image.pixelColor(x, y), colour)
        for x in range(image.width())
        for y in range(top, image.height())
    )
