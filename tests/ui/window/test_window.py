"""The window's frame: pages, keys, colours, and that it never forces itself on anybody."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from aux_monitor.domain.level import Level
from aux_monitor.domain.reading import MetricId
from aux_monitor.presentation.connect_form import ConnectView
from aux_monitor.presentation.settings_form import SettingsView
from aux_monitor.presentation.views import OverviewView
from aux_monitor.services.connection import SettingsSaved
from aux_monitor.services.intents import (
    ExportSnapshot,
    Intent,
    OpenMetric,
    Quit,
    Refresh,
    SnapshotScale,
)
from aux_monitor.settings.schema import Settings, ThemeChoice
from aux_monitor.ui.actions import ActionId
from aux_monitor.ui.check_note import CheckNote
from aux_monitor.ui.connect import ConnectPage
from aux_monitor.ui.detail import DetailPage
from aux_monitor.ui.export import render_widget
from aux_monitor.ui.help_sheet import HelpSheet
from aux_monitor.ui.invitation import Invitation
from aux_monitor.ui.look_choice import theme_for
from aux_monitor.ui.north_star import NorthStarTile
from aux_monitor.ui.pages import Page
from aux_monitor.ui.settings_page import SettingsPage
from aux_monitor.ui.theme import Theme, ThemeName
from aux_monitor.ui.tile import Tile
from aux_monitor.ui.toast import Toast
from aux_monitor.ui.window import MainWindow
from tests.ui import sample_views
from tests.ui.window import detail_views
from tests.ui.window.heard import heard

CONNECT = ConnectView(Settings(), demo=True)
SETTINGS = SettingsView(Settings(), "/srv/config.toml")


def few(view: OverviewView) -> OverviewView:
    """Return an overview with fewer charts and tiles: these tests are about the frame."""
    return replace(view, charts=view.charts[:1], sections=view.sections[:2])


INCIDENT = few(sample_views.incident())
NORMAL = few(sample_views.normal())


@pytest.fixture
def window(qtbot: QtBot, themes: dict[ThemeName, Theme]) -> MainWindow:
    """Return the window with the incident's figures, shown and active."""
    made = MainWindow(themes, ThemeChoice.DARK)
    qtbot.addWidget(made, before_close_func=lambda shown: shown.keep_in_tray(there=False))
    made.resize(1280, 720)
    made.show_overview(INCIDENT)
    made.show()
    made.complete()
    assert QTest.qWaitForWindowActive(made)
    return made


def visible(window: MainWindow, kind: type[QWidget]) -> bool:
    """Return whether a widget of this kind can be seen."""
    return any(widget.isVisible() for widget in window.findChildren(kind))


def press(window: MainWindow, text: str) -> None:
    """Press the visible button with this text."""
    found = next(b for b in window.findChildren(QPushButton) if b.text() == text and b.isVisible())
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def test_pages_but_the_overview_are_made_when_they_are_opened(window: MainWindow) -> None:
    """Starting costs nothing for pages that nobody has opened."""
    assert window.findChildren(DetailPage) == []
    assert window.findChildren(ConnectPage) == []
    window.show_detail(detail_views.response_time())
    assert visible(window, DetailPage)


def test_new_figures_leave_the_open_page_open(window: MainWindow) -> None:
    """While a metric's page is read, the next poll does not take it away."""
    window.show_detail(detail_views.response_time())
    window.show_overview(NORMAL)
    assert window.frame.page is Page.DETAIL


def test_esc_goes_back_one_step_at_a_time(window: MainWindow) -> None:
    """Esc leaves the sheet of keys, then the page, and says that the metric was left."""
    closed = heard(window.detail_closed)
    window.show_detail(detail_views.response_time())
    window.run(ActionId.HELP)
    assert visible(window, HelpSheet)
    steps = []
    for _ in range(2):
        QTest.keyClick(window, Qt.Key.Key_Escape)
        steps.append((visible(window, HelpSheet), window.frame.page, len(closed)))
    assert steps == [(False, Page.DETAIL, 0), (False, Page.OVERVIEW, 1)]


def test_esc_leaves_full_screen_last(window: MainWindow) -> None:
    """On the overview Esc leaves full screen, where somebody entered it."""
    QTest.keyClick(window, Qt.Key.Key_F11)
    assert window.isFullScreen()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isFullScreen()


def test_a_closed_metric_goes_back_to_the_overview(window: MainWindow) -> None:
    """A page whose metric is no longer known gives way."""
    window.show_detail(detail_views.response_time())
    window.show_detail(None)
    assert window.frame.page is Page.OVERVIEW


def test_keys_ask_for_what_the_table_says(window: MainWindow) -> None:
    """Refresh, snapshot, connect, settings and quit go out as asked, from the keyboard."""
    asked, connect = heard(window.intent), heard(window.connect_wanted)
    settings = heard(window.settings_wanted)
    QTest.keyClick(window, Qt.Key.Key_F5)
    QTest.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert asked == [Refresh(), ExportSnapshot(SnapshotScale.ONE), Quit()]
    assert connect == settings == [None]


def test_a_tile_menu_offers_that_tile(window: MainWindow) -> None:
    """The menu on a tile opens it and takes its picture, beside everything else."""
    asked = heard(window.intent)
    metric = MetricId("mttr")
    window._popup(window.rect().center(), metric)
    menu = next(menu for menu in window.findChildren(QMenu))
    texts = {action.text(): action for action in menu.actions()}
    texts["Open"].trigger()
    texts["Snapshot of this tile, 4K"].trigger()
    menu.close()
    assert asked == [OpenMetric(metric), ExportSnapshot(SnapshotScale.FOUR_K, metric)]
    assert "Full screen" in texts


def test_alerts_do_not_raise_the_window(window: MainWindow, qtbot: QtBot) -> None:
    """New figures, even a breach, leave the focus where a person has it."""
    other = QLineEdit()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    assert QTest.qWaitForWindowActive(other)
    window.show_overview(NORMAL)
    window.show_overview(INCIDENT)
    window.tell(Level.BREACH, "The disk is full.")
    QApplication.sendPostedEvents()
    assert QApplication.activeWindow() is other


def test_a_hidden_window_stays_hidden_when_figures_come(window: MainWindow) -> None:
    """In the tray the program goes on without showing itself."""
    window.hide()
    window.show_overview(NORMAL)
    window.show_detail(detail_views.response_time())
    assert not window.isVisible()


def test_bringing_up_shows_and_activates(window: MainWindow) -> None:
    """Asked for, the window comes back from hidden and from minimised."""
    window.hide()
    window.bring_up()
    assert window.isVisible()
    window.showMinimized()
    window.bring_up()
    assert not window.isMinimized()


def test_a_choice_of_colours_is_used_at_once(window: MainWindow) -> None:
    """Light is light on every page that is open, and the tray is told of the theme."""
    told = heard(window.theme_changed)
    window.show_detail(detail_views.response_time())
    window.follow(ThemeChoice.LIGHT)
    assert [theme.name for theme in told if isinstance(theme, Theme)] == [ThemeName.LIGHT]
    picture = render_widget(window.frame, 1.0)
    corner = picture.pixelColor(picture.width() - 6, picture.height() - 6)
    assert corner == QColor(window.theme.colours.background)
    assert corner.lightness() > 200


@pytest.mark.parametrize(
    ("choice", "scheme", "name"),
    [
        (ThemeChoice.SYSTEM, Qt.ColorScheme.Light, ThemeName.LIGHT),
        (ThemeChoice.SYSTEM, Qt.ColorScheme.Dark, ThemeName.DARK),
        (ThemeChoice.SYSTEM, Qt.ColorScheme.Unknown, ThemeName.DARK),
        (ThemeChoice.LIGHT, Qt.ColorScheme.Dark, ThemeName.LIGHT),
        (ThemeChoice.DARK, Qt.ColorScheme.Light, ThemeName.DARK),
    ],
)
def test_the_systems_colours_count_only_for_who_follows_them(
    choice: ThemeChoice, scheme: Qt.ColorScheme, name: ThemeName
) -> None:
    """Who follows the system gets its colours; who chose, keeps the choice."""
    assert theme_for(choice, scheme) is name


def test_a_form_being_filled_survives_a_change_of_colours(window: MainWindow) -> None:
    """Dusk does not take away what was typed, the token included."""
    window.show_connect(CONNECT)
    for name, text in (("Collector address", "http://x"), ("GitHub token", "ghp_1")):
        field = next(e for e in window.findChildren(QLineEdit) if e.accessibleName() == name)
        QTest.keyClicks(field, text)
    window.follow(ThemeChoice.LIGHT)
    QApplication.sendPostedEvents(None, 0)
    (page,) = [page for page in window.findChildren(ConnectPage) if page.isVisible()]
    fields = {e.accessibleName(): e.text() for e in page.findChildren(QLineEdit)}
    assert fields["Collector address"] == "http://x"
    assert fields["GitHub token"] == "ghp_1"


def test_unsaved_settings_stay_while_other_pages_and_colours_come_and_go(
    window: MainWindow,
) -> None:
    """They are there again on the page's next opening, which is made only when it is wanted."""
    assert window.findChild(SettingsPage) is None
    window.show_settings(SETTINGS)
    page = window.findChild(SettingsPage)
    assert page is not None
    assert window.frame.page is Page.SETTINGS
    field = next(e for e in page.findChildren(QLineEdit) if e.accessibleName() == "Critical sound")
    field.selectAll()
    QTest.keyClicks(field, "bell")
    window.run(ActionId.OVERVIEW)
    window.follow(ThemeChoice.LIGHT)
    QApplication.sendPostedEvents(None, 0)
    window.note_settings(SETTINGS)
    window.show_settings(SETTINGS)
    (page,) = [made for made in window.findChildren(SettingsPage) if made.isVisible()]
    assert page.edits() == {"notifications.sound.critical_sound": "bell"}


def test_the_answer_to_a_save_reaches_the_page_that_asked(window: MainWindow) -> None:
    """The settings page leads to Connect, whose own form hears nothing of the other's save."""
    window.show_connect(CONNECT)
    window.show_settings(SETTINGS)
    page = window.findChild(SettingsPage)
    assert page is not None
    switch = next(b for b in page.findChildren(QCheckBox) if b.isVisible())
    QTest.mouseClick(switch, Qt.MouseButton.LeftButton)
    save = next(b for b in page.findChildren(QPushButton) if b.text() == "Save")
    QTest.mouseClick(save, Qt.MouseButton.LeftButton)
    window.settings_saved(SettingsSaved("The disk is full."))
    wanted = heard(window.connect_wanted)
    lead = next(b for b in page.findChildren(QPushButton) if b.text() == "Open Connect")
    lead.click()
    assert wanted == [None]
    said = [(note.window() is window, note.sentence) for note in window.findChildren(CheckNote)]
    assert said.count((True, "The disk is full.")) == 1


def test_a_snapshot_of_the_settings_shows_them(window: MainWindow) -> None:
    """Another frame with the same page has what was typed there."""
    window.show_settings(SETTINGS)
    copy = window.frame.copied(window.theme)
    assert copy.page is Page.SETTINGS
    copy.deleteLater()


def test_figures_do_not_touch_a_form_being_filled(window: MainWindow) -> None:
    """Asking for the panel that is already open leaves what was typed."""
    window.show_connect(CONNECT)
    field = next(
        e for e in window.findChildren(QLineEdit) if e.accessibleName() == "Collector address"
    )
    QTest.keyClicks(field, "http://x")
    window.show_connect(CONNECT)
    assert field.text() == "http://x"


def test_the_demonstration_invites_to_connect_until_answered(window: MainWindow) -> None:
    """The invitation stands over the demonstration's overview, and nowhere after its answer."""
    assert not visible(window, Invitation)
    window.show_overview(NORMAL)
    assert visible(window, Invitation)
    window.show_detail(detail_views.response_time())
    assert not visible(window, Invitation)
    window.run(ActionId.OVERVIEW)
    wanted = heard(window.connect_wanted)
    press(window, "Connect your own")
    assert wanted == [None]
    press(window, "Keep the demonstration")
    assert not visible(window, Invitation)
    assert window.focusWidget() is window.frame
    window.show_overview(replace(NORMAL, sections=()))
    assert not visible(window, Invitation)


def test_what_an_action_came_to_is_told_and_can_be_sent_away(window: MainWindow) -> None:
    """The sentence stands in the window, not in a dialog, and a click takes it away."""
    window.tell(Level.BREACH, "The snapshot cannot be written: the disk is full.")
    (toast,) = window.findChildren(Toast)
    assert toast.sentence == "The snapshot cannot be written: the disk is full."
    QTest.mouseClick(toast, Qt.MouseButton.LeftButton)
    assert toast.sentence == ""


def test_a_passing_sentence_does_not_cover_the_invitation(window: MainWindow) -> None:
    """Both can be read at once, and stay inside the window when it is made smaller."""
    window.show_overview(NORMAL)
    window.tell(Level.ON_TARGET, "Saved /home/me/Pictures/aux-monitor-2026-11-23T141900Z.png")
    window.resize(800, 500)
    (toast,), (invitation,) = window.findChildren(Toast), window.findChildren(Invitation)
    assert not toast.geometry().intersects(invitation.geometry())
    assert window.rect().contains(toast.geometry())
    assert window.rect().contains(invitation.geometry())


def test_the_title_says_the_worst(window: MainWindow) -> None:
    """The task bar shows the ribbon's sentence."""
    assert window.windowTitle().startswith("2 breaches: success rate 88.6 %")


def test_a_huge_window_gets_larger_type(window: MainWindow) -> None:
    """On a 4K screen without scaling the type grows, and shrinks again with the window."""
    window.resize(3840, 2160)
    assert window.theme.scale > 1.0
    window.resize(1280, 720)
    assert window.theme.scale == 1.0


def test_intents_of_a_page_go_out(window: MainWindow) -> None:
    """What a page asks leaves through the window."""
    asked: list[Intent] = []
    window.intent.connect(asked.append)
    window.show_detail(detail_views.response_time())
    press(window, "Snapshot")
    assert asked == [ExportSnapshot(SnapshotScale.TWO, detail_views.response_time().tile.metric)]


def places(window: MainWindow) -> dict[str, QRect]:
    """Return where each tile that is made stands, the large one too."""
    made: list[Tile | NorthStarTile] = [
        *window.findChildren(Tile),
        *window.findChildren(NorthStarTile),
    ]
    return {tile.view.metric: tile.geometry() for tile in made}


def test_the_first_picture_makes_only_the_tiles_that_are_seen(
    qtbot: QtBot, themes: dict[ThemeName, Theme]
) -> None:
    """And each has its place already: nothing moves when the others come."""
    made = MainWindow(themes, ThemeChoice.DARK)
    qtbot.addWidget(made, before_close_func=lambda shown: shown.keep_in_tray(there=False))
    made.resize(760, 480)
    made.show_first(INCIDENT)
    made.show()
    assert QTest.qWaitForWindowExposed(made)
    seen = places(made)
    height = made.frame.overview.height()
    assert all(place.top() < height for place in seen.values())
    made.complete()
    every = places(made)
    views = {view.metric for section in INCIDENT.sections for view in section.tiles}
    assert set(every) == views
    assert 0 < len(seen) < len(every)
    assert {metric: every[metric] for metric in seen} == seen
    assert all(place.top() >= height for metric, place in every.items() if metric not in seen)
