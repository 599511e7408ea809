"""How the overview's sections share one grid: pure arithmetic, no widgets.

A full tile takes a cell. Tiles that nothing fills yet are rows, four to a cell, so that what is
live leads and all the rest still stands there.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

STACK = 4
"""Compact tiles in one cell."""

LARGE = 2
"""Cells of a large tile, side by side: never fewer than there are columns."""


class BoardLook(Struct, frozen=True):
    """What boards differ in.

    ``top`` is the margin above and ``least_tile`` how wide a tile is at least, both in pixels at
    scale 1; ``chart_share`` is how much of the page's height a row of charts takes; on a board
    that ``fills`` they take what the tiles leave free, too.
    """

    top: float
    chart_share: float
    least_tile: float
    fills: bool


OVERVIEW_LOOK = BoardLook(top=18.0, chart_share=0.33, least_tile=196.0, fills=False)
"""The charts take a third of the page, to leave room for what is live below."""

TOPIC_LOOK = BoardLook(top=2.0, chart_share=0.44, least_tile=232.0, fills=True)
"""Below a head; a topic has fewer tiles, so that its charts can be seen from further away."""


class SectionSize(Struct, frozen=True):
    """How many tiles of each kind a section has; a ``large`` one takes two cells, the first.

    ``hidden`` says that tiles of it are out of sight: a section that has no other tiles keeps a
    cell for its heading, where they can be brought back. A ``pinned`` one stands where it is even
    if nothing fills its tiles.
    """

    full: int
    compact: int
    large: int = 0
    hidden: bool = False
    pinned: bool = False

    @property
    def live(self) -> bool:
        """Whether it leads: it has a tile with something to show, or a person put it there."""
        return bool(self.full or self.large or self.pinned)

    @property
    def cells(self) -> int:
        """How many cells they take."""
        taken = LARGE * self.large + self.full + -(-self.compact // STACK)
        return taken or int(self.hidden)


class Placed(Struct, frozen=True):
    """One section's stretch in one row of the grid.

    ``first_cell`` counts the section's cells from 0; ``heading`` is False where the section only
    goes on from the row above.
    """

    section: int
    row: int
    column: int
    columns: int
    first_cell: int
    heading: bool


def columns_for(width: float, least: float, gap: float) -> int:
    """Return how many columns of at least ``least`` fit ``width``, at least two."""
    return max(2, int((width + gap) // (least + gap)))


def plan(sections: Sequence[SectionSize], columns: int) -> list[Placed]:
    """Return where each section's cells lie, in the order of the rows.

    Sections with a full tile come first, in their order; one that needs more than what is left
    of a row begins the next. Sections of compact tiles alone then fill the rooms left at the
    rows' ends, in their order, and go on below.
    """
    live = [index for index, size in enumerate(sections) if size.live]
    quiet = [index for index, size in enumerate(sections) if not size.live and size.cells]
    used: list[int] = []
    placed = [part for index in live for part in _flow(index, sections[index], used, columns)]
    for index in quiet:
        placed.extend(_fill(index, sections[index], used, columns))
    return sorted(placed, key=lambda part: (part.row, part.column))


def _flow(index: int, size: SectionSize, used: list[int], columns: int) -> list[Placed]:
    """Place a section after the last one; ``used`` counts the cells taken of each row."""
    if not used or columns - used[-1] < min(size.cells, columns):
        used.append(0)
    placed: list[Placed] = []
    first = 0
    while first < size.cells:
        if used[-1] == columns:
            used.append(0)
        taken = min(size.cells - first, columns - used[-1])
        placed.append(Placed(index, len(used) - 1, used[-1], taken, first, heading=first == 0))
        used[-1] += taken
        first += taken
    return placed


def _fill(index: int, size: SectionSize, used: list[int], columns: int) -> list[Placed]:
    """Place a section in the first row that has room for all of it, else after the last one."""
    for row, taken in enumerate(used):
        if size.cells <= columns - taken:
            used[row] += size.cells
            return [Placed(index, row, taken, size.cells, 0, heading=True)]
    return _flow(index, size, used, columns)
