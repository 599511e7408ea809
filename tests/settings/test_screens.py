"""A screen is remembered by what tells it from others, and found again in another socket."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aux_monitor.ports.errors import SettingsError
from aux_monitor.settings.decoding import Place
from aux_monitor.settings.schema import RotationPage, WindowSettings
from aux_monitor.settings.screens import (
    LONGEST,
    ScreenName,
    check_screen,
    find_screen,
    named_screen,
    parse_screen,
)
from aux_monitor.settings.window import check_window

DELL = ScreenName("DP-2", "DELL U2723QE", "7C6X3L3")
TWIN = ScreenName("DP-3", "DELL U2723QE", "7C6X3L3")
LAPTOP = ScreenName("eDP-1", "BOE 0x095F")


@given(st.text(), st.text(), st.text())
def test_every_screen_a_system_names_is_kept_and_read_back(
    name: str, model: str, serial: str
) -> None:
    """Whatever bytes its firmware holds: one printable line, the same screen after a restart."""
    screen = named_screen(name, model, serial)
    check_screen(screen.text, Place("config.toml"))
    found = parse_screen(screen.text)
    assert found == (screen if screen != ScreenName("") else None)


def test_a_screen_is_found_by_its_serial_number_in_another_socket() -> None:
    """Cables are moved; the screen on the wall stays the screen on the wall."""
    moved = ScreenName("HDMI-1", DELL.model, DELL.serial)
    assert find_screen(DELL, [LAPTOP, moved]) == 1


def test_twins_with_one_serial_number_are_told_apart_by_their_sockets() -> None:
    """Some makers give every screen of a kind the same number."""
    assert find_screen(TWIN, [DELL, TWIN]) == 1
    assert find_screen(ScreenName("DP-9", DELL.model, DELL.serial), [DELL, TWIN]) == 0


def test_a_screen_without_a_serial_number_is_found_by_socket_and_model() -> None:
    """Another screen in the same socket is another screen."""
    assert find_screen(LAPTOP, [DELL, LAPTOP]) == 1
    assert find_screen(LAPTOP, [ScreenName("eDP-1", "LG 0x1")]) is None


def test_another_screen_of_the_same_kind_is_not_the_chosen_one() -> None:
    """Its serial number says so, even in the same socket."""
    assert find_screen(DELL, [ScreenName("DP-2", DELL.model, "OTHER")]) is None


def test_a_screen_is_called_by_its_model_and_socket() -> None:
    """A person knows the one, and finds the other."""
    assert DELL.words == "DELL U2723QE on DP-2"
    assert ScreenName("screen").words == "screen"


def test_no_screen_is_chosen_by_an_empty_setting() -> None:
    """The window then stands where it was."""
    assert parse_screen("") is None


@pytest.mark.parametrize("text", ["a\nb", "x" * (LONGEST + 1)])
def test_what_can_be_no_screen_is_refused(text: str) -> None:
    """The error names the setting and gives an example."""
    with pytest.raises(SettingsError, match=r"window\.screen: expected one line"):
        check_screen(text, Place("", "window.screen"))


def test_a_page_stands_once_in_the_round() -> None:
    """Twice would be a slip of the pen."""
    twice = WindowSettings(rotate_pages=(RotationPage.ALERTS, RotationPage.ALERTS))
    with pytest.raises(SettingsError, match=r"window\.rotate_pages: a page is named twice"):
        check_window(twice, Place("", "window"))
