"""A review as Markdown."""

from __future__ import annotations

from msgspec.structs import replace

from aux_monitor.domain.catalogue import Cadence
from aux_monitor.domain.level import Level
from aux_monitor.presentation.review_export import DEMONSTRATION, markdown
from aux_monitor.presentation.review_page import ReviewPageView
from aux_monitor.presentation.row_views import CellView, HeadingView, RowKey, RowView

VIEW = ReviewPageView(
    cadence=Cadence.WEEKLY,
    title="Weekly review",
    subject="Usage trends, support metrics",
    due="Due Fri 27 Nov",
    due_level=Level.ON_TARGET,
    last="Last reviewed 20 Nov 16:02: see #12 | *soon*",
    alerts="1 alert in the last week, 6 min in all; none in the week before",
    lines=(
        HeadingView("Adoption"),
        RowView(
            RowKey("users"),
            (
                CellView("Users"),
                CellView("640", "off target"),
                CellView("6 mo 1,000"),
                CellView("620", "16 Nov 14:19"),
                CellView("+20", "+3.2 %, better"),
                CellView("none"),
            ),
            "",
        ),
        HeadingView("Not connected", "1 figure"),
        RowView(RowKey("nps"), (CellView("NPS"), CellView("not connected")), ""),
    ),
    drawn="Mon 23 Nov 2026",
)

EXPECTED = r"""# Weekly review, Mon 23 Nov 2026

Usage trends, support metrics. Due Fri 27 Nov. Last reviewed 20 Nov 16:02: see \#12 \| \*soon\*.

1 alert in the last week, 6 min in all; none in the week before.

## Adoption

| Figure | Now | Target | Before | Change | Alerts |
| --- | --- | --- | --- | --- | --- |
| Users | 640 (off target) | 6 mo 1,000 | 620 (16 Nov 14:19) | +20 (+3.2 %, better) | none |

## Not connected

| Figure | Now | Target | Before | Change | Alerts |
| --- | --- | --- | --- | --- | --- |
| NPS | not connected |  |  |  |  |
"""


def test_a_review_as_markdown() -> None:
    """Head, tables, every row as wide as its table, and no text taken for a mark."""
    assert markdown(VIEW) == EXPECTED


def test_a_demonstration_says_so() -> None:
    """Nobody takes simulated figures for real ones."""
    assert markdown(replace(VIEW, demo=True)).split("\n\n")[1] == DEMONSTRATION


def test_an_empty_review_is_a_head() -> None:
    """Without a figure there is no table."""
    assert "|" not in markdown(replace(VIEW, lines=(), last="Not marked as reviewed yet"))
