"""Starting with the computer: the truth is the system's own entry, never a setting of ours."""

from __future__ import annotations

from enum import Enum
from typing import Protocol

from msgspec import Struct


class Starting(Enum):
    """What the system's entry says. OTHER: it starts another command than this program's."""

    OFF = "off"
    ON = "on"
    OTHER = "other"


class AutostartState(Struct, frozen=True):
    """What is true now; ``place`` names the entry as a person finds it."""

    starting: Starting
    place: str


class Autostart(Protocol):
    """The system's list of what starts when this user logs in."""

    def look(self) -> AutostartState:
        """Return what the list says now, whoever changed it last.

        Raises:
            AutostartError: it cannot be read.
        """
        ...

    def switch(self, *, on: bool) -> AutostartState:
        """Put this program on the list, or take it off; return what is true then.

        Raises:
            AutostartError: it cannot be changed; what stood there stands there still.
        """
        ...
