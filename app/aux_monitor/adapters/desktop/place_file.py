"""Where the window stood, kept for the next start."""

from __future__ import annotations

import contextlib
from pathlib import Path

LARGEST = 4096
"""Qt's own description of a window's place is under a hundred bytes."""


class PlaceFile:
    """A few bytes in the data folder. Losing them costs a drag of the window, so no error is."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> bytes:
        """Return what was kept, empty when there is nothing or nothing usable."""
        with contextlib.suppress(OSError), self._path.open("rb") as file:
            place = file.read(LARGEST + 1)
            return place if len(place) <= LARGEST else b""
        return b""

    def write(self, place: bytes) -> None:
        """Keep ``place``, if the disk lets us."""
        part = self._path.with_suffix(".part")
        with contextlib.suppress(OSError):
            part.write_bytes(place)
            part.replace(self._path)
