"""A review as Markdown, for the minutes or a chat."""

from __future__ import annotations

from collections.abc import Iterable

from aux_monitor.presentation.review_page import COLUMNS, ReviewPageView
from aux_monitor.presentation.row_views import CellView, HeadingView, RowView

DEMONSTRATION = "These are figures of a demonstration."


def markdown(view: ReviewPageView) -> str:
    """Return the page as Markdown: what it says at its head, and a table for each section."""
    head = [f"# {view.title}, {view.drawn}"]
    if view.demo:
        head.append(DEMONSTRATION)
    head.append(f"{_plain(view.subject)}. {view.due}. {_plain(view.last)}.")
    head.append(f"{view.alerts}.")
    return "\n\n".join([*head, *_tables(view)]) + "\n"


def _tables(view: ReviewPageView) -> Iterable[str]:
    rows: list[str] = []
    for line in view.lines:
        match line:
            case HeadingView():
                if rows:
                    yield "\n".join(rows)
                rows = [f"## {_plain(line.text)}", "", _row(COLUMNS), _row(["---"] * len(COLUMNS))]
            case RowView():
                cells = [_cell(cell) for cell in line.cells]
                rows.append(_row([*cells, *[""] * (len(COLUMNS) - len(cells))]))
    if rows:
        yield "\n".join(rows)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: CellView) -> str:
    words = f"{cell.text} ({cell.note})" if cell.text and cell.note else cell.text or cell.note
    return _plain(words)


def _plain(words: str) -> str:
    """Return text that Markdown shows as it is."""
    return "".join(f"\\{mark}" if mark in "\\`*_[]<>|#" else mark for mark in words)
