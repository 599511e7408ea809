"""Figures by hand as CSV: parsed line by line, and written so that no spreadsheet runs them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from difflib import get_close_matches

from msgspec import Struct

from aux_monitor.domain.catalogue import Catalogue, Metric
from aux_monitor.domain.entries import Figure, demands_of, fault_of
from aux_monitor.domain.reading import MetricId
from aux_monitor.settings.errors import EntryError

REQUIRED = ("metric", "date", "value")
COLUMNS = (*REQUIRED, "n", "note", "who")

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d{1,15}(\.\d{1,9})?", re.ASCII)
_COUNT = re.compile(r"\d{1,15}", re.ASCII)
_SHOWN = 40
_NAME_SHOWN = 64

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""

Check = Callable[[Figure], str]
"""Returns in one sentence why a figure cannot be entered, empty where it can."""


class Line(Struct, frozen=True):
    """One line that says something: its number, and its figure or what is wrong with it."""

    number: int
    figure: Figure | None
    fault: str = ""


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


def metric_named(catalogue: Catalogue, name: str) -> Metric:
    """Return the metric of that name, or raise ``EntryError`` that names the nearest."""
    metrics = catalogue.metrics
    found = metrics.get(MetricId(name))
    if found is not None:
        return found
    near = get_close_matches(name[:_NAME_SHOWN].lower(), metrics, n=1, cutoff=0.5)
    hint = f": did you mean {near[0]}?" if near else "."
    shown = "".join(mark if mark.isprintable() else "?" for mark in name[:_NAME_SHOWN])
    raise EntryError(f"There is no KPI '{shown}'{hint}")


def checking(catalogue: Catalogue, now: float) -> Check:
    """Return what looks at figures of any KPI of a catalogue."""

    def check(figure: Figure) -> str:
        try:
            metric = metric_named(catalogue, figure.metric)
        except EntryError as error:
            return str(error)
        return fault_of(figure, metric, demands_of(catalogue, metric.id), now)

    return check


def read_lines(text: str, name: str, check: Check) -> tuple[Line, ...]:
    """Return the lines of a text that is called ``name``, each figure looked at by ``check``.

    Its first line names the columns; what is copied from a spreadsheet has tabs between them.
    Raises ``EntryError`` where it does not.
    """
    head, _, _ = text.partition("\n")
    tabs = "\t" if "\t" in head else ","
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=tabs)
    figures: dict[tuple[MetricId, date], int] = {}
    found: list[Line] = []
    try:
        columns = _columns_of(next(reader, []), name)
        found.extend(
            _line_of(reader.line_num, columns, row, figures, check) for row in reader if any(row)
        )
    except csv.Error as error:
        found.append(Line(reader.line_num, None, f"this is not CSV: {error}."))
    return tuple(found)


def written(figures: Iterable[Figure]) -> tuple[str, int]:
    """Return figures as CSV that no spreadsheet runs, and how many there are."""
    lines = list(_rows_of(figures))
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([COLUMNS, *lines])
    return text.getvalue(), len(lines)


def _line_of(
    number: int,
    columns: tuple[str, ...],
    row: list[str],
    figures: dict[tuple[MetricId, date], int],
    check: Check,
) -> Line:
    try:
        figure = _figure_of(columns, row, check)
        _refuse_twice(figures, figure, number)
    except EntryError as error:
        return Line(number, None, str(error))
    return Line(number, figure)


def _columns_of(header: list[str], name: str) -> tuple[str, ...]:
    columns = tuple(column.strip().lower() for column in header)
    asked = f"{name} must begin with a line 'metric,date,value' (and n, note, who where known)"
    for column in columns:
        if column not in COLUMNS:
            raise EntryError(f"{asked}, not with {_quoted(column)}.")
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


def _rows_of(figures: Iterable[Figure]) -> Iterator[tuple[str, ...]]:
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
