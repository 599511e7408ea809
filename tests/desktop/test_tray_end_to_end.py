"""The whole program behind an icon on a StatusNotifier panel."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.desktop.panel import panel
from tests.desktop.program import Program, started
from tests.desktop.programs import said, wait_until
from tests.desktop.test_end_to_end import Server
from tests.desktop.tray_host import xdotool

pytestmark = pytest.mark.usefixtures("window_manager")


def windows(program: Program, display: str) -> list[str]:
    """Return the program's windows that can be seen."""
    pid = str(program.process.pid)
    return xdotool(display, "search", "--all", "--onlyvisible", "--pid", pid, "--name", "").split()


def closed(window: str, program: Program, display: str) -> bool:
    """Ask the window manager to close the window, and return whether it has gone.

    A key that is pressed early can be lost, so this is asked until it has.
    """
    if windows(program, display):
        xdotool(display, "windowfocus", window, "key", "alt+F4")
    return not windows(program, display)


def test_a_closed_window_comes_up_from_the_panel_and_quits_from_there(
    tmp_path: Path, x_display: str, session_bus: str
) -> None:
    """Closing leaves the icon alone, a click on it brings the window, its menu ends the program."""
    server = Server(tmp_path / "session.log")
    server.serve(300)
    with (
        panel(session_bus) as running,
        started(tmp_path / "home", x_display, "--watch", str(server.path)) as program,
    ):
        assert running.shown().title == "aux-monitor"
        (window,) = windows(program, x_display)
        wait_until(lambda: closed(window, program, x_display), "the window closing")
        running.click()
        wait_until(lambda: bool(windows(program, x_display)), "the window coming up")
        assert program.process.poll() is None
        running.press("Quit")
        assert program.process.wait(30) == 0
    assert "Traceback" not in (tmp_path / "home" / "output.txt").read_text()


def test_a_panel_that_ends_gives_the_window_back(
    tmp_path: Path, x_display: str, session_bus: str
) -> None:
    """A window that was closed to a panel is no further away than any other once that has gone."""
    server = Server(tmp_path / "session.log")
    server.serve(300)
    with (
        panel(session_bus) as running,
        started(tmp_path / "home", x_display, "--watch", str(server.path)) as program,
    ):
        assert running.item()
        (window,) = windows(program, x_display)
        wait_until(lambda: closed(window, program, x_display), "the window closing")
        running.close()
        state = ("xprop", "-display", x_display, "-id", window, "WM_STATE")
        wait_until(lambda: "Iconic" in said(state, os.environ), "the window coming back")
