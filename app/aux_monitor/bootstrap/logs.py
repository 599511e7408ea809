"""Where the program's own log goes: a small rotating file, and warnings to the terminal."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

LARGEST = 1_000_000
KEPT = 3


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
        file = RotatingFileHandler(
            log_file, maxBytes=LARGEST, backupCount=KEPT, encoding="utf-8", delay=False
        )
    except OSError as error:
        return f"The log file {log_file} cannot be written: {error.strerror or error}."
    file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root.addHandler(file)
    return ""
