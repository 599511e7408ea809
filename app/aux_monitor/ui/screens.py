"""The screens Qt knows, by the names they are remembered by."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication, QScreen

from aux_monitor.presentation.placing import Area, screen_choices
from aux_monitor.settings.screens import ScreenName, named_screen


def present_screens() -> list[ScreenName]:
    """Return the screens there are now, the primary one first, as Qt orders them."""
    return [name_of(screen) for screen in QGuiApplication.screens()]


def name_of(screen: QScreen) -> ScreenName:
    """Return what a screen is remembered by."""
    model = f"{screen.manufacturer()} {screen.model()}"
    return named_screen(screen.name(), model, screen.serialNumber())


def room_of(screen: QScreen) -> Area:
    """Return the part of a screen that panels and docks leave free."""
    free = screen.availableGeometry()
    return Area(free.x(), free.y(), free.width(), free.height())


def choices_of_screens(chosen: str) -> list[tuple[str, str]]:
    """Return what can be chosen now, as the settings hold it, each with its words."""
    return screen_choices(chosen, present_screens())
