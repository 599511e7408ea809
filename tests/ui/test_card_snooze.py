"""A snoozed alert's card: it says so however small it is, and takes the snooze back."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot

from aux_monitor.domain.snooze import SnoozeSpan
from aux_monitor.presentation.views import AlertCardView
from aux_monitor.services.intents import EndSnooze, SnoozeAlerts
from aux_monitor.ui.alert_card import AlertCard
from aux_monitor.ui.theme import Theme
from tests.ui.sample_alerts import success_card
from tests.ui.window.heard import heard

WIDTH = 344
SNOOZED = replace(success_card(), answered="snoozed", end_snooze="End snooze")


def shown(qtbot: QtBot, theme: Theme, view: AlertCardView, *, compact: bool = False) -> AlertCard:
    """Return a card on the screen."""
    card = AlertCard(theme, view)
    qtbot.addWidget(card)
    card.fold(compact=compact, foldable=True)
    card.resize(WIDTH, card.height_for(WIDTH, compact=compact))
    with qtbot.waitExposed(card):
        card.show()
    return card


def opened_menu(card: AlertCard) -> QMenu:
    """Return the snooze menu after a press on its button."""
    (button,) = (each for each in card.findChildren(QPushButton) if each.text() == "Snooze")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    (menu,) = card.findChildren(QMenu)
    return menu


def picture(card: AlertCard) -> QImage:
    """Return what the card looks like."""
    return card.grab().toImage()


def test_the_menu_of_a_snoozed_alert_takes_the_snooze_back(qtbot: QtBot, theme: Theme) -> None:
    """Another span replaces the snooze; the last entry ends it; without one it is not offered."""
    card = shown(qtbot, theme, SNOOZED)
    asked = heard(card.intent)
    menu = opened_menu(card)
    words = [entry.text() for entry in menu.actions() if not entry.isSeparator()]
    assert words == [*(span.value for span in SnoozeSpan), "End snooze"]
    menu.actions()[0].trigger()
    menu.actions()[-1].trigger()
    assert asked == [SnoozeAlerts(SnoozeSpan.QUARTER_HOUR, SNOOZED.key), EndSnooze(SNOOZED.key)]
    menu.close()
    card.show_view(success_card())
    menu = opened_menu(card)
    assert [entry.text() for entry in menu.actions()] == [span.value for span in SnoozeSpan]
    menu.close()


def test_a_small_card_says_what_a_person_has_done(qtbot: QtBot, theme: Theme) -> None:
    """Folded, a card that is snoozed looks unlike one that is acknowledged, or open to all."""
    plain = success_card()
    done = replace(plain, answered="acknowledged")
    looks = [picture(shown(qtbot, theme, each, compact=True)) for each in (plain, SNOOZED, done)]
    assert all(a != b for i, a in enumerate(looks) for b in looks[i + 1 :])
    assert picture(shown(qtbot, theme, SNOOZED)) == picture(shown(qtbot, theme, plain))
