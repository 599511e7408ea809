"""Needs attention: every card's buttons ask for what they say, and nothing is cut off."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from aux_monitor.domain.snooze import SnoozeSpan
from aux_monitor.presentation.views import AttentionView
from aux_monitor.services.intents import Acknowledge, Intent, OpenMetric, SnoozeAlerts
from aux_monitor.ui.alert_card import AlertCard
from aux_monitor.ui.attention import AttentionPanel
from aux_monitor.ui.theme import Theme, ThemeName
from tests.ui.sample_views import attention


@pytest.fixture
def panel(qtbot: QtBot, theme: Theme) -> AttentionPanel:
    """Return the incident's panel."""
    made = AttentionPanel(theme)
    qtbot.addWidget(made)
    made.resize(376, 900)
    made.show_view(attention())
    with qtbot.waitExposed(made):
        made.show()
    QApplication.processEvents()
    return made


def cards(panel: AttentionPanel) -> list[AlertCard]:
    """Return the cards, from the top."""
    found = [card for card in panel.findChildren(AlertCard) if card.isVisible()]
    return sorted(found, key=lambda card: card.y())


def press(card: AlertCard, text: str) -> None:
    """Press a card's button."""
    (button,) = [each for each in card.findChildren(QPushButton) if each.text() == text]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_each_button_asks_for_its_own_alert(panel: AttentionPanel) -> None:
    """Acknowledge, Snooze and Open of the second card speak of the second alert."""
    asked: list[Intent] = []
    panel.intent.connect(asked.append)
    card = cards(panel)[1]
    for text in ("Acknowledge", "Snooze", "Open"):
        press(card, text)
    key = attention().cards[1].key
    assert asked == [Acknowledge(key), SnoozeAlerts(SnoozeSpan.HOUR, key), OpenMetric(key.metric)]


def test_a_pending_alert_has_nothing_to_press(panel: AttentionPanel) -> None:
    """What has not fired can be neither acknowledged nor snoozed."""
    pending = cards(panel)[2]
    assert not any(button.isVisible() for button in pending.findChildren(QPushButton))


def test_an_acknowledged_alert_can_still_be_snoozed(panel: AttentionPanel) -> None:
    """Only the button that would do nothing goes."""
    view = attention()
    taken = replace(view.cards[0], can_acknowledge=False)
    panel.show_view(replace(view, cards=(taken, *view.cards[1:])))
    texts = [b.text() for b in cards(panel)[0].findChildren(QPushButton) if b.isVisible()]
    assert texts == ["Snooze", "Open"]


@pytest.mark.parametrize("width", [290, 376])
def test_no_card_and_no_button_is_cut_off(panel: AttentionPanel, width: int) -> None:
    """Cards are as tall as their text, buttons as wide as theirs, at every width."""
    panel.resize(width, 900)
    QApplication.processEvents()
    shown = cards(panel)
    for card in shown:
        assert card.height() == card.height_for(card.width())
        for button in card.findChildren(QPushButton):
            if button.isVisible():
                words = button.fontMetrics().horizontalAdvance(button.text())
                assert button.width() >= words + 6
                assert card.rect().contains(button.geometry())
    bottoms = [card.geometry().bottom() for card in shown]
    assert all(above < below.y() for above, below in zip(bottoms, [*shown[1:]], strict=False))


def test_more_than_fits_can_be_scrolled_to(panel: AttentionPanel) -> None:
    """A low window hides nothing for good."""
    panel.resize(376, 300)
    QApplication.processEvents()
    (area,) = panel.findChildren(QScrollArea)
    assert area.verticalScrollBar().maximum() > 200


def test_a_card_that_stays_keeps_its_focus(panel: AttentionPanel) -> None:
    """New words in a card do not take the button from under a person's finger."""
    card = cards(panel)[0]
    button = card.findChildren(QPushButton)[0]
    button.setFocus()
    view = attention()
    newer = replace(view.cards[0], corner="15 min")
    panel.show_view(replace(view, cards=(newer, *view.cards[1:])))
    assert cards(panel)[0] is card
    assert button.hasFocus()


def test_an_alert_that_ended_leaves_the_panel(panel: AttentionPanel) -> None:
    """Cards go with their alerts; the calm sign comes when none is left."""
    panel.show_view(AttentionView("nothing", (), (), ()))
    assert cards(panel) == []


def test_a_card_tells_a_screen_reader_the_order_and_the_reason(panel: AttentionPanel) -> None:
    """The card's name holds title, action and body; each button says of which alert it speaks."""
    card = cards(panel)[0]
    assert "Immediate triage." in card.accessibleName()
    names = [button.accessibleName() for button in card.findChildren(QPushButton)]
    assert "Acknowledge: Success rate below 90 %" in names


def test_a_new_theme_keeps_every_card(
    panel: AttentionPanel, themes: dict[ThemeName, Theme]
) -> None:
    """Changing the colours loses no alert."""
    before = [card.view for card in cards(panel)]
    panel.set_theme(themes[ThemeName.LIGHT])
    QApplication.processEvents()
    assert [card.view for card in cards(panel)] == before
