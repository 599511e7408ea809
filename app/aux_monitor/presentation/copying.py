"""A metric's page as text for the clipboard: its figure in a sentence, its chart as CSV."""

from __future__ import annotations

import io
from datetime import UTC, datetime

from aux_monitor.presentation import text
from aux_monitor.presentation.detail_views import (
    DetailView,
)
from aux_monitor.presentation.provenance import HIDDEN
from aux_monitor.presentation.views import (
    LineView,
    PlotView,
)

_FORMULA = ("=", "+", "-", "@")


def figure_text(view: DetailView) -> str:
    """Return the figure with its state and, where it is compared, its change."""
    change = f"\n{view.change.text}" if view.change is not None else ""
    return f"{view.tile.accessible}{change}"


def chart_csv(plot: PlotView) -> str:
    """Return the measured values behind a chart, one row for each time of its first line.

    Times are UTC (ISO 8601); an empty cell is a gap. What is not measured (a path, a forecast) is
    left out; the period before has its own times. In private mode there is no value to return.
    """
    if plot.hidden:
        return f"{HIDDEN}\n"
    shown = [line for line in plot.lines if not line.dashed or line.shift_s]
    out = io.StringIO()
    import csv  # noqa: PLC0415 - a page that is only read needs none

    writer = csv.writer(out, lineterminator="\n")
    head: list[str] = []
    for line in shown:
        head += [
            _cell(f"time ({line.name})" if line.shift_s else "time"),
            _cell(_title(line, plot)),
        ]
    writer.writerow(head)
    length = max((len(line.values) for line in shown), default=0)
    for index in range(length):
        row: list[str] = []
        for line in shown:
            row += _pair(line, index)
        writer.writerow(row)
    return out.getvalue()


def _pair(line: LineView, index: int) -> list[str]:
    if index >= len(line.values):
        return ["", ""]
    at = line.start + index * line.step_s - line.shift_s
    value = line.values[index]
    moment = datetime.fromtimestamp(at, UTC).isoformat().replace("+00:00", "Z")
    return [moment, "" if value is None else text.plain(float(value))]


def _title(line: LineView, plot: PlotView) -> str:
    return f"{line.name} [{plot.unit}]" if plot.unit else line.name


def _cell(words: str) -> str:
    """Return a heading that no spreadsheet takes for a formula."""
    return f"'{words}" if words.startswith(_FORMULA) else words
