"""Tiles pinned, hidden and moved in the window: by key, menu and drag, with a way back."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from aux_monitor.domain.level import Level
from aux_monitor.domain.reading import MetricId
from aux_monitor.presentation.views import OverviewView
from aux_monitor.services.intents import ArrangeTiles, Intent, OpenMetric
from aux_monitor.settings.schema import UNARRANGED, LayoutSettings, ThemeChoice
from aux_monitor.ui.hidden_note import HiddenNote
from aux_monitor.ui.pages import Page
from aux_monitor.ui.theme import Theme, ThemeName
from aux_monitor.ui.toast import Toast
from aux_monitor.ui.window import MainWindow
from tests.ui import sample_views
from tests.ui.sample_tiles import metric_id

_INCIDENT = sample_views.incident()
VIEW = replace(
    _INCIDENT,
    charts=_INCIDENT.charts[:1],
    sections=tuple(
        part
        for part in _INCIDENT.sections
        if part.title in ("Adoption", "Reliability", "Developer engagement")
    ),
)
CONTRIBUTORS, PULLS = metric_id("Contributors"), metric_id("Pull requests / month")
RESOLVED, RESOLUTION = metric_id("Issues resolved"), metric_id("Issue resolution time")


class Desk:
    """A window whose owner shows at once what it asks for."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.asked: list[Intent] = []
        self.layout = UNARRANGED
        window.intent.connect(self._answer)

    def show(self, view: OverviewView = VIEW) -> None:
        """Show figures, arranged as asked for last."""
        self.window.show_overview(replace(view, layout=self.layout))

    def tile(self, metric: MetricId) -> QWidget:
        """Return a metric's tile on the overview."""
        found = self.window.frame.overview.tile(metric)
        assert found is not None
        return found

    def press(self, metric: MetricId, key: Qt.Key, *, alt: bool = False) -> None:
        """Go to a tile and press a key."""
        self.tile(metric).setFocus(Qt.FocusReason.TabFocusReason)
        held = Qt.KeyboardModifier.AltModifier if alt else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(self.tile(metric), key, held)

    @property
    def said(self) -> str:
        """What the passing sentence says."""
        return next((toast.sentence for toast in self.window.findChildren(Toast)), "")

    def _answer(self, intent: Intent) -> None:
        self.asked.append(intent)
        if isinstance(intent, ArrangeTiles):
            self.layout = intent.layout
            self.show()


@pytest.fixture
def desk(qtbot: QtBot, themes: dict[ThemeName, Theme]) -> Desk:
    """Return the desk of a shown window."""
    window = MainWindow(themes, ThemeChoice.DARK)
    qtbot.addWidget(window, before_close_func=lambda shown: shown.keep_in_tray(there=False))
    made = Desk(window)
    window.resize(1280, 720)
    made.show()
    window.show()
    window.complete()
    assert QTest.qWaitForWindowActive(window)
    return made


def test_a_tile_is_pinned_by_key_and_keeps_the_focus(desk: Desk) -> None:
    """It stands above all sections, can be opened there, and the same key takes it back."""
    before = desk.tile(CONTRIBUTORS).y()
    desk.press(CONTRIBUTORS, Qt.Key.Key_P)
    assert desk.layout == LayoutSettings(pinned=(CONTRIBUTORS,))
    assert desk.tile(CONTRIBUTORS).y() < before
    assert desk.tile(CONTRIBUTORS).hasFocus()
    assert desk.said.endswith("is pinned to the top of the overview.")
    desk.press(CONTRIBUTORS, Qt.Key.Key_P)
    assert desk.layout == UNARRANGED
    assert desk.tile(CONTRIBUTORS).y() == before


def test_a_hidden_tile_is_counted_at_its_heading_and_comes_back(desk: Desk) -> None:
    """The focus goes on to the next tile; the heading's menu names what is hidden."""
    desk.press(RESOLVED, Qt.Key.Key_H)
    assert desk.window.frame.overview.tile(RESOLVED) is None
    assert desk.tile(RESOLUTION).hasFocus()
    (note,) = desk.window.findChildren(HiddenNote)
    assert note.text() == "1 hidden, 1 off target"
    assert note.accessibleName() == "Developer engagement: 1 hidden, 1 off target"
    QTest.keyClick(note, Qt.Key.Key_Space)
    (menu,) = note.findChildren(QMenu)
    (entry,) = menu.actions()
    assert entry.text() == "Show Issues resolved (off target)"
    entry.trigger()
    menu.close()
    assert desk.layout == UNARRANGED
    assert desk.tile(RESOLVED).isVisible()


def test_a_note_follows_what_is_hidden(desk: Desk) -> None:
    """A hidden figure that comes to breach says so at once, in its heading."""
    desk.press(CONTRIBUTORS, Qt.Key.Key_H)
    (note,) = desk.window.findChildren(HiddenNote)
    assert note.text() == "1 hidden"
    sections = tuple(
        replace(
            part,
            tiles=tuple(
                replace(view, level=Level.BREACH) if view.metric == CONTRIBUTORS else view
                for view in part.tiles
            ),
        )
        for part in VIEW.sections
    )
    desk.show(replace(VIEW, sections=sections))
    assert note.text() == "1 hidden, 1 breach"


def test_hiding_is_undone_by_the_button_beside_the_sentence(desk: Desk) -> None:
    """Or by Ctrl+Z; both take the last change back, and then the one before."""
    desk.press(CONTRIBUTORS, Qt.Key.Key_H)
    desk.press(PULLS, Qt.Key.Key_H)
    assert "still counts" in desk.said
    undo = next(
        button
        for button in desk.window.findChildren(QPushButton)
        if button.text() == "Undo" and button.isVisible()
    )
    QTest.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert desk.layout == LayoutSettings(hidden=(CONTRIBUTORS,))
    assert desk.said == ""
    QTest.keyClick(desk.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.layout == UNARRANGED
    QTest.keyClick(desk.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.said == "There is nothing to take back."


def test_a_layout_from_elsewhere_is_not_undone(desk: Desk) -> None:
    """Imported settings are another beginning."""
    desk.press(CONTRIBUTORS, Qt.Key.Key_H)
    desk.layout = LayoutSettings(pinned=(PULLS,))
    desk.show()
    QTest.keyClick(desk.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.layout == LayoutSettings(pinned=(PULLS,))


def test_alt_and_an_arrow_move_a_tile_past_the_next(desk: Desk) -> None:
    """Later and earlier again; at its end there is no further."""
    places = [desk.tile(metric).pos() for metric in (CONTRIBUTORS, PULLS)]
    desk.press(CONTRIBUTORS, Qt.Key.Key_Right, alt=True)
    assert [desk.tile(metric).pos() for metric in (PULLS, CONTRIBUTORS)] == places
    assert desk.tile(CONTRIBUTORS).hasFocus()
    desk.press(CONTRIBUTORS, Qt.Key.Key_Left, alt=True)
    assert [desk.tile(metric).pos() for metric in (CONTRIBUTORS, PULLS)] == places
    asked = len(desk.asked)
    desk.press(CONTRIBUTORS, Qt.Key.Key_Left, alt=True)
    assert len(desk.asked) == asked
    assert desk.said == ""


def test_the_keys_need_a_tile(desk: Desk) -> None:
    """Elsewhere they say how to get to one."""
    desk.window.frame.setFocus()
    QTest.keyClick(desk.window, Qt.Key.Key_H)
    assert desk.asked == []
    assert desk.said == "Go to a tile first: Tab leads from one to the next."


def test_a_tiles_menu_offers_the_same(desk: Desk) -> None:
    """With their keys; what cannot be done there is grey."""
    desk.window._metric_menu(CONTRIBUTORS, QPoint(300, 300))
    (menu,) = [found for found in desk.window.findChildren(QMenu) if found.isVisible()]
    rows = {action.text(): action for action in menu.actions()}
    assert not rows["Move earlier\tAlt+Left"].isEnabled()
    rows["Move later\tAlt+Right"].trigger()
    menu.close()
    assert desk.layout.order[:2] == (PULLS, CONTRIBUTORS)


def drag(tile: QWidget, to: QPoint, *, drop: bool = True) -> None:
    """Press on a tile, move to a place of the board, and let go."""
    board = tile.parentWidget()
    assert board is not None
    start = tile.rect().center()
    target = tile.mapFromGlobal(board.mapToGlobal(to))
    QTest.mousePress(tile, Qt.MouseButton.LeftButton, pos=start)
    for share in (0.3, 0.7, 1.0):
        QTest.mouseMove(tile, start + (target - start) * share)
    if drop:
        QTest.mouseRelease(tile, Qt.MouseButton.LeftButton, pos=target)


def test_a_tile_is_dragged_behind_another_and_nothing_opens(desk: Desk) -> None:
    """It goes where the bar stood: on the far half of a tile, behind it."""
    area = desk.tile(RESOLVED).geometry()
    drag(desk.tile(CONTRIBUTORS), QPoint(area.right() - 8, area.center().y()))
    (intent,) = desk.asked
    assert isinstance(intent, ArrangeTiles)
    assert desk.layout.order[:4] == (PULLS, RESOLVED, CONTRIBUTORS, RESOLUTION)


def test_a_tile_that_is_dropped_beside_everything_stays(desk: Desk) -> None:
    """And a press that hardly moves is a click."""
    drag(desk.tile(CONTRIBUTORS), QPoint(2, 2))
    assert desk.asked == []
    tile = desk.tile(CONTRIBUTORS)
    QTest.mousePress(tile, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    QTest.mouseMove(tile, QPoint(22, 20))
    QTest.mouseRelease(tile, Qt.MouseButton.LeftButton, pos=QPoint(22, 20))
    assert desk.asked == [OpenMetric(CONTRIBUTORS)]


def test_a_tile_dragged_among_the_pinned_is_pinned(desk: Desk) -> None:
    """The pinned section is open to every tile."""
    desk.press(PULLS, Qt.Key.Key_P)
    drag(desk.tile(CONTRIBUTORS), desk.tile(PULLS).geometry().center())
    assert desk.layout.pinned == (PULLS, CONTRIBUTORS)


def test_hiding_on_a_topics_page_hides_on_the_overview_too(desk: Desk) -> None:
    """There is one arrangement, whichever page it was made on."""
    QTest.keyClick(desk.window, Qt.Key.Key_6)
    assert desk.window.frame.page is Page.DEVELOPERS
    shown = [
        tile
        for tile in desk.window.frame.findChildren(QWidget)
        if tile.isVisible() and tile.accessibleName().startswith("Contributors")
    ]
    shown[0].setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(shown[0], Qt.Key.Key_H)
    assert desk.layout == LayoutSettings(hidden=(CONTRIBUTORS,))
    QTest.keyClick(desk.window, Qt.Key.Key_1)
    QApplication.processEvents()
    assert desk.window.frame.overview.tile(CONTRIBUTORS) is None
