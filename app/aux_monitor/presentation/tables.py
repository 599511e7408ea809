"""The figures behind a picture as text that other programs read: CSV, JSON, or plain lines."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from msgspec import Struct

from aux_monitor.presentation.provenance import HIDDEN, Provenance, iso
from aux_monitor.presentation.views import LineView, PlotView

_COLUMNS = ("id", "name", "value", "unit", "n", "level", "trust", "target", "at", "source")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection")."""

_Cell: TypeAlias = str | float | None


class SeriesTable(Struct, frozen=True):
    """What a chart draws: a title, and its lines, of which some are paths or forecasts."""

    title: str
    unit: str
    lines: tuple[LineView, ...]


def series_of(title: str, plot: PlotView) -> SeriesTable:
    """Return the lines of a chart as they are drawn."""
    return SeriesTable(title, plot.unit, plot.lines)


def figures_csv(provenance: Provenance) -> str:
    """Return one row for each figure, with the time it was taken at and where from."""
    rows = provenance.tables()["metrics"]
    taken = iso(provenance.taken_at)
    head = ("taken_at", *_COLUMNS)
    return _csv([head, *((taken, *(row[column] for column in _COLUMNS)) for row in rows)])


def series_csv(table: SeriesTable, *, private: bool = False) -> str:
    """Return one row for each time of a chart, and one column for each of its lines.

    Lines may have been measured at different times; a cell stays empty where a line has none.
    """
    lines = [dict(_points(line)) for line in table.lines]
    times = sorted({at for line in lines for at in line})
    head = ("time", *(_headed(line.name, table.unit) for line in table.lines))
    rows = ((iso(at), *(_cell(line.get(at), private=private) for line in lines)) for at in times)
    return _csv([head, *rows])


def document(provenance: Provenance, charts: Sequence[SeriesTable]) -> str:
    """Return everything as one JSON object: where it is from, each figure, and the charts' lines.

    Times are ISO 8601 in UTC; a gap in a line is null.
    """
    whole = {
        "program": "aux-monitor",
        "version": provenance.version,
        "taken_at": iso(provenance.taken_at),
        "range": f"{iso(provenance.since)}/{iso(provenance.taken_at)}",
        "demo": provenance.demo,
        "private": provenance.private,
        "config": provenance.config,
        **provenance.tables(),
        "series": [_chart(table, private=provenance.private) for table in charts],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def lines_of(provenance: Provenance) -> str:
    """Return the connected figures as plain lines, to be pasted into a message."""
    head = f"AUX Monitor, {iso(provenance.taken_at)}"
    stamp = provenance.stamp
    rows = [
        f"{row['name']}: {_amount(row['value'], row['unit'])} ({row['level']}, {row['trust']})"
        for row in provenance.tables()["metrics"]
        if row["value"] is not None
    ]
    return "\n".join((head, *((stamp.text,) if stamp is not None else ()), *rows)) + "\n"


def _chart(table: SeriesTable, *, private: bool) -> dict[str, object]:
    lines = [
        {
            "name": line.name,
            "measured": not line.dashed,
            "points": [[iso(at), _cell(value, private=private)] for at, value in _points(line)],
        }
        for line in table.lines
    ]
    return {"title": table.title, "unit": table.unit, "lines": lines}


def _points(line: LineView) -> Iterable[tuple[float, float | None]]:
    for index, value in enumerate(line.values):
        yield line.start + index * line.step_s - line.shift_s, value


def _cell(value: float | None, *, private: bool) -> _Cell:
    return HIDDEN if private and value is not None else value


def _amount(value: _Cell, unit: _Cell) -> str:
    amount = f"{value:g}" if isinstance(value, float | int) else str(value)
    return f"{amount} {unit}" if unit else amount


def _headed(name: str, unit: str) -> str:
    return f"{name} ({unit})" if unit else name


def _csv(rows: Iterable[Sequence[_Cell]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    for row in rows:
        writer.writerow([_harmless(cell) for cell in row])
    return out.getvalue()


def _harmless(cell: _Cell) -> _Cell:
    """Return a cell that no spreadsheet runs; a number below zero is left a number."""
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return cell
