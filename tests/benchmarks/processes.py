"""Processes under measurement: started apart from this user's files, read from ``/proc``."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
_TICK = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


def started(
    command: Sequence[str],
    env: Mapping[str, str],
    pass_fds: Sequence[int] = (),
    *,
    read: bool = False,
) -> subprocess.Popen[bytes]:
    """Start ``command`` with nothing on its standard input; its output is lost.

    With ``read`` its standard output is for us to read, and its complaints are shown.
    """
    return subprocess.Popen(  # noqa: S603 - the benchmarks' own commands, no shell
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if read else subprocess.DEVNULL,
        stderr=None if read else subprocess.DEVNULL,
        env=dict(env),
        cwd=ROOT,
        pass_fds=pass_fds,
    )


def ended(process: subprocess.Popen[bytes]) -> None:
    """End a process that was started here, and wait for it."""
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextlib.contextmanager
def running(
    command: Sequence[str], env: Mapping[str, str], *, read: bool = False
) -> Iterator[subprocess.Popen[bytes]]:
    """Start ``command`` and end it afterwards."""
    process = started(command, env, read=read)
    try:
        yield process
    finally:
        ended(process)
        if process.stdout is not None:
            process.stdout.close()


def wait_for_line(process: subprocess.Popen[bytes]) -> dict[str, Any]:
    """Return the JSON object of the first line a process prints, or raise ``RuntimeError``."""
    line = process.stdout.readline() if process.stdout is not None else b""
    if not line.startswith(b"{"):
        raise RuntimeError(f"{process.args!r} ended before it was ready")
    answer: dict[str, Any] = json.loads(line)
    return answer


def program(*arguments: str | Path) -> list[str]:
    """Return the command line of aux-monitor with ``arguments``."""
    return [sys.executable, "-m", "aux_monitor", *map(str, arguments)]


def own_home(folder: Path, display: str, bus: str) -> dict[str, str]:
    """Return an environment whose home, display and bus are the benchmark's own."""
    names = ("CONFIG", "DATA", "CACHE", "STATE", "RUNTIME")
    places = {
        f"XDG_{name}_{'DIR' if name == 'RUNTIME' else 'HOME'}": folder / name.lower()
        for name in names
    }
    for place in places.values():
        place.mkdir(mode=0o700, exist_ok=True)
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    return {
        **kept,
        **{name: str(place) for name, place in places.items()},
        "HOME": str(folder),
        "DISPLAY": display,
        "DBUS_SESSION_BUS_ADDRESS": bus,
        "QT_QPA_PLATFORM": "xcb",
        "PYTHONPATH": str(ROOT),
    }


def resident_mib(pid: int) -> float:
    """Return a process's resident memory in MiB."""
    pages = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1])
    return pages * _PAGE / 2**20


def cpu_seconds(pid: int) -> float:
    """Return the processor time a process has used so far, all its threads together.

    Raises ``RuntimeError`` when it has ended: the dead use none.
    """
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    if fields[0] in "ZX":
        raise RuntimeError(f"process {pid} has ended")
    return (int(fields[11]) + int(fields[12])) / _TICK


def children(pid: int) -> dict[int, list[str]]:
    """Return the command line of every child of a process."""
    found = {}
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text("ascii").split():
            line = Path(f"/proc/{child}/cmdline").read_bytes().decode().rstrip("\0")
            found[int(child)] = line.split("\0")
    return found
