"""How the overview's sections share one grid: pure arithmetic, no widgets.

A full tile takes a cell. Tiles that nothing fills yet are rows, four to a cell, so that what is
live leads and all the rest still stands there. Sections follow each other along the rows; one
that needs more than what is left of a row begins the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

STACK = 4
"""Compact tiles in one cell."""


@dataclass(frozen=True, slots=True)
class SectionSize:
    """How many tiles of each kind a section has."""

    full: int
    compact: int

    @property
    def cells(self) -> int:
        """How many cells they take."""
        return self.full + -(-self.compact // STACK)


@dataclass(frozen=True, slots=True)
class Placed:
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
    """Return where each section's cells lie, those with a full tile before the others.

    The order is kept within the two groups; a section longer than a row begins a row and goes
    on in the next ones.
    """
    order = sorted(range(len(sections)), key=lambda index: sections[index].full == 0)
    placed: list[Placed] = []
    row, column = 0, 0
    for index in order:
        left = sections[index].cells
        if column and left > columns - column:
            row, column = row + 1, 0
        first = 0
        while left:
            if column == columns:
                row, column = row + 1, 0
            taken = min(left, columns - column)
            placed.append(Placed(index, row, column, taken, first, heading=first == 0))
            first, left, column = first + taken, left - taken, column + taken
        if column == columns:
            row, column = row + 1, 0
    return placed
