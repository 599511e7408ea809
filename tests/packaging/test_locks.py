"""The locks against what the project asks for."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def _pins(name: str) -> dict[str, set[str]]:
    """Return every version a lock holds of each package (markers may ask for more than one)."""
    pins: dict[str, set[str]] = {}
    for entry in re.split(r"\n(?=\S)", (ROOT / name).read_text("utf-8").strip()):
        requirement, *hashes = entry.split(" \\\n")
        assert hashes, f"{name}: {requirement} has no hash"
        parsed = Requirement(requirement)
        pins.setdefault(canonicalize_name(parsed.name), set()).add(str(parsed.specifier)[2:])
    return pins


def _asked(*lists: list[object]) -> list[Requirement]:
    return [Requirement(entry) for each in lists for entry in each if isinstance(entry, str)]


RUN, DEVELOP = _pins("requirements.lock"), _pins("requirements-dev.lock")
GROUPS = PROJECT["dependency-groups"]


def test_the_run_lock_holds_what_the_program_and_its_installation_ask_for() -> None:
    """Each dependency, and what installs the project, is locked at a version that is asked for."""
    for wanted in _asked(PROJECT["project"]["dependencies"], GROUPS["build"]):
        assert any(wanted.specifier.contains(pin) for pin in RUN[canonicalize_name(wanted.name)])


def test_the_development_lock_holds_the_tools() -> None:
    """Each tool of a developer is locked at a version that is asked for."""
    for wanted in _asked(GROUPS["dev"]):
        pins = DEVELOP[canonicalize_name(wanted.name)]
        assert any(wanted.specifier.contains(pin) for pin in pins)


def test_both_locks_agree() -> None:
    """What runs is what was tested: the development lock holds the run lock's very versions."""
    assert {name: DEVELOP.get(name) for name in RUN} == RUN
