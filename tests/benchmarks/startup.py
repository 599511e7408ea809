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
from tests.benchmarks.processes import cpu_seconds, program, resident_mib, running
from tests.benchmarks.screen import Pixels, Screen, busy_cells

RUNS = 7
LONGEST_S = 20.0
SETTLED_S = 2.0
LOOK_EVERY_S = 0.004
BLANK = (sys.executable, "-m", "tests.benchmarks.blank_window")


@dataclass(frozen=True, slots=True)
class Frame:
    """The screen just after it changed: when, how much it shows, and what the process took."""

    after_s: float
    busy: int
    cpu_s: float
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
            if not np.array_equal(screen.sample, before):
                before = screen.sample.copy()
                taken = (cpu_seconds(process.pid), resident_mib(process.pid))
                frames.append(Frame(now, busy_cells(before), *taken, screen.whole()))
            time.sleep(LOOK_EVERY_S)
    if not frames:
        raise RuntimeError(f"{' '.join(command)} showed nothing within {LONGEST_S:.0f} s")
    return frames


def empty(screen: Screen) -> Pixels:
    """Return the screen once it shows nothing: the window before is gone.

    Raises ``RuntimeError`` when it never does.
    """
    deadline = time.monotonic() + LONGEST_S
    while time.monotonic() < deadline:
        sample = screen.sample.copy()
        if not sample.any():
            return sample
        time.sleep(0.01)
    raise RuntimeError("the screen does not become empty")


def painted(frames: Sequence[Frame]) -> Frame:
    """Return the first frame that has the whole window, and half of what it goes on to show.

    A window is mapped before it is drawn, reaches the screen from top to bottom, and may be
    filled before its parts are: so no place of it may be empty still, half of its pixels must be
    those that stay, and in half of the places where something is drawn something must be.
    """
    last = frames[-1].whole[::8, ::8]
    shown = last != 0

    def complete(frame: Frame) -> bool:
        now = frame.whole[::8, ::8][shown]
        whole = np.count_nonzero(now) >= 0.99 * now.size
        stays = np.count_nonzero(now == last[shown]) >= 0.5 * now.size
        return whole and stays and frame.busy * 2 >= frames[-1].busy

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
    blank_s, blank_cpu_s, blank_mib = _medians(blank[1:])
    monitor_s, monitor_cpu_s, monitor_mib = _medians(monitor[1:])
    beside = (
        f"{monitor_s * 1000:.0f} ms, {monitor_cpu_s * 1000:.0f} of them computing; "
        f"blank window {blank_s * 1000:.0f} ms, {blank_cpu_s * 1000:.0f} computing"
    )
    runs = {
        "monitor_s": [round(frame.after_s, 4) for frame in monitor[1:]],
        "blank_s": [round(frame.after_s, 4) for frame in blank[1:]],
    }
    return [
        Figure(
            "start to painted tiles", monitor_s / blank_s, "times a blank window", 2.0, beside, runs
        ),
        Figure("memory before charts", monitor_mib, "MiB", 100.0, f"blank {blank_mib:.0f} MiB"),
    ]


def _medians(frames: Sequence[Frame]) -> tuple[float, float, float]:
    """Return the medians of time, processor time and memory."""
    taken = [(frame.after_s, frame.cpu_s, frame.memory_mib) for frame in frames]
    after, cpu, memory = (statistics.median(each) for each in zip(*taken, strict=True))
    return after, cpu, memory
