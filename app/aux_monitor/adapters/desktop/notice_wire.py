"""What a notice becomes on the bus: plain text in bounds, and the buttons a daemon can show."""

from __future__ import annotations

import html
import unicodedata
from enum import Enum

from aux_monitor.adapters.desktop.bus import Body, BusError
from aux_monitor.ports.notifier import Notice, NoticeAction

MAX_TITLE = 120
"""Characters of a title; daemons cut it off at about a line."""

MAX_BODY = 600
"""Characters of a body; longer than any action text of the KPI document with its figures."""

_KEYS = {
    NoticeAction.OPEN: "default",  # the protocol's name for the click itself
    NoticeAction.ACKNOWLEDGE: "acknowledge",
    NoticeAction.SNOOZE: "snooze",
}


class Capability(Enum):
    """What a daemon can do, as far as we make use of it."""

    ACTIONS = "actions"
    BODY = "body"
    MARKUP = "body-markup"
    SOUND = "sound"


def capabilities_of(body: Body) -> frozenset[Capability]:
    """Return what an answer to GetCapabilities says, or raise ``BusError``."""
    match body:
        case (list() as names,):
            return frozenset(known for known in Capability if known.value in names)
        case _:
            raise BusError("it does not say what it can do")


def actions_of(notice: Notice, capabilities: frozenset[Capability]) -> dict[str, NoticeAction]:
    """Return the buttons to show, by their keys on the bus: none where there can be none."""
    if Capability.ACTIONS not in capabilities:
        return {}
    return {_KEYS[action]: action for action in notice.actions}


def hints_of(
    notice: Notice, desktop_entry: str, capabilities: frozenset[Capability], sound: str
) -> dict[str, tuple[str, object]]:
    """Return the hints: a daemon that can play sounds is told which, or to play none."""
    hints: dict[str, tuple[str, object]] = {
        "urgency": ("y", notice.urgency.value),
        "desktop-entry": ("s", desktop_entry),
    }
    if Capability.SOUND in capabilities:
        name, none = ("sound-name", ("s", sound)), ("suppress-sound", ("b", True))
        hints.update([name if sound else none])
    return hints


def texts_of(notice: Notice, capabilities: frozenset[Capability]) -> tuple[str, str]:
    """Return summary and body as the daemon is to have them; the summary is never markup."""
    title = _bounded(" ".join(_plain(notice.title).split()), MAX_TITLE)
    body = _bounded(_plain(notice.body), MAX_BODY)
    if Capability.BODY not in capabilities:
        return _bounded(f"{title}: {' '.join(body.split())}" if body else title, MAX_BODY), ""
    return title, html.escape(body, quote=False) if Capability.MARKUP in capabilities else body


def _plain(text: str) -> str:
    """Return ``text`` without what D-Bus cannot carry or a screen should not obey."""
    return "".join(
        character
        for character in text
        if character == "\n" or unicodedata.category(character) not in ("Cc", "Cs", "Cf", "Co")
    ).strip()


def _bounded(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
