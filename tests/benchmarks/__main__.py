"""``python -m tests.benchmarks [--only NAME]``: measure, print a table, write the figures down."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

import PySide6

from devtool.console import say, warn
from tests.benchmarks import answering, drawing, footprint, startup
from tests.benchmarks.desk import Desk, desk
from tests.benchmarks.figures import Figure, table
from tests.benchmarks.processes import ROOT

RESULTS = ROOT / "build" / "bench.json"
PICTURES = ROOT / "build" / "bench"
MEASURES: dict[str, Callable[[Desk], list[Figure]]] = {
    "start": lambda place: startup.measure(place, PICTURES),
    "live": lambda place: footprint.measure_live(place, PICTURES),
    "idle": lambda place: footprint.measure_idle(place, PICTURES),
    "drawing": drawing.measure,
    "collector": answering.measure,
}


def main(arguments: Sequence[str]) -> int:
    """Measure and tell; return 0 when every limit is kept, 1 when one is missed, 2 on an error."""
    if not sys.platform.startswith("linux"):
        warn("The benchmarks read processes and pixels as Linux shows them: run them there.")
        return 2
    chosen = _parser().parse_args(arguments).only or list(MEASURES)
    PICTURES.mkdir(parents=True, exist_ok=True)
    figures: list[Figure] = []
    with desk() as place:
        for name in chosen:
            say(f"measuring: {name}")
            try:
                figures += MEASURES[name](place)
            except (OSError, RuntimeError, ValueError) as error:
                warn(f"{name} could not be measured: {error}")
                return 2
    machine = _machine()
    _write(RESULTS, machine, figures)
    say(f"\n{machine}\n\n{table(figures)}\n\nWritten to {RESULTS}; pictures in {PICTURES}")
    return 0 if all(figure.kept for figure in figures) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py bench", description="Measure AUX Monitor.")
    parser.add_argument(
        "--only", choices=MEASURES, action="append", help="measure this alone; may be repeated"
    )
    return parser


def _machine() -> str:
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, PySide6 {PySide6.__version__}, Xvfb 1920 x 1080"
    )


def _write(path: Path, machine: str, figures: Sequence[Figure]) -> None:
    content = {"machine": machine, "figures": [asdict(figure) for figure in figures]}
    path.write_text(json.dumps(content, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
