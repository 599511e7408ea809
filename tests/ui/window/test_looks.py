"""The window changes its look while it is open."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from aux_monitor.presentation.settings_form import SettingsView
from aux_monitor.settings.schema import ContrastChoice, PaletteChoice, Settings, ThemeChoice
from aux_monitor.ui.pages import Page
from aux_monitor.ui.theme import Contrast, Look, Theme, ThemeName
from aux_monitor.ui.window import MainWindow
from tests.ui import sample_views
from tests.ui.window.heard import heard

HIGH = Look(ThemeName.DARK, Contrast.HIGH, PaletteChoice.EVERY)


@pytest.fixture
def window(qtbot: QtBot, themes: dict[ThemeName, Theme]) -> MainWindow:
    """Return a shown window with an incident."""
    made = MainWindow(themes, ThemeChoice.DARK, ContrastChoice.NORMAL)
    qtbot.addWidget(made)
    made.show_overview(sample_views.incident())
    made.show()
    made.complete()
    return made


def test_another_palette_is_drawn_at_once_and_loses_nothing(window: MainWindow) -> None:
    """The page stays open with what was typed into it; tray and window icon get the new colours."""
    window.show_settings(SettingsView(Settings(), "/etc/config.toml", ""))
    typed = next(field for field in window.findChildren(QLineEdit) if field.isVisible())
    typed.setText("quiet")
    told = heard(window.theme_changed)
    icon = window.windowIcon().pixmap(32).toImage()
    window.follow(ThemeChoice.DARK, ContrastChoice.HIGH, PaletteChoice.EVERY)
    assert [theme.look for theme in told if isinstance(theme, Theme)] == [HIGH]
    assert window.frame.page is Page.SETTINGS
    fields = [field for field in window.findChildren(QLineEdit) if field.isVisible()]
    assert "quiet" in [field.text() for field in fields]
    picture, breach = window.frame.grab().toImage(), window.theme.colours.breach
    assert any(picture.pixelColor(x, 48) == breach for x in range(picture.width()))
    assert window.windowIcon().pixmap(32).toImage() != icon


def test_the_same_look_is_not_drawn_anew(window: MainWindow) -> None:
    """Saving other settings changes nothing that is seen."""
    told = heard(window.theme_changed)
    window.follow(ThemeChoice.DARK, ContrastChoice.NORMAL, PaletteChoice.STANDARD)
    assert told == []
