"""The folder of scheduled snapshots: which of its files the schedule made, and their deletion."""

from __future__ import annotations

import re
import stat
from pathlib import Path

from aux_monitor.adapters.exported_file import is_png, png_texts
from aux_monitor.ports.errors import ExportError

_HEAD = 1024 * 1024
"""Bytes of a file that are looked at: what it says of itself stands before its pixels."""


def prune(folder: Path, names: re.Pattern[str], keep: int, older_than: float | None) -> int:
    """Delete the oldest snapshots of the schedule; return how many.

    Only a plain file whose name matches ``names`` whole, and which says of itself that the
    schedule made it, is ever deleted.

    Args:
        folder: Where they are.
        names: What their names match.
        keep: How many of the newest stay; 0 for all.
        older_than: What was written before this time (POSIX seconds) goes; None for none.

    Raises:
        ExportError: the folder cannot be read, or one of them cannot be deleted.
    """
    try:
        found = sorted(_candidates(folder, names), reverse=True)
        gone = [path for at, path in found[keep:]] if keep else []
        if older_than is not None:
            gone += [path for at, path in found if at < older_than and path not in gone]
        ours = [path for path in gone if _is_scheduled(path)]
        for path in ours:
            path.unlink(missing_ok=True)
    except OSError as error:
        reason = error.strerror or error
        raise ExportError(f"Old snapshots in {folder} cannot be deleted: {reason}.") from error
    return len(ours)


def _candidates(folder: Path, names: re.Pattern[str]) -> list[tuple[float, Path]]:
    """Return plain files that are named so, with the time each was written."""
    found = []
    for path in folder.iterdir():
        if names.fullmatch(path.name):
            about = path.lstat()
            if stat.S_ISREG(about.st_mode):
                found.append((about.st_mtime, path))
    return found


def _is_scheduled(path: Path) -> bool:
    """Return whether a file says that the schedule made it; one that is damaged says nothing."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not is_png(head):
        return False
    try:
        texts = png_texts(head, str(path), until=b"IDAT")
    except ExportError:
        return False
    written_by_us = texts.get("Software", "").startswith("aux-monitor ")
    return written_by_us and texts.get("aux-monitor.scheduled") == "true"
