"""Figures by hand as a CSV file: read whole or not at all, and written so that no sheet runs it."""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

from msgspec import Struct

from aux_monitor.domain.entries import Figure
from aux_monitor.domain.reading import MetricId
from aux_monitor.ports.errors import EntryError

REQUIRED = ("metric", "date", "value")
COLUMNS = (*REQUIRED, "n", "note", "who")

MOST_BYTES = 4 * 1024 * 1024
MOST_LINES = 50_000
"""Far more than a person types: every KPI of the document daily for a year is 31,000."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d{1,15}(\.\d{1,9})?", re.ASCII)
_COUNT = re.compile(r"\d{1,15}", re.ASCII)
_SHOWN = 40

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""

Check = Callable[[Figure], str]
"""Returns in one sentence why a figure cannot be entered, empty where it can."""


class Fault(Struct, frozen=True):
    """What is wrong with one line of a file."""

    line: int
    reason: str


class EntryFile(Struct, frozen=True):
    """The figures of a file, and the faults of those lines that hold none."""

    figures: tuple[Figure, ...]
    faults: tuple[Fault, ...]


def day_of(text: str) -> date:
    """Return the date that ``text`` writes as ``2026-11-21``, or raise ``EntryError``."""
    try:
        if _DAY.fullmatch(text) is not None:
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise EntryError(f"{_quoted(text)} is not a date such as 2026-11-21.")


def value_of(text: str) -> float:
    """Return the number that ``text`` writes as ``1090.5``, or raise ``EntryError``."""
    if _NUMBER.fullmatch(text) is None:
        raise EntryError(f"{_quoted(text)} is not a number such as 1090.5.")
    return float(text)


def count_of(text: str) -> int | None:
    """Return the whole number that ``text`` writes, None where it is empty; or ``EntryError``."""
    if not text:
        return None
    if _COUNT.fullmatch(text) is None:
        raise EntryError(f"{_quoted(text)} is not a whole number such as 420.")
    return int(text)


def read_entries(path: Path, check: Check) -> EntryFile:
    """Return the figures of a file, each looked at by ``check``.

    Raises ``EntryError`` where the file cannot be read or has not the columns of one.
    """
    reader = csv.reader(io.StringIO(_text_of(path), newline=""), strict=True)
    figures: dict[tuple[MetricId, date], int] = {}
    found: list[Figure] = []
    faults: list[Fault] = []
    try:
        columns = _columns_of(next(reader, []), path)
        for row in reader:
            if not any(row):
                continue
            try:
                figure = _figure_of(columns, row, check)
                _refuse_twice(figures, figure, reader.line_num)
                found.append(figure)
            except EntryError as error:
                faults.append(Fault(reader.line_num, str(error)))
    except csv.Error as error:
        faults.append(Fault(reader.line_num, f"this is not CSV: {error}."))
    return EntryFile(tuple(found), tuple(faults))


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


def _columns_of(header: list[str], path: Path) -> tuple[str, ...]:
    columns = tuple(name.strip().lower() for name in header)
    asked = f"{path} must begin with a line 'metric,date,value' (and n, note, who where known)"
    for name in columns:
        if name not in COLUMNS:
            raise EntryError(f"{asked}, not with {_quoted(name)}.")
    if len(set(columns)) < len(columns) or not set(REQUIRED) <= set(columns):
        raise EntryError(f"{asked}, each column once.")
    return columns


def _figure_of(columns: tuple[str, ...], row: list[str], check: Check) -> Figure:
    if len(row) != len(columns):
        raise EntryError(f"there are {len(row)} fields where the first line names {len(columns)}.")
    fields = {name: field.strip() for name, field in zip(columns, row, strict=True)}
    figure = Figure(
        metric=MetricId(fields["metric"]),
        day=day_of(fields["date"]),
        value=value_of(fields["value"]),
        n=count_of(fields.get("n", "")),
        note=_unguarded(fields.get("note", "")),
        who=_unguarded(fields.get("who", "")),
    )
    fault = check(figure)
    if fault:
        raise EntryError(fault)
    return figure


def _refuse_twice(figures: dict[tuple[MetricId, date], int], figure: Figure, line: int) -> None:
    before = figures.setdefault((figure.metric, figure.day), line)
    if before != line:
        raise EntryError(f"line {before} has a figure of {figure.metric} for that day already.")


def write_entries(path: Path, figures: Iterable[Figure]) -> int:
    """Write figures to a new file and return how many; raise ``EntryError`` with a sentence.

    What stands at ``path`` already is left alone. The file is there whole or not at all.
    """
    if path.exists():
        raise EntryError(f"{path} is there already: name another file.")
    lines = list(_lines_of(figures))
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([COLUMNS, *lines])
    try:
        with tempfile.TemporaryDirectory(prefix=".aux-monitor-", dir=path.parent) as beside:
            whole = Path(beside) / "entries.csv"
            whole.write_text(text.getvalue(), encoding="utf-8", newline="")
            whole.replace(path)
    except OSError as error:
        raise EntryError(f"{path} cannot be written: {error.strerror or error}.") from error
    return len(lines)


def _lines_of(figures: Iterable[Figure]) -> Iterator[tuple[str, ...]]:
    for figure in figures:
        yield (
            figure.metric,
            figure.day.isoformat(),
            _digits(figure.value),
            "" if figure.n is None else str(figure.n),
            _guarded(figure.note),
            _guarded(figure.who),
        )


def _digits(value: float) -> str:
    """Return a value with as many digits as it takes to read the same one back."""
    return str(int(value)) if value.is_integer() else f"{value:.9f}".rstrip("0")


def _guarded(text: str) -> str:
    """Return text that no spreadsheet takes for a formula; ``_unguarded`` gives it back.

    After OWASP's "CSV Injection": an apostrophe is set before it.
    """
    return f"'{text}" if text.lstrip("'").startswith(_FORMULA) else text


def _unguarded(text: str) -> str:
    guarded = text.startswith("'") and text.lstrip("'").startswith(_FORMULA)
    return text[1:] if guarded else text


def _quoted(text: str) -> str:
    """Return what somebody wrote as it can be shown: bounded, on one line."""
    shown = "".join(mark if mark.isprintable() else "?" for mark in text[: _SHOWN + 1])
    return f"'{shown[:_SHOWN]}…'" if len(shown) > _SHOWN else f"'{shown}'"
