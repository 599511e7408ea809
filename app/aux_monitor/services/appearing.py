"""The source of figures by hand: it comes with the first entry, and goes with the last."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from aux_monitor.ports.clock import Clock
from aux_monitor.ports.entries import EntryBook
from aux_monitor.ports.errors import HistoryError

logger = logging.getLogger(__name__)

LOOKED_EVERY_S = 30.0
"""How soon the first entry that another program makes is seen."""


class Appearing:
    """Looks into the book, and says whether there is anything in it.

    ``present`` is told at every look; ``changed`` is called after a look that found it otherwise
    than the one before. A book that cannot be read stays what it was, and that is logged once.
    """

    def __init__(
        self,
        book: EntryBook,
        clock: Clock,
        present: Callable[[bool], None],
        changed: Callable[[], Awaitable[None]],
    ) -> None:
        self._book = book
        self._clock = clock
        self._present = present
        self._changed = changed
        self._mark = 0
        self._found = False
        self._failing = False

    async def look(self) -> bool:
        """Look once, and return whether there is anything in the book."""
        try:
            mark = await self._book.mark()
            if mark != self._mark:
                self._found = bool(await self._book.entries())
            self._mark = mark
        except HistoryError as error:
            if not self._failing:
                logger.warning("The entries cannot be read: %s", error)
            self._failing = True
        else:
            self._failing = False
        self._present(self._found)
        return self._found

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            await self._clock.sleep(LOOKED_EVERY_S)
            await self.follow()

    async def follow(self) -> None:
        """Look once, and let what was found take effect."""
        before = self._found
        if await self.look() is not before:
            await self._changed()
