"""The window on a second monitor: full screen, rotation, rest, and never the focus."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from aux_monitor.settings.schema import AmbientChoice, RotationPage, WindowSettings
from aux_monitor.ui.actions import ActionId
from aux_monitor.ui.ambient_screen import MARGIN, AmbientScreen
from aux_monitor.ui.kiosk import Kiosk
from aux_monitor.ui.pages import Page
from aux_monitor.ui.promoted import PromotedStrip
from aux_monitor.ui.rail import Rail
from aux_monitor.ui.theme import Theme, ThemeName
from tests.ui.window.heard import heard
from tests.ui.window.standing_by import CALM, INCIDENT, Activations, Standing

PAGES = (RotationPage.OVERVIEW, RotationPage.COMMUNITY)


@pytest.fixture
def standing(qtbot: QtBot, themes: dict[ThemeName, Theme]) -> Iterator[Standing]:
    """Give a shown window that nobody has used yet."""
    made = Standing(themes)
    qtbot.addWidget(made.window)
    yield made
    made.window.hide()
    assert QGuiApplication.overrideCursor() is None


def press(standing: Standing, key: Qt.Key) -> None:
    """Press a key as the window system hands it in, shortcuts and all."""
    QTest.keyClick(standing.window.windowHandle(), key)


def move(standing: Standing, *places: int) -> None:
    """Move the pointer along a row of the window."""
    for place in places:
        QTest.mouseMove(standing.window.windowHandle(), QPoint(place, 300))


def shown(standing: Standing) -> Page:
    """Return the page that is open."""
    return standing.window.frame.page


def is_resting(standing: Standing) -> bool:
    """Return whether the ambient view covers the window."""
    return standing.monitor.resting


def strip(standing: Standing) -> PromotedStrip:
    """Return the strip above the page."""
    return standing.window.findChildren(PromotedStrip)[0]


def ambient(standing: Standing) -> AmbientScreen:
    """Return the ambient view."""
    return standing.window.findChildren(AmbientScreen)[0]


@pytest.mark.parametrize("key", [Qt.Key.Key_F11, Qt.Key.Key_F])
def test_full_screen_leaves_nothing_but_the_page(standing: Standing, key: Qt.Key) -> None:
    """The rail goes, and comes back with Esc, whichever page is open."""
    (rail,) = standing.window.findChildren(Rail)
    press(standing, key)
    assert standing.window.isFullScreen()
    assert rail.isHidden()
    standing.window.open_page(Page.COMMUNITY)
    press(standing, Qt.Key.Key_Escape)
    assert not standing.window.isFullScreen()
    assert not rail.isHidden()
    assert shown(standing) is Page.COMMUNITY


def test_the_pointer_is_hidden_while_it_lies_still_in_full_screen(
    standing: Standing, qtbot: QtBot
) -> None:
    """It is back with the next movement, and when full screen is left."""
    kiosk = Kiosk(standing.window, pointer_after_ms=1)
    press(standing, Qt.Key.Key_F11)
    qtbot.waitUntil(lambda: kiosk.pointer_hidden)
    cursor = QGuiApplication.overrideCursor()
    assert cursor is not None
    assert cursor.shape() is Qt.CursorShape.BlankCursor
    kiosk.used()
    assert not kiosk.pointer_hidden
    qtbot.waitUntil(lambda: kiosk.pointer_hidden)
    press(standing, Qt.Key.Key_Escape)
    assert not kiosk.pointer_hidden


def test_pages_follow_each_other_and_the_mark_says_which_comes_next(standing: Standing) -> None:
    """Each for its time."""
    standing.use(rotate_every_s=30.0, rotate_pages=PAGES)
    assert standing.monitor.words == "Community in 30 s"
    standing.wait(10.0)
    assert standing.monitor.words == "Community in 20 s"
    standing.wait(20.0)
    assert shown(standing) is Page.COMMUNITY
    assert standing.monitor.words == "Overview in 30 s"


def test_a_page_that_somebody_opened_stays_for_a_minute(standing: Standing) -> None:
    """The mark says when the round goes on."""
    standing.use(rotate_every_s=30.0, rotate_pages=PAGES)
    press(standing, Qt.Key.Key_3)
    assert shown(standing) is Page.ADOPTION
    standing.wait(50.0)
    assert shown(standing) is Page.ADOPTION
    assert standing.monitor.words == "Rotation goes on in 10 s"
    standing.wait(10.0)
    assert shown(standing) is Page.ADOPTION
    standing.wait(30.0)
    assert shown(standing) is Page.OVERVIEW


def test_a_form_that_is_being_filled_in_is_not_left(standing: Standing) -> None:
    """However long a person looks for the figure to type."""
    standing.use(rotate_every_s=30.0, rotate_pages=PAGES)
    field = QLineEdit(standing.window)
    field.show()
    standing.window.activateWindow()
    field.setFocus()
    QTest.keyClicks(field, "31")
    standing.wait(300.0)
    assert shown(standing) is Page.OVERVIEW


def test_a_failing_page_is_promoted_until_it_recovers(standing: Standing) -> None:
    """It is turned to at once, with the failing figure large above it."""
    standing.use(rotate_every_s=30.0, rotate_pages=PAGES)
    assert strip(standing).isHidden()
    standing.show(INCIDENT)
    assert shown(standing) is Page.PERFORMANCE
    view = strip(standing).view
    assert view is not None
    assert view.title == "Success rate below 90 %"
    assert not strip(standing).isHidden()
    assert standing.monitor.words == "Stays on Performance until it recovers"
    standing.wait(3600.0)
    assert shown(standing) is Page.PERFORMANCE
    standing.show(CALM)
    assert strip(standing).isHidden()
    standing.wait(30.0)
    assert shown(standing) is Page.OVERVIEW


def test_any_key_ends_the_rest_and_does_nothing_else(standing: Standing) -> None:
    """The key that wakes the window up is no shortcut: F11 does not go into full screen."""
    standing.use(ambient=AmbientChoice.ALWAYS)
    assert is_resting(standing)
    assert not standing.window.frame.isVisible()
    press(standing, Qt.Key.Key_F11)
    assert not is_resting(standing)
    assert standing.window.frame.isVisible()
    assert not standing.window.isFullScreen()
    press(standing, Qt.Key.Key_F11)
    assert standing.window.isFullScreen()


def test_the_pointer_ends_the_rest_when_it_really_moves(standing: Standing) -> None:
    """A pixel is the table's doing."""
    standing.use(ambient=AmbientChoice.ALWAYS)
    move(standing, 400, 401)
    assert is_resting(standing)
    move(standing, 420)
    assert not is_resting(standing)


def test_the_window_comes_to_rest_when_nobody_uses_it(standing: Standing) -> None:
    """After the time that is set, and again after each use."""
    standing.use(ambient=AmbientChoice.IDLE, ambient_after_s=300.0)
    standing.wait(299.0)
    assert not is_resting(standing)
    standing.wait(1.0)
    assert is_resting(standing)
    press(standing, Qt.Key.Key_Space)
    standing.wait(299.0)
    assert not is_resting(standing)
    standing.wait(1.0)
    assert is_resting(standing)


def test_a_person_can_send_the_window_to_rest(standing: Standing) -> None:
    """By key or menu, with the setting off; any use brings it back for good."""
    standing.monitor.run(ActionId.AMBIENT)
    assert is_resting(standing)
    press(standing, Qt.Key.Key_Space)
    standing.wait(3600.0)
    assert not is_resting(standing)


def test_a_window_that_is_asked_for_is_not_at_rest(standing: Standing) -> None:
    """Opened from the tray, from a notice or by a second start: what it was opened for is seen."""
    standing.use(ambient=AmbientChoice.ALWAYS)
    standing.window.bring_up()
    assert not is_resting(standing)
    assert standing.window.frame.isVisible()


def test_what_fails_grows_and_is_no_longer_dim(standing: Standing) -> None:
    """While the window rests, without anybody's doing."""
    standing.use(ambient=AmbientChoice.ALWAYS)
    calm = ambient(standing).view
    assert calm is not None
    assert calm.dim
    standing.show(INCIDENT)
    failing = ambient(standing).view
    assert failing is not None
    assert not failing.dim
    assert failing.grown[0].title == "Success rate below 90 %"


def test_the_picture_at_rest_drifts_within_its_margin(standing: Standing) -> None:
    """At most four pixels in any minute, log of a whole day."""
    standing.use(ambient=AmbientChoice.ALWAYS)
    log = []
    for _ in range(24 * 60):
        standing.wait(60.0)
        log.append(ambient(standing).offset)
    steps = pairwise(log)
    assert all((x - a) ** 2 + (y - b) ** 2 <= 16 for (a, b), (x, y) in steps)
    assert all(0 <= side <= MARGIN for place in log for side in place)
    assert len(set(log)) > 100


def test_nothing_drifts_under_reduced_motion(standing: Standing) -> None:
    """It stands still from then on."""
    standing.use(ambient=AmbientChoice.ALWAYS)
    standing.wait(600.0)
    assert ambient(standing).offset != (0, 0)
    standing.still = True
    standing.wait(600.0)
    assert ambient(standing).offset == (0, 0)


def test_nothing_ever_takes_the_focus(standing: Standing, qtbot: QtBot) -> None:
    """Not an alert, a page that turns, rest and its end, the top of the pile, or a screen."""
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    activations = Activations(standing.window)
    standing.use(rotate_every_s=30.0, rotate_pages=PAGES)
    standing.wait(30.0)
    standing.show(INCIDENT)
    standing.use(ambient=AmbientChoice.ALWAYS, on_top=True)
    standing.use(screen="DP-9 | NOT THERE", on_top=False)
    application = QGuiApplication.instance()
    assert isinstance(application, QGuiApplication)
    application.screenAdded.emit(standing.window.screen())
    standing.monitor.beat()
    assert activations.count == 0
    assert other.isActiveWindow()


def test_the_window_is_kept_on_top_live(standing: Standing) -> None:
    """The flag is the shown window's; it is neither hidden nor made anew."""
    handle = standing.window.windowHandle()
    standing.use(on_top=True)
    assert Qt.WindowType.WindowStaysOnTopHint in handle.flags()
    assert standing.window.isVisible()
    standing.use(on_top=False)
    assert Qt.WindowType.WindowStaysOnTopHint not in handle.flags()
    assert standing.window.windowHandle() is handle


def test_keys_ask_for_settings_that_are_kept(standing: Standing) -> None:
    """Always on top and rotation are switched; what else is set stays."""
    chosen = heard(standing.monitor.chosen)
    standing.use(rotate_every_s=20.0)
    standing.monitor.run(ActionId.ON_TOP)
    standing.monitor.run(ActionId.ROTATE)
    assert chosen == [
        WindowSettings(rotate_every_s=20.0, on_top=True),
        WindowSettings(rotate_every_s=0.0),
    ]
    standing.use()
    standing.monitor.run(ActionId.ROTATE)
    assert chosen[-1] == WindowSettings(rotate_every_s=30.0)


def test_a_screen_is_chosen_from_a_menu(standing: Standing) -> None:
    """Every screen there is, the one that is chosen and missing, and none."""
    chosen = heard(standing.monitor.chosen)
    standing.use(screen="DP-9 | DELL")
    standing.monitor.run(ActionId.SCREEN)
    menu = standing.window.findChildren(QMenu)[-1]
    entries = {action.text(): action for action in menu.actions() if action.isCheckable()}
    assert list(entries) == ["Where it was", "DELL on DP-9, not plugged in"]
    assert entries["DELL on DP-9, not plugged in"].isChecked()
    entries["Where it was"].trigger()
    assert chosen == [WindowSettings()]
    menu.close()


def test_a_window_that_is_hidden_neither_turns_nor_rests(standing: Standing) -> None:
    """In the tray nothing beats; shown again it goes on."""
    standing.use(rotate_every_s=30.0, rotate_pages=PAGES, ambient=AmbientChoice.IDLE)
    standing.window.hide()
    standing.wait(700.0)
    assert not is_resting(standing)
    standing.window.show()
    assert is_resting(standing)
