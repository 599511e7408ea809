"""How sections share the grid: every tile has a place, no two share one, live ones lead."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aux_monitor.ui.board_plan import LARGE, SectionSize, columns_for, plan

_size = st.builds(
    SectionSize, st.integers(0, 9), st.integers(0, 9), st.integers(0, 1), st.booleans()
)
_sizes = st.lists(_size, max_size=24)


@given(_sizes, st.integers(2, 12))
def test_every_cell_has_one_place_inside_the_grid(sizes: list[SectionSize], columns: int) -> None:
    """All cells of all sections are placed once, none over another, none past the last column."""
    taken: set[tuple[int, int]] = set()
    cells: dict[int, list[int]] = {}
    for part in plan(sizes, columns):
        assert part.column + part.columns <= columns
        places = {(part.row, part.column + step) for step in range(part.columns)}
        assert not places & taken
        taken |= places
        first = part.first_cell
        cells.setdefault(part.section, []).extend(range(first, first + part.columns))
    expected = {index: list(range(size.cells)) for index, size in enumerate(sizes) if size.cells}
    assert {index: sorted(found) for index, found in cells.items()} == expected


@given(_sizes, st.integers(2, 12))
def test_each_section_has_one_heading(sizes: list[SectionSize], columns: int) -> None:
    """A section that goes on in the next row is not named twice."""
    headed = [part.section for part in plan(sizes, columns) if part.heading]
    assert sorted(headed) == [index for index, size in enumerate(sizes) if size.cells]


@given(_sizes, st.integers(2, 12))
def test_a_large_tile_has_its_two_cells_side_by_side(
    sizes: list[SectionSize], columns: int
) -> None:
    """They are its section's first ones, and no row ends between them."""
    for part in plan(sizes, columns):
        if part.heading and sizes[part.section].large:
            assert part.columns >= LARGE


def test_pinned_tiles_lead_even_if_nothing_fills_them() -> None:
    """A person put them there."""
    parts = plan([SectionSize(0, 2, pinned=True), SectionSize(2, 0), SectionSize(0, 3)], 4)
    assert [part.section for part in parts] == [0, 1, 2]


def test_a_section_whose_tiles_are_all_hidden_keeps_its_heading() -> None:
    """There they can be brought back; one that never had any has none."""
    parts = plan([SectionSize(0, 0, hidden=True), SectionSize(0, 0), SectionSize(2, 0)], 4)
    assert [(part.section, part.columns, part.heading) for part in parts] == [
        (2, 2, True),
        (0, 1, True),
    ]


def test_sections_with_live_tiles_come_first_and_quiet_ones_fill_the_rest() -> None:
    """Quiet sections stand in the rooms that live ones leave at the ends of their rows."""
    sizes = [SectionSize(0, 3), SectionSize(4, 0), SectionSize(3, 0), SectionSize(0, 8)]
    places = {part.section: (part.row, part.column) for part in plan(sizes, 6)}
    assert places == {1: (0, 0), 2: (1, 0), 0: (0, 4), 3: (1, 3)}


def test_a_wider_page_has_more_columns_and_a_narrow_one_at_least_two() -> None:
    """Tiles keep a least width; room beyond it becomes another column."""
    assert [columns_for(width, 196, 12) for width in (150, 640, 1430, 2060)] == [2, 3, 6, 9]
