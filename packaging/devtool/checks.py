"""``dev.py test``: every check, all of them even when one fails, and a short summary."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from devtool import environment, floors, system
from devtool.console import Command, run_quietly, run_shown, say
from devtool.outcomes import NO_TESTS, Tally, read_tally

REPORTS = Path("build", "test")
# Desktop tests have a screen, a session bus and a keyring of their own in each worker.
_DESKTOP, _ALONE = "desktop", "alone"
_DESK = Path("tests", "desktop")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one check; ``output`` is what it said, where that was not shown as it came."""

    name: str
    passed: bool
    seconds: float
    output: str = ""


@dataclass(frozen=True, slots=True)
class Workplace:
    """Where the checks run: the sources, the interpreter, and what pytest alone is handed."""

    root: Path
    python: Path
    pytest_arguments: tuple[str, ...]
    may_skip: bool

    @property
    def reports(self) -> Path:
        """Return the folder that holds this run's reports."""
        return self.root / REPORTS

    def tool(self, name: str) -> Path:
        """Return where the environment keeps a command."""
        return self.python.with_name(name + self.python.suffix)


def test(root: Path, pytest_arguments: Sequence[str]) -> int:
    """Run every check and return 0 when all passed, else 1."""
    system.provide(system.FOR_TEST)
    python = environment.provide(root, environment.Lock.DEVELOP)
    place = Workplace(root, python, tuple(pytest_arguments), may_skip=not os.environ.get("CI"))
    shutil.rmtree(place.reports, ignore_errors=True)
    place.reports.mkdir(parents=True)
    return _summarise(_all_of(place), place)


def _all_of(place: Workplace) -> list[Outcome]:
    """Read the sources beside the first tests: those wait often enough to leave room for it."""
    with ThreadPoolExecutor(1) as beside:
        reading = beside.submit(_read_sources, place)
        first = _timed("tests", _tests_together, place)
        read = reading.result()
    for outcome in read:
        say(f"\n== {outcome.name}\n{outcome.output.rstrip()}")
    return [*read, first, *(_timed(name, check, place) for name, check in _LATER.items())]


def _read_sources(place: Workplace) -> list[Outcome]:
    commands: dict[str, Command] = {
        "format": [place.tool("ruff"), "format", "--check", "."],
        "lint": [place.tool("ruff"), "check", "."],
        "types": [place.python, "-m", "mypy"],
        "layers": [place.tool("lint-imports"), "--no-logo"],
    }
    return [_read(name, command, place) for name, command in commands.items()]


def _read(name: str, command: Command, place: Workplace) -> Outcome:
    start = time.monotonic()
    code, output = run_quietly(command, cwd=place.root)
    return Outcome(name, code == 0, time.monotonic() - start, output)


def _timed(name: str, check: Callable[[Workplace], bool], place: Workplace) -> Outcome:
    say(f"\n== {name}")
    start = time.monotonic()
    passed = check(place)
    return Outcome(name, passed, time.monotonic() - start)


def _tests_together(place: Workplace) -> bool:
    spread = ("-m", f"not {_DESKTOP}", "--ignore", str(_DESK), *_spread(_cores()))
    return _pytest(place, "together", spread, {"QT_QPA_PLATFORM": "offscreen"})


def _desktop_tests(place: Workplace) -> bool:
    """Run them two to a core: they wait for screens and daemons most of the time."""
    spread = ("-m", f"{_DESKTOP} and not {_ALONE}", *_spread(2 * _cores()))
    return _pytest(place, "desktop", (*spread, *_there(place)), {})


def _tests_alone(place: Workplace) -> bool:
    """Run what promises something within seconds by itself, with the whole machine."""
    return _pytest(place, "alone", ("-m", _ALONE, *_there(place)), {})


def _there(place: Workplace) -> tuple[str, ...]:
    """Collect the desktop's tests from their folder alone, unless somebody chose what to run."""
    return () if place.pytest_arguments else (str(_DESK),)


def _cores() -> int:
    return os.cpu_count() or 1


def _spread(workers: int) -> tuple[str, ...]:
    return ("-n", str(min(workers, 4)), "--dist", "loadfile")


def _pytest(place: Workplace, name: str, arguments: Sequence[str], extra: dict[str, str]) -> bool:
    env = {**os.environ, **extra, "COVERAGE_FILE": str(place.reports / ".coverage")}
    report = place.reports / f"pytest-{name}.xml"
    command: Command = (
        *(place.python, "-m", "coverage", "run", "-m", "pytest", f"--junitxml={report}"),
        *arguments,
        *place.pytest_arguments,
    )
    code = run_shown(command, env=env, cwd=place.root)
    tally = read_tally(report)
    if code == NO_TESTS:
        return bool(place.pytest_arguments)
    if tally.skipped and not place.may_skip:
        say(f"CI skips nothing, yet these were skipped: {'; '.join(tally.skipped)}")
        return False
    return code == 0


def _coverage(place: Workplace) -> bool:
    env = {**os.environ, "COVERAGE_FILE": str(place.reports / ".coverage")}
    report = place.reports / "coverage.json"
    combine: Command = [place.python, "-m", "coverage", "combine", "--quiet"]
    write: Command = [place.python, "-m", "coverage", "json", "--quiet", "-o", report]
    for command in (combine, write):
        code, output = run_quietly(command, env=env, cwd=place.root)
        if code != 0:
            say(output)
            return False
    judged = floors.judge(json.loads(report.read_text("utf-8")))
    for covered in judged:
        say(str(covered))
    if place.pytest_arguments:
        say("Floors are not judged: pytest was handed arguments, so not every test need have run.")
        return True
    return all(covered.enough for covered in judged)


_LATER: dict[str, Callable[[Workplace], bool]] = {
    "desktop tests": _desktop_tests,
    "end to end": _tests_alone,
    "coverage": _coverage,
}


def _summarise(outcomes: Sequence[Outcome], place: Workplace) -> int:
    say("\n== summary")
    for outcome in outcomes:
        verdict = "ok    " if outcome.passed else "FAILED"
        say(f"{verdict} {outcome.name:14} {outcome.seconds:6.1f} s")
    total = Tally.of(read_tally(path) for path in sorted(place.reports.glob("pytest-*.xml")))
    say(f"{total.passed} passed, {total.failed} failed, {len(total.skipped)} skipped")
    return 0 if all(outcome.passed for outcome in outcomes) else 1
