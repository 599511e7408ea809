"""The window's place survives a restart, a smaller screen and a pulled plug."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aux_monitor.presentation.placing import (
    Area,
    Following,
    Shape,
    WindowPlace,
    decode_place,
    encode_place,
    fitted,
    screen_choices,
)
from aux_monitor.settings.screens import ScreenName

DESK, WALL, LAPTOP = ScreenName("DP-1", "A", "1"), ScreenName("DP-2", "B", "2"), ScreenName("eDP-1")
SIDES = st.integers(1, 8000)
AREAS = st.builds(Area, st.integers(-9000, 9000), st.integers(-9000, 9000), SIDES, SIDES)


@given(AREAS, st.sampled_from(Shape), st.sampled_from(["", "community"]))
def test_a_place_is_read_back_as_it_was_written(area: Area, shape: Shape, page: str) -> None:
    """Screen, rectangle, shape and page."""
    place = WindowPlace(DESK, area, shape, page)
    assert decode_place(encode_place(place)) == place


@pytest.mark.parametrize(
    "kept",
    [
        b"",
        b"\x01\xd9\xd0\xcb\x00\x03",
        b"{}",
        b'{"screen":{"name":"x"},"area":{"x":0,"y":0,"width":0,"height":5}}',
        b'{"screen":{"name":"x"},"area":{"x":1e9,"y":0,"width":5,"height":5}}',
        b'{"screen":{"name":"x"},"area":{"x":-100001,"y":0,"width":5,"height":5}}',
    ],
)
def test_what_is_no_place_is_passed_over(kept: bytes) -> None:
    """A torn file, another program's, or the form of an earlier version."""
    assert decode_place(kept) is None


@given(AREAS, AREAS)
def test_a_window_is_always_brought_into_the_room_there_is(area: Area, room: Area) -> None:
    """It keeps its size where it can, and is never out of reach."""
    placed = fitted(area, room)
    assert room.holds(placed)
    assert placed.width == min(area.width, room.width)
    assert placed.height == min(area.height, room.height)
    if room.holds(area):
        assert placed == area


def test_the_window_goes_to_the_chosen_screen_as_soon_as_it_is_there() -> None:
    """And stays where it is until then."""
    following = Following(chosen=WALL)
    assert following.goal([LAPTOP, DESK]) is None
    assert following.goal([LAPTOP, WALL]) == 1


def test_the_window_goes_back_to_the_screen_that_was_pulled_from_under_it() -> None:
    """Once, when that screen returns; afterwards it stays where a person puts it."""
    pushed = Following().lost(DESK)
    assert pushed.goal([LAPTOP]) is None
    assert pushed.goal([LAPTOP, DESK]) == 1
    assert pushed.arrived(DESK).goal([LAPTOP, DESK]) is None


def test_the_first_screen_lost_is_the_one_to_go_back_to() -> None:
    """The second was only a shelter, when a dock takes two screens away one after the other."""
    pushed = Following().lost(WALL).lost(DESK)
    assert pushed.goal([LAPTOP, DESK]) is None
    assert pushed.goal([LAPTOP, DESK, WALL]) == 2


def test_standing_on_a_shelter_forgets_nothing() -> None:
    """Only the screen itself ends the waiting."""
    assert Following().lost(WALL).arrived(DESK).goal([DESK, WALL]) == 1


def test_a_person_who_moves_the_window_has_the_last_word() -> None:
    """A returning screen does not take it back from where it was put."""
    assert Following().lost(DESK).moved().goal([LAPTOP, DESK]) is None
    assert Following(chosen=WALL).moved().goal([WALL]) == 0


def test_the_screens_there_are_can_be_chosen_and_none() -> None:
    """A screen without a name cannot: it would not be found again."""
    assert screen_choices("", [DESK, LAPTOP, ScreenName("")]) == [
        ("", "Where it was"),
        ("DP-1 | A | 1", "A on DP-1"),
        ("eDP-1", "eDP-1"),
    ]


def test_the_chosen_screen_is_offered_wherever_it_is() -> None:
    """In another socket, or not plugged in."""
    moved = ScreenName("HDMI-1", "A", "1")
    assert screen_choices("DP-1 | A | 1", [moved])[1:] == [("DP-1 | A | 1", "A on HDMI-1")]
    assert screen_choices("DP-1 | A | 1", [LAPTOP])[1:] == [
        ("eDP-1", "eDP-1"),
        ("DP-1 | A | 1", "A on DP-1, not plugged in"),
    ]
