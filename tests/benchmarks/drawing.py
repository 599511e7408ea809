"""How long drawing takes: 90 tiles that all change, and a picture of the overview."""

from __future__ import annotations

import statistics
import sys
from typing import Any

from tests.benchmarks.desk import Desk
from tests.benchmarks.figures import Figure
from tests.benchmarks.processes import running, wait_for_line

CHILD = (sys.executable, "-m", "tests.benchmarks.drawing_child")


def measure(desk: Desk) -> list[Figure]:
    """Return the medians; the first update and the first picture, which fill caches, count too."""
    with running(CHILD, desk.env, read=True) as child:
        times = wait_for_line(child)
    return [
        _figure(
            "full update of 90 tiles",
            times["tiles"],
            12.0,
            f"; 90 plain labels {statistics.median(times['labels']):.1f} ms",
        ),
        _figure("overview as PNG, 1920 x 1080", times["png_1x"]),
        _figure("overview as PNG, 3840 x 2160", times["png_4k"]),
    ]


def _figure(name: str, times: list[Any], limit: float | None = None, baseline: str = "") -> Figure:
    runs = [round(float(each), 2) for each in times]
    beside = f"worst {max(runs):,.1f} ms of {len(runs)}{baseline}"
    return Figure(name, statistics.median(runs), "ms", limit, beside, {"ms": runs})
