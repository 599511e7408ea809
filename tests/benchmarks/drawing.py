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
        _figure(
            "open window as PNG, 1920 x 1080",
            times["png_1x"],
            60.0,
            f", drawn again as it stands; {_without_window(times['headless_1x'])}",
        ),
        _figure(
            "open window as PNG, 3840 x 2160",
            times["png_4k"],
            350.0,
            f", laid out anew; {_without_window(times['headless_4k'])}",
        ),
    ]


def _without_window(times: list[Any]) -> str:
    return f"made without a window {statistics.median(times):.0f} ms"


def _figure(name: str, times: list[Any], limit: float | None = None, baseline: str = "") -> Figure:
    runs = [round(float(each), 2) for each in times]
    beside = f"worst {max(runs):,.1f} ms of {len(runs)}{baseline}"
    return Figure(name, statistics.median(runs), "ms", limit, beside, {"ms": runs})
