"""The screens Qt knows, by the names they are remembered by."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication, QScreen

from aux_monitor.presentation.placing import Area
from aux_monitor.settings.screens import ScreenName, find_screen, named_screen, parse_screen

WHERE_IT_WAS = "Where it was"


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


def screen_choices(chosen: str) -> list[tuple[str, str]]:
    """Return every choice of a screen with its words; one in another socket is still chosen."""
    present = present_screens()
    wanted = parse_screen(chosen)
    found = None if wanted is None else find_screen(wanted, present)
    choices = [("", WHERE_IT_WAS)]
    choices += [
        (chosen if index == found else screen.text, screen.words)
        for index, screen in enumerate(present)
    ]
    if wanted is not None and found is None:
        choices.append((chosen, f"{wanted.words}, not plugged in"))
    return choices
