"""Coverage floors per package, after qutebrowser's check_coverage: pinned, never averaged away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

ROOT_PACKAGE = "aux_monitor"

# Percent of lines and branches together. The pure core is pinned; the others hold what they have.
FLOORS: Mapping[str, float] = {
    "domain": 100.0,
    "settings": 100.0,
    "ports": 95.0,
    "services": 96.0,
    "adapters": 94.0,
    "collector": 94.0,
    "presentation": 97.0,
    "ui": 93.0,
    "": 80.0,
}


@dataclass(frozen=True, slots=True)
class Covered:
    """How much of a package ran: lines and branches, and the files with something left."""

    package: str
    hit: int
    total: int
    gaps: tuple[str, ...]

    @property
    def percent(self) -> float:
        """Return the share covered, 0 to 100; nothing to cover is fully covered."""
        return 100.0 * self.hit / self.total if self.total else 100.0

    @property
    def enough(self) -> bool:
        """Return whether the package holds its floor."""
        return self.percent >= FLOORS[self.package]

    def __str__(self) -> str:
        """Return the line a developer reads, and where a package is below: what did not run."""
        name = ".".join(filter(None, (ROOT_PACKAGE, self.package)))
        line = f"{name:28} {self.percent:6.2f} % of at least {FLOORS[self.package]:.0f} %"
        return line if self.enough else "\n    ".join((f"{line}: too little", *self.gaps))


def package_of(file: str) -> str:
    """Return the sub-package a source file belongs to; the empty name is the package's own top."""
    parts = PurePosixPath(file.replace("\\", "/")).parts
    inside = parts[len(parts) - 1 - parts[::-1].index(ROOT_PACKAGE) + 1 :]
    return inside[0] if len(inside) > 1 and inside[0] in FLOORS else ""


def judge(report: Mapping[str, Any]) -> tuple[Covered, ...]:
    """Return every package's coverage from ``coverage json``'s report, in the order of FLOORS."""
    sums = dict.fromkeys(FLOORS, (0, 0))
    gaps: dict[str, list[str]] = {package: [] for package in FLOORS}
    for file, details in sorted(report["files"].items()):
        package, summary = package_of(file), details["summary"]
        hit = summary["covered_lines"] + summary.get("covered_branches", 0)
        total = summary["num_statements"] + summary.get("num_branches", 0)
        sums[package] = (sums[package][0] + hit, sums[package][1] + total)
        if hit < total:
            gaps[package].append(f"{file}: {_spans(details)}")
    return tuple(Covered(name, *sums[name], gaps=tuple(gaps[name])) for name in FLOORS)


def _spans(details: Mapping[str, Any]) -> str:
    missed = details["missing_lines"]
    lines = [str(line) for line in missed]
    # A branch from or to a line that never ran says nothing more than the line does.
    branches = [
        f"{start}->{end}"
        for start, end in details.get("missing_branches", ())
        if start not in missed and abs(end) not in missed
    ]
    return ", ".join(_shortened(lines + branches, most=8))


def _shortened(items: list[str], most: int) -> Iterator[str]:
    yield from items[:most]
    if len(items) > most:
        yield f"and {len(items) - most} more"
