"""A few letters find an action or a KPI."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aux_monitor.domain.level import Level
from aux_monitor.presentation.palette import CommandView, found, metric_commands
from tests.ui.sample_views import incident

INCIDENT = incident()
ROWS = (
    CommandView("Command success rate", "91 % · breach", level=Level.BREACH),
    CommandView("Refresh", "Ask every source now", "F5 or R"),
    CommandView("Retry rate", "2.1 % · on target", level=Level.ON_TARGET),
    CommandView("Rate of success", "no data"),
)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", (0, 1, 2, 3)),
        ("r", (1, 2, 3, 0)),
        ("rate", (3, 0, 2)),
        ("success rate", (3, 0)),
        ("csr", (0,)),
        ("SOURCE now", (1,)),
        ("f5", (1,)),
        ("ccess", (0, 3)),
        ("refresh rate", ()),
    ],
)
def test_the_best_match_leads(query: str, expected: tuple[int, ...]) -> None:
    """A name's beginning, a word's, the inside, initials, words beside: in this order."""
    assert found(query, ROWS) == expected


@given(st.text(max_size=12))
def test_a_longer_query_finds_no_more(query: str) -> None:
    """Whatever is typed, each row at most once, and one more word never adds a row."""
    rows = found(query, ROWS)
    assert len(set(rows)) == len(rows)
    assert set(found(f"{query} rate", ROWS)) <= set(rows)


def test_every_kpi_shown_has_one_row_the_worst_first() -> None:
    """Those of charts and tiles alike, with figure and word, breaches before the others."""
    rows = metric_commands(INCIDENT)
    shown = {head.metric for chart in INCIDENT.charts for head in chart.headlines}
    shown |= {tile.metric for section in INCIDENT.sections for tile in section.tiles}
    assert len(rows) == len(shown)
    assert {metric for metric, _row in rows} == shown
    levels = [row.level for _metric, row in rows]
    breaches = levels.count(Level.BREACH)
    assert breaches
    assert all(level is Level.BREACH for level in levels[:breaches])
