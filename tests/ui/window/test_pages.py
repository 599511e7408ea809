"""The pages: opened by number, drawn only while they are open, and still when one comes back."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from aux_monitor.domain.topics import Topic
from aux_monitor.presentation.topics import topic_view
from aux_monitor.settings.schema import ThemeChoice
from aux_monitor.ui.actions import ACTIONS
from aux_monitor.ui.board import Board
from aux_monitor.ui.chart_panel import ChartPanel
from aux_monitor.ui.north_star import NorthStarTile
from aux_monitor.ui.openable import Openable
from aux_monitor.ui.pages import PAGE_ACTIONS, Page
from aux_monitor.ui.rail import PAGES
from aux_monitor.ui.theme import Theme, ThemeName
from aux_monitor.ui.tile import Tile
from aux_monitor.ui.topic_head import TopicHead
from aux_monitor.ui.topic_page import TopicPage
from aux_monitor.ui.window import MainWindow
from tests.ui import sample_views
from tests.ui.painted import Painted
from tests.ui.window import detail_views

VIEW = sample_views.incident()


@pytest.fixture
def window(qtbot: QtBot, themes: dict[ThemeName, Theme]) -> MainWindow:
    """Return the window with the incident's figures, shown and active."""
    made = MainWindow(themes, ThemeChoice.DARK)
    qtbot.addWidget(made, before_close_func=lambda shown: shown.keep_in_tray(there=False))
    made.resize(1280, 720)
    made.show_overview(VIEW)
    made.show()
    made.complete()
    assert QTest.qWaitForWindowActive(made)
    return made


def open_page(window: MainWindow, key: Qt.Key) -> QWidget:
    """Press a key; return the page that is shown then."""
    QTest.keyClick(window, key)
    QApplication.processEvents()
    shown = [page for page in window.frame.findChildren(TopicPage) if page.isVisible()]
    return shown[0] if shown else window.frame.overview


def figures(page: QWidget) -> dict[str, QPoint]:
    """Return where each figure of a page stands in the window, by what it is called."""
    parts = [part for part in page.findChildren(Openable) if part.isVisible()]
    return {part.accessibleName(): part.mapTo(page.window(), QPoint()) for part in parts}


def test_the_numbers_open_the_nine_pages_in_the_rails_order(window: MainWindow) -> None:
    """Whichever page is open, and the rail marks the one that is."""
    for number, (action, _word) in enumerate(PAGES, start=1):
        QTest.keyClicks(window, str(number))
        assert PAGE_ACTIONS[window.frame.page] is action
    keys = [entry.keys[0] for entry in ACTIONS if entry.id in dict(PAGES)]
    assert keys == [str(number) for number in range(1, 10)]


def test_a_number_typed_into_a_field_opens_nothing(window: MainWindow) -> None:
    """Figures and names have digits."""
    field = QLineEdit(window)
    field.show()
    field.setFocus()
    QTest.keyClicks(field, "2048")
    assert field.text() == "2048"
    assert window.frame.page is Page.OVERVIEW


def test_a_page_shows_its_topics_figures_and_only_those(window: MainWindow) -> None:
    """Its sentence, charts and tiles: what the topic's view holds."""
    page = open_page(window, Qt.Key.Key_2)
    view = topic_view(VIEW, Topic.PERFORMANCE)
    tiles = {tile.accessible for part in view.sections for tile in part.tiles}
    assert set(figures(page)) == tiles | {chart.accessible for chart in view.charts}
    (head,) = page.findChildren(TopicHead)
    assert head.accessibleName() == (
        "Performance: 2 breaches: success rate 88.6 %, response time 318 ms"
    )


def test_figures_do_not_jump_when_pages_are_switched(window: MainWindow) -> None:
    """A page that comes back has every figure where it was, and is scrolled as it was."""
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3):
        page = open_page(window, key)
        bar = page.findChildren(QScrollArea)[0].verticalScrollBar()
        bar.setValue(min(60, bar.maximum()))
        before = figures(page)
        open_page(window, Qt.Key.Key_5)
        again = open_page(window, key)
        assert again is page
        assert figures(again) == before


def test_only_the_open_page_is_drawn(window: MainWindow) -> None:
    """Figures that come meanwhile are on a page when it is opened, at no cost before."""
    performance = open_page(window, Qt.Key.Key_2)
    (board,) = performance.findChildren(Board)
    QTest.keyClick(window, Qt.Key.Key_1)
    tile = next(tile for tile in board.findChildren(Tile) if tile.view.name == "Click P95")
    painted = Painted(tile)
    calm = sample_views.normal()
    window.show_overview(calm)
    assert tile.view.figure.text == "612"
    assert painted.settle() == []
    QTest.keyClick(window, Qt.Key.Key_2)
    assert tile.view.figure.text == "431"
    assert painted.settle() != []


def test_tab_goes_through_a_page_as_it_is_read(window: MainWindow) -> None:
    """Charts first, then each section's tiles in their order; every stop has a name."""
    page = open_page(window, Qt.Key.Key_2)
    view = topic_view(VIEW, Topic.PERFORMANCE)
    wanted = [chart.accessible for chart in view.charts]
    tiles = {tile.accessibleName(): tile.geometry() for tile in page.findChildren(Tile)}
    full = [name for name, area in tiles.items() if area.height() > 100]
    wanted += sorted(full, key=lambda name: (tiles[name].y(), tiles[name].x()))
    first = next(part for part in page.findChildren(ChartPanel))
    first.setFocus(Qt.FocusReason.TabFocusReason)
    names = []
    for _ in wanted:
        focus = QApplication.focusWidget()
        assert focus is not None
        names.append(focus.accessibleName())
        QTest.keyClick(window, Qt.Key.Key_Tab)
    assert names == wanted


def test_a_topics_figures_are_asked_for_before_it_is_shown(window: MainWindow) -> None:
    """What nobody sees is not drawn; a page that is opened has it from its first moment."""
    window.show_overview(replace(VIEW, heads=()))
    shown: list[bool] = []

    def draw() -> None:
        shown.append(window.frame.shows_topic)
        window.show_overview(VIEW if shown[-1] else replace(VIEW, heads=()))

    window.frame.turning.connect(draw)
    for key in (Qt.Key.Key_2, Qt.Key.Key_1):
        open_page(window, key)
    assert shown == [True, False]
    (head,) = window.frame.findChildren(TopicHead)
    assert head.accessibleName().startswith("Performance: 2 breaches")


def test_one_tab_leads_into_a_page_that_was_opened(window: MainWindow) -> None:
    """Not along the rail first, whatever had the focus before."""
    for key in (Qt.Key.Key_2, Qt.Key.Key_1):
        page = open_page(window, key)
        QTest.keyClick(window, Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert isinstance(focus, ChartPanel)
        assert page.isAncestorOf(focus)


def test_esc_leads_from_a_metric_to_its_page_and_from_there_to_the_overview(
    window: MainWindow,
) -> None:
    """Each step goes back to where one came from, to the very tile."""
    page = open_page(window, Qt.Key.Key_2)
    tile = page.findChildren(Tile)[0]
    tile.setFocus(Qt.FocusReason.TabFocusReason)
    window.show_detail(detail_views.response_time())
    steps = []
    for _ in range(2):
        QTest.keyClick(window, Qt.Key.Key_Escape)
        steps.append((window.frame.page, tile.hasFocus()))
    assert steps == [(Page.PERFORMANCE, True), (Page.OVERVIEW, False)]


def test_a_snapshots_frame_shows_the_page_that_is_open(window: MainWindow) -> None:
    """With its figures, in its order."""
    page = open_page(window, Qt.Key.Key_3)
    copy = window.frame.copied(window.theme)
    assert copy.page is Page.ADOPTION
    (copied,) = copy.findChildren(TopicPage)
    names = {part.accessibleName() for part in copied.findChildren(Openable)}
    assert names == set(figures(page))
    copy.deleteLater()


def test_another_theme_leaves_the_page_open_and_where_it_was(window: MainWindow) -> None:
    """Dusk does not scroll a page to its top."""
    open_page(window, Qt.Key.Key_5)
    window.resize(1000, 480)
    QApplication.processEvents()
    before = window.frame.findChildren(TopicPage)[0]
    before.scroll_to(40)
    assert before.scrolled == 40
    window.follow(ThemeChoice.LIGHT)
    QApplication.sendPostedEvents(None, 0)
    QApplication.processEvents()
    (after,) = [page for page in window.frame.findChildren(TopicPage) if page.isVisible()]
    assert after is not before
    assert after.scrolled == 40


def test_the_north_star_is_twice_as_wide_as_any_other_tile(window: MainWindow) -> None:
    """On the overview and on its page; it can be opened, and speaks, as any tile."""
    for key in (Qt.Key.Key_1, Qt.Key.Key_3):
        page = open_page(window, key)
        (star,) = page.findChildren(NorthStarTile)
        widths = {tile.width() for tile in page.findChildren(Tile)}
        assert star.width() > 2 * max(widths)
        assert star.accessibleName().startswith("Weekly active installs, 812")


def test_a_north_star_that_loses_its_source_is_a_row_like_others(window: MainWindow) -> None:
    """And is large again when it has a figure."""
    star = window.frame.findChildren(NorthStarTile)[0].view.metric
    window.show_overview(sample_views.empty())
    QApplication.processEvents()
    row = window.frame.overview.tile(star)
    assert isinstance(row, Tile)
    assert row.compact
    window.show_overview(replace(VIEW))
    assert isinstance(window.frame.overview.tile(star), NorthStarTile)
