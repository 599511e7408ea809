"""Looking at a session.log before it is watched: is it there, may it be read, is it AUX's?"""

from __future__ import annotations

import json
from pathlib import Path

from msgspec import Struct

LOOKED_AT = 65_536
"""Bytes of the file's beginning that are looked at: room for several of the longest usual lines."""


class LogFinding(Struct, frozen=True):
    """One sentence about one path."""

    ok: bool
    sentence: str


def check_log(path: Path) -> LogFinding:
    """Return what is found at ``path``; reads its first lines only."""
    try:
        with path.open("rb") as file:
            head = file.read(LOOKED_AT)
    except FileNotFoundError:
        return _missing(path)
    except IsADirectoryError:
        return LogFinding(ok=False, sentence=f"{path} is a folder; choose the session.log in it.")
    except PermissionError:
        return LogFinding(ok=False, sentence=f"{path} may not be read (permission denied).")
    except OSError as error:
        return LogFinding(ok=False, sentence=f"{path} cannot be read: {error.strerror or error}.")
    if not head:
        return LogFinding(ok=True, sentence="The log is empty as yet; its lines will be followed.")
    if not any(_is_aux(line) for line in head.split(b"\n")):
        return LogFinding(
            ok=False, sentence=f"{path} holds no line of an AUX session.log at its beginning."
        )
    return LogFinding(ok=True, sentence="An AUX session.log, readable.")


def _missing(path: Path) -> LogFinding:
    if path.parent.is_dir():
        return LogFinding(
            ok=True, sentence="There is no such file yet; it is followed once it appears."
        )
    return LogFinding(ok=False, sentence=f"There is no folder {path.parent}.")


def _is_aux(line: bytes) -> bool:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and "event_type" in value and "timestamp" in value
