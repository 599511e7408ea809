"""Coverage floors."""

from __future__ import annotations

from typing import Any

import pytest

from devtool.floors import FLOORS, Covered, judge, package_of


def _file(covered: int, statements: int, branches: int = 0) -> dict[str, Any]:
    return {
        "summary": {
            "covered_lines": covered,
            "num_statements": statements,
            "covered_branches": branches,
            "num_branches": branches,
        },
        "missing_lines": list(range(covered + 1, statements + 1)),
        "missing_branches": [],
    }


def _of(report: dict[str, Any], package: str) -> Covered:
    return next(covered for covered in judge({"files": report}) if covered.package == package)


@pytest.mark.parametrize(
    ("file", "package"),
    [
        ("app/aux_monitor/domain/level.py", "domain"),
        ("app\\aux_monitor\\ui\\tile.py", "ui"),
        ("/src/aux_monitor/app/aux_monitor/collector/store/duckdb.py", "collector"),
        ("app/aux_monitor/bootstrap.py", ""),
    ],
)
def test_a_file_belongs_to_its_package(file: str, package: str) -> None:
    """A file counts for the package it lies in, wherever the sources lie."""
    assert package_of(file) == package


def test_the_pure_core_is_pinned() -> None:
    """Domain and settings have no slack."""
    assert FLOORS["domain"] == FLOORS["settings"] == 100


def test_one_line_unrun_in_the_core_is_not_enough() -> None:
    """A single missed line of a thousand fails a pinned package, and the line is named."""
    files = {"app/aux_monitor/domain/level.py": _file(999, 1000)}
    core = _of(files, "domain")
    assert not core.enough
    assert "level.py: 1000" in str(core)


def test_branches_count() -> None:
    """A branch never taken lowers the share although every line ran."""
    file = _file(10, 10, branches=4)
    file["summary"]["covered_branches"] = 3
    file["missing_branches"] = [[7, 9]]
    core = _of({"app/aux_monitor/settings/codec.py": file}, "settings")
    assert (core.hit, core.total, core.enough) == (13, 14, False)
    assert "7->9" in str(core)


def test_one_package_does_not_carry_another() -> None:
    """A package far above its floor does not lift one below."""
    files = {
        "app/aux_monitor/services/store.py": _file(9000, 9000),
        "app/aux_monitor/ui/tile.py": _file(1, 10),
    }
    assert _of(files, "services").enough
    assert not _of(files, "ui").enough


def test_many_gaps_are_told_shortly() -> None:
    """A file with many unrun lines names the first ones and counts the rest."""
    told = str(_of({"app/aux_monitor/ui/tile.py": _file(0, 100)}, "ui"))
    assert told.endswith("and 92 more")
