"""A window that is closed: into the tray, out of it again, and for good."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from aux_monitor.services.intents import Quit
from aux_monitor.settings.schema import ThemeChoice
from aux_monitor.ui.theme import Theme, ThemeName
from aux_monitor.ui.window import MainWindow
from tests.ui.conftest import RESOURCES
from tests.ui.window.heard import heard


@pytest.fixture
def window(qtbot: QtBot, themes: dict[ThemeName, Theme]) -> MainWindow:
    """Return an empty window, shown and active."""
    made = MainWindow(themes, ThemeChoice.DARK)
    qtbot.addWidget(made, before_close_func=lambda shown: shown.keep_in_tray(there=False))
    made.show()
    made.complete()
    assert QTest.qWaitForWindowActive(made)
    return made


def test_closing_without_a_tray_asks_to_quit(window: MainWindow) -> None:
    """Where nothing could bring the window back, closing it ends the program."""
    asked = heard(window.intent)
    assert window.close()
    assert asked == [Quit()]


def test_closing_with_a_tray_only_hides(window: MainWindow) -> None:
    """With a tray the window goes away and the program stays."""
    asked = heard(window.intent)
    window.keep_in_tray(there=True)
    window.close()
    assert not window.isVisible()
    assert asked == []


def test_a_window_left_in_a_tray_that_goes_comes_back(window: MainWindow) -> None:
    """Nobody could reach it any more: it is found among the other windows, minimised."""
    window.keep_in_tray(there=True)
    window.close()
    window.keep_in_tray(there=False)
    assert window.isMinimized()


def test_a_window_that_is_open_stays_as_it_is(window: MainWindow) -> None:
    """A tray that goes changes nothing for a person who looks at the window."""
    window.keep_in_tray(there=True)
    window.keep_in_tray(there=False)
    assert window.isVisible()
    assert not window.isMinimized()


def test_quitting_is_never_trapped() -> None:
    """A window that closes into the tray does not stand in the way of the program's end."""
    ran = subprocess.run(  # noqa: S603 - this Python, and the text below
        [sys.executable, "-c", _QUITS, str(RESOURCES)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (0, "ended\n"), ran.stderr


_QUITS = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from aux_monitor.settings.schema import ThemeChoice
from aux_monitor.ui.theme import ThemeName, load_theme
from aux_monitor.ui.look_choice import theme_for
from aux_monitor.ui.window import MainWindow

app = QApplication([])
app.setQuitOnLastWindowClosed(False)
themes = {name: load_theme(Path(sys.argv[1]), name) for name in ThemeName}
window = MainWindow(themes, ThemeChoice.DARK)
window.keep_in_tray(there=True)
window.show()
QTimer.singleShot(0, app.quit)
app.exec()
print("ended")
"""
