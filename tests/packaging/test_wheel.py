"""The wheel that is built from these sources."""

from __future__ import annotations

import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from devtool.console import Command, TaskError, run_quietly
from devtool.wheel import require_resources

ROOT = Path(__file__).resolve().parents[2]


def test_the_wheel_contains_every_resource(tmp_path: Path) -> None:
    """Fonts, themes, icons and the catalogue travel with the package."""
    command: Command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path]
    code, output = run_quietly(command, cwd=ROOT)
    assert code == 0, output
    wheel = next(tmp_path.glob("*.whl"))
    require_resources(wheel, ROOT / "resources")
    assert "aux_monitor/domain/level.py" in ZipFile(wheel).namelist()


def test_a_wheel_without_a_resource_is_refused(tmp_path: Path) -> None:
    """A resource left out of the wheel is named."""
    (tmp_path / "resources" / "icons").mkdir(parents=True)
    (tmp_path / "resources" / "icons" / "app.svg").write_text("<svg/>", "utf-8")
    wheel = tmp_path / "some.whl"
    with ZipFile(wheel, "w") as archive:
        archive.writestr("aux_monitor/__init__.py", "")
    with pytest.raises(TaskError, match=r"lacks aux_monitor/resources/icons/app\.svg"):
        require_resources(wheel, tmp_path / "resources")
