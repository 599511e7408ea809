"""Tuning a rule on its metric's page."""

from __future__ import annotations

from datetime import UTC

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from aux_monitor.domain.backtest import Backtest, WouldBe
from aux_monitor.domain.tuning import Tuning, tuned
from aux_monitor.presentation.rule_views import RuleView, rule_view
from aux_monitor.services.backtesting import LOOKED_BACK_S, LookedBack, Tried
from aux_monitor.services.intents import OpenRule, SaveRule, TryRule
from aux_monitor.ui.detail import DetailPage
from aux_monitor.ui.detail_foot import DetailFoot, Side
from aux_monitor.ui.export import render_widget
from aux_monitor.ui.rule_panel import RulePanel
from aux_monitor.ui.rule_strip import RuleStrip
from aux_monitor.ui.theme import Theme
from tests.domain.building import KEY, above, below, metric, rule
from tests.ui.window import detail_views
from tests.ui.window.heard import heard

NOW = 1_795_478_400.0
LIVE = rule(hold_s=180)
LOUDER = Tuning(above(350), below(270), 180)
RESULT = Backtest(
    NOW - LOOKED_BACK_S,
    NOW,
    60,
    NOW - LOOKED_BACK_S,
    1.0,
    (WouldBe(NOW - 864_180, NOW - 864_000, NOW - 777_600, 400.0, blip=False),),
)
NEVER = replace(RESULT, episodes=())


def view(looked: LookedBack | None = None, *, saved: Tuning | None = None) -> RuleView:
    """Return the view of the response time rule."""
    asked = LIVE if saved is None else tuned(LIVE, saved)
    known = LookedBack(KEY, RESULT) if looked is None else looked
    return rule_view(asked, LIVE, metric(), known, NOW, UTC)


@pytest.fixture
def panel(qtbot: QtBot, theme: Theme) -> RulePanel:
    """Return a panel with the rule's month known, shown."""
    made = RulePanel(theme)
    qtbot.addWidget(made)
    made.resize(720, 200)
    made.show_view(view())
    made.show()
    for button in made.buttons():
        qtbot.addWidget(button)
    return made


def typed(panel: RulePanel, number: int, text: str) -> None:
    """Type into a field as a person does."""
    field = panel.numbers[number].field
    field.selectAll()
    QTest.keyClicks(field, text)


def strip_words(panel: RulePanel) -> str:
    """Return what a screen reader says of the strips."""
    strip = panel.findChild(RuleStrip)
    assert isinstance(strip, RuleStrip)
    return strip.accessibleName()


def test_a_change_is_tried_when_typing_pauses(panel: RulePanel, qtbot: QtBot) -> None:
    """Three keys are one trial, and typing the saved number again takes it back."""
    asked = heard(panel.intent)
    typed(panel, 0, "350")
    qtbot.waitUntil(lambda: asked == [TryRule(KEY, LOUDER)])
    typed(panel, 0, "300")
    qtbot.waitUntil(lambda: asked == [TryRule(KEY, LOUDER), TryRule(KEY, None)])


def test_what_was_tried_is_shown_beside_the_rule_in_force(panel: RulePanel) -> None:
    """Both are said; until the trial is known it is said to be looked for."""
    assert strip_words(panel).endswith("As entered: change a number to compare")
    typed(panel, 0, "350")
    assert strip_words(panel).endswith("As entered: looking back…")
    panel.show_view(view(LookedBack(KEY, RESULT, Tried(LOUDER, NEVER))))
    assert strip_words(panel) == "In force: fires once, for 24 h. As entered: never fires"


def test_what_is_being_typed_survives_a_new_view(panel: RulePanel) -> None:
    """Only a rule that was saved, or another one, puts its numbers into the fields."""
    typed(panel, 0, "350")
    panel.show_view(view(LookedBack(KEY, NEVER)))
    assert panel.numbers[0].text == "350"
    panel.show_view(view(saved=Tuning(above(400), below(270), 180)))
    assert panel.numbers[0].text == "400"


def test_saving_sends_what_stands_in_the_fields(panel: RulePanel) -> None:
    """Save makes sense once something sound has changed."""
    asked = heard(panel.intent)
    assert not panel.save.isEnabled()
    typed(panel, 0, "350")
    panel.save.click()
    assert asked == [SaveRule(KEY, LOUDER)]


def test_a_number_that_makes_no_rule_is_marked_and_cannot_be_saved(
    panel: RulePanel, qtbot: QtBot
) -> None:
    """The sentence stands below and at the field; nothing wrong is tried."""
    asked = heard(panel.intent)
    typed(panel, 1, "400")
    assert panel.numbers[1].field.property("wrong") is True
    assert panel.numbers[1].field.accessibleDescription() == "Must lie below 300."
    assert "Must lie below 300." in [
        label.text().split(" On")[0] for label in panel.findChildren(QLabel)
    ]
    assert not panel.save.isEnabled()
    panel.save.setEnabled(True)
    panel.save.click()
    qtbot.waitUntil(lambda: asked == [TryRule(KEY, None)])
    typed(panel, 1, "260")
    assert panel.numbers[1].field.property("wrong") is False


def test_reset_takes_back_what_was_typed(panel: RulePanel) -> None:
    """Where nothing is saved that differs, nothing is written either."""
    asked = heard(panel.intent)
    assert not panel.reset.isEnabled()
    typed(panel, 2, "9")
    panel.reset.click()
    assert panel.numbers[2].text == "3"
    assert asked == [TryRule(KEY, None)]


def test_reset_goes_back_to_the_document(panel: RulePanel) -> None:
    """A rule that was changed before is sent back to what the document has."""
    panel.show_view(view(saved=LOUDER))
    said = [label.text() for label in panel.findChildren(QLabel)]
    assert any(text.startswith("Changed from the document's 300 ms.") for text in said)
    asked = heard(panel.intent)
    panel.reset.click()
    assert asked == [SaveRule(KEY, None)]


def test_step_buttons_arrow_keys_and_the_wheel_move_a_number(panel: RulePanel) -> None:
    """All step alike; the wheel only in a field that has the focus."""
    number = panel.numbers[0]
    less, more = number.findChildren(QPushButton)
    more.click()
    more.click()
    less.click()
    assert number.text == "305"
    QTest.keyClick(number.field, Qt.Key.Key_Up)
    QTest.keyClick(number.field, Qt.Key.Key_Down)
    QTest.keyClick(number.field, Qt.Key.Key_Down)
    assert number.text == "300"
    panel.activateWindow()
    number.field.clearFocus()
    QApplication.sendEvent(number.field, wheel(120))
    assert number.text == "300"
    number.field.setFocus()
    QApplication.sendEvent(number.field, wheel(120))
    QApplication.sendEvent(number.field, wheel(120))
    QApplication.sendEvent(number.field, wheel(-120))
    assert number.text == "305"


def wheel(notches: int) -> QWheelEvent:
    """Return a turn of the wheel."""
    return QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(),
        QPoint(0, notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - not inverted; Qt takes no name here
    )


def test_the_bars_are_drawn_where_the_alert_was(panel: RulePanel, theme: Theme) -> None:
    """A day of thirty is a thirtieth of the strip, in the colour of a breach; a blip is fainter."""
    strip = panel.findChild(RuleStrip)
    assert isinstance(strip, RuleStrip)
    breach = theme.colours.breach.rgb()

    def reds() -> int:
        image = render_widget(strip, 1.0)
        row = theme.ipx(12)
        return sum(image.pixelColor(x, row).rgb() == breach for x in range(image.width()))

    track = strip.width() / 2 - theme.px(78)
    assert reds() == pytest.approx(track / 30, abs=2)
    blip = replace(RESULT, episodes=(replace(RESULT.episodes[0], blip=True),))
    panel.show_view(view(LookedBack(KEY, blip)))
    assert reds() == 0


def test_before_the_month_is_known_no_strip_is_drawn(panel: RulePanel) -> None:
    """An empty strip would read as a month without an alert."""
    panel.show_view(view(LookedBack(KEY)))
    assert strip_words(panel) == ""


@pytest.fixture
def page(qtbot: QtBot, theme: Theme) -> DetailPage:
    """Return the page of the incident's response time, without a rule so far."""
    made = DetailPage(theme)
    qtbot.addWidget(made)
    made.resize(1200, 640)
    made.show_view(detail_views.response_time())
    made.show()
    return made


def foot_of(page: DetailPage) -> DetailFoot:
    """Return the card at the foot of a page."""
    foot = page.findChild(DetailFoot)
    assert isinstance(foot, DetailFoot)
    return foot


def test_the_rule_is_a_side_of_the_card_and_asks_when_it_is_looked_at(page: DetailPage) -> None:
    """Nobody who only looks at a metric sets its whole month going; and it is asked for once."""
    asked = heard(page.intent)
    page.show_rule(view(LookedBack(KEY)))
    foot = foot_of(page)
    assert (foot.side, asked) == (Side.PARTS, [])
    button = next(b for b in foot.findChildren(QPushButton) if b.text() == "Rule")
    button.click()
    page.show_rule(view())
    assert (foot.side, asked) == (Side.RULE, [OpenRule(KEY)])
    assert not foot.parts.isVisibleTo(page)


def test_a_metric_without_parts_shows_its_rule_at_once(page: DetailPage) -> None:
    """There is nothing else to see there; without a rule the card goes as well."""
    asked = heard(page.intent)
    page.show_view(replace(detail_views.response_time(), parts=()))
    foot = foot_of(page)
    assert (foot.side, foot.isVisibleTo(page)) == (None, False)
    page.show_rule(view(LookedBack(KEY)))
    assert (foot.side, asked) == (Side.RULE, [OpenRule(KEY)])
    page.show_rule(None)
    assert foot.side is None
    page.show_rule(view(LookedBack(KEY)))
    assert asked == [OpenRule(KEY), OpenRule(KEY)]


def test_another_page_takes_over_what_is_being_tuned(
    page: DetailPage, qtbot: QtBot, theme: Theme
) -> None:
    """Changing colours in the middle of it loses no number."""
    page.show_rule(view())
    foot_of(page).choose(Side.RULE)
    typed(foot_of(page).rule, 0, "350")
    other = DetailPage(theme)
    qtbot.addWidget(other)
    other.take_over(page)
    assert foot_of(other).side is Side.RULE
    assert [number.text for number in foot_of(other).rule.numbers] == ["350", "270", "3"]
    empty = DetailPage(theme)
    qtbot.addWidget(empty)
    empty.take_over(DetailPage(theme))
    assert (empty.view, foot_of(empty).side) == (None, None)


def test_nothing_is_asked_before_there_is_a_rule(qtbot: QtBot, theme: Theme) -> None:
    """A panel without a view has nothing to save, to try or to take back."""
    bare = RulePanel(theme)
    qtbot.addWidget(bare)
    asked = heard(bare.intent)
    for button in bare.buttons():
        button.click()
    bare.numbers[0].changed.emit()
    assert asked == []
