"""The command line of ``dev.py``."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from devtool import checks, environment, launching, system, wheel
from devtool.console import TaskError, run_shown, warn

ROOT = Path(__file__).resolve().parents[2]
BENCH_ENVIRONMENT = Path("build", "venv-bench")


def main(arguments: Sequence[str]) -> int:
    """Carry out one task and return its exit code; 2 is an error told in one sentence."""
    task = _parser().parse_args(arguments[:1]).task
    try:
        return TASKS[task].carry_out(ROOT, arguments[1:])
    except TaskError as error:
        warn(f"dev.py: {error}")
        return 2
    except KeyboardInterrupt:
        warn("dev.py: stopped.")
        return 130


def bench(root: Path, arguments: Sequence[str]) -> int:
    """Measure the program and return the exit code of the benchmarks.

    In an environment of its own with what a user has and no developer's tools: libraries import
    what they find beside them, and start slower for it (httpx takes rich).
    """
    system.provide(system.FOR_TEST)
    python = environment.provide(root, environment.Lock.RUN, BENCH_ENVIRONMENT)
    env = {**os.environ, "PYTHONPATH": os.pathsep.join((str(root), str(root / "packaging")))}
    return run_shown([python, "-m", "tests.benchmarks", *arguments], env=env, cwd=root)


def translate(root: Path, arguments: Sequence[str]) -> int:
    """Bring the languages' catalogues up to date; return 0 when every text is translated, else 1.

    Raises ``TaskError`` where it is handed arguments: it takes none.
    """
    if arguments:
        raise TaskError(f"translate takes no arguments, but was given {' '.join(arguments)}.")
    python = environment.provide(root, environment.Lock.DEVELOP)
    env = {**os.environ, "PYTHONPATH": os.pathsep.join((str(root), str(root / "packaging")))}
    return run_shown([python, "-m", "tests.languages"], env=env, cwd=root)


@dataclass(frozen=True, slots=True)
class Task:
    """One word of the command line: what it is for, and what it does with further arguments."""

    purpose: str
    carry_out: Callable[[Path, Sequence[str]], int]


TASKS = {
    "run": Task("start AUX Monitor; further arguments are handed to it", launching.run),
    "test": Task("run every check; further arguments are handed to pytest alone", checks.test),
    "bench": Task("measure; further arguments are handed to the benchmarks", bench),
    "translate": Task("collect the window's texts for the languages, and compile them", translate),
    "build": Task("write wheel and sdist to dist/ and try the wheel", wheel.build),
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dev.py",
        description="Set up, run, check, measure and build AUX Monitor.",
        epilog="\n".join(f"{name:9} {task.purpose}" for name, task in TASKS.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("task", choices=TASKS, metavar="|".join(TASKS))
    return parser
