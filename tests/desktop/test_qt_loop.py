"""The adapters work on Qt's event loop as they do on asyncio's."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from aux_monitor.ports.notifier import NoticeAction
from tests.contracts.notifier import NOTICE
from tests.desktop.dunst import Dunst
from tests.desktop.keyring_daemon import KeyringDaemon
from tests.desktop.programs import PATIENCE_S

ROOT = Path(__file__).resolve().parents[2]


def test_every_adapter_works_on_qts_loop(
    dunst: Dunst, keyring_daemon: KeyringDaemon, tmp_path: Path
) -> None:
    """Notice and answer, history, keyring, child and clock, each without a word of complaint."""
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "tests.desktop.qt_loop_program", str(tmp_path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "shown\n"
        dunst.choose(f"#{NoticeAction.SNOOZE.value} ({NOTICE.title})")
        said, errors = program.communicate(timeout=6 * PATIENCE_S)
    assert errors == ""
    assert said.splitlines() == [
        "pressed SNOOZE",
        "history 1",
        "keyring Secret(***)",
        "child True",
        "child False",
        "slept",
    ]
    assert program.returncode == 0
    assert len(keyring_daemon.labels()) == 1
