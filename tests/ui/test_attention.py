"""Needs attention: what there is stands in order, nothing is cut off, and nothing flickers."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from aux_monitor.domain.reading import MetricId
from aux_monitor.presentation.away import AwayView
from aux_monitor.presentation.views import AlertCardView, AttentionView
from aux_monitor.services.intents import DismissAway, OpenMetric
from aux_monitor.ui.alert_card import AlertCard
from aux_monitor.ui.attention import AttentionPanel
from aux_monitor.ui.attention_list import AttentionList
from aux_monitor.ui.away_card import AwayCard
from aux_monitor.ui.earlier_row import EarlierRow
from aux_monitor.ui.theme import Theme, ThemeName
from tests.ui.painted import Painted
from tests.ui.sample_alerts import attention, many_cards
from tests.ui.window.golden import assert_golden
from tests.ui.window.heard import heard

NARROW, WIDE = QSize(290, 624), QSize(376, 984)


@pytest.fixture
def panel(qtbot: QtBot, theme: Theme) -> AttentionPanel:
    """Return the incident's panel, with room for all of it."""
    return shown_in(qtbot, AttentionPanel(theme), attention(), QSize(376, 1200))


def shown_in(
    qtbot: QtBot, panel: AttentionPanel, view: AttentionView, size: QSize
) -> AttentionPanel:
    """Return the panel on the screen with a view."""
    qtbot.addWidget(panel)
    panel.resize(size)
    panel.show_view(view)
    with qtbot.waitExposed(panel):
        panel.show()
    QApplication.processEvents()
    return panel


def crowded() -> AttentionView:
    """Return a panel with more alerts than fit."""
    return replace(attention(), cards=many_cards())


def cards(panel: AttentionPanel) -> list[AlertCard]:
    """Return the cards, from the top."""
    found = [card for card in panel.findChildren(AlertCard) if card.isVisible()]
    return sorted(found, key=lambda card: card.y())


def changed(view: AttentionView, **changes: object) -> AttentionView:
    """Return a panel whose first card is another."""
    return replace(view, cards=(replace(view.cards[0], **changes), *view.cards[1:]))


@pytest.mark.parametrize("size", [NARROW, WIDE])
@pytest.mark.parametrize("view", [attention(), crowded()])
def test_no_card_and_no_button_is_cut_off(
    qtbot: QtBot, theme: Theme, view: AttentionView, size: QSize
) -> None:
    """Cards are as tall as their text, buttons as wide as theirs, at every width."""
    panel = shown_in(qtbot, AttentionPanel(theme), view, size)
    shown = cards(panel)
    assert len(shown) == len(view.cards)
    for card in shown:
        assert card.height() == card.height_for(card.width(), compact=card.is_compact)
        for button in card.findChildren(QPushButton):
            if button.isVisible():
                words = button.fontMetrics().horizontalAdvance(button.text())
                assert button.width() >= words
                corner = button.mapTo(card, button.rect().bottomRight())
                assert card.rect().contains(corner)
    bottoms = [card.geometry().bottom() for card in shown]
    assert all(above < below.y() for above, below in zip(bottoms, [*shown[1:]], strict=False))


def test_with_room_every_card_is_shown_in_full(panel: AttentionPanel) -> None:
    """Nothing is folded that need not be."""
    assert [card.is_compact for card in cards(panel)] == [False] * 3


def test_three_alerts_fit_the_smallest_window(qtbot: QtBot, theme: Theme) -> None:
    """The most urgent in full, the others with their first lines, none scrolled away."""
    panel = shown_in(qtbot, AttentionPanel(theme), attention(), NARROW)
    assert [card.is_compact for card in cards(panel)] == [False, True, True]
    assert cards(panel)[-1].geometry().bottom() <= NARROW.height()


def test_a_click_opens_a_folded_card_and_folds_it_again(qtbot: QtBot, theme: Theme) -> None:
    """What a person opened stays open while others make room."""
    panel = shown_in(qtbot, AttentionPanel(theme), attention(), NARROW)
    second = cards(panel)[1]
    QTest.mouseClick(second, Qt.MouseButton.LeftButton)
    assert [card.is_compact for card in cards(panel)] == [False, False, True]
    panel.show_view(changed(attention(), lasts="15 min"))
    assert not second.is_compact
    QTest.mouseClick(second, Qt.MouseButton.LeftButton)
    assert second.is_compact


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_key_opens_a_folded_card(qtbot: QtBot, theme: Theme, key: Qt.Key) -> None:
    """Without a mouse too."""
    panel = shown_in(qtbot, AttentionPanel(theme), attention(), NARROW)
    second = cards(panel)[1]
    second.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(second, key)
    assert not second.is_compact


def test_a_wish_ends_with_its_alert(qtbot: QtBot, theme: Theme) -> None:
    """An alert that fires anew is placed like every other."""
    panel = shown_in(qtbot, AttentionPanel(theme), attention(), NARROW)
    QTest.mouseClick(cards(panel)[1], Qt.MouseButton.LeftButton)
    view = attention()
    panel.show_view(replace(view, cards=(view.cards[0], view.cards[2])))
    panel.show_view(view)
    assert [card.is_compact for card in cards(panel)] == [False, True, True]


def test_a_card_that_a_person_is_at_does_not_fold_by_itself(qtbot: QtBot, theme: Theme) -> None:
    """A more urgent alert takes no button from under a finger, and no note."""
    view = attention()
    panel = shown_in(qtbot, AttentionPanel(theme), replace(view, cards=view.cards[1:]), NARROW)
    card = cards(panel)[0]
    button = next(each for each in card.findChildren(QPushButton) if each.text() == "Snooze")
    button.setFocus()
    panel.show_view(view)
    assert [card.is_compact for card in cards(panel)] == [False, False, True]
    assert button.hasFocus()
    QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=card.rect().topLeft() + QPoint(60, 20))
    assert [card.is_compact for card in cards(panel)] == [False, True, False]


def test_a_card_that_need_not_fold_does_not(panel: AttentionPanel) -> None:
    """A click on a card with room for all of it changes nothing."""
    QTest.mouseClick(cards(panel)[0], Qt.MouseButton.LeftButton)
    QTest.keyClick(cards(panel)[0], Qt.Key.Key_Return)
    assert not cards(panel)[0].is_compact


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
    panel.show_view(changed(attention(), lasts="15 min", glance="88.5 %"))
    assert cards(panel)[0] is card
    assert button.hasFocus()


def test_a_countdown_paints_its_line_and_nothing_else(panel: AttentionPanel) -> None:
    """While only the seconds run, neither the card nor the panel around it is painted anew."""
    card = cards(panel)[2]
    own, around = Painted(card), Painted(panel.findChildren(AttentionList)[0])
    for watched in (own, around):
        watched.settle()
    view = attention()
    ticked = replace(view.cards[2], lasts="fires in 1:19")
    panel.show_view(replace(view, cards=(*view.cards[:2], ticked)))
    areas = own.settle()
    assert areas
    assert max(area.height() for area in areas) < card.height() / 2
    assert max((area.height() for area in around.settle()), default=0) < card.height() / 2


def test_a_view_that_is_shown_already_paints_nothing(panel: AttentionPanel) -> None:
    """An equal view costs nothing."""
    watched = Painted(cards(panel)[0])
    watched.settle()
    panel.show_view(attention())
    assert watched.settle() == []


@pytest.mark.parametrize("size", [NARROW, WIDE])
def test_heights_stay_while_figures_change(qtbot: QtBot, theme: Theme, size: QSize) -> None:
    """Values, samples and times that tick move nothing."""
    view = changed(attention(), parts=("click 5 ms",))
    panel = shown_in(qtbot, AttentionPanel(theme), view, size)
    places = [card.geometry() for card in cards(panel)]
    first = view.cards[0]
    rows = (
        replace(first.why[0], figure="100.0 %", note="n 41,820"),
        *first.why[1:],
    )
    longest = tuple(f"a method with a long name {number} ms" for number in (100, 90, 80))
    panel.show_view(changed(view, lasts="1 h 14 min", glance="100.0 %", why=rows, parts=longest))
    QApplication.processEvents()
    assert [card.geometry() for card in cards(panel)] == places


def test_a_scroll_bar_moves_nothing(qtbot: QtBot, theme: Theme) -> None:
    """Its room is the margin: a card that folded for it would make it go, and come, and go."""
    panel = shown_in(qtbot, AttentionPanel(theme), replace(attention(), earlier=()), NARROW)
    (area,) = panel.findChildren(QScrollArea)
    assert not area.verticalScrollBar().isVisible()
    places = [card.geometry() for card in cards(panel)]
    panel.show_view(replace(attention(), earlier=attention().earlier * 5))
    qtbot.waitUntil(area.verticalScrollBar().isVisible)
    assert [card.geometry() for card in cards(panel)] == places
    right = area.viewport().mapTo(panel, area.viewport().rect().topRight()).x()
    assert all(card.mapTo(panel, card.rect().topRight()).x() < right for card in cards(panel))


AWAY = AwayView(
    "While you were away",
    "Mon 22:00 to Tue 08:00",
    "3 fired, 2 cleared, longest 14 min, 1 firing now",
)


def away_card(panel: AttentionPanel) -> AwayCard | None:
    """Return the card of what happened while nobody looked."""
    found = [card for card in panel.findChildren(AwayCard) if card.isVisible()]
    return found[0] if found else None


def test_what_happened_while_nobody_looked_stands_on_top(
    panel: AttentionPanel, themes: dict[ThemeName, Theme]
) -> None:
    """Above every alert, read as a sentence, in every theme, until it is dismissed."""
    panel.show_view(replace(attention(), away=AWAY))
    panel.set_theme(themes[ThemeName.LIGHT])
    QApplication.processEvents()
    card = away_card(panel)
    assert card is not None
    assert card.height() == card.height_for(card.width())
    assert card.geometry().bottom() < cards(panel)[0].y()
    assert card.accessibleName() == f"{AWAY.title}, {AWAY.span}: {AWAY.body}."
    newer = replace(AWAY, body="3 fired, 3 cleared, longest 20 min, nothing now")
    panel.show_view(replace(attention(), away=newer))
    assert away_card(panel) is card
    assert card.view == newer
    panel.show_view(attention())
    assert away_card(panel) is None


def test_dismiss_is_the_first_thing_to_press(panel: AttentionPanel) -> None:
    """By mouse, and by Tab before every card."""
    asked = heard(panel.intent)
    panel.show_view(replace(attention(), away=AWAY))
    card = away_card(panel)
    assert card is not None
    (button,) = card.findChildren(QPushButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked == [DismissAway()]
    assert button.accessibleName() == "Dismiss: While you were away"
    button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(button, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is cards(panel)[0]


@pytest.mark.parametrize("name", list(ThemeName))
def test_the_away_card_looks_as_it_should(
    qtbot: QtBot, themes: dict[ThemeName, Theme], tmp_path: Path, name: ThemeName
) -> None:
    """Above the calm sign and above alerts."""
    for shown in ((), attention().cards):
        view = replace(attention(), cards=shown, away=AWAY)
        panel = shown_in(qtbot, AttentionPanel(themes[name]), view, NARROW)
        title = f"attention-away-{len(shown)}-{name.value}"
        assert_golden(panel.grab().toImage(), title, tmp_path)


def test_an_alert_that_ended_leaves_the_panel(panel: AttentionPanel) -> None:
    """Cards and rows go with their alerts; the calm sign comes when none is left."""
    panel.show_view(AttentionView("nothing", (), (), ()))
    assert cards(panel) == []
    assert not any(row.isVisible() for row in panel.findChildren(EarlierRow))


def test_a_new_theme_keeps_every_card(
    panel: AttentionPanel, themes: dict[ThemeName, Theme]
) -> None:
    """Changing the colours loses no alert."""
    before = [card.view for card in cards(panel)]
    panel.set_theme(themes[ThemeName.LIGHT])
    QApplication.processEvents()
    assert [card.view for card in cards(panel)] == before


def test_tab_goes_from_the_top_to_the_bottom(panel: AttentionPanel) -> None:
    """Card by card with its buttons, then the earlier alerts, whichever was made first."""
    view = attention()
    newest = replace(view.cards[0], key=replace(view.cards[0].key, metric=MetricId("newest")))
    panel.show_view(replace(view, cards=(newest, *view.cards)))
    QApplication.processEvents()
    cards(panel)[0].setFocus(Qt.FocusReason.TabFocusReason)
    heights = []
    for _ in range(15):
        now = QApplication.focusWidget()
        assert now is not None
        spot = now.mapTo(panel, now.rect().topLeft())
        heights.append((spot.y(), spot.x()))
        QTest.keyClick(now, Qt.Key.Key_Tab)
    assert len(set(heights)) == 15
    assert heights == sorted(heights)


def rows(panel: AttentionPanel) -> list[EarlierRow]:
    """Return the earlier alerts, from the top."""
    return sorted(panel.findChildren(EarlierRow), key=lambda row: row.y())


def test_an_earlier_alert_opens_its_metric(panel: AttentionPanel) -> None:
    """By click and by key; a source's silence opens nothing and takes no focus."""
    asked = heard(panel.intent)
    first, silence, third = rows(panel)
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    QTest.keyClick(third, Qt.Key.Key_Return)
    QTest.mouseClick(silence, Qt.MouseButton.LeftButton)
    assert asked == [OpenMetric(MetricId("response_time_p95")), OpenMetric(MetricId("retry_rate"))]
    assert silence.focusPolicy() is Qt.FocusPolicy.NoFocus
    assert first.focusPolicy() is Qt.FocusPolicy.TabFocus


def test_an_earlier_alert_is_told_to_a_screen_reader(panel: AttentionPanel) -> None:
    """Day, time, what it was, and what became of it."""
    assert rows(panel)[0].accessibleName() == (
        "Earlier today 11:36, P95 response time above 1,000 ms, "
        "6 min · worst 1,240 ms · told · acknowledged: Cache warming"
    )


def test_a_new_earlier_alert_takes_the_widgets_there_are(panel: AttentionPanel) -> None:
    """Rows are filled anew, not made anew."""
    before = rows(panel)
    view = attention()
    panel.show_view(replace(view, earlier=(view.earlier[2], *view.earlier[:2])))
    assert rows(panel) == before
    assert before[0].accessibleName().startswith("Yesterday 23:10")


def test_the_pointer_lights_up_what_it_can_open(qtbot: QtBot, panel: AttentionPanel) -> None:
    """A row that opens something looks so; one that does not stays as it is."""
    opens, silent, _ = rows(panel)
    dark = opens.grab().toImage()
    QTest.mouseMove(opens, opens.rect().center())
    qtbot.waitUntil(lambda: opens.grab().toImage() != dark)
    plain = silent.grab().toImage()
    QTest.mouseMove(silent, silent.rect().center())
    qtbot.waitUntil(lambda: opens.grab().toImage() == dark)
    assert silent.grab().toImage() == plain


@pytest.mark.parametrize("name", list(ThemeName))
@pytest.mark.parametrize("size", [NARROW, WIDE])
@pytest.mark.parametrize(
    "shown",
    [(), attention().cards[:1], attention().cards, many_cards()],
    ids=["0", "1", "3", "7"],
)
def test_the_panel_looks_as_it_should(
    qtbot: QtBot,
    themes: dict[ThemeName, Theme],
    tmp_path: Path,
    shown: tuple[AlertCardView, ...],
    size: QSize,
    name: ThemeName,
) -> None:
    """With no alert, one, three and more than fit, narrow and wide."""
    view = replace(attention(), summary=f"{len(shown)} here", cards=shown)
    panel = shown_in(qtbot, AttentionPanel(themes[name]), view, size)
    title = f"attention-{len(shown)}-{name.value}-{size.width()}x{size.height()}"
    assert_golden(panel.grab().toImage(), title, tmp_path)
