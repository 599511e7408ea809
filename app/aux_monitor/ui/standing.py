"""Where the window stands on the screens there are: kept, restored, and put elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRect, Qt
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from aux_monitor.presentation.placing import (
    Area,
    Shape,
    WindowPlace,
    decode_place,
    encode_place,
    fitted,
)
from aux_monitor.settings.screens import ScreenName, find_screen, parse_screen
from aux_monitor.ui.screens import name_of, present_screens, room_of

_FULL, _MAXIMISED = Qt.WindowState.WindowFullScreen, Qt.WindowState.WindowMaximized


def kept_place(window: QWidget, page: str) -> bytes:
    """Return where the window stands, for the next start."""
    screen = window.screen()
    corner = screen.geometry().topLeft()
    normal = window.normalGeometry()
    area = (normal if normal.isValid() else window.geometry()).translated(-corner)
    sides = Area(area.x(), area.y(), area.width(), area.height())
    return encode_place(WindowPlace(name_of(screen), sides, _shape(window), page))


def stand(window: QWidget, kept: bytes, chosen: str, *, full: bool) -> str:
    """Stand on the chosen screen, else where ``kept`` says; return the page that was open.

    What cannot be used is passed over, a screen that is gone too; the window is always brought
    into the room there is. ``kept`` may be Qt's own account, which earlier versions wrote.
    """
    place = decode_place(kept)
    if place is None and kept:
        window.restoreGeometry(QByteArray(kept))
    before = place.screen if place is not None else None
    screen = _present(parse_screen(chosen)) or _present(before)
    if place is not None:
        _put(window, screen or window.screen(), place.area)
        _take(window, place.shape)
    elif screen is not None:
        move_to(window, screen)
    if full:
        _take(window, Shape.FULL)
    return place.page if place is not None else ""


def move_to(window: QWidget, screen: QScreen, *, firmly: bool = False) -> None:
    """Put the window onto a screen, in the shape it has, as far from its corner as before.

    One in full screen is only given the screen's own area: some window managers hand the focus to
    whatever enters full screen (openbox 3.6 does). Others move no such window, and Wayland moves
    none: ``firmly`` makes it normal for a moment.
    """
    corner, shape = window.screen().geometry().topLeft(), _shape(window)
    asks_anew = firmly or QGuiApplication.platformName().startswith("wayland")
    if shape is Shape.FULL and not asks_anew and window.isVisible():
        window.setScreen(screen)
        window.windowHandle().setGeometry(screen.geometry())  # the widget's own leaves full screen
        return
    if shape is not Shape.NORMAL:
        window.setWindowState(window.windowState() & ~(_FULL | _MAXIMISED))
    normal = window.geometry().translated(-corner)
    _put(window, screen, Area(normal.x(), normal.y(), normal.width(), normal.height()))
    _take(window, shape)


def stands_on(window: QWidget, screen: QScreen) -> bool:
    """Return whether the middle of the window is on a screen."""
    return screen.geometry().contains(window.geometry().center())


def bring_into_reach(window: QWidget) -> None:
    """Move a normal window back that no screen holds any more."""
    if _shape(window) is not Shape.NORMAL:
        return
    area = window.geometry()
    if not any(screen.availableGeometry().contains(area) for screen in QGuiApplication.screens()):
        corner = window.screen().geometry().topLeft()
        own = Area(area.x() - corner.x(), area.y() - corner.y(), area.width(), area.height())
        _put(window, window.screen(), own)


def _present(wanted: ScreenName | None) -> QScreen | None:
    if wanted is None:
        return None
    found = find_screen(wanted, present_screens())
    return None if found is None else QGuiApplication.screens()[found]


def _put(window: QWidget, screen: QScreen, area: Area) -> None:
    """Give the window ``area``, counted from the screen's corner, as far as there is room."""
    corner = screen.geometry().topLeft()
    there = Area(area.x + corner.x(), area.y + corner.y(), area.width, area.height)
    room = fitted(there, room_of(screen))
    window.setScreen(screen)
    window.setGeometry(QRect(room.x, room.y, room.width, room.height))


def _shape(window: QWidget) -> Shape:
    state = window.windowState()
    if state & _FULL:
        return Shape.FULL
    return Shape.MAXIMISED if state & _MAXIMISED else Shape.NORMAL


def _take(window: QWidget, shape: Shape) -> None:
    state = window.windowState() & ~(_FULL | _MAXIMISED)
    wanted = {Shape.FULL: state | _FULL, Shape.MAXIMISED: state | _MAXIMISED}.get(shape, state)
    if wanted != window.windowState():
        window.setWindowState(wanted)
