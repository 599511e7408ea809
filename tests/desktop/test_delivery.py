"""Every kind of tray beside every kind of notification daemon: where a notice comes to be seen."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from enum import Enum
from pathlib import Path

import pytest

from tests.contracts.notifier import NOTICE
from tests.desktop.dunst import Dunst
from tests.desktop.panel import panel
from tests.desktop.programs import running, surroundings, until, wait_until
from tests.desktop.scripted_daemon import scripted_daemon
from tests.desktop.tray_host import TrayProgram, balloon

pytestmark = pytest.mark.usefixtures("window_manager")


class Tray(Enum):
    """What the desktop has for icons, and whether it is there before the program."""

    WINDOW = "XEmbed"
    BUS = "StatusNotifier"
    LATE = "StatusNotifier, late"
    NONE = "none"


Start = Callable[[], AbstractContextManager[TrayProgram]]
every_tray = pytest.mark.parametrize("tray", list(Tray), ids=lambda tray: tray.value)


@pytest.fixture
def start(
    tray: Tray, x_display: str, trayer: Callable[[], subprocess.Popen[bytes]]
) -> Callable[[str], AbstractContextManager[TrayProgram]]:
    """Return what starts the program beside the tray, on the bus given."""

    @contextmanager
    def beside(address: str) -> Iterator[TrayProgram]:
        with ExitStack() as ending:
            if tray is Tray.WINDOW:
                trayer()
            elif tray is Tray.BUS:
                ending.enter_context(panel(address))
            program = TrayProgram(x_display)
            ending.callback(program.end)
            said = {program.says()}
            if tray is Tray.LATE:
                ending.enter_context(panel(address))
            if tray is not Tray.NONE:  # a panel that has just started may be found at a second look
                said.add(program.says())
                assert "appeared" in said
            yield program

    return beside


@pytest.fixture
def beside_tray(
    session_bus: str, start: Callable[[str], AbstractContextManager[TrayProgram]]
) -> Start:
    """Return what starts the program beside the tray, on a bus of its own."""
    return lambda: start(session_bus)


def is_seen_without_daemon(tray: Tray, program: TrayProgram, display: str) -> None:
    """Check that a notice is on the screen, or is refused where nothing can show it."""
    program.told("notice")
    said = program.says()
    if tray is Tray.WINDOW:  # Qt leaves the message of an icon on the bus to the daemon
        assert said == "noticed"
        assert balloon(display)
    else:
        assert said == "refused: This desktop has no tray that shows messages."


@every_tray
def test_a_daemon_shows_it_beside_any_tray(beside_tray: Start, dunst: Dunst) -> None:
    """A real daemon has the notice, once, whatever stands on the panel."""
    with beside_tray() as program:
        program.told("notice")
        assert program.says() == "noticed"
        assert [notice.title for notice in dunst.taken_off()] == [NOTICE.title]


@every_tray
@pytest.mark.anyio
async def test_a_daemon_without_buttons_shows_it_beside_any_tray(
    beside_tray: Start, session_bus: str
) -> None:
    """A daemon that knows no actions is enough: the tray's message is not needed beside it."""
    async with scripted_daemon(session_bus, ("body",)) as daemon:
        with await asyncio.to_thread(_entered, beside_tray) as program:
            program.told("notice")
            await until(lambda: bool(daemon.taken))
            assert await asyncio.to_thread(program.says) == "noticed"
            assert [(taken.title, taken.actions) for taken in daemon.taken] == [(NOTICE.title, ())]


@every_tray
def test_a_daemon_that_dies_loses_no_notice(
    tray: Tray, beside_tray: Start, session_bus: str, x_display: str, tmp_path: Path
) -> None:
    """What comes after its death is on the screen or refused, never taken for shown."""
    environment = surroundings(DISPLAY=x_display, DBUS_SESSION_BUS_ADDRESS=session_bus)
    daemon = Dunst(tmp_path, environment)
    with beside_tray() as program:
        with running(daemon.command, environment, tmp_path / "dunst.log") as process:
            wait_until(daemon.answers, "dunst answering")
            program.told("notice")
            assert program.says() == "noticed"
            process.kill()
            wait_until(lambda: not daemon.answers(), "the bus noticing the death")
        is_seen_without_daemon(tray, program, x_display)


@every_tray
def test_without_a_daemon_it_is_on_the_screen_or_refused(
    tray: Tray, beside_tray: Start, x_display: str
) -> None:
    """Where no daemon runs the tray's own message helps, and where it cannot, that is said."""
    with beside_tray() as program:
        is_seen_without_daemon(tray, program, x_display)


@pytest.mark.parametrize("tray", [Tray.WINDOW, Tray.NONE], ids=lambda tray: tray.value)
@pytest.mark.usefixtures("no_session_bus")
def test_without_a_bus_it_is_on_the_screen_or_refused(
    tray: Tray, start: Callable[[str], AbstractContextManager[TrayProgram]], x_display: str
) -> None:
    """A session without D-Bus is told like one without a daemon."""
    with start("") as program:
        is_seen_without_daemon(tray, program, x_display)


def _entered(beside_tray: Start) -> AbstractContextManager[TrayProgram]:
    """Return a program that has started, to be entered by a loop that must not wait."""
    stack = ExitStack()
    program = stack.enter_context(beside_tray())

    @contextmanager
    def started() -> Iterator[TrayProgram]:
        with stack:
            yield program

    return started()
