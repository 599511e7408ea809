"""A start that nobody waits for: with the computer, into the tray, without taking the focus."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QTimer

from aux_monitor.adapters.desktop.autostart import best_autostart, own_command
from aux_monitor.bootstrap.options import Options
from aux_monitor.ports.autostart import Autostart
from aux_monitor.ui.tray import Tray
from aux_monitor.ui.window import MainWindow

TRAY_WITHIN_MS = 15_000
"""A desktop that starts brings its tray up last; after so long there is none."""


def show_minimised_without_tray(
    window: MainWindow, tray: Tray, *, within_ms: int = TRAY_WITHIN_MS
) -> None:
    """Show a hidden window minimised, unless a tray turns up from which it can be opened."""

    def look() -> None:
        if window.isHidden() and not tray.available:
            window.showMinimized()

    QTimer.singleShot(within_ms, window, look)


def own_autostart(options: Options) -> Autostart:
    """Return this system's list of what starts with it, for this very program.

    It starts with the same files; what was asked of this run alone is not repeated.
    """
    repeated: list[str] = []
    for name, path in (("--config", options.config), ("--data", options.data)):
        if path is not None:
            repeated += [name, str(path.absolute())]
    frozen = bool(getattr(sys, "frozen", False))
    command = own_command(Path(sys.executable), repeated, frozen=frozen)
    return best_autostart(command, sys.platform, Path.home(), os.environ.get("XDG_CONFIG_HOME", ""))
