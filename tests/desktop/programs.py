"""Programs of a real desktop, each started for a test and ended by its own process id."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest

PATIENCE_S = 30.0
"""How long a program may take to do what it is waited for."""


@contextlib.contextmanager
def running(
    command: Sequence[str],
    environment: Mapping[str, str],
    log: Path,
    *,
    given: bytes = b"",
    pass_fds: Sequence[int] = (),
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program until the end of the block; what it writes goes to ``log``."""
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - the tests' own list
            command,
            env=dict(environment),
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=output,
            pass_fds=tuple(pass_fds),
        )
    assert process.stdin is not None
    process.stdin.write(given)
    process.stdin.close()
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_until(happened: Callable[[], bool], what: str, patience_s: float = PATIENCE_S) -> None:
    """Return once ``happened``; fail the test when it does not."""
    deadline = time.monotonic() + patience_s
    while not happened():
        if time.monotonic() > deadline:
            pytest.fail(f"{what} did not happen within {patience_s:g} s")
        time.sleep(0.01)


async def until(happened: Callable[[], bool]) -> None:
    """Return once ``happened``, leaving the event loop to run meanwhile."""
    await asyncio.to_thread(wait_until, happened, "what was awaited")


def listens(path: Path) -> bool:
    """Return whether a socket takes connections: it stands before it does."""
    with socket.socket(socket.AF_UNIX) as attempt:
        return attempt.connect_ex(str(path)) == 0


def said(command: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return what a short command prints; it must succeed."""
    return subprocess.run(  # noqa: S603 - the tests' own list
        command,
        env=dict(environment),
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=True,
    ).stdout


def surroundings(**changed: str) -> dict[str, str]:
    """Return this process's environment with some variables changed."""
    return {**os.environ, **changed}
