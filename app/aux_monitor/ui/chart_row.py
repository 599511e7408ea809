"""How the chart panels share the page: side by side where there is room, else in rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect

from aux_monitor.ui.theme import Theme

_LEAST_WIDTH = 280.0
_MOST_WIDTH = 1200.0
_SECOND_FIGURE = 0.5
_LEAST_HEIGHT, _MOST_HEIGHT = 236.0, 420.0
_MOST_GROWN = 640.0


def chart_height(page_height: int, share: float, theme: Theme) -> int:
    """Return how high a row of charts is that takes a share of the visible page, within bounds."""
    return round(min(theme.px(_MOST_HEIGHT), max(theme.px(_LEAST_HEIGHT), page_height * share)))


def grown(height: int, spare: int, rows: int, theme: Theme) -> int:
    """Return how high each row of charts is when ``rows`` of them share a page's spare room."""
    return max(height, min(theme.ipx(_MOST_GROWN), height + max(0, spare) // rows))


def place_charts(figures: Sequence[int], top: QRect, height: int, theme: Theme) -> list[QRect]:
    """Return where each chart stands.

    Args:
        figures: How many big figures each chart has; one with two is half as wide again.
        top: Left, top and width of the room (its height is not read).
        height: Height of each row.
        theme: For sizes.
    """
    gap = theme.space.l
    areas: list[QRect] = []
    y = top.top()
    rows = _rows(figures, top.width(), theme.px(_LEAST_WIDTH), gap)
    for row in rows:
        # Where there are several rows their edges stand under each other instead.
        weights = [1 + _SECOND_FIGURE * (count - 1) if len(rows) == 1 else 1.0 for count in row]
        room = top.width() - gap * (len(row) - 1)
        x = float(top.left())
        for weight in weights:
            width = min(room * weight / sum(weights), theme.px(_MOST_WIDTH) * weight)
            areas.append(QRect(round(x), y, round(x + width) - round(x), height))
            x += width + gap
        y += height + gap
    return areas


def _rows(figures: Sequence[int], width: float, least: float, gap: float) -> list[list[int]]:
    """Return the charts' figure counts by row; rows are filled evenly."""
    fitting = max(1, int((width + gap) // (least + gap)))
    count = -(-len(figures) // fitting)
    per_row = -(-len(figures) // count)
    return [list(figures[at : at + per_row]) for at in range(0, len(figures), per_row)]
