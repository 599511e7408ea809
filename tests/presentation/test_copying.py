"""A page as text for the clipboard."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

from msgspec.structs import replace

from aux_monitor.domain.level import Level
from aux_monitor.presentation.copying import chart_csv, figure_text
from aux_monitor.presentation.detail import Compared, detail
from aux_monitor.presentation.detail_views import (
    ChangeView,
    DetailRange,
    DetailView,
)
from tests.presentation.builders import NOW, RESPONSE, picture, series, state


def page(**changes: object) -> DetailView:
    """Return the response time's page over a day, compared with the one before."""
    day = DetailRange.DAY.seconds
    before = series([80.0, 90.0], step_s=60.0, end=NOW - day)
    held = series([120.5, None, 118.0], step_s=60.0, end=NOW)
    shown = detail(picture(state()), RESPONSE.id, DetailRange.DAY, held, Compared(before))
    assert shown is not None
    return replace(shown, **changes)


def test_every_measured_value_has_its_own_time() -> None:
    """Gaps are empty cells; the period before has the times it was measured at, in UTC."""
    plot = page().plot
    assert plot is not None
    rows = list(csv.reader(io.StringIO(chart_csv(plot))))
    assert rows[0][0] == "time"
    assert rows[0][1].endswith("[ms]")
    assert rows[0][2] == "time (24 h before)"
    assert [row[1] for row in rows[1:]] == ["120.5", "", "118"]
    assert [row[3] for row in rows[1:]] == ["80", "90", ""]
    newest = datetime.fromisoformat(rows[3][0]).astimezone(UTC)
    earlier = datetime.fromisoformat(rows[2][2]).astimezone(UTC)
    assert (newest.timestamp(), earlier.timestamp()) == (NOW, NOW - DetailRange.DAY.seconds)


def test_no_name_becomes_a_formula() -> None:
    """A spreadsheet does not calculate what a catalogue calls a metric."""
    plot = page().plot
    assert plot is not None
    nasty = replace(plot, lines=(replace(plot.lines[0], name="=cmd()"),))
    assert chart_csv(nasty).splitlines()[0] == "time,'=cmd() [ms]"


def test_the_figure_is_copied_with_its_state_and_its_change() -> None:
    """Whoever pastes it need not look at the chart again."""
    copied = figure_text(page(change=ChangeView(Level.OFF_TARGET, "32 ms more, worse")))
    assert copied.splitlines()[-1] == "32 ms more, worse"
    assert "ms" in copied.splitlines()[0]
