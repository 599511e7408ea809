"""The command palette, worked by the keyboard as a person would."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from aux_monitor.domain.reading import MetricId
from aux_monitor.services.intents import OpenMetric, Refresh, SnoozeAlerts
from aux_monitor.settings.schema import ThemeChoice
from aux_monitor.ui.controls import ground
from aux_monitor.ui.export import render_unseen
from aux_monitor.ui.palette import Palette, commands
from aux_monitor.ui.theme import Theme, ThemeName
from aux_monitor.ui.window import MainWindow
from tests.ui.sample_views import incident
from tests.ui.window.golden import assert_golden
from tests.ui.window.heard import heard

INCIDENT = incident()


@pytest.fixture
def window(qtbot: QtBot, themes: Mapping[ThemeName, Theme]) -> MainWindow:
    """Return the window with an incident in it and the palette open."""
    made = MainWindow(themes, ThemeChoice.DARK)
    qtbot.addWidget(made, before_close_func=lambda shown: shown.keep_in_tray(there=False))
    made.show_overview(INCIDENT)
    made.complete()
    made.show()
    assert QTest.qWaitForWindowActive(made)
    QTest.keyClick(made, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    return made


def palette_of(window: MainWindow) -> Palette:
    """Return the open palette."""
    [palette] = [each for each in window.findChildren(Palette) if each.isVisible()]
    return palette


def test_a_kpi_is_opened_by_a_few_letters_and_enter(window: MainWindow) -> None:
    """Typed, found, opened; the palette has gone."""
    asked, palette = heard(window.intent), palette_of(window)
    QTest.keyClicks(palette.field, "csr")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert asked == [OpenMetric(MetricId("command_success_rate"))]
    assert not palette.isVisible()


def test_an_action_is_run_as_from_its_menu(window: MainWindow) -> None:
    """Refresh from the palette is the refresh of the key."""
    asked, palette = heard(window.intent), palette_of(window)
    QTest.keyClicks(palette.field, "refresh")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert asked == [Refresh()]


def test_the_arrows_move_and_wrap(window: MainWindow) -> None:
    """Down marks the next row, up from the first the last one."""
    asked, palette = heard(window.intent), palette_of(window)
    QTest.keyClicks(palette.field, "snooze all")
    QTest.keyClick(palette.field, Qt.Key.Key_Down)
    QTest.keyClick(palette.field, Qt.Key.Key_Up)
    QTest.keyClick(palette.field, Qt.Key.Key_Up)
    QTest.keyClick(palette.field, Qt.Key.Key_Enter)
    [snoozed] = asked
    assert isinstance(snoozed, SnoozeAlerts)
    assert snoozed.span.value == "until recovered"


def test_what_nothing_is_called_does_nothing(window: MainWindow) -> None:
    """Enter on no row keeps the palette open and asks for nothing; Esc leaves."""
    asked, palette = heard(window.intent), palette_of(window)
    QTest.keyClicks(palette.field, "zzzz")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.texts == ()
    assert palette.isVisible()
    QTest.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert asked == []


def test_what_asks_for_somebody_leads(window: MainWindow) -> None:
    """With nothing typed, the KPIs whose alerts fire stand above the actions."""
    firing = {card.key.metric for card in INCIDENT.attention.cards if card.can_open}
    leading = commands(INCIDENT)[: len(firing)]
    assert {each.does.metric for each in leading if isinstance(each.does, OpenMetric)} == firing
    assert palette_of(window).texts[0] == leading[0].row.text


@pytest.mark.parametrize("name", list(ThemeName))
def test_the_palette_looks_as_it_did(
    themes: Mapping[ThemeName, Theme], name: ThemeName, tmp_path: Path
) -> None:
    """Levels, names, words and keys on one grid."""
    host = QWidget()
    ground(host, themes[name])
    palette = Palette(themes[name], host)
    host.resize(QSize(1280, 720))
    palette.offer(commands(INCIDENT))
    palette.field.setText("re")
    palette.open()
    picture = render_unseen(host, QSize(1280, 720), 1.0)
    assert_golden(picture, f"palette-{name.value}-1280x720", tmp_path)
