"""The data behind a picture, as other programs read it."""

from __future__ import annotations

import csv
import io
import json

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from aux_monitor.presentation.tables import (
    SeriesTable,
    document,
    figures_csv,
    lines_of,
    series_csv,
)
from aux_monitor.presentation.views import LineColour, LineView
from tests.presentation.test_provenance import NOW, SPEED, WHOLE

LINE = LineView("average", LineColour.FIRST, NOW - 20, 10.0, (1.5, None, -2.0))
OTHER = LineView("P95", LineColour.SECOND, NOW - 10, 10.0, (3.0, 4.0), dashed=True)
TABLE = SeriesTable("Response time", "ms", (LINE, OTHER))


def rows(text: str) -> list[list[str]]:
    """Return the cells of a CSV text."""
    return list(csv.reader(io.StringIO(text)))


def test_each_figure_is_a_row_with_all_that_is_known_of_it() -> None:
    """Value, samples, level, trust, target, time and source stand in their columns."""
    head, first, *_ = rows(figures_csv(WHOLE))
    found = dict(zip(head, first, strict=True))
    assert found == {
        "taken_at": "2026-11-23T14:19:00Z",
        "id": "response_time_avg",
        "name": "Average response time",
        "value": "141.25",
        "unit": "ms",
        "n": "412",
        "level": "on target",
        "trust": "fresh",
        "target": "< 150 ms",
        "at": "2026-11-23T14:18:59Z",
        "source": "collector",
    }


def test_a_chart_is_a_row_for_each_time() -> None:
    """Lines that were measured at other times leave their cells empty; a gap is empty too."""
    assert rows(series_csv(TABLE)) == [
        ["time", "average (ms)", "P95 (ms)"],
        ["2026-11-23T14:18:40Z", "1.5", ""],
        ["2026-11-23T14:18:50Z", "", "3.0"],
        ["2026-11-23T14:19:00Z", "-2.0", "4.0"],
    ]


@given(name=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12))
def test_no_name_is_a_formula_to_a_spreadsheet(name: str) -> None:
    """No text cell begins with a sign that makes it one, whatever somebody called a KPI."""
    named = replace(WHOLE, metrics=(replace(SPEED, name=name, target=f"={name}"),))
    for row in rows(figures_csv(named)):
        assert not any(cell.startswith(("=", "+", "@", "\t", "\r")) for cell in row)
        assert not row[2].startswith("-")


def test_the_document_holds_figures_and_lines() -> None:
    """It says when, from what, and which lines were measured; a gap is null."""
    whole = json.loads(document(replace(WHOLE, config="abc"), [TABLE]))
    assert (whole["program"], whole["taken_at"]) == ("aux-monitor", "2026-11-23T14:19:00Z")
    assert (whole["config"], whole["demo"], whole["private"]) == ("abc", False, False)
    assert whole["metrics"][0]["value"] == 141.25
    average, forecast = whole["series"][0]["lines"]
    assert average["points"][1] == ["2026-11-23T14:18:50Z", None]
    assert (average["measured"], forecast["measured"]) == (True, False)


def test_what_is_private_holds_no_value() -> None:
    """Neither table, chart, document nor text has a figure in it."""
    private = replace(WHOLE, private=True)
    texts = (
        figures_csv(private),
        series_csv(TABLE, private=True),
        document(private, [TABLE]),
        lines_of(private),
    )
    for text in texts:
        assert not any(figure in text for figure in ("141.25", "412", "150", "1.5", "-2.0"))
        assert "•••" in text


def test_figures_as_text_are_lines_for_a_message() -> None:
    """One line for each figure that is known, under when and a warning where there is one."""
    demo = lines_of(replace(WHOLE, demo=True)).splitlines()
    assert demo == [
        "AUX Monitor, 2026-11-23T14:19:00Z",
        "Demonstration: simulated data",
        "Average response time: 141.25 ms (on target, fresh)",
    ]
