"""The real program on an X server with two monitors, one of which is unplugged and comes back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.monitors import remove_monitor, set_first_monitor, set_monitor
from tests.desktop.program import Program, started
from tests.desktop.programs import running, said, surroundings, wait_until

LEFT, RIGHT = (0, 0, 960, 1080), (960, 0, 960, 1080)


@pytest.fixture
def two_monitors(x_display: str, window_manager: object) -> Iterator[str]:  # noqa: ARG001
    """Split the screen into two monitors; give the display's name."""
    set_first_monitor(x_display, "LEFT", *LEFT)
    set_monitor(x_display, "RIGHT", *RIGHT)
    yield x_display
    for name in ("RIGHT", "LEFT"):
        remove_monitor(x_display, name)


def area(program: Program) -> tuple[int, ...]:
    """Return where the program's window is: left, top, width, height."""
    told = said(("xdotool", "getwindowgeometry", "--shell", program.window), surroundings())
    numbers = dict(line.split("=") for line in told.split())
    return tuple(int(numbers[key]) for key in ("X", "Y", "WIDTH", "HEIGHT"))


def state_of(program: Program) -> tuple[str, ...]:
    """Return the command that asks in what state the window manager has the window."""
    return ("xprop", "-id", program.window, "_NET_WM_STATE")


def test_the_window_opens_on_its_screen_and_survives_its_unplugging(
    two_monitors: str, tmp_path: Path
) -> None:
    """In full screen on the right, then on the left, then on the right again.

    Another program keeps the focus all the while: nothing takes it.
    """
    home = tmp_path / "home"
    home.mkdir()
    (home / "config.toml").write_text("[window]\nscreen = 'RIGHT'\n")
    environment = surroundings()
    asks_focus = ("xdotool", "getwindowfocus", "getwindowname")
    with (
        running(("xev", "-name", "somebody's editor"), environment, tmp_path / "xev.log"),
        started(home, two_monitors, "--demo", "--kiosk", "--background") as program,
    ):
        wait_until(lambda: area(program) == RIGHT, "opening on the chosen screen")
        wait_until(lambda: said(asks_focus, environment).strip() == "somebody's editor", "focus")
        wait_until(lambda: bool(program.children()), "starting wholly")
        remove_monitor(two_monitors, "RIGHT")
        wait_until(lambda: area(program) == LEFT, "moving to the monitor that is left")
        set_monitor(two_monitors, "RIGHT", *RIGHT)
        wait_until(lambda: area(program) == RIGHT, "going back")
        assert "_NET_WM_STATE_FULLSCREEN" in said(state_of(program), environment)
        assert said(asks_focus, environment).strip() == "somebody's editor"
