"""``dev.py run``: the program as a user sees it, or its picture where nothing can be shown."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from devtool import environment, system
from devtool.console import Command, TaskError, run_shown, say

SNAPSHOT = Path("build", "aux-monitor.png")


def run(root: Path, arguments: Sequence[str]) -> int:
    """Start AUX Monitor with ``arguments`` and return its exit code.

    On Linux without a display the window cannot open: one snapshot PNG is written instead, and
    the line printed says where. A sub-command (``check``, ``collector`` …) needs no display.
    """
    system.provide(system.FOR_RUN)
    python = environment.provide(root, environment.Lock.RUN)
    if has_display(sys.platform, os.environ) or names_subcommand(arguments):
        return _become([str(python), "-m", "aux_monitor", *arguments])
    say("This machine has no display (neither DISPLAY nor WAYLAND_DISPLAY is set).")
    target = root / SNAPSHOT
    target.parent.mkdir(parents=True, exist_ok=True)
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command: Command = [python, "-m", "aux_monitor", *arguments, "snapshot", target]
    code = run_shown(command, env=env)
    if code != 0:
        raise TaskError(f"The snapshot could not be written (aux-monitor ended with code {code}).")
    say(f"Wrote a snapshot of the window to {target}")
    return 0


def has_display(platform: str, env: Mapping[str, str]) -> bool:
    """Return whether a window can be shown; only Linux and its kin can be without a display."""
    if platform in {"win32", "darwin"} or env.get("QT_QPA_PLATFORM"):
        return True
    return bool(env.get("DISPLAY") or env.get("WAYLAND_DISPLAY"))


def names_subcommand(arguments: Sequence[str]) -> bool:
    """Return whether the program's own command line asks for something other than the window."""
    return bool(arguments) and (
        not arguments[0].startswith("-") or arguments[0] in {"--help", "--version", "-h"}
    )


def _become(command: list[str]) -> int:
    if os.name == "posix":
        os.execv(command[0], command)  # noqa: S606 - signals must reach the program itself
    return run_shown(command)
