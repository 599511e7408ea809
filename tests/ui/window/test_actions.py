"""The table of actions, and what is made from it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from aux_monitor.services.export_intents import SetPrivate
from aux_monitor.services.intents import ExportSnapshot, Quit, Refresh, SnapshotScale
from aux_monitor.ui.actions import ACTIONS, ActionId, fill_menu, intent_of, make_actions
from aux_monitor.ui.help_sheet import HelpSheet
from aux_monitor.ui.rail import PAGES, SETUP, TOOLS, Rail, RailButton
from aux_monitor.ui.theme import Theme
from tests.ui.window.heard import heard


def test_every_action_has_one_row_and_no_key_is_given_twice() -> None:
    """The table holds each action once, and a key means one thing."""
    assert [entry.id for entry in ACTIONS] == sorted(
        ActionId, key=[entry.id for entry in ACTIONS].index
    )
    keys = [QKeySequence(key).toString() for entry in ACTIONS for key in entry.keys]
    assert len(set(keys)) == len(keys)
    assert all(keys)


def test_an_action_asks_the_services_for_what_it_says() -> None:
    """Refresh, snapshots, private mode and quit are intents; moving about is the window's."""
    asked = {entry.id: intent_of(entry.id) for entry in ACTIONS}
    assert {action: intent for action, intent in asked.items() if intent is not None} == {
        ActionId.REFRESH: Refresh(),
        ActionId.SNAPSHOT_1X: ExportSnapshot(SnapshotScale.ONE),
        ActionId.SNAPSHOT_2X: ExportSnapshot(SnapshotScale.TWO),
        ActionId.SNAPSHOT_4K: ExportSnapshot(SnapshotScale.FOUR_K),
        ActionId.PRIVATE: SetPrivate(),
        ActionId.QUIT: Quit(),
    }


def test_keys_work_in_the_window_and_letters_can_still_be_typed(qtbot: QtBot) -> None:
    """R refreshes, but an r typed into a field is a letter."""
    window, field, run = QWidget(), QLineEdit(), list[ActionId]()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.addWidget(field)
    window.addActions(list(make_actions(window, run.append).values()))
    window.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    window.show()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    window.setFocus()
    QTest.keyClick(window, Qt.Key.Key_R)
    QTest.keyClick(window, Qt.Key.Key_F11)
    QTest.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(window, "?")
    assert run == [ActionId.REFRESH, ActionId.FULL_SCREEN, ActionId.SNAPSHOT_1X, ActionId.HELP]
    field.setFocus()
    QTest.keyClicks(field, "re?")
    assert field.text() == "re?"
    assert len(run) == 4


def test_the_menu_is_the_table(qtbot: QtBot) -> None:
    """The context menu lists every action in the table's order."""
    menu = QMenu()
    qtbot.addWidget(menu)
    fill_menu(menu, make_actions(menu, lambda _action: None))
    texts = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert texts == [entry.text for entry in ACTIONS]


def test_the_help_sheet_lists_every_action(qtbot: QtBot, theme: Theme) -> None:
    """Every row of the table stands on the sheet, with what it does."""
    window = QWidget()
    qtbot.addWidget(window)
    sheet = HelpSheet(theme, window)
    shown = {label.text() for label in sheet.findChildren(QLabel)}
    assert {entry.text for entry in ACTIONS} <= shown
    assert {entry.help for entry in ACTIONS} <= shown


def test_esc_leaves_the_help_sheet(qtbot: QtBot, theme: Theme) -> None:
    """Esc on the sheet asks to leave it."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 600)
    window.show()
    sheet = HelpSheet(theme, window)
    left = heard(sheet.left)
    sheet.open()
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert left == [None]


def test_a_small_window_has_every_key_too(qtbot: QtBot, theme: Theme) -> None:
    """Where two columns do not fit, one is scrolled by the keyboard, and none is cut off."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(760, 400)
    window.show()
    sheet = HelpSheet(theme, window)
    sheet.open()
    [area] = sheet.findChildren(QScrollArea)
    table = area.widget()
    assert table is not None
    assert table.width() <= area.viewport().width()
    QTest.keyClick(sheet, Qt.Key.Key_PageDown)
    assert area.verticalScrollBar().value() > 0


def test_the_rail_sends_its_action_and_marks_the_page(qtbot: QtBot, theme: Theme) -> None:
    """A press sends the action; only the window's word changes which page is marked."""
    rail = Rail(theme)
    qtbot.addWidget(rail)
    rail.resize(rail.width(), 600)
    rail.show_page(ActionId.OVERVIEW)
    rail.show()
    chosen = heard(rail.chosen)
    buttons = {button.text(): button for button in rail.findChildren(RailButton)}
    for button in buttons.values():
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert chosen == [action for action, _word in (*PAGES, *SETUP, *TOOLS)]
    assert [word for word, button in buttons.items() if button.isChecked()] == ["Overview"]
