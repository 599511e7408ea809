"""What the window's settings may say."""

from __future__ import annotations

from aux_monitor.settings.bounds import check_bounds
from aux_monitor.settings.decoding import Place
from aux_monitor.settings.schema import WindowSettings
from aux_monitor.settings.screens import check_screen


def check_window(window: WindowSettings, place: Place) -> None:
    """Raise ``SettingsError`` for the first setting that means nothing, named below ``place``."""
    check_screen(window.screen, place.at("screen"))
    check_bounds(window.rotate_every_s, "window.rotate_every_s", place.at("rotate_every_s"))
    check_bounds(window.ambient_after_s, "window.ambient_after_s", place.at("ambient_after_s"))
    if len(set(window.rotate_pages)) < len(window.rotate_pages):
        raise place.at("rotate_pages").error("a page is named twice")
