"""Where the program is measured: a screen, a session bus and a home of the benchmark's own."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from tests.benchmarks.processes import ended, own_home
from tests.benchmarks.screen import Screen, running_bus, screen

_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Desk:
    """A desktop to measure on; ``env`` leads a program to it."""

    screen: Screen
    env: dict[str, str]
    folder: Path

    def fresh(self, name: str) -> Path:
        """Return a folder that no run has used."""
        place = self.folder / f"{name}-{next(_numbers)}"
        place.mkdir()
        return place


@contextlib.contextmanager
def desk() -> Iterator[Desk]:
    """Set a desk up, and clear it away afterwards."""
    with tempfile.TemporaryDirectory(prefix="aux-bench-") as name, screen() as shown:
        folder = Path(name)
        bus, address = running_bus(folder)
        try:
            yield Desk(shown, own_home(folder, shown.display, address), folder)
        finally:
            ended(bus)
