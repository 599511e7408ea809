"""The window comes back as it was left, wherever that can be."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect
from pytestqt.qtbot import QtBot

from aux_monitor.presentation.placing import (
    Area,
    Shape,
    WindowPlace,
    decode_place,
    encode_place,
)
from aux_monitor.settings.schema import ThemeChoice
from aux_monitor.settings.screens import ScreenName
from aux_monitor.ui.pages import Page
from aux_monitor.ui.restoring import place_of, restore
from aux_monitor.ui.screen_keeper import ScreenKeeper
from aux_monitor.ui.screens import name_of
from aux_monitor.ui.standing import move_to
from aux_monitor.ui.theme import Theme, ThemeName
from aux_monitor.ui.window import MainWindow
from tests.ui.window import detail_views

GONE = ScreenName("DP-9", "NOT THERE")


@pytest.fixture
def make(qtbot: QtBot, themes: dict[ThemeName, Theme]) -> Callable[[], MainWindow]:
    """Return a function that makes windows which are not shown yet."""

    def made() -> MainWindow:
        window = MainWindow(themes, ThemeChoice.DARK)
        window.setMinimumSize(200, 150)
        qtbot.addWidget(window)
        return window

    return made


def test_place_shape_and_page_come_back(make: Callable[[], MainWindow]) -> None:
    """A window restored from another's place stands as that one stood."""
    first, second = make(), make()
    first.show()
    first.setGeometry(QRect(40, 60, 500, 400))
    first.open_page(Page.COMMUNITY)
    restore(second, place_of(first), "", full=False)
    second.show()
    assert second.geometry() == QRect(40, 60, 500, 400)
    assert second.frame.page is Page.COMMUNITY


@pytest.mark.parametrize("shape", [Shape.MAXIMISED, Shape.FULL])
def test_a_window_that_filled_its_screen_does_so_again(
    make: Callable[[], MainWindow], shape: Shape
) -> None:
    """And keeps the place it goes back to."""
    first, second = make(), make()
    first.setGeometry(QRect(40, 60, 500, 400))
    first.show()
    (first.showMaximized if shape is Shape.MAXIMISED else first.showFullScreen)()
    kept = place_of(first)
    place = decode_place(kept)
    assert place is not None
    assert place.shape is shape
    restore(second, kept, "", full=False)
    second.show()
    assert second.isMaximized() is (shape is Shape.MAXIMISED)
    assert second.isFullScreen() is (shape is Shape.FULL)


def test_a_place_on_a_screen_that_is_gone_is_brought_into_reach(
    make: Callable[[], MainWindow],
) -> None:
    """The size stays, the corner moves."""
    window = make()
    far = WindowPlace(GONE, Area(5000, -300, 500, 400))
    restore(window, encode_place(far), "", full=False)
    window.show()
    assert window.screen().availableGeometry().contains(window.geometry())
    assert window.size().toTuple() == (500, 400)


def test_a_chosen_screen_that_is_there_goes_before_the_last_place(
    make: Callable[[], MainWindow],
) -> None:
    """One that is missing changes nothing."""
    window = make()
    here = name_of(window.screen())
    restore(window, b"", here.text, full=True)
    window.show()
    assert window.isFullScreen()
    other = make()
    restore(other, b"", GONE.text, full=False)
    assert not other.isFullScreen()


def test_what_an_earlier_version_kept_is_still_understood(
    make: Callable[[], MainWindow],
) -> None:
    """It was Qt's own account of the window."""
    first, second = make(), make()
    first.resize(444, 333)
    restore(second, bytes(first.saveGeometry().data()), "", full=False)
    assert second.size() == first.size()
    restore(second, b"no place at all", "", full=False)
    assert second.size() == first.size()


def test_a_metrics_page_is_not_opened_by_itself(make: Callable[[], MainWindow]) -> None:
    """The page it was opened from is."""
    first, second = make(), make()
    first.open_page(Page.ADOPTION)
    first.show_detail(detail_views.response_time())
    restore(second, place_of(first), "", full=False)
    assert second.frame.page is Page.ADOPTION


def test_a_page_there_no_longer_is_is_the_overview(make: Callable[[], MainWindow]) -> None:
    """A place may come from another version."""
    window = make()
    place = WindowPlace(GONE, Area(0, 0, 300, 300), page="weather")
    restore(window, encode_place(place), "", full=False)
    assert window.frame.page is Page.OVERVIEW


def test_a_full_screen_window_stays_one_when_it_is_moved(
    make: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    """As it is, or made normal for a moment where the window manager asks for that."""
    window = make()
    window.showFullScreen()
    screen = window.screen()
    move_to(window, screen)
    assert window.isFullScreen()
    qtbot.waitUntil(lambda: window.geometry() == screen.geometry())
    move_to(window, screen, firmly=True)
    assert window.isFullScreen()


def test_a_window_nobody_can_reach_is_brought_back(
    make: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    """A screen was made smaller, or went away without a word."""
    window = make()
    window.show()
    keeper = ScreenKeeper(window, settle_ms=1)
    window.setGeometry(QRect(-3000, 50, 400, 300))
    keeper.settle()
    qtbot.waitUntil(lambda: window.screen().availableGeometry().contains(window.geometry()))
    keeper.use(GONE)
    assert keeper.following.chosen == GONE
    assert window.screen().availableGeometry().contains(window.geometry())
