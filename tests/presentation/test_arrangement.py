"""Pinned, hidden and moved tiles: where they stand, what is said of them, and that none is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from aux_monitor.domain.level import Level
from aux_monitor.domain.topics import Topic
from aux_monitor.presentation.arrangement import (
    PINNED,
    HideTile,
    MoveTile,
    PinTile,
    Rearrangement,
    ShowTiles,
    overview_sections,
    rearranged,
    rearranged_words,
    topic_sections,
)
from aux_monitor.presentation.views import SectionView, TileView
from aux_monitor.settings.schema import UNARRANGED, LayoutSettings
from tests.ui.sample_tiles import tile


def section(title: str, *names: str) -> SectionView:
    """Return a section of tiles with these names; their ids are the same."""
    return SectionView(title, "", tuple(tile(name, "1") for name in names), Topic.ADOPTION)


SECTIONS = (section("First", "a", "b", "c", "d"), section("Second", "e", "f"))
IDS = ("a", "b", "c", "d", "e", "f")


def shown(sections: tuple[SectionView, ...]) -> list[tuple[str, str]]:
    """Return each section's title and its tiles."""
    return [(part.title, "".join(view.metric for view in part.tiles)) for part in sections]


def hidden(sections: tuple[SectionView, ...]) -> list[str]:
    """Return each section's hidden tiles."""
    return ["".join(view.metric for view in part.hidden) for part in sections]


def view(name: str) -> TileView:
    """Return one of the tiles."""
    return next(each for part in SECTIONS for each in part.tiles if each.metric == name)


def arranged(*changes: Rearrangement) -> LayoutSettings:
    """Return the layout after some changes."""
    layout = UNARRANGED
    for change in changes:
        layout = rearranged(layout, change)
    return layout


def test_what_is_pinned_stands_first_and_nowhere_else() -> None:
    """In the order it was pinned, whatever section it is from."""
    layout = arranged(PinTile(view("f")), PinTile(view("b")))
    assert shown(overview_sections(SECTIONS, layout)) == [
        (PINNED, "fb"),
        ("First", "acd"),
        ("Second", "e"),
    ]
    assert overview_sections(SECTIONS, layout)[0].pinned


def test_a_topics_page_leaves_pinned_tiles_where_they_are() -> None:
    """Pinning is for the overview; a page is complete."""
    assert shown(topic_sections(SECTIONS, arranged(PinTile(view("b"))))) == [
        ("First", "abcd"),
        ("Second", "ef"),
    ]


def test_pinning_again_takes_it_back() -> None:
    """The same key, the same menu entry."""
    assert arranged(PinTile(view("b")), PinTile(view("b"))) == UNARRANGED


def test_what_is_hidden_is_kept_by_its_section() -> None:
    """The heading can say how many there are, and show them again, each where it stood."""
    layout = arranged(HideTile(view("b")), HideTile(view("e")), HideTile(view("f")))
    sections = overview_sections(SECTIONS, layout)
    assert shown(sections) == [("First", "acd"), ("Second", "")]
    assert hidden(sections) == ["b", "ef"]
    back = rearranged(layout, ShowTiles((view("b"), view("e"), view("f"))))
    assert overview_sections(SECTIONS, back) == SECTIONS


def test_hiding_a_pinned_tile_takes_it_from_the_top() -> None:
    """And pinning a hidden one shows it."""
    assert arranged(PinTile(view("b")), HideTile(view("b"))) == LayoutSettings(hidden=("b",))
    assert arranged(HideTile(view("b")), PinTile(view("b"))) == LayoutSettings(pinned=("b",))


def test_a_file_that_pins_and_hides_the_same_tile_shows_it() -> None:
    """In doubt nothing is hidden."""
    layout = LayoutSettings(pinned=("b",), hidden=("b",))
    sections = overview_sections(SECTIONS, layout)
    assert shown(sections)[0] == (PINNED, "b")
    assert hidden(sections) == ["", "", ""]


def test_a_tile_is_moved_among_its_own() -> None:
    """To an earlier and a later place, and past the last."""
    first = SECTIONS[0]
    for to, expected in ((0, "cabd"), (1, "acbd"), (3, "abdc"), (9, "abdc")):
        layout = arranged(MoveTile(view("c"), first, to))
        assert shown(overview_sections(SECTIONS, layout))[0] == ("First", expected)


def test_pinned_tiles_are_moved_among_the_pinned() -> None:
    """Which leaves the sections as they are, and ids that nothing has where they are kept."""
    layout = LayoutSettings(pinned=("f", "unknown", "b"))
    pinned = overview_sections(SECTIONS, layout)[0]
    moved = rearranged(layout, MoveTile(view("b"), pinned, 0))
    assert moved == LayoutSettings(pinned=("b", "f", "unknown"))


def test_a_page_shows_the_worst_first_until_a_person_arranges_it() -> None:
    """Breach, then off target, then the rest in the document's order; an order by hand stays."""
    levels = {"b": Level.OFF_TARGET, "d": Level.BREACH}
    tiles = tuple(
        replace(each, level=levels.get(each.metric, Level.ON_TARGET)) for each in SECTIONS[0].tiles
    )
    poor = replace(SECTIONS[0], tiles=tiles)
    (page,) = topic_sections((poor,), UNARRANGED)
    assert shown((page,)) == [("First", "dbac")]
    (overview,) = overview_sections((poor,), UNARRANGED)
    assert overview is poor
    layout = rearranged(UNARRANGED, MoveTile(tiles[3], page, 3))
    assert shown(topic_sections((poor,), layout)) == [("First", "bacd")]


def test_hiding_says_that_it_still_counts_and_pinning_where_to() -> None:
    """Moving is plain to see, and so is taking a pin away."""
    assert rearranged_words(UNARRANGED, HideTile(view("a"))) == (
        "a is hidden. It still counts in the headline, the tray and the alerts."
    )
    assert rearranged_words(UNARRANGED, PinTile(view("a"))) == (
        "a is pinned to the top of the overview."
    )
    quiet = (PinTile(view("b")), MoveTile(view("b"), SECTIONS[0], 0), ShowTiles((view("b"),)))
    assert {rearranged_words(LayoutSettings(pinned=("b",)), change) for change in quiet} == {""}


_ids = st.lists(st.sampled_from((*IDS, "gone", "another")), unique=True).map(tuple)
_layouts = st.builds(LayoutSettings, _ids, _ids, _ids)


@given(_layouts)
def test_no_layout_loses_or_doubles_a_tile(layout: LayoutSettings) -> None:
    """On the overview and on a page every tile is shown or counted as hidden, once."""
    for sections in (overview_sections(SECTIONS, layout), topic_sections(SECTIONS, layout)):
        found = [each.metric for part in sections for each in (*part.tiles, *part.hidden)]
        assert sorted(found) == sorted(IDS)


@given(_layouts, st.sampled_from(IDS))
def test_ids_that_nothing_has_are_kept(layout: LayoutSettings, name: str) -> None:
    """Another catalogue, or another version of the program, may have them."""
    foreign = {"gone", "another"}
    for change in (PinTile(view(name)), HideTile(view(name)), ShowTiles((view(name),))):
        after = rearranged(layout, change)
        for before, now in zip(_lists(layout), _lists(after), strict=True):
            assert foreign & set(before) == foreign & set(now)


def _lists(layout: LayoutSettings) -> tuple[tuple[str, ...], ...]:
    return layout.pinned, layout.hidden, layout.order
