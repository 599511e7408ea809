"""A program with a tray icon and notices, put together as in the program itself.

Prints one line for each thing that happens; every line on its standard input is carried out:
``breach 3`` shows three alerts in the tray, ``notice`` shows a notice wherever that is possible,
``quit`` (or the end of the input) ends it.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from aux_monitor.adapters.desktop.fallback_notifier import best_notifier
from aux_monitor.domain.level import Level
from aux_monitor.ports.errors import NotifierError
from aux_monitor.ports.notifier import Notifier
from aux_monitor.presentation.views import TrayView
from aux_monitor.ui.theme import ThemeName, load_theme
from aux_monitor.ui.tray import Tray
from aux_monitor.ui.tray_notifier import TrayNotifier
from tests.contracts.notifier import NOTICE

RESOURCES = Path(__file__).resolve().parents[2] / "resources"


def tell(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


async def obey(line: str, tray: Tray, notifier: Notifier) -> None:
    """Carry out one line."""
    word, _, count = line.strip().partition(" ")
    if word == "breach":
        tray.show(TrayView(Level.BREACH, int(count), "Response time 318 ms", demo=False))
        tell("shown")
    elif word == "notice":
        try:
            await notifier.show(NOTICE)
        except NotifierError as error:
            tell(f"refused: {error}")
        else:
            tell("noticed")


async def main() -> None:
    """Run until told to quit."""
    tray = Tray(load_theme(RESOURCES, ThemeName.DARK), look_every_ms=200)
    tray.appeared.connect(lambda: tell("appeared"))
    tray.vanished.connect(lambda: tell("vanished"))
    tray.intent.connect(lambda intent: tell(f"asked {intent}"))

    def answered(tag: str, action: object) -> None:
        tell(f"answered {tag} {action}")

    notifier = best_notifier(answered, TrayNotifier(tray, answered))
    tray.show(TrayView(Level.ON_TARGET, 0, "All on target", demo=False))
    tray.start()
    lines: asyncio.Queue[str] = asyncio.Queue()
    reader = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    reader.activated.connect(lambda: lines.put_nowait(sys.stdin.readline()))
    tell(f"running {'with' if tray.available else 'without'} a tray")
    while (line := await lines.get()) not in ("", "quit\n"):
        await obey(line, tray, notifier)
    reader.setEnabled(False)
    await notifier.aclose()
    tray.stop()


if __name__ == "__main__":
    application = QApplication(sys.argv)
    application.setApplicationName("AUX Monitor")
    application.setQuitOnLastWindowClosed(False)
    with asyncio.Runner(loop_factory=lambda: QEventLoop(application)) as runner:
        runner.run(main())
