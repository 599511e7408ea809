"""The notification daemon dunst, as a person sees and uses it."""

from __future__ import annotations

import asyncio
import json
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from aux_monitor.ports.notifier import NoticeAction, Urgency
from tests.desktop.programs import said, wait_until

_CONFIGURATION = """
[global]
    follow = none
    monitor = 0
    history_length = 50
    stack_duplicates = false
    markup = full
    dmenu = {menu}
[urgency_low]
    timeout = 60
    format = "LOW"
[urgency_normal]
    timeout = 60
    format = "NORMAL"
[urgency_critical]
    timeout = 60
    format = "CRITICAL"
"""

_MENU = """#!/bin/sh
# Stands for the person at dunst's context menu: picks the entry that was asked for.
exec grep -F -m 1 -f "{choice}"
"""


@dataclass(frozen=True, slots=True)
class Displayed:
    """A notice as dunst took it."""

    number: int
    title: str
    body: str
    urgency: Urgency
    program: str
    timeout_us: int
    taken_at_us: int


class Dunst:
    """A dunst whose configuration, menu and history lie in ``folder``."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self._choice = folder / "dunst-choice"
        menu = folder / "dunst-menu"
        menu.write_text(_MENU.format(choice=self._choice))
        menu.chmod(menu.stat().st_mode | stat.S_IXUSR)
        configuration = folder / "dunstrc"
        configuration.write_text(_CONFIGURATION.format(menu=menu))
        self.command = ("dunst", "-conf", str(configuration))

    def answers(self) -> bool:
        """Return whether it is there."""
        bus = ("--dest=org.freedesktop.DBus", "/", "org.freedesktop.DBus.ListNames")
        names = said(("dbus-send", "--session", "--print-reply", *bus), self._environment)
        return "org.freedesktop.Notifications" in names

    def count(self) -> int:
        """Return how many notices are on the screen."""
        return int(self._ctl("count", "displayed")) + int(self._ctl("count", "waiting"))

    def taken_off(self) -> list[Displayed]:
        """Take every notice off the screen and return those that were there."""
        before = set(self._history())
        on_screen = self.count()
        self._ctl("close-all")
        wait_until(lambda: self.count() == 0, "dunst closing everything")
        left = [notice for notice in self._history() if notice not in before]
        assert len(left) == on_screen
        return left

    def click(self) -> None:
        """Click the newest notice."""
        self._ctl("action", "0")

    def choose(self, label: str) -> None:
        """Choose an entry of the context menu by its label."""
        self._choice.write_text(label)
        self._ctl("context")

    async def titles(self) -> list[str]:
        """Return the titles that were on the screen, and clear it."""
        return [notice.title for notice in await asyncio.to_thread(self.taken_off)]

    async def press(self, title: str, action: NoticeAction) -> None:
        """Click, or choose in the menu, and wait until the notice has left."""
        before = self.count()
        if action is NoticeAction.OPEN:
            await asyncio.to_thread(self.click)
        else:
            await asyncio.to_thread(self.choose, f"#{action.value} ({title})")
        await asyncio.to_thread(wait_until, lambda: self.count() < before, "the notice leaving")

    def _history(self) -> list[Displayed]:
        entries = json.loads(self._ctl("history"))["data"][0]
        return [
            Displayed(
                number=entry["id"]["data"],
                title=entry["summary"]["data"],
                body=entry["body"]["data"],
                urgency=Urgency[entry["message"]["data"]],  # the format chosen by urgency
                program=entry["appname"]["data"],
                timeout_us=entry["timeout"]["data"],
                taken_at_us=entry["timestamp"]["data"],
            )
            for entry in entries
        ]

    def _ctl(self, *arguments: str) -> str:
        return said(("dunstctl", *arguments), self._environment)
