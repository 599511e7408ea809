"""Which look a person's choices and the system's come to."""

from __future__ import annotations

from typing import assert_never

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from aux_monitor.settings.schema import ContrastChoice, ThemeChoice
from aux_monitor.ui.theme import Contrast, ThemeName


def look_for(choice: ThemeChoice, contrast: ContrastChoice) -> tuple[ThemeName, Contrast]:
    """Return the theme and the contrast of these choices, as the system is now."""
    hints = QGuiApplication.styleHints()
    preferred = hints.accessibility().contrastPreference()
    return theme_for(choice, hints.colorScheme()), contrast_for(contrast, preferred)


def theme_for(choice: ThemeChoice, scheme: Qt.ColorScheme) -> ThemeName:
    """Return the theme of a choice; a system that does not say its colours gets the dark one."""
    match choice:
        case ThemeChoice.LIGHT:
            return ThemeName.LIGHT
        case ThemeChoice.DARK:
            return ThemeName.DARK
        case ThemeChoice.SYSTEM:
            light = scheme is Qt.ColorScheme.Light
            return ThemeName.LIGHT if light else ThemeName.DARK
        case _:
            assert_never(choice)


def contrast_for(choice: ContrastChoice, preference: Qt.ContrastPreference) -> Contrast:
    """Return the contrast of a choice."""
    match choice:
        case ContrastChoice.NORMAL:
            return Contrast.NORMAL
        case ContrastChoice.HIGH:
            return Contrast.HIGH
        case ContrastChoice.SYSTEM:
            high = preference is Qt.ContrastPreference.HighContrast
            return Contrast.HIGH if high else Contrast.NORMAL
        case _:
            assert_never(choice)
