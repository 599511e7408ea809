"""How a screen is remembered, and found again among those that are there."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from aux_monitor.settings.decoding import Place

LONGEST = 200
"""A screen's name, model and serial number together take no more characters."""

_BETWEEN = " | "


class ScreenName(Struct, frozen=True):
    """What tells one screen from another.

    ``name`` is the socket's ("DP-2") and changes when cables are moved; ``model`` and ``serial``
    are the screen's own, and empty where it or the system does not say them.
    """

    name: str
    model: str = ""
    serial: str = ""

    @property
    def text(self) -> str:
        """Return the form the settings file holds: ``DP-2 | DELL U2723QE | 7C6X3L3``."""
        return _BETWEEN.join((self.name, self.model, self.serial)).rstrip(" |")

    @property
    def words(self) -> str:
        """Return what a person calls it: its model and where it is plugged in."""
        return f"{self.model} on {self.name}" if self.model else self.name


def named_screen(name: str, model: str, serial: str) -> ScreenName:
    """Return the name of a screen from what the system says, which may be anything at all."""
    parts = [_plain(part) for part in (name, model, serial)]
    return ScreenName(*parts)


def parse_screen(text: str) -> ScreenName | None:
    """Return the screen that a setting names, None for an empty setting."""
    parts = [part.strip() for part in text.split("|", 2)]
    parts += [""] * (3 - len(parts))
    return ScreenName(*parts) if any(parts) else None


def check_screen(text: str, place: Place) -> None:
    """Raise ``SettingsError`` for what can be no screen's name."""
    if len(text) > LONGEST or not text.isprintable():
        raise place.error(
            f"expected one line of at most {LONGEST} characters, such as DP-2 | DELL U2723QE"
        )


def find_screen(wanted: ScreenName, present: Sequence[ScreenName]) -> int | None:
    """Return the index of the screen that ``wanted`` names, None while it is not there.

    The serial number decides where there is one, whichever socket the screen is in now; two
    screens that give the same one are told apart by their sockets. Without a serial number, name
    and model must both be the same.
    """
    serial = [
        index
        for index, screen in enumerate(present)
        if wanted.serial and (screen.serial, screen.model) == (wanted.serial, wanted.model)
    ]
    for index in serial:
        if present[index].name == wanted.name:
            return index
    if serial:
        return serial[0]
    if wanted.serial:
        return None
    named = (wanted.name, wanted.model)
    return next((i for i, s in enumerate(present) if (s.name, s.model) == named), None)


def _plain(part: str) -> str:
    shown = "".join(letter if letter.isprintable() else " " for letter in part)
    return " ".join(shown.replace("|", " ").split())[: LONGEST // 4]
