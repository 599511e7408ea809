"""Pictures of the window: equal with and without a display, whole, and stamped."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from aux_monitor.domain.level import Level
from aux_monitor.presentation.provenance import Stamp
from aux_monitor.presentation.views import OverviewView
from aux_monitor.services.intents import SnapshotScale
from aux_monitor.settings.schema import ThemeChoice
from aux_monitor.ui.export import render_widget, stamp_height
from aux_monitor.ui.pages import Page
from aux_monitor.ui.side_by_side import changed_areas
from aux_monitor.ui.snapshot import TILE_SIZE
from aux_monitor.ui.theme import Theme, ThemeName
from aux_monitor.ui.window import MainWindow
from tests.ui import sample_tiles, sample_views
from tests.ui.pictures import render_frame, render_overview, render_tile
from tests.ui.window import detail_views

SIZE = QSize(1280, 720)
STALE = Stamp("Not all of this is fresh: GitHub stale, last good 13:19 UTC", Level.OFF_TARGET)
DEMO = Stamp("Demonstration: simulated data", Level.UNKNOWN)


@pytest.fixture
def view() -> OverviewView:
    """Return the incident with a few of its tiles."""
    incident = sample_views.incident()
    return replace(incident, sections=incident.sections[:3])


@pytest.fixture
def window(qtbot: QtBot, themes: dict[ThemeName, Theme], view: OverviewView) -> MainWindow:
    """Return a window on the screen, its charts attached as after the first paint."""
    made = MainWindow(themes, ThemeChoice.DARK)
    qtbot.addWidget(made)
    made.resize(SIZE)
    made.show_overview(view)
    made.show()
    assert QTest.qWaitForWindowExposed(made)
    made.frame.attach_plots()
    QApplication.sendPostedEvents()
    return made


def test_without_a_display_the_pixels_are_the_windows(
    window: MainWindow, theme: Theme, view: OverviewView
) -> None:
    """The snapshot command and the window draw the same picture.

    Large type differs by shades with the sizes that a process has drawn before (see below); that
    two fresh processes give the same pixels is tested on a real screen.
    """
    command = render_overview(view, theme, SIZE, 1.0, None)
    shown = render_widget(window.frame, 1.0)
    assert command.size() == shown.size()
    assert changed_areas(command, shown) == []


def test_twice_the_same_view_is_the_same_picture(theme: Theme, view: OverviewView) -> None:
    """Two snapshots of one view do not differ: nothing in them comes from clock or chance."""
    first, second = (render_overview(view, theme, SIZE, 2.0, DEMO) for _ in range(2))
    assert first.size() == second.size()
    assert changed_areas(first, second) == []


def test_one_and_two_show_the_window_with_a_stamp_below(window: MainWindow) -> None:
    """At 1x and 2x the page is all there, and the stamp stands under it."""
    strip = stamp_height(STALE, window.theme, SIZE.width())
    for scale, ratio in ((SnapshotScale.ONE, 1), (SnapshotScale.TWO, 2)):
        picture = render_frame(window.frame, scale, STALE)
        assert picture.size() == (SIZE + QSize(0, strip)) * ratio
        page = picture.copy(0, 0, SIZE.width() * ratio, SIZE.height() * ratio)
        # Qt draws an enlarged font's large type as outlines, whose edges differ by shades with the
        # sizes drawn before (Qt 6.11): QPainter.drawText on a bare image does so, without widgets.
        assert changed_areas(page, render_frame(window.frame, scale, None)) == []


@pytest.mark.parametrize("stamp", [None, DEMO, STALE])
def test_four_k_is_four_k(window: MainWindow, stamp: Stamp | None) -> None:
    """A 4K picture has exactly 3840x2160 pixels, with a stamp or without, and leaves the window."""
    picture = render_frame(window.frame, SnapshotScale.FOUR_K, stamp)
    assert picture.size() == QSize(3840, 2160)
    assert window.size() == SIZE


def test_four_k_shows_the_page_that_is_open(window: MainWindow) -> None:
    """With a metric's page open the 4K picture is of that page, not of the overview."""
    overview = render_frame(window.frame, SnapshotScale.FOUR_K, None)
    window.show_detail(detail_views.response_time())
    detail = render_frame(window.frame, SnapshotScale.FOUR_K, None)
    assert window.frame.page is Page.DETAIL
    assert detail != overview


def test_the_stamp_of_a_snapshot_command_stands_inside(theme: Theme, view: OverviewView) -> None:
    """The picture has the size that was asked for, the stamp included."""
    picture = render_overview(view, theme, SIZE, 1.0, STALE)
    strip = stamp_height(STALE, theme, SIZE.width())
    assert picture.size() == SIZE
    edge = picture.pixelColor(4, SIZE.height() - strip)
    assert edge == theme.colours.off_target


@pytest.mark.parametrize("stamp", [None, STALE])
def test_a_tiles_picture_has_its_size(qtbot: QtBot, theme: Theme, stamp: Stamp | None) -> None:  # noqa: ARG001
    """One tile alone is drawn whole; at 4K it fills 3840x2160 with its stamp."""
    tile = sample_tiles.tile("MTTR", "18", "min", spark=sample_tiles.wave(1, 11, 18, 1))
    one = render_tile(tile, theme, SnapshotScale.ONE, stamp)
    two = render_tile(tile, theme, SnapshotScale.TWO, stamp)
    assert two.size() == one.size() * 2
    assert one.width() == TILE_SIZE.width()
    assert one.height() >= TILE_SIZE.height()
    assert render_tile(tile, theme, SnapshotScale.FOUR_K, stamp).size() == QSize(3840, 2160)


def test_the_corners_of_a_tiles_picture_are_the_themes_ground(
    qtbot: QtBot,  # noqa: ARG001
    themes: dict[ThemeName, Theme],
) -> None:
    """Nothing of the system's own colours shows around the rounded corners."""
    tile = sample_tiles.tile("MTTR", "18", "min")
    for theme in themes.values():
        picture = render_tile(tile, theme, SnapshotScale.ONE, None)
        assert picture.pixelColor(0, 0) == theme.colours.background


def test_a_snapshot_is_the_same_at_another_dot_density(theme: Theme) -> None:
    """The picture depends on its own ratio alone: the layout at 1x and 2x is one and the same."""
    view = replace(sample_views.incident(), sections=(), charts=())
    one = render_overview(view, theme, SIZE, 1.0, None)
    two = render_overview(view, theme, SIZE, 2.0, None)
    halved = two.scaled(SIZE)
    differing = sum(
        abs(one.pixelColor(x, y).lightness() - halved.pixelColor(x, y).lightness()) > 128
        for x in range(0, SIZE.width(), 3)
        for y in range(0, SIZE.height(), 3)
    )
    assert differing < 0.01 * SIZE.width() * SIZE.height() / 9
