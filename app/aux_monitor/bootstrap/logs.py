"""Where the program's own log goes: a small rotating file, and warnings to the terminal."""

from __future__ import annotations

import contextlib
import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

LARGEST = 1_000_000
KEPT = 3


class LogFile(RotatingFileHandler):
    """A log that a full disk neither ends nor lets spill onto the terminal.

    It says so there once, and is tried anew with every line: what was logged meanwhile is lost,
    and what comes when there is room again is in it.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=LARGEST, backupCount=KEPT, encoding="utf-8")
        self._failed = self._said = False

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line."""
        self._failed = False
        super().emit(record)
        self._said = self._said and self._failed

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """Say in one line why the file cannot be written; a fault of ours keeps its traceback."""
        error = sys.exc_info()[1]
        if not isinstance(error, OSError):
            super().handleError(record)
            return
        self._failed = True
        with contextlib.suppress(OSError):
            self.close()  # and with it what it could not write; the next line opens it again
        if not self._said:
            sys.stderr.write(f"aux-monitor: {_unwritable(self.baseFilename, error)}\n")
        self._said = True


def start_logging(log_file: Path) -> str:
    """Log to ``log_file`` and warnings to stderr; return one sentence where the file cannot be."""
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    # A library's chatter (one line a request) would bury the edges that matter.
    for noisy in ("httpx", "httpcore", "qasync", "asyncio"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    terminal = logging.StreamHandler()
    terminal.setLevel(logging.WARNING)
    terminal.setFormatter(logging.Formatter("aux-monitor: %(message)s"))
    root.addHandler(terminal)
    try:
        file = LogFile(log_file)
    except OSError as error:
        return _unwritable(log_file, error)
    file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root.addHandler(file)
    return ""


def _unwritable(path: Path | str, error: OSError) -> str:
    return f"The log file {path} cannot be written: {error.strerror or error}."
