"""From the start of the process to tiles on the screen, beside a blank window."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.benchmarks.desk import Desk
from tests.benchmarks.figures import Figure
from tests.benchmarks.pictures import write_picture
from tests.benchmarks.processes import program, resident_mib, running
from tests.benchmarks.screen import Pixels, Screen, busy_cells

RUNS = 7
LONGEST_S = 20.0
SETTLED_S = 2.0
BLANK = (sys.executable, "-m", "tests.benchmarks.blank_window")


@dataclass(frozen=True, slots=True)
class Frame:
    """The screen just after it changed: when, how much it shows, and the process's memory."""

    after_s: float
    busy: int
    memory_mib: float
    whole: Pixels


def watch(screen: Screen, command: Sequence[str], env: dict[str, str]) -> list[Frame]:
    """Start ``command`` and return every frame until two seconds after the first.

    Raises ``RuntimeError`` when the screen stays as it was.
    """
    before, frames = empty(screen), list[Frame]()
    start = time.monotonic()
    with running(command, env) as process:
        while (now := time.monotonic() - start) < LONGEST_S:
            if frames and now > frames[0].after_s + SETTLED_S:
                break
            sample = screen.sample()
            if not np.array_equal(sample, before):
                memory = resident_mib(process.pid)
                frames.append(Frame(now, busy_cells(sample), memory, screen.whole()))
                before = sample
            time.sleep(0.001)
    if not frames:
        raise RuntimeError(f"{' '.join(command)} showed nothing within {LONGEST_S:.0f} s")
    return frames


def empty(screen: Screen) -> Pixels:
    """Return the screen once it shows nothing: the window before is gone.

    Raises ``RuntimeError`` when it never does.
    """
    deadline = time.monotonic() + LONGEST_S
    while time.monotonic() < deadline:
        sample = screen.sample()
        if not sample.any():
            return sample
        time.sleep(0.01)
    raise RuntimeError("the screen does not become empty")


def painted(frames: Sequence[Frame]) -> Frame:
    """Return the first frame that is, for at least half, what the window goes on to show.

    A window is mapped before it is drawn, and filled before its parts are: both the pixels that
    stay and the places where something is drawn must be there.
    """
    last = frames[-1].whole[::8, ::8]
    shown = last != 0

    def complete(frame: Frame) -> bool:
        stays = float(np.mean(frame.whole[::8, ::8][shown] == last[shown]))
        return stays >= 0.5 and frame.busy * 2 >= frames[-1].busy

    return next(frame for frame in frames if complete(frame))


def measure(desk: Desk, pictures: Path) -> list[Figure]:
    """Return start to painted tiles as a multiple of a blank window, and the memory then.

    The two take turns, so that whatever else the machine does meets both; the first turn only
    warms the caches. The frame that was judged is kept as a picture for anyone who doubts it.
    """
    blank, monitor = list[Frame](), list[Frame]()
    for _ in range(1 + RUNS):
        blank.append(painted(watch(desk.screen, BLANK, desk.env)))
        data = desk.fresh("start")
        monitor.append(painted(watch(desk.screen, program("--demo", "--data", data), desk.env)))
    write_picture(monitor[-1].whole, pictures / "first-tiles.png")
    blank_s = statistics.median(frame.after_s for frame in blank[1:])
    monitor_s = statistics.median(frame.after_s for frame in monitor[1:])
    beside = f"{monitor_s * 1000:.0f} ms; blank window {blank_s * 1000:.0f} ms"
    runs = {
        "monitor_s": [round(frame.after_s, 4) for frame in monitor[1:]],
        "blank_s": [round(frame.after_s, 4) for frame in blank[1:]],
    }
    memory = statistics.median(frame.memory_mib for frame in monitor[1:])
    blank_memory = statistics.median(frame.memory_mib for frame in blank[1:])
    return [
        Figure(
            "start to painted tiles", monitor_s / blank_s, "times a blank window", 2.0, beside, runs
        ),
        Figure(
            "memory before charts", memory, "MiB", 100.0, f"blank window {blank_memory:.0f} MiB"
        ),
    ]
