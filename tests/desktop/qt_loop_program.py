"""The adapters on Qt's event loop, as in the program: prints one line for each that works."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import qasync
from PySide6.QtCore import QCoreApplication

from aux_monitor.adapters.children import CollectorChild
from aux_monitor.adapters.desktop.clock import SystemClock
from aux_monitor.adapters.desktop.notifications import DesktopNotifier
from aux_monitor.adapters.desktop.secrets import KeyringSecrets
from aux_monitor.adapters.history.sqlite import SqliteHistory
from aux_monitor.domain.notice import Snooze
from aux_monitor.ports.notifier import NoticeAction
from aux_monitor.ports.secrets import Secret
from tests.contracts.notifier import NOTICE

HOME = Path(sys.argv[1])


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


async def notify() -> None:
    """Show a notice and wait for what is pressed."""
    loop = asyncio.get_running_loop()
    pressed: asyncio.Future[NoticeAction] = loop.create_future()
    notifier = DesktopNotifier(lambda _tag, action: pressed.set_result(action))
    await notifier.show(NOTICE)
    say("shown")
    say(f"pressed {(await pressed).name}")
    await notifier.aclose()


async def keep() -> None:
    """Write and read the history and the keyring."""
    history = SqliteHistory(HOME / "history.sqlite3")
    await history.save_snoozes((Snooze(1.0),))
    say(f"history {len((await history.load()).snoozes)}")
    await history.aclose()
    secrets = KeyringSecrets()
    await secrets.put("github@api.github.com", Secret("ghp_first"))
    say(f"keyring {await secrets.get('github@api.github.com')}")


async def have_a_child() -> None:
    """Start and stop the collector."""
    child = CollectorChild([HOME / "session.log"], HOME / "data", None)
    await child.start()
    say(f"child {child.alive}")
    await child.stop()
    say(f"child {child.alive}")


async def everything() -> None:
    """Use them one after the other."""
    await notify()
    await keep()
    await have_a_child()
    await SystemClock().sleep(0.01)
    say("slept")


application = QCoreApplication([])
with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(application)) as runner:
    runner.run(everything())
