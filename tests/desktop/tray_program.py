"""A program with a tray icon, for the tests that look at real tray hosts.

Prints one line for each thing that happens; every line on its standard input is carried out:
``breach 3`` shows three alerts, ``notice`` a message, ``quit`` (or the end of the input) ends it.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication

from aux_monitor.domain.level import Level
from aux_monitor.ports.notifier import Notice, NoticeAction, Urgency
from aux_monitor.presentation.views import TrayView
from aux_monitor.ui.theme import ThemeName, load_theme
from aux_monitor.ui.tray import Tray
from aux_monitor.ui.tray_notifier import TrayNotifier

NOTICE = Notice(
    "response_time",
    "Response time above 300 ms",
    "Engineering investigation. 318 ms, since 14:02.",
    Urgency.CRITICAL,
    (NoticeAction.OPEN,),
)

RESOURCES = Path(__file__).resolve().parents[2] / "resources"


def tell(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def obey(line: str, tray: Tray, notifier: TrayNotifier, app: QApplication) -> None:
    """Carry out one line."""
    word, _, count = line.strip().partition(" ")
    if word == "breach":
        tray.show(TrayView(Level.BREACH, int(count), "Response time 318 ms", demo=False))
        tell("shown")
    elif word == "notice":
        asyncio.run(notifier.show(NOTICE))
        tell("noticed")
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
    messages = TrayNotifier(tray, lambda tag, action: tell(f"answered {tag} {action.value}"))
    tray.show(TrayView(Level.ON_TARGET, 0, "All on target", demo=False))
    tray.start()
    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda: obey(sys.stdin.readline(), tray, messages, app))
    tell(f"running {'with' if tray.available else 'without'} a tray")
    return app.exec()


if __name__ == "__main__":
    raise SystemExit(main())
