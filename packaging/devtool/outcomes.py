"""What pytest reports about a run, read from its JUnit file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

NO_TESTS = 5  # pytest.ExitCode.NO_TESTS_COLLECTED


@dataclass(frozen=True, slots=True)
class Tally:
    """How many tests passed and failed, and each that was skipped, with its reason.

    A test that is expected to fail and does counts as passed: it ran.
    """

    passed: int = 0
    failed: int = 0
    skipped: tuple[str, ...] = ()

    @classmethod
    def of(cls, tallies: Iterable[Tally]) -> Tally:
        """Return the sum of ``tallies``."""
        total = cls()
        for each in tallies:
            total = cls(
                total.passed + each.passed,
                total.failed + each.failed,
                total.skipped + each.skipped,
            )
        return total


def read_tally(report: Path) -> Tally:
    """Return the tally of a JUnit report; one that was never written counts nothing."""
    if not report.exists():
        return Tally()
    # Our own file, just written by pytest: the parser meets nothing hostile.
    cases = ET.parse(report).getroot().iter("testcase")  # noqa: S314
    return Tally.of(_tally_of(case) for case in cases)


def _tally_of(case: ET.Element) -> Tally:
    if any(case.find(kind) is not None for kind in ("failure", "error")):
        return Tally(failed=1)
    skip = case.find("skipped")
    if skip is None or skip.get("type") == "pytest.xfail":
        return Tally(passed=1)
    name = f"{case.get('classname')}.{case.get('name')}"
    return Tally(skipped=(f"{name} ({skip.get('message') or 'no reason'})",))
