"""Where the window stands: kept for the next start, and fitted to the screens there are now."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

import msgspec
from msgspec import Struct

from aux_monitor.settings.language import tr, tr_noop
from aux_monitor.settings.screens import ScreenName, find_screen, parse_screen

WHERE_IT_WAS = tr_noop("Where it was")

FARTHEST = 100_000
"""No screen reaches farther, in pixels; a number beyond it was not written by this program."""


class Shape(Enum):
    """How much of its screen the window takes; the value is what the file holds."""

    NORMAL = "normal"
    MAXIMISED = "maximised"
    FULL = "full"


class Area(Struct, frozen=True):
    """A rectangle in device-independent pixels."""

    x: int
    y: int
    width: int
    height: int

    def holds(self, other: Area) -> bool:
        """Return whether ``other`` lies in this one."""
        return (
            self.x <= other.x
            and self.y <= other.y
            and other.x + other.width <= self.x + self.width
            and other.y + other.height <= self.y + self.height
        )

    def shared(self, other: Area) -> int:
        """Return how many pixels the two have in common."""
        width = min(self.x + self.width, other.x + other.width) - max(self.x, other.x)
        height = min(self.y + self.height, other.y + other.height) - max(self.y, other.y)
        return max(0, width) * max(0, height)


class WindowPlace(Struct, frozen=True):
    """Where the window stood: ``area`` within its ``screen``'s own corner, when it is normal.

    ``page`` is the page that was open.
    """

    screen: ScreenName
    area: Area
    shape: Shape = Shape.NORMAL
    page: str = ""


def encode_place(place: WindowPlace) -> bytes:
    """Return the bytes that are kept."""
    return msgspec.json.encode(place)


def decode_place(kept: bytes) -> WindowPlace | None:
    """Return the place that was kept; None for nothing, and for what cannot be a place."""
    try:
        place = msgspec.json.decode(kept, type=WindowPlace)
    except msgspec.DecodeError:
        return None
    area = place.area
    sides = (area.x, area.y, area.width, area.height)
    sound = all(abs(side) <= FARTHEST for side in sides) and area.width > 0 and area.height > 0
    return place if sound else None


def fitted(area: Area, room: Area) -> Area:
    """Return ``area`` moved into ``room``, and made smaller only where it is larger than that."""
    width, height = min(area.width, room.width), min(area.height, room.height)
    x = min(max(area.x, room.x), room.x + room.width - width)
    y = min(max(area.y, room.y), room.y + room.height - height)
    return Area(x, y, width, height)


def screen_choices(chosen: str, present: Sequence[ScreenName]) -> list[tuple[str, str]]:
    """Return every screen that can be chosen, as the settings hold it, each with its words.

    The first choice is none. A chosen screen that is in another socket now is still the chosen
    one; one that is missing is offered, so that it stays chosen. A screen without any name could
    not be found again.
    """
    wanted = parse_screen(chosen)
    found = None if wanted is None else find_screen(wanted, present)
    choices = [("", tr(WHERE_IT_WAS))]
    for index, screen in enumerate(present):
        text = chosen if index == found else screen.text
        if text:
            choices.append((text, screen.words))
    if wanted is not None and found is None:
        choices.append((chosen, tr("{words}, not plugged in", words=wanted.words)))
    return choices


class Following(Struct, frozen=True):
    """Which screen the window belongs on while screens come and go.

    ``chosen`` is the setting's; ``left`` the one that went away under the window, to which it
    goes back, unless a person has moved it since.
    """

    chosen: ScreenName | None = None
    left: ScreenName | None = None

    def goal(self, present: Sequence[ScreenName]) -> int | None:
        """Return the index of the screen to be on, None to stay where it is.

        The chosen screen goes before the one it was pushed off.
        """
        for wanted in (self.chosen, self.left):
            if wanted is not None:
                found = find_screen(wanted, present)
                if found is not None:
                    return found
        return None

    def lost(self, screen: ScreenName) -> Following:
        """Return the state after the screen under the window has gone.

        The first one counts: the second of two that go one after the other was only a shelter.
        """
        return self if self.left is not None else Following(self.chosen, screen)

    def arrived(self, screen: ScreenName) -> Following:
        """Return the state once the window stands on ``screen``."""
        back = self.left is not None and find_screen(self.left, (screen,)) is not None
        return Following(self.chosen) if back else self

    def moved(self) -> Following:
        """Return the state after a person has moved the window to another screen."""
        return Following(self.chosen)
