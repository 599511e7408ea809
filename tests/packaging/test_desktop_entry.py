"""The entry in the desktop's menu."""

from __future__ import annotations

import configparser
import tomllib
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "packaging" / "linux"


def _entry() -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]  # keys keep their case
    parser.read(FOLDER / "aux-monitor.desktop", "utf-8")
    return parser["Desktop Entry"]


def test_the_entry_starts_the_installed_command() -> None:
    """What the menu starts is a command that the package installs."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert _entry()["Exec"] in project["scripts"]


def test_the_entry_is_the_one_the_window_and_notices_name() -> None:
    """The window's application id is the entry's file name, so that both get its icon."""
    sources = (ROOT / "app").rglob("*.py")
    named = [path for path in sources if 'setDesktopFileName("aux-monitor")' in path.read_text()]
    assert named
    assert _entry()["StartupWMClass"] == (FOLDER / "aux-monitor.desktop").stem


def test_the_entry_has_its_icon() -> None:
    """The icon that the entry names lies beside it, and is a picture."""
    icon = FOLDER / f"{_entry()['Icon']}.svg"
    assert ET.fromstring(icon.read_text("utf-8")).tag == "{http://www.w3.org/2000/svg}svg"  # noqa: S314 - our own file


def test_the_icon_is_the_one_the_package_carries() -> None:
    """There is one application icon: what the desktop shows is what an installed program has."""
    packaged = ROOT / "resources" / "icons" / "aux-monitor.svg"
    assert (FOLDER / "aux-monitor.svg").read_bytes() == packaged.read_bytes()
