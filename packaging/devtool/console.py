"""What a developer reads: plain lines, and errors of one sentence."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

Command: TypeAlias = Sequence[str | Path]


class TaskError(Exception):
    """The command cannot go on; the text is one sentence that names what and where."""


def say(line: str) -> None:
    """Print one line at once, so that it stands before whatever a child process prints next."""
    print(line, flush=True)


def warn(line: str) -> None:
    """Print one line to standard error at once."""
    print(line, file=sys.stderr, flush=True)


def run_quietly(
    command: Command, env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> tuple[int, str]:
    """Run ``command`` without a standard input; return its exit code and all it printed.

    Raises ``TaskError`` when the program cannot be started.
    """
    done = _run(command, env, cwd, subprocess.PIPE)
    return done.returncode, done.stdout.decode("utf-8", "replace")


def run_shown(
    command: Command, env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> int:
    """Run ``command`` without a standard input, its output shown as it comes; return its code.

    Raises ``TaskError`` when the program cannot be started.
    """
    return _run(command, env, cwd, None).returncode


def _run(
    command: Command,
    env: Mapping[str, str] | None,
    cwd: Path | None,
    output: int | None,
) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT if output is not None else None,
            env=None if env is None else dict(env),
            cwd=cwd,
            check=False,
        )
    except OSError as error:
        raise TaskError(f"Could not start {command[0]}: {error.strerror or error}.") from error
