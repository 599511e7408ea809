"""A section's tiles by the room they take."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

from aux_monitor.presentation.views import SectionView, TileView
from aux_monitor.ui.board_plan import LARGE, STACK, SectionSize
from aux_monitor.ui.tile import is_compact


class Form(Enum):
    """How much room a tile takes: two cells, one, or a row in a stack of four."""

    LARGE = auto()
    FULL = auto()
    COMPACT = auto()


def form_of(view: TileView) -> Form:
    """Return a tile's form; one that nothing fills is a row, however important it is."""
    if is_compact(view):
        return Form.COMPACT
    return Form.LARGE if view.large else Form.FULL


class Split:
    """A section's tiles by their form: large ones, full ones, and those without a figure."""

    def __init__(self, section: SectionView) -> None:
        self.section = section
        forms: dict[Form, list[TileView]] = {form: [] for form in Form}
        for view in section.tiles:
            forms[form_of(view)].append(view)
        self.large, self.full = forms[Form.LARGE], forms[Form.FULL]
        self.compact = forms[Form.COMPACT]

    @property
    def size(self) -> SectionSize:
        """How many tiles of each form there are."""
        counts = (len(self.full), len(self.compact), len(self.large))
        section = self.section
        return SectionSize(*counts, hidden=bool(section.hidden), pinned=section.pinned)

    def cell(self, cell: int) -> tuple[Sequence[TileView], int]:
        """Return the tiles that begin in a cell, and how many cells they span.

        One large or full tile, or a stack of compact ones; nothing begins in a large one's second.
        """
        wide = LARGE * len(self.large)
        if cell < wide:
            return ((self.large[cell // LARGE],), LARGE) if cell % LARGE == 0 else ((), 1)
        rest = cell - wide
        if rest < len(self.full):
            return self.full[rest : rest + 1], 1
        start = (rest - len(self.full)) * STACK
        return self.compact[start : start + STACK], 1
