"""Desktop notifications."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Protocol, TypeAlias

from msgspec import Struct


class Urgency(Enum):
    """The desktop's three urgencies; the value is the byte of the freedesktop protocol."""

    LOW = 0
    NORMAL = 1
    CRITICAL = 2


class NoticeAction(Enum):
    """What a person can press on a notification; the value is the button's label."""

    OPEN = "Open"
    ACKNOWLEDGE = "Acknowledge"
    SNOOZE = "Snooze 1 h"


class Notice(Struct, frozen=True):
    """One notification, in plain text; adapters escape what their channel needs escaped.

    ``tag`` identifies the subject: a later notice with the same tag replaces the one shown.
    ``actions`` are shown as buttons where the desktop can; ``OPEN`` is also the click itself.
    ``number`` (0: none) identifies it across restarts: one sent again under the same number, by
    a program that does not know whether the last run had sent it, replaces it where it can.
    """

    tag: str
    title: str
    body: str
    urgency: Urgency
    actions: tuple[NoticeAction, ...] = ()
    number: int = 0


Answer: TypeAlias = Callable[[str, NoticeAction], None]
"""Called with the notice's tag and the action a person pressed."""


class Chime(Protocol):
    """The sounds that go with notices."""

    def name_of(self, urgency: Urgency) -> str:
        """Return the sound of a notice by its name in the desktop's sound theme, empty for none."""
        ...

    def play(self, name: str) -> None:
        """Begin to play a sound, and return at once."""
        ...


class Notifier(Protocol):
    """Shows notices. ``on_answer`` is given at construction by the composition root."""

    async def show(self, notice: Notice) -> None:
        """Show the notice, or raise ``NotifierError`` with a sentence that says why not."""
        ...

    async def withdraw(self, tag: str, number: int = 0) -> None:
        """Take the notice with this tag off the screen, if it is still there.

        ``number`` is that of a notice the last run may have shown.
        """
        ...

    async def aclose(self) -> None:
        """Release the connection."""
        ...
