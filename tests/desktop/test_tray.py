"""The tray icon in a real tray (trayer, the XEmbed protocol), early, late and never there."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from tests.desktop.tray_host import (
    BREACH,
    ON_TARGET,
    PATIENCE_S,
    TrayProgram,
    balloon,
    pixels,
    xdotool,
)

pytestmark = pytest.mark.usefixtures("no_session_bus")


def count(display: str, colour: QColor, folder: Path) -> int:
    """Return how many pixels of the screen have nearly this colour."""
    path = folder / "screen.png"
    subprocess.run(  # noqa: S603 - ImageMagick's tool, and a path of this test
        ["import", "-window", "root", str(path)],  # noqa: S607 - wherever it is installed
        env={**os.environ, "DISPLAY": display},
        check=True,
        timeout=PATIENCE_S,
    )
    screen = QImage(str(path))
    assert not screen.isNull()
    return pixels(screen, colour, top=screen.height() - 40)


def appears(display: str, colour: QColor, folder: Path) -> bool:
    """Return whether the colour comes up on the panel before patience ends."""
    pause = threading.Event()
    for _ in range(40):
        if count(display, colour, folder) > 20:
            return True
        pause.wait(0.1)
    return False


def test_a_host_that_starts_late_gets_the_icon(
    x_display: str,
    program: TrayProgram,
    trayer: Callable[[], subprocess.Popen[bytes]],
    tmp_path: Path,
) -> None:
    """Started without a tray the program runs; the host that comes later shows its icon."""
    assert program.says() == "running without a tray"
    trayer()
    assert program.says() == "appeared"
    assert appears(x_display, ON_TARGET, tmp_path)


def test_the_icon_follows_what_is_shown(
    x_display: str,
    program: TrayProgram,
    trayer: Callable[[], subprocess.Popen[bytes]],
    tmp_path: Path,
) -> None:
    """A breach changes the icon that is on the panel."""
    program.says()
    trayer()
    program.says()
    program.told("breach 3")
    assert program.says() == "shown"
    assert appears(x_display, BREACH, tmp_path)


def test_a_host_that_ends_and_comes_back_gets_the_icon_again(
    x_display: str,
    program: TrayProgram,
    trayer: Callable[[], subprocess.Popen[bytes]],
    tmp_path: Path,
) -> None:
    """The panel's restart is survived: the icon goes with it, and comes back with it."""
    program.says()
    host = trayer()
    assert program.says() == "appeared"
    host.terminate()
    host.wait(timeout=PATIENCE_S)
    assert program.says() == "vanished"
    trayer()
    assert program.says() == "appeared"
    assert appears(x_display, ON_TARGET, tmp_path)


def test_a_message_from_the_tray_opens_its_metric(
    x_display: str, program: TrayProgram, trayer: Callable[[], subprocess.Popen[bytes]]
) -> None:
    """The fallback's message comes up on the screen, and a click on it is told as Open."""
    program.says()
    trayer()
    program.says()
    program.told("notice")
    assert program.says() == "noticed"
    left, top, width, height = balloon(x_display)
    xdotool(x_display, "mousemove", str(left + width // 3), str(top + height // 2), "click", "1")
    assert program.says() == "answered response_time NoticeAction.OPEN"


def test_without_a_host_the_program_runs_and_ends(program: TrayProgram) -> None:
    """On a desktop that never has a tray nothing is missing, and the end is in order."""
    assert program.says() == "running without a tray"
    program.told("breach 2")
    assert program.says() == "shown"
