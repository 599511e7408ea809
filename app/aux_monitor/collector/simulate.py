"""Writes a believable session.log in real time, as the AUX server's rotating handler would."""

from __future__ import annotations

import json
import os
import random
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import FrameType

from msgspec import Struct

from aux_monitor.collector.traffic import Forced, Traffic, script
from aux_monitor.settings.errors import AuxMonitorError

BACKUPS = 5
_TAIL = 64 * 1024


class SimulateError(AuxMonitorError):
    """The simulator cannot write its log; one sentence says why."""


class SimulateOptions(Struct, frozen=True):
    """What the command line asks for; ``most_bytes`` 0 never rotates."""

    log: Path
    rate: float
    backlog_s: float
    seed: int | None
    most_bytes: int
    forced: Forced | None
    exit_with_stdin: bool


class RotatingLog:
    """Appends lines; at ``most_bytes`` renames to .1 … .5 like Python's RotatingFileHandler."""

    def __init__(self, path: Path, most_bytes: int) -> None:
        self._path = path
        self._most_bytes = most_bytes
        self._handle = path.open("ab")

    def write(self, text: str) -> None:
        """Append one line; it is in the file after ``flush``."""
        line = text.encode() + b"\n"
        if self._most_bytes and self._handle.tell() + len(line) >= self._most_bytes:
            self._rotate()
        self._handle.write(line)

    def flush(self) -> None:
        """Hand every line to the system."""
        self._handle.flush()

    def _rotate(self) -> None:
        self._handle.close()
        for number in range(BACKUPS - 1, 0, -1):
            with suppress(FileNotFoundError):
                self._numbered(number).replace(self._numbered(number + 1))
        self._path.replace(self._numbered(1))
        self._handle = self._path.open("ab")

    def _numbered(self, number: int) -> Path:
        return self._path.with_name(f"{self._path.name}.{number}")

    def close(self) -> None:
        """Write what is left and close."""
        self._handle.close()


def simulate(options: SimulateOptions) -> int:
    """Write until told to end; return 0. Raises ``SimulateError``."""
    stopping = threading.Event()
    _listen(stopping, options)
    try:
        options.log.parent.mkdir(parents=True, exist_ok=True)
        last = _last_time(options.log)
        log = RotatingLog(options.log, options.most_bytes)
        try:
            _write(log, options, last, stopping)
        finally:
            log.close()
    except OSError as error:
        reason = error.strerror or error
        raise SimulateError(f"The log {options.log} cannot be written: {reason}.") from None
    return 0


def _listen(stopping: threading.Event, options: SimulateOptions) -> None:
    def end(signum: int, frame: FrameType | None) -> None:
        del signum, frame
        stopping.set()

    def await_end_of_input() -> None:
        with suppress(OSError):
            while os.read(0, 4096):
                pass
        stopping.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    if options.exit_with_stdin:
        threading.Thread(target=await_end_of_input, daemon=True).start()


def _write(
    log: RotatingLog, options: SimulateOptions, last: float, stopping: threading.Event
) -> None:
    now = time.time()
    seed = random.SystemRandom().getrandbits(32) if options.seed is None else options.seed
    start = max(now - options.backlog_s, min(last, now))
    plan = script(seed, now, options.backlog_s, options.forced)
    entries = Traffic(seed, start, options.rate, plan).entries()
    for entry in entries:
        wait_s = entry.timestamp - time.time()
        if wait_s > 0:
            log.flush()
        if stopping.wait(wait_s) if wait_s > 0 else stopping.is_set():
            return
        log.write(entry.text)


def _last_time(path: Path) -> float:
    """Return the time of the last whole entry that an earlier run left, 0 when there is none."""
    if not path.is_file():
        return 0.0
    with path.open("rb") as handle:
        handle.seek(max(0, path.stat().st_size - _TAIL))
        lines = handle.read().splitlines()
    return next(_times(lines), 0.0)


def _times(lines: list[bytes]) -> Iterator[float]:
    for line in reversed(lines):
        with suppress(ValueError, KeyError, TypeError):
            yield float(json.loads(line)["timestamp"])
