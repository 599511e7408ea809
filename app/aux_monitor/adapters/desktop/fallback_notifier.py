"""A second way to be told, for desktops where the first does not work."""

from __future__ import annotations

import logging
import sys

from aux_monitor.ports.errors import NotifierError
from aux_monitor.ports.notifier import Answer, Chime, Notice, Notifier

_LOG = logging.getLogger(__name__)


class FallbackNotifier:
    """A ``Notifier`` that shows with ``first``, and with ``second`` what ``first`` refuses.

    Each notice is offered to ``first`` anew, so that a desktop that comes back is used again.
    The log is told when the fallback begins and when it ends, not of every notice.
    """

    def __init__(self, first: Notifier, second: Notifier) -> None:
        self._first = first
        self._second = second
        self._falling_back = False

    async def show(self, notice: Notice) -> None:
        """Show the notice, or raise the second's ``NotifierError`` when neither can."""
        try:
            await self._first.show(notice)
        except NotifierError as error:
            if not self._falling_back:
                _LOG.warning("%s Notices are shown by the tray icon instead.", error)
            self._falling_back = True
            await self._second.show(notice)
            return
        if self._falling_back:
            _LOG.info("Desktop notifications work again.")
            self._falling_back = False
            await self._second.withdraw(notice.tag)

    async def withdraw(self, tag: str, number: int = 0) -> None:
        """Take the notice off the screen, whichever way it was shown."""
        await self._first.withdraw(tag, number)
        await self._second.withdraw(tag, number)

    async def aclose(self) -> None:
        """Close both."""
        await self._first.aclose()
        await self._second.aclose()


def best_notifier(on_answer: Answer, tray: Notifier, chime: Chime | None = None) -> Notifier:
    """Return what shows notices on this system: the desktop before the tray, where it can.

    Only Linux desktops have the D-Bus service; on other systems jeepney is not even installed.
    """
    if sys.platform != "linux":
        return tray
    from aux_monitor.adapters.desktop.notifications import DesktopNotifier  # noqa: PLC0415 - above

    return FallbackNotifier(DesktopNotifier(on_answer, chime=chime), tray)
