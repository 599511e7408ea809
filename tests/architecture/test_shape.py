"""What no source file does, whoever writes it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("app", "packaging", "resources", "tests", ".ci")
LONGEST_MODULE = 400
VAGUE_NAMES = {"base", "common", "core", "helper", "helpers", "manager", "misc", "util", "utils"}
# Put together here, so that this file does not name them either.
REGISTRY_HOSTS = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("deb", "debian", "org"),
        ("proxy", "golang", "org"),
        ("crates", "io"),
    )
)
CLOCK_READERS = {"now", "utcnow", "today", "time", "monotonic", "perf_counter"}


def _files(*folders: str) -> Iterator[Path]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and not {"__pycache__", "node_modules"}.intersection(path.parts):
                yield path


def _modules(*folders: str) -> list[Path]:
    return [path for path in _files(*folders) if path.suffix == ".py"]


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def clock_readings(source: str) -> list[str]:
    """Return the calls in ``source`` that ask a clock, as text."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return [
        ast.unparse(call)
        for call in calls
        if isinstance(call.func, ast.Attribute) and call.func.attr in CLOCK_READERS
    ]


def registry_hosts(text: str) -> list[str]:
    """Return the package registries' hosts that ``text`` names."""
    return [host for host in REGISTRY_HOSTS if host in text]


def test_no_module_is_long() -> None:
    """No module is longer than 400 lines."""
    lengths = {
        _name(path): len(path.read_text("utf-8").splitlines())
        for path in _modules("app", "packaging", "tests")
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_no_module_has_a_name_that_says_nothing() -> None:
    """No module or package of the program is named for being shared instead of for what it is."""
    assert [_name(path) for path in _modules("app", "packaging") if is_vague(path)] == []


def is_vague(path: Path) -> bool:
    """Return whether a module's own name, or its package's, is one that says nothing."""
    return bool(VAGUE_NAMES.intersection((path.stem, *path.relative_to(ROOT).parts[:-1])))


@pytest.mark.parametrize("name", ["app/aux_monitor/utils.py", "app/aux_monitor/common/thing.py"])
def test_a_vague_name_is_found(name: str) -> None:
    """A vague module and a module of a vague package are both found."""
    assert is_vague(ROOT / name)


def test_the_core_asks_no_clock() -> None:
    """Nothing in domain or settings reads the time: it is handed in."""
    folders = ("app/aux_monitor/domain", "app/aux_monitor/settings")
    found = {_name(path): clock_readings(path.read_text("utf-8")) for path in _modules(*folders)}
    assert {name: calls for name, calls in found.items() if calls} == {}


@pytest.mark.parametrize("call", ["datetime.now(tz=UTC)", "date.today()", "clock.monotonic()"])
def test_a_clock_reading_is_found(call: str) -> None:
    """Each way of asking for the time is seen."""
    assert clock_readings(f"def when():\n    return {call}\n") == [call]


def test_no_file_names_a_package_registry() -> None:
    """No file of the project names a registry's host: where packages come from is not its affair.

    Lock files of npm are written without addresses (``omit-lockfile-registry-resolved``).
    """
    top = [path for path in sorted(ROOT.iterdir()) if path.is_file() and path.name != ".coverage"]
    named = {
        _name(path): registry_hosts(path.read_bytes().decode("utf-8", "replace"))
        for path in [*top, *_files(*FOLDERS)]
    }
    assert {name: hosts for name, hosts in named.items() if hosts} == {}


@pytest.mark.parametrize("host", REGISTRY_HOSTS)
def test_a_registry_is_found(host: str) -> None:
    """A registry's address is found wherever it stands in a file."""
    assert registry_hosts(f'"resolved": "https://files.{host}/some/package.tgz"') == [host]
