"""The real program without a pointer: keys go in by xdotool, and each is seen by what it leaves."""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.desktop.program import Program, started
from tests.desktop.programs import said, surroundings, wait_until
from tests.desktop.test_end_to_end import Server, equal_to, eventually

pytestmark = [pytest.mark.alone, pytest.mark.usefixtures("window_manager", "no_session_bus")]

TABS_TO_SAVE = 5
"""From a setting that was changed past its reset, Import, Export and Discard."""


class Walker:
    """Presses keys in a running program, and looks at its files and its window."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.press = program.press

    def write(self, words: str) -> None:
        """Type letters and digits."""
        self.press(*("space" if letter == " " else letter for letter in words))

    def keeps(self, section: str, key: str, holds: Callable[[object], bool]) -> None:
        """Wait until the settings file has something."""
        path = self.program.home / "config.toml"

        def kept() -> bool:
            whole = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
            return holds(whole.get(section, {}).get(key))

        wait_until(kept, f"[{section}] {key} in config.toml")

    def writes(self, pattern: str) -> None:
        """Wait until there is a picture or table whose name is like this."""
        folder = self.program.home / "pictures" / "AUX Monitor"
        wait_until(lambda: any(folder.glob(pattern)), f"writing {pattern}")

    def has_state(self, state: str, *, there: bool) -> None:
        """Wait until the window manager has the window in a state, or no longer."""
        asks = ("xprop", "-id", self.program.window, "_NET_WM_STATE")
        wait_until(lambda: (state in said(asks, surroundings())) is there, state)

    def command(self, *words: str) -> str:
        """Return what ``aux-monitor`` prints about the same files."""
        home = self.program.home
        whole = (sys.executable, "-m", "aux_monitor", "--data", str(home))
        config = ("--config", str(home / "config.toml"))
        return said((*whole, *config, *words), surroundings(HOME=str(home)))


@pytest.fixture
def walker(tmp_path: Path, x_display: str) -> Iterator[Walker]:
    """Start the program on a log, and give it when it shows that log's figures."""
    server = Server(tmp_path / "session.log")
    server.serve(60)
    with started(tmp_path / "home", x_display, "--watch", str(server.path)) as program:
        eventually(program, 60.0, equal_to(server.plain))
        yield Walker(program)
    assert "Traceback" not in (tmp_path / "home" / "output.txt").read_text()


def some(kept: object) -> bool:
    """Return whether a list has anything in it."""
    return bool(kept)


def none(kept: object) -> bool:
    """Return whether there is nothing: an empty list, or no such line."""
    return not kept


def rings_for_warnings(kept: object) -> bool:
    """Return whether a warning is to be heard."""
    return isinstance(kept, dict) and kept["warning"] is True


def test_tiles_and_the_window_are_arranged_by_keys(walker: Walker) -> None:
    """Pin, hide and take both back; on top, rotation, full screen; quit, the page remembered."""
    walker.press("5", "Tab", "p")
    walker.keeps("layout", "pinned", some)
    walker.press("h")
    walker.keeps("layout", "hidden", some)
    walker.press("ctrl+z")
    walker.keeps("layout", "hidden", none)
    walker.press("ctrl+z")
    walker.keeps("layout", "pinned", none)
    walker.press("ctrl+t")
    walker.keeps("window", "on_top", some)
    walker.has_state("_NET_WM_STATE_ABOVE", there=True)
    walker.press("ctrl+t")
    walker.keeps("window", "on_top", none)
    for wanted in (some, none):
        walker.press("ctrl+r")
        walker.keeps("window", "rotate_every_s", wanted)
    walker.press("F11")
    walker.has_state("_NET_WM_STATE_FULLSCREEN", there=True)
    walker.press("Escape")
    walker.has_state("_NET_WM_STATE_FULLSCREEN", there=False)
    walker.press("8", "ctrl+q")
    assert walker.program.process.wait(30) == 0
    place = json.loads((walker.program.home / "window.place").read_text(encoding="utf-8"))
    assert place["page"] == "alerts"


def test_figures_settings_and_exports_are_reached_by_keys(walker: Walker) -> None:
    """A KPI by the palette and its figure by hand, a setting, a document, a table, private mode."""
    walker.press("ctrl+k")
    walker.write("nps")
    walker.press("Return")
    walker.write("50")
    walker.press("Tab")
    walker.write("420")
    walker.press("Return")
    wait_until(lambda: "50 (n 420)" in walker.command("entry", "list", "nps"), "entering a figure")

    walker.press("ctrl+comma")
    walker.write("sound for warnings")
    walker.press("Tab", "space", *["Tab"] * TABS_TO_SAVE, "space")
    walker.keeps("notifications", "sound", rings_for_warnings)

    walker.press("ctrl+1", "ctrl+e", "shift+Tab", "shift+Tab", "Right", "Tab", "Tab", "space")
    walker.writes("*.pdf")
    walker.press("ctrl+e", "shift+Tab", "shift+Tab", "Right", "Tab", "space")
    walker.writes("*.csv")

    assert walker.program.snapshot()["aux-monitor.private"] == "false"
    walker.press("ctrl+shift+p")
    wait_until(lambda: walker.program.snapshot()["aux-monitor.private"] == "true", "private mode")
