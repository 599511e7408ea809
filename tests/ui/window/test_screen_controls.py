"""The settings page's controls for the second monitor."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from aux_monitor.presentation.settings_form import fields
from aux_monitor.settings.schema import RotationPage
from aux_monitor.ui.screen_controls import ScreenControl, SeveralControl
from aux_monitor.ui.theme import Theme
from tests.ui.window.heard import heard

BY_PATH = {field.path: field for field in fields()}


def texts(control: ScreenControl | SeveralControl) -> dict[str, bool]:
    """Return what stands on the buttons, and which are pressed."""
    made = control.findChildren(QPushButton)
    return {button.text(): button.isChecked() for button in made if not button.isHidden()}


def test_pages_are_chosen_one_by_one_and_keep_their_order(qtbot: QtBot, theme: Theme) -> None:
    """In the order of the pages, whichever was pressed first."""
    control = SeveralControl(BY_PATH["window.rotate_pages"], theme)
    qtbot.addWidget(control)
    control.put((RotationPage.COMMUNITY,))
    changed = heard(control.changed)
    by_name = {button.text(): button for button in control.findChildren(QPushButton)}
    by_name["Overview"].click()
    assert control.typed() == (RotationPage.OVERVIEW, RotationPage.COMMUNITY)
    by_name["Community"].click()
    assert control.typed() == (RotationPage.OVERVIEW,)
    assert len(changed) == 2


def test_another_screen_or_none_is_chosen_by_a_button(qtbot: QtBot, theme: Theme) -> None:
    """Only what a person presses is told."""
    control = ScreenControl(BY_PATH["window.screen"], theme)
    qtbot.addWidget(control)
    changed = heard(control.changed)
    control.put("DP-9 | DELL U2723QE")
    by_name = {button.text(): button for button in control.findChildren(QPushButton)}
    by_name["Where it was"].click()
    assert control.typed() == ""
    by_name["DELL U2723QE on DP-9, not plugged in"].click()
    assert control.typed() == "DP-9 | DELL U2723QE"
    assert len(changed) == 2


def test_a_screen_that_is_not_plugged_in_stays_chosen(qtbot: QtBot, theme: Theme) -> None:
    """It is named as it is remembered, and said to be missing."""
    control = ScreenControl(BY_PATH["window.screen"], theme)
    qtbot.addWidget(control)
    control.show()
    control.put("DP-9 | DELL U2723QE | 7C6X3L3")
    assert control.typed() == "DP-9 | DELL U2723QE | 7C6X3L3"
    assert texts(control)["DELL U2723QE on DP-9, not plugged in"]
    control.put("")
    assert texts(control)["Where it was"]
