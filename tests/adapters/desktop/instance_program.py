"""A start of the program, as far as being the only one goes: prints what came of it."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import qasync
from PySide6.QtCore import QCoreApplication

from aux_monitor.adapters.desktop.single_instance import Claim, SingleInstance


def say(word: str) -> None:
    """Print a word at once."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


async def live() -> None:
    """Live until killed or until stdin ends."""
    await asyncio.to_thread(sys.stdin.read)


folder, config, patience = sys.argv[1:]
application = QCoreApplication([])
instance = SingleInstance(
    Path(folder), Path(config), lambda: say("asked to come up"), patience_s=float(patience)
)
claim = instance.claim()
if claim is Claim.FIRST:
    instance.listen()
say(claim.name)
if claim is Claim.FIRST:
    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(application)) as runner:
        runner.run(live())
    instance.close()
