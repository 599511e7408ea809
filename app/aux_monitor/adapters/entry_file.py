"""Figures by hand as a CSV file: read whole or not at all, and written whole or not at all."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from aux_monitor.domain.entries import Figure
from aux_monitor.ports.errors import EntryError
from aux_monitor.settings.entry_csv import Check, read_lines, written

MOST_BYTES = 4 * 1024 * 1024
MOST_LINES = 50_000
"""Far more than a person types: every KPI of the document daily for a year is 31,000."""


class Fault(Struct, frozen=True):
    """What is wrong with one line of a file."""

    line: int
    reason: str


class EntryFile(Struct, frozen=True):
    """The figures of a file, and the faults of those lines that hold none."""

    figures: tuple[Figure, ...]
    faults: tuple[Fault, ...]


def read_entries(path: Path, check: Check) -> EntryFile:
    """Return the figures of a file, each looked at by ``check``.

    Raises ``EntryError`` where the file cannot be read or has not the columns of one.
    """
    lines = read_lines(_text_of(path), str(path), check)
    return EntryFile(
        tuple(line.figure for line in lines if line.figure is not None),
        tuple(Fault(line.number, line.fault) for line in lines if line.figure is None),
    )


def write_entries(path: Path, figures: Iterable[Figure]) -> int:
    """Write figures to a new file and return how many; raise ``EntryError`` with a sentence.

    What stands at ``path`` already is left alone. The file is there whole or not at all.
    """
    if path.exists():
        raise EntryError(f"{path} is there already: name another file.")
    text, count = written(figures)
    try:
        with tempfile.TemporaryDirectory(prefix=".aux-monitor-", dir=path.parent) as beside:
            whole = Path(beside) / "entries.csv"
            whole.write_text(text, encoding="utf-8", newline="")
            whole.replace(path)
    except OSError as error:
        raise EntryError(f"{path} cannot be written: {error.strerror or error}.") from error
    return count


def _text_of(path: Path) -> str:
    """Return the text of a file of bounded size, a byte order mark left out."""
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
        text = raw.decode("utf-8-sig")
    except OSError as error:
        raise EntryError(f"{path} cannot be read: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise EntryError(f"{path} is not a text file in UTF-8.") from error
    if len(raw) > MOST_BYTES or text.count("\n") > MOST_LINES:
        limit = f"{MOST_BYTES // 1024**2} MiB or {MOST_LINES:,} lines"
        raise EntryError(f"{path} is larger than {limit}.")
    return text
