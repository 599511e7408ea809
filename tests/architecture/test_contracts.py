"""Import contracts, each seen to break when a copy of the package breaks it."""

from __future__ import annotations

import os
import shutil
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

from devtool.console import run_quietly

ROOT = Path(__file__).resolve().parents[2]
CONFIG = ROOT / "pyproject.toml"
CONTRACTS = {
    contract["id"]: contract["name"]
    for contract in tomllib.loads(CONFIG.read_text("utf-8"))["tool"]["importlinter"]["contracts"]
}


@dataclass(frozen=True)
class Plant:
    """One forbidden line, where it is put, and what the report must then say."""

    contract: str
    module: str
    line: str
    told: str


PLANTS = (
    Plant(
        "layers",
        "domain.planted",
        "import aux_monitor.ui",
        "aux_monitor.domain.planted -> aux_monitor.ui",
    ),
    Plant(
        "layers",
        "services.planted",
        "import aux_monitor.adapters",
        "aux_monitor.services.planted -> aux_monitor.adapters",
    ),
    Plant(
        "layers",
        "adapters.planted",
        "import aux_monitor.collector",
        "aux_monitor.adapters.planted -> aux_monitor.collector",
    ),
    Plant("layers", "planted", "", "aux_monitor.planted"),
    Plant("pure-core", "domain.planted", "import time", "aux_monitor.domain.planted -> time"),
    Plant(
        "pure-core",
        "settings.planted",
        "from PySide6 import QtCore",
        "aux_monitor.settings.planted -> PySide6",
    ),
    Plant(
        "plain-services",
        "services.planted",
        "import httpx",
        "aux_monitor.services.planted -> httpx",
    ),
    Plant(
        "plain-services",
        "ports.planted",
        "from PySide6.QtCore import QObject",
        "aux_monitor.ports.planted -> PySide6",
    ),
    Plant("drawing-only", "ui.planted", "import sqlite3", "aux_monitor.ui.planted -> sqlite3"),
    Plant(
        "drawing-only",
        "presentation.planted",
        "import aux_monitor.adapters.sources",
        "aux_monitor.presentation.planted -> aux_monitor.adapters.sources",
    ),
    Plant(
        "collector-without-qt",
        "collector.planted",
        "import PySide6.QtCore",
        "aux_monitor.collector.planted -> PySide6",
    ),
    Plant(
        "one-chart-module",
        "ui.planted",
        "import pyqtgraph",
        "aux_monitor.ui.planted -> pyqtgraph",
    ),
    Plant(
        "one-sender",
        "adapters.channels.planted",
        "import apprise",
        "aux_monitor.adapters.channels.planted -> apprise",
    ),
    Plant("one-loop", "ui.planted", "import qasync", "aux_monitor.ui.planted -> qasync"),
    Plant(
        "qt-at-the-edge",
        "adapters.sources.planted",
        "from PySide6.QtNetwork import QNetworkAccessManager",
        "aux_monitor.adapters.sources.planted -> PySide6",
    ),
    Plant(
        "qt-at-the-edge",
        "presentation.planted",
        "import PySide6.QtGui",
        "aux_monitor.presentation.planted -> PySide6",
    ),
    Plant(
        "one-http-client",
        "adapters.sources.planted",
        "import httpx",
        "aux_monitor.adapters.sources.planted -> httpx",
    ),
    Plant(
        "one-desktop",
        "adapters.planted",
        "import keyring",
        "aux_monitor.adapters.planted -> keyring",
    ),
    Plant(
        "one-desktop",
        "adapters.planted",
        "import jeepney",
        "aux_monitor.adapters.planted -> jeepney",
    ),
    Plant(
        "one-history",
        "adapters.sources.planted",
        "import sqlite3",
        "aux_monitor.adapters.sources.planted -> sqlite3",
    ),
    Plant(
        "one-engine",
        "collector.planted",
        "import duckdb",
        "aux_monitor.collector.planted -> duckdb",
    ),
)


def _lint(folder: Path) -> tuple[int, str]:
    command = Path(sys.executable).with_name("lint-imports")
    # Not measured: the copy's files are gone when coverage looks for them.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    env = {**kept, "PYTHONPATH": str(folder), "COLUMNS": "400"}
    return run_quietly([command, "--no-logo", "--no-cache", "--config", CONFIG], env, folder)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a folder that holds a copy of the package."""
    shutil.copytree(
        ROOT / "app" / "aux_monitor",
        tmp_path / "aux_monitor",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    return tmp_path


def test_the_package_keeps_every_contract(copy: Path) -> None:
    """The sources as they stand keep every contract."""
    code, report = _lint(copy)
    assert code == 0, report
    for name in CONTRACTS.values():
        assert f"{name} KEPT" in report


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: f"{plant.contract}:{plant.module}")
def test_a_planted_violation_breaks_its_contract(copy: Path, plant: Plant) -> None:
    """One forbidden import, or one module outside the layers, breaks the contract and is named."""
    planted = copy.joinpath("aux_monitor", *plant.module.split(".")).with_suffix(".py")
    planted.write_text(f"{plant.line}\n", "utf-8")
    code, report = _lint(copy)
    assert code == 1, report
    assert f"{CONTRACTS[plant.contract]} BROKEN" in report
    assert plant.told in report


def test_every_contract_has_a_plant() -> None:
    """No contract stands without a violation that it has been seen to catch."""
    assert {plant.contract for plant in PLANTS} == set(CONTRACTS)


def test_no_contract_has_an_exception() -> None:
    """The contracts are kept as they are written: none ignores an import."""
    assert "ignore_imports" not in CONFIG.read_text("utf-8")
