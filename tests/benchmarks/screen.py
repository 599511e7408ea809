"""An X server whose pixels can be read without asking it: Xvfb keeps them in a mapped file."""

from __future__ import annotations

import contextlib
import mmap
import os
import struct
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tests.benchmarks.processes import ended, started

WIDTH, HEIGHT = 1920, 1080
CELL = 40
# Every eighth row: enough to see whatever is larger than a line, and read in microseconds, so
# that watching takes next to nothing from what is watched.
_ROWS_APART = 8
Pixels = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Screen:
    """A running X server: its display name, and its pixels as a live array."""

    display: str
    pixels: Pixels

    @property
    def sample(self) -> Pixels:
        """Return every eighth row, live: a copy is for the caller to take."""
        return self.pixels[::_ROWS_APART]

    def whole(self) -> Pixels:
        """Return a copy of all the pixels as they are now, as 0xAARRGGBB."""
        return self.pixels.copy()


def busy_cells(sample: Pixels) -> int:
    """Return how many cells of 40 by 40 pixels show more than one colour."""
    rows = CELL // _ROWS_APART
    height = sample.shape[0] // rows * rows
    cells = sample[:height].reshape(height // rows, rows, sample.shape[1] // CELL, CELL)
    return int(np.count_nonzero(cells.max(axis=(1, 3)) != cells.min(axis=(1, 3))))


@contextlib.contextmanager
def screen() -> Iterator[Screen]:
    """Start an X server of 1920 by 1080 and end it afterwards."""
    reading, writing = os.pipe()
    with tempfile.TemporaryDirectory(prefix="aux-bench-screen-") as folder:
        size = f"{WIDTH}x{HEIGHT}x24"
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-fbdir", folder]
        server = started([*command, "-nolisten", "tcp"], dict(os.environ), pass_fds=(writing,))
        os.close(writing)
        try:
            with os.fdopen(reading) as answer:
                number = answer.readline().strip()
            with (Path(folder) / "Xvfb_screen0").open("rb") as file:
                memory = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            yield Screen(f":{number}", _pixels(memory))
        finally:
            ended(server)


def _pixels(memory: mmap.mmap) -> Pixels:
    """Return the image of an X window dump (xwd, version 7) without copying it."""
    header = struct.unpack(">25I", memory[:100])
    header_size, stride, colours = header[0], header[12], header[19]
    image = np.frombuffer(memory, np.uint32, offset=header_size + colours * 12)
    return image[: HEIGHT * stride // 4].reshape(HEIGHT, stride // 4)[:, :WIDTH]


def running_bus(folder: Path) -> tuple[subprocess.Popen[bytes], str]:
    """Start a session bus of its own; return it and its address."""
    address = f"unix:path={folder / 'bus'}"
    command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", f"--address={address}"]
    return started(command, dict(os.environ)), address
