"""The page of the alerts: cards in full, a history that can be searched, rules to open."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from aux_monitor.presentation.alerts_page import AlertsView
from aux_monitor.presentation.row_views import CellView, HeadingView, RowKey, RowView
from aux_monitor.presentation.views import OverviewView
from aux_monitor.services.intents import OpenMetric
from aux_monitor.ui.alert_card import AlertCard
from aux_monitor.ui.alerts_page import AlertsPage, Side
from aux_monitor.ui.detail import DetailPage
from aux_monitor.ui.export import render_unseen
from aux_monitor.ui.frame import Frame
from aux_monitor.ui.line_list import LineList
from aux_monitor.ui.pages import Page
from aux_monitor.ui.theme import Theme, ThemeName
from tests.presentation.builders import P95, SUCCESS
from tests.ui import sample_pages, sample_views
from tests.ui.window.entry_samples import unfilled
from tests.ui.window.golden import assert_golden
from tests.ui.window.heard import heard

SMALL, USUAL = QSize(1280, 720), QSize(1920, 1080)


@pytest.fixture
def page(qtbot: QtBot, theme: Theme) -> AlertsPage:
    """Return the page of a busy week, on the screen."""
    page = AlertsPage(theme)
    qtbot.addWidget(page)
    page.resize(1200, 640)
    page.show_view(sample_views.incident())
    page.show_own(sample_pages.busy_alerts())
    with qtbot.waitExposed(page):
        page.show()
    return page


def view_of(shown: LineList) -> QListView:
    """Return the part of a list that has the keyboard."""
    found = shown.findChild(QListView)
    assert isinstance(found, QListView)
    return found


def titles(page: AlertsPage) -> list[str]:
    """Return the alerts that are listed."""
    lines = page.history.list.lines
    return [line.cells[1].text for line in lines if isinstance(line, RowView)]


def press(page: AlertsPage, words: str) -> None:
    """Press the button with these words."""
    buttons = (each for each in page.findChildren(QPushButton) if each.text() == words)
    QTest.mouseClick(next(buttons), Qt.MouseButton.LeftButton)


def test_every_alert_has_its_whole_card(page: AlertsPage) -> None:
    """However many there are: the page scrolls, and nothing is folded."""
    found = page.findChildren(AlertCard)
    assert len(found) == len(sample_views.incident().attention.cards)
    assert not any(card.is_compact for card in found)


def test_a_card_s_button_asks_from_here_too(page: AlertsPage) -> None:
    """What is pressed on a card is asked for as on the overview."""
    said = heard(page.intent)
    buttons = page.findChildren(AlertCard)[0].findChildren(QPushButton)
    asks = next(button for button in buttons if button.text() == "Open")
    QTest.mouseClick(asks, Qt.MouseButton.LeftButton)
    assert said == [OpenMetric(SUCCESS.id)]


def test_a_search_narrows_the_list_as_it_is_typed(page: AlertsPage) -> None:
    """And an empty one lists all again."""
    QTest.keyClicks(page.history.search, "p95")
    assert titles(page) == ["P95 response time above 1,000 ms"]
    page.history.search.clear()
    assert len(titles(page)) == 6


@pytest.mark.parametrize(
    ("words", "count"), [("Critical", 2), ("Warning", 3), ("Told", 4), ("Open", 1)]
)
def test_a_choice_narrows_the_list(page: AlertsPage, words: str, count: int) -> None:
    """By severity, by whether somebody was told, by whether it still fires."""
    toggles = {"Told": page.history.told, "Open": page.history.fires}
    if words in toggles:
        QTest.mouseClick(toggles[words], Qt.MouseButton.LeftButton)
    else:
        press(page, words)
    assert len(titles(page)) == count


def test_the_history_is_walked_and_opened_by_keys(page: AlertsPage) -> None:
    """Tab lands on the first row, the arrows pass over headings, Enter opens a metric's page."""
    said = heard(page.intent)
    shown = view_of(page.history.list)
    shown.setFocus(Qt.FocusReason.TabFocusReason)
    first = page.history.list.current
    assert first is not None
    assert first.cells[1].text == "Success rate below 90 %"
    for _ in range(3):
        QTest.keyClick(shown, Qt.Key.Key_Down)
    QTest.keyClick(shown, Qt.Key.Key_Return)
    assert said == [OpenMetric(P95.id)]


def test_a_silence_opens_nothing(page: AlertsPage) -> None:
    """It is about no metric."""
    said = heard(page.intent)
    shown = view_of(page.history.list)
    shown.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(shown, Qt.Key.Key_Down)
    QTest.keyClick(shown, Qt.Key.Key_Down)
    QTest.keyClick(shown, Qt.Key.Key_Space)
    assert said == []


def test_a_rule_opens_with_its_tab(page: AlertsPage) -> None:
    """A click on a rule leads to where it is tuned."""
    said = heard(page.intent)
    press(page, "Rules")
    shown = view_of(page.rules)
    place = shown.visualRect(shown.model().index(1, 0)).center()
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert said == [OpenMetric(SUCCESS.id, rule=True)]


def test_a_row_has_the_menu_of_its_metric(page: AlertsPage) -> None:
    """By the menu key too; a heading has none."""
    asked: list[str] = []
    page.menu_requested.connect(lambda metric, _at: asked.append(metric))
    shown = view_of(page.history.list)
    keyboard = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(shown, QContextMenuEvent(keyboard, QPoint(), QPoint()))
    shown.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.sendEvent(shown, QContextMenuEvent(keyboard, QPoint(), QPoint()))
    assert asked == [SUCCESS.id]


def test_a_row_says_all_of_itself(page: AlertsPage) -> None:
    """To a screen reader, and in a tool tip where a cell had no room."""
    model = page.history.list.findChild(QListView).model()  # type: ignore[union-attr]
    heading, row = model.index(0, 0), model.index(1, 0)
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert heading.data(spoken) == "Today, 3 alerts"
    assert str(row.data(spoken)).startswith("Today 14:05, Success rate below 90 %")
    assert "told 14:05 with 2 others" in str(row.data(Qt.ItemDataRole.ToolTipRole))
    assert row.data(Qt.ItemDataRole.DecorationRole) is None
    assert not heading.flags() & Qt.ItemFlag.ItemIsSelectable


def test_a_row_that_stays_keeps_the_keyboard(page: AlertsPage) -> None:
    """A new alert above it moves nothing away from under the finger."""
    shown = view_of(page.history.list)
    shown.setFocus(Qt.FocusReason.TabFocusReason)
    before = page.history.list.current
    busy = sample_pages.busy_alerts()
    newer = replace(busy.past[0], row=replace(busy.past[0].row, key=RowKey("newer")))
    page.show_own(replace(busy, past=(newer, *busy.past)))
    assert page.history.list.current == before
    ticked = replace(busy.past[0].row, cells=(CellView("14:06"), *busy.past[0].row.cells[1:]))
    page.show_own(replace(busy, past=(newer, replace(busy.past[0], row=ticked), *busy.past[1:])))
    assert page.history.list.current == ticked


def test_a_wide_page_has_room_for_both(page: AlertsPage) -> None:
    """History and rules stand side by side; where there is room for one, a button turns."""
    sides = [page.history, page.rules]
    assert [side.isVisible() for side in sides] == [True, False]
    page.show_side(Side.RULES)
    assert [side.isVisible() for side in sides] == [False, True]
    page.resize(1800, 640)
    assert [side.isVisible() for side in sides] == [True, True]


def test_a_narrow_page_lets_the_cards_take_turns(qtbot: QtBot, page: AlertsPage) -> None:
    """In the smallest window nothing is squeezed: one thing is shown at a time."""
    page.resize(684, 384)
    page.show_side(Side.NOW)
    card = page.findChildren(AlertCard)[0]
    assert (card.isVisible(), page.history.isVisible(), page.rules.isVisible()) == (
        True,
        False,
        False,
    )
    qtbot.waitUntil(lambda: card.width() > 600)
    page.show_side(Side.HISTORY)
    assert (card.isVisible(), page.history.isVisible()) == (False, True)
    page.show_side(Side.NOW)
    page.resize(1200, 640)
    assert (page.side, card.isVisible()) == (Side.HISTORY, True)


def test_a_page_made_anew_stands_where_the_old_one_stood(page: AlertsPage, theme: Theme) -> None:
    """Another theme loses neither the search nor the side."""
    page.history.search.setText("rate")
    QTest.mouseClick(page.history.told, Qt.MouseButton.LeftButton)
    page.show_side(Side.RULES)
    other = AlertsPage(theme)
    other.show_own(sample_pages.busy_alerts())
    other.take_over(page)
    other.take_over(QWidget())
    assert (other.side, other.history.wanted) == (Side.RULES, page.history.wanted)
    assert titles(other) == titles(page)


def test_a_history_that_cannot_be_read_says_so(page: AlertsPage) -> None:
    """The list is not taken for all there is, until it can be read again."""
    note = page.history.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    busy = sample_pages.busy_alerts()
    page.show_own(replace(busy, note="The disk is gone."))
    assert any(each.accessibleName() == "The disk is gone." for each in note)
    page.show_own(busy)
    assert not any(each.accessibleName() == "The disk is gone." for each in note)


@pytest.mark.usefixtures("greenwich")
@pytest.mark.parametrize(("name", "size"), [(ThemeName.DARK, SMALL), (ThemeName.LIGHT, USUAL)])
@pytest.mark.parametrize(
    ("state", "view", "own"),
    [
        ("busy", sample_views.incident(), sample_pages.busy_alerts()),
        ("empty", sample_views.empty(), sample_pages.calm_alerts()),
    ],
)
def test_the_page_looks_as_it_should(
    qtbot: QtBot,
    themes: dict[ThemeName, Theme],
    tmp_path: Path,
    state: str,
    view: OverviewView,
    own: AlertsView,
    name: ThemeName,
    size: QSize,
) -> None:
    """A busy week and a first start."""
    frame = Frame(themes[name])
    qtbot.addWidget(frame)
    frame.show_overview(view)
    frame.show_own(Page.ALERTS, own)
    frame.show_page(Page.ALERTS)
    title = f"alerts-{state}-{name.value}-{size.width()}x{size.height()}"
    assert_golden(render_unseen(frame, size, 1.0), title, tmp_path)


def test_long_names_are_cut_and_not_clipped(qtbot: QtBot, theme: Theme) -> None:
    """A name that fits nowhere leaves the cells beside it alone."""
    page = AlertsPage(theme)
    qtbot.addWidget(page)
    busy = sample_pages.busy_alerts()
    row = busy.past[0].row
    cells = (row.cells[0], CellView(sample_pages.NAME, sample_pages.NAME), *row.cells[2:])
    long = replace(busy.past[0], row=replace(row, cells=cells))
    page.show_own(AlertsView((long,), (HeadingView(sample_pages.NAME, sample_pages.NAME),)))
    plain = render_unseen(page, SMALL, 1.0)
    page.show_own(replace(busy, past=(replace(long, row=row),)))
    beside = plain.copy(1000, 120, 280, 600)
    assert beside == render_unseen(page, SMALL, 1.0).copy(1000, 120, 280, 600)


@pytest.mark.parametrize("side", [Side.HISTORY, Side.RULES])
def test_a_page_that_is_opened_by_key_has_the_keyboard(page: AlertsPage, side: Side) -> None:
    """In the list that is shown."""
    page.show_side(side)
    page.take_focus()
    shown = page.history.list if side is Side.HISTORY else page.rules
    assert view_of(shown).hasFocus()


def test_a_rule_of_a_figure_that_is_missing_leaves_the_keyboard_on_its_page(
    qtbot: QtBot, theme: Theme
) -> None:
    """The field for a figure, which is in view at first, takes it along to nowhere."""
    frame = Frame(theme)
    qtbot.addWidget(frame)
    with qtbot.waitActive(frame):
        frame.show()
        frame.activateWindow()
    frame.turn_to_rule()
    assert frame.page is Page.OVERVIEW
    frame.show_detail(unfilled())
    page = frame.findChild(DetailPage)
    assert isinstance(page, DetailPage)
    assert not page.hasFocus()
    frame.turn_to_rule()
    assert page.hasFocus()
