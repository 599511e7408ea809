"""One alert's card: every button asks for what it says, by mouse and by key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QObject, QPoint, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton, QToolTip
from pytestqt.qtbot import QtBot

from aux_monitor.domain.level import Level
from aux_monitor.domain.snooze import SnoozeSpan
from aux_monitor.presentation.views import AlertCardView, LinkView
from aux_monitor.services.intents import Acknowledge, OpenMetric, SnoozeAlerts
from aux_monitor.ui.alert_card import GLOW, AlertCard
from aux_monitor.ui.browser import open_page
from aux_monitor.ui.card_foot import LONGEST_NOTE, NoteField
from aux_monitor.ui.card_plan import CardSize, fits, plan
from aux_monitor.ui.theme import Look, Theme, ThemeName, mixed
from tests.ui.sample_alerts import (
    RELEASE,
    recovering_card,
    response_card,
    retry_card,
    silent_card,
    success_card,
)
from tests.ui.test_theme import LOOKS, named, ratio, readable
from tests.ui.window.heard import heard


class Browser(QObject):
    """Stands for the desktop's browser: Qt hands it what would be opened."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        """Note an address."""
        self.opened.append(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))


@pytest.fixture
def browser() -> Iterator[Browser]:
    """Return a browser that takes web pages, and everything else that must not reach it."""
    made = Browser()
    schemes = ("http", "https", "file", "javascript", "data")
    set_handler: Any = QDesktopServices.setUrlHandler  # its stub asks for bytes, it for a str
    for scheme in schemes:
        set_handler(scheme, made, "take")
    yield made
    for scheme in schemes:
        QDesktopServices.unsetUrlHandler(scheme)


def carded(qtbot: QtBot, theme: Theme, view: AlertCardView, width: int = 344) -> AlertCard:
    """Return a card on the screen, as tall as it wants to be."""
    card = AlertCard(theme, view)
    qtbot.addWidget(card)
    card.resize(width, card.height_for(width, compact=False))
    card.grown.connect(lambda: card.resize(width, card.height_for(width, compact=False)))
    with qtbot.waitExposed(card):
        card.show()
    return card


@pytest.fixture
def card(qtbot: QtBot, theme: Theme) -> AlertCard:
    """Return the card of an alert that nobody has taken on."""
    return carded(qtbot, theme, success_card())


def buttons(card: AlertCard) -> dict[str, QPushButton]:
    """Return the buttons that can be seen, by their texts."""
    return {each.text(): each for each in card.findChildren(QPushButton) if each.isVisible()}


def press(card: AlertCard, text: str) -> None:
    """Press a button with the mouse."""
    QTest.mouseClick(buttons(card)[text], Qt.MouseButton.LeftButton)


def note_of(card: AlertCard) -> QLineEdit:
    """Return the line for the note."""
    (field,) = (each for each in card.findChildren(NoteField) if each.isVisible())
    return field


def has_note(card: AlertCard) -> bool:
    """Return whether a line for a note is shown."""
    return any(each.isVisible() for each in card.findChildren(NoteField))


def test_acknowledging_asks_for_a_note(card: AlertCard) -> None:
    """The line opens in the card with the focus in it; Enter saves what was typed."""
    asked = heard(card.intent)
    before = card.height()
    press(card, "Acknowledge")
    assert note_of(card).hasFocus()
    assert card.height() > before
    assert card.is_busy
    QTest.keyClicks(note_of(card), "Rolling back ")
    QTest.keyClick(note_of(card), Qt.Key.Key_Return)
    assert asked == [Acknowledge(success_card().key, "Rolling back")]
    assert not has_note(card)
    assert card.height() == before


def test_enter_in_a_note_does_not_fold_its_card(card: AlertCard) -> None:
    """Neither does a key on a button, nor a click beside the line while a note is written."""
    card.fold(compact=False, foldable=True)
    turned = heard(card.turned)
    press(card, "Acknowledge")
    QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=QPoint(60, 20))
    QTest.keyClick(note_of(card), Qt.Key.Key_Return)
    QTest.keyClick(buttons(card)["Open"], Qt.Key.Key_Return)
    assert turned == []
    QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=QPoint(60, 20))
    assert len(turned) == 1


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_every_button_is_pressed_by_key(card: AlertCard, key: Qt.Key) -> None:
    """Enter and Space do what a click does."""
    asked = heard(card.intent)
    QTest.keyClick(buttons(card)["Open"], key)
    assert asked == [OpenMetric(success_card().key.metric)]


def test_a_note_may_stay_empty(card: AlertCard) -> None:
    """Enter at once acknowledges."""
    asked = heard(card.intent)
    press(card, "Acknowledge")
    QTest.keyClick(note_of(card), Qt.Key.Key_Return)
    assert asked == [Acknowledge(success_card().key, "")]


def test_a_note_can_be_saved_and_given_up_with_the_mouse(card: AlertCard) -> None:
    """Save and Cancel stand under the line."""
    asked = heard(card.intent)
    press(card, "Acknowledge")
    press(card, "Cancel")
    assert asked == []
    press(card, "Acknowledge")
    QTest.keyClicks(note_of(card), "Mine")
    press(card, "Save")
    assert asked == [Acknowledge(success_card().key, "Mine")]


def test_escape_gives_the_note_up_and_goes_no_further(card: AlertCard) -> None:
    """The window's own Esc leaves the page: it must not hear this one."""
    window = card.window()
    shortcut = QShortcut(QKeySequence("Esc"), window)
    left = heard(shortcut.activated)
    asked = heard(card.intent)
    window.activateWindow()
    press(card, "Acknowledge")
    QTest.keyClicks(note_of(card), "Ro")
    QTest.keyClick(note_of(card), Qt.Key.Key_Escape)
    assert (asked, left) == ([], [])
    assert not has_note(card)
    assert buttons(card)["Acknowledge"].hasFocus()
    QTest.keyClick(buttons(card)["Acknowledge"], Qt.Key.Key_Escape)
    assert len(left) == 1


def test_a_note_is_not_lost_to_new_words(card: AlertCard) -> None:
    """What is being typed stays while figures change, and goes when nothing fires any more."""
    press(card, "Acknowledge")
    QTest.keyClicks(note_of(card), "Rolling")
    card.show_view(replace(success_card(), glance="88.5 %", lasts="15 min"))
    assert note_of(card).text() == "Rolling"
    card.show_view(replace(success_card(), can_acknowledge=False))
    assert not has_note(card)


def test_a_note_is_bounded(card: AlertCard) -> None:
    """No more is taken than is shown later."""
    press(card, "Acknowledge")
    QTest.keyClicks(note_of(card), "x" * (LONGEST_NOTE + 5))
    assert note_of(card).text() == "x" * LONGEST_NOTE


def menu_of(card: AlertCard) -> QMenu:
    """Return the snooze menu that has been opened."""
    (menu,) = card.findChildren(QMenu)
    return menu


def test_the_snooze_menu_offers_every_span(card: AlertCard) -> None:
    """Each entry snoozes this alert for what it says."""
    asked = heard(card.intent)
    press(card, "Snooze")
    menu = menu_of(card)
    assert menu.isVisible()
    assert [entry.text() for entry in menu.actions()] == [span.value for span in SnoozeSpan]
    for entry in menu.actions():
        entry.trigger()
    assert asked == [SnoozeAlerts(span, success_card().key) for span in SnoozeSpan]
    menu.close()
    press(card, "Snooze")
    assert menu_of(card) is menu
    menu.close()


def test_the_snooze_menu_works_by_key(card: AlertCard) -> None:
    """Space opens it, an arrow and Enter choose."""
    asked = heard(card.intent)
    button = buttons(card)["Snooze"]
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    menu = menu_of(card)
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert asked == [SnoozeAlerts(SnoozeSpan.QUARTER_HOUR, success_card().key)]


def test_open_opens_the_metric(card: AlertCard) -> None:
    """The metric's page."""
    asked = heard(card.intent)
    press(card, "Open")
    assert asked == [OpenMetric(success_card().key.metric)]


@pytest.mark.parametrize(
    ("view", "offered"),
    [
        (success_card(), {"Acknowledge", "Snooze", "Open", RELEASE.text}),
        (response_card(), {"Snooze", "Open"}),
        (retry_card(), set()),
        (recovering_card(), {"Source"}),
        (silent_card("Collector"), {"Acknowledge", "Snooze"}),
    ],
    ids=["firing", "acknowledged", "pending", "recovering", "source"],
)
def test_a_card_offers_what_can_be_done(
    qtbot: QtBot, theme: Theme, view: AlertCardView, offered: set[str]
) -> None:
    """A button that would do nothing is not there."""
    assert set(buttons(carded(qtbot, theme, view))) == offered


def test_a_folded_card_offers_nothing_to_press(card: AlertCard) -> None:
    """It has room for its first lines alone."""
    card.fold(compact=True, foldable=True)
    assert buttons(card) == {}
    card.fold(compact=False, foldable=True)
    assert "Acknowledge" in buttons(card)


def test_source_and_release_open_in_the_browser(
    qtbot: QtBot, theme: Theme, browser: Browser
) -> None:
    """The page of the figure, and that of the release."""
    view = replace(recovering_card(), release=RELEASE)
    card = carded(qtbot, theme, view)
    press(card, "Source")
    press(card, RELEASE.text)
    assert browser.opened == [view.page, RELEASE.page]


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://user:password@host/",
        "https://host/\n",
        "",
    ],
)
def test_nothing_but_a_web_page_leaves_the_program(browser: Browser, address: str) -> None:
    """The last look before the desktop takes over is as strict as the first."""
    assert not open_page(address)
    assert browser.opened == []


def test_a_page_that_no_browser_takes_is_said(qtbot: QtBot, theme: Theme) -> None:
    """A press that had no effect says so."""
    view = replace(success_card(), release=LinkView("v1", "https://user@host/"))
    card = carded(qtbot, theme, view)
    press(card, "v1")
    qtbot.waitUntil(lambda: "No browser opened" in QToolTip.text())
    QToolTip.hideText()


def test_buttons_that_do_not_fit_beside_each_other_stand_below(qtbot: QtBot, theme: Theme) -> None:
    """No button is cut off, none lies on another."""
    card = carded(qtbot, theme, replace(success_card(), page="https://host/"), 247)
    foot = [each for each in buttons(card).values() if each.property("weight") == "card"]
    assert len({each.y() for each in foot}) == 2
    for place in (each.geometry() for each in foot):
        assert sum(place.intersects(other.geometry()) for other in foot) == 1


def test_a_card_is_read_as_a_sentence(card: AlertCard) -> None:
    """Its name says all of it; each button says of which alert it speaks."""
    assert card.accessibleName() == success_card().spoken
    names = {text: button.accessibleName() for text, button in buttons(card).items()}
    assert names["Acknowledge"] == "Acknowledge: Success rate below 90 %"
    assert names[RELEASE.text] == f"{RELEASE.text}: open the release"
    press(card, "Acknowledge")
    assert note_of(card).accessibleName() == "Note on Success rate below 90 %, may stay empty"


@pytest.mark.parametrize("look", LOOKS, ids=named)
def test_state_and_order_can_be_read(themes: dict[ThemeName, Theme], look: Look) -> None:
    """The word in its level's colour on the glow, the order on its strip, the link."""
    theme = themes[look.name].worn(look.contrast, look.palette)
    colours, least = theme.colours, readable(theme)
    for level in (Level.BREACH, Level.OFF_TARGET, Level.UNKNOWN):
        tint = theme.tint.card * GLOW if level is Level.BREACH else 0.0
        ground = mixed(colours.surface, theme.level(level), tint)
        strip = mixed(ground, theme.level(level), theme.tint.card)
        assert ratio(theme.word(level), ground) >= least
        assert ratio(colours.text, strip) >= least
        assert ratio(colours.accent, ground) >= least


def test_the_focus_can_be_seen(card: AlertCard) -> None:
    """A ring when it came by key, none by a click."""
    plain = card.grab().toImage()
    card.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    ringed = card.grab().toImage()
    card.clearFocus()
    card.setFocus(Qt.FocusReason.MouseFocusReason)
    assert plain != ringed
    assert card.grab().toImage() == plain


def test_the_shape_tells_a_folded_card_from_an_open_one(card: AlertCard) -> None:
    """The sign at its corner turns."""
    pictures = []
    for compact in (False, True):
        card.fold(compact=compact, foldable=True)
        pictures.append(card.grab().toImage().copy(card.width() - 24, 0, 24, 40))
    card.fold(compact=False, foldable=False)
    pictures.append(card.grab().toImage().copy(card.width() - 24, 0, 24, 40))
    assert len({bytes(picture.constBits()) for picture in pictures}) == 3


def test_a_press_that_ends_outside_turns_nothing(card: AlertCard) -> None:
    """Somebody who slides off has thought again."""
    card.fold(compact=True, foldable=True)
    turned = heard(card.turned)
    QTest.mousePress(card, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(card, Qt.MouseButton.LeftButton, pos=QPoint(-5, -5))
    assert turned == []


SIZES = [CardSize(300, 60), CardSize(280, 60), CardSize(150, 60)]


@pytest.mark.parametrize(
    ("room", "shown"),
    [
        (754, [True, True, True]),
        (753, [True, True, False]),
        (664, [True, True, False]),
        (663, [True, False, False]),
        (10, [True, False, False]),
    ],
)
def test_the_most_urgent_are_shown_in_full(room: int, shown: list[bool]) -> None:
    """The first always; the next as long as the first lines of the rest still fit."""
    assert plan(SIZES, room, 12) == shown
    assert fits(SIZES, room, 12) == all(shown)


def test_one_that_does_not_fit_lets_no_other_pass() -> None:
    """A small card behind a large one is not preferred for being small."""
    assert plan(SIZES, 550, 12) == [True, False, False]


def test_what_a_person_wishes_is_kept() -> None:
    """Opened stays open, folded stays folded; the most urgent is full unless it was folded."""
    opened = [SIZES[0], SIZES[1], replace(SIZES[2], wish=True)]
    assert plan(opened, 10, 12) == [True, False, True]
    folded = [replace(SIZES[0], wish=False), *SIZES[1:]]
    assert plan(folded, 10, 12) == [False, False, False]
    assert plan(folded, 424, 12) == [False, True, False]
    assert plan([replace(SIZES[0], wish=True), *SIZES[1:]], 10, 12) == [True, False, False]
    assert plan([replace(size, wish=False) for size in SIZES], 10, 12) == [False] * 3
    assert plan([], 10, 12) == []
