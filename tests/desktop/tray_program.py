"""A program with a tray icon, for the tests that look at real tray hosts.

Prints one line for each thing that happens; every line on its standard input is carried out:
``breach 3`` shows three alerts, ``quit`` (or the end of the input) ends it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication

from aux_monitor.domain.level import Level
from aux_monitor.presentation.views import TrayView
from aux_monitor.ui.theme import ThemeName, load_theme
from aux_monitor.ui.tray import Tray

RESOURCES = Path(__file__).resolve().parents[2] / "resources"


def tell(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def obey(line: str, tray: Tray, app: QApplication) -> None:
    """Carry out one line."""
    word, _, count = line.strip().partition(" ")
    if word == "breach":
        tray.show(TrayView(Level.BREACH, int(count), "Response time 318 ms", demo=False))
        tell("shown")
    else:
        tray.stop()
        app.quit()


def main() -> int:
    """Run until told to quit."""
    app = QApplication(sys.argv)
    app.setQuitOnLastWindowClosed(False)
    tray = Tray(load_theme(RESOURCES, ThemeName.DARK), look_every_ms=200)
    tray.appeared.connect(lambda: tell("appeared"))
    tray.vanished.connect(lambda: tell("vanished"))
    tray.intent.connect(lambda intent: tell(f"asked {type(intent).__name__}"))
    tray.show(TrayView(Level.ON_TARGET, 0, "All on target", demo=False))
    tray.start()
    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda: obey(sys.stdin.readline(), tray, app))
    tell(f"running {'with' if tray.available else 'without'} a tray")
    return app.exec()


if __name__ == "__main__":
    raise SystemExit(main())
