"""Keeps what sources last said for the next start, and shows what the last run kept."""

from __future__ import annotations

import logging

from aux_monitor.domain.catalogue import Supply
from aux_monitor.domain.last_known import LastKnown, laid_under, remember
from aux_monitor.domain.state import AppState
from aux_monitor.ports.clock import Clock
from aux_monitor.ports.errors import HistoryError
from aux_monitor.ports.last_known import PictureKeeper
from aux_monitor.services.store import Store

logger = logging.getLogger(__name__)

KEPT_EVERY_S = 60.0
"""How much of what was seen a program that is killed may have to do without at the next start."""


class Remembering:
    """The state as it is shown: the store's, with what the last run knew laid under it.

    ``settings`` stands for those that sources are built from; what was known under others is
    neither shown nor kept. Without a ``keeper`` nothing is kept. A picture that cannot be kept is
    logged once, and again only after one could be.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        keeper: PictureKeeper | None,
        known: LastKnown | None,
        settings: bytes,
    ) -> None:
        self._store = store
        self._clock = clock
        self._keeper = keeper
        self._known = known
        self._settings = settings
        self._laid: tuple[AppState, AppState] | None = None
        self._kept: LastKnown | None = None
        self._failing = False

    @property
    def shown(self) -> AppState:
        """Return the state to draw; the same object as long as the store's is."""
        state = self._store.state
        if self._known is None:
            return state
        if self._laid is None or self._laid[0] is not state:
            self._laid = (state, laid_under(state, self._known))
        return self._laid[1]

    def leave(self, settings: bytes) -> None:
        """Forget what is known unless it holds under these settings; ``use`` comes after.

        Nothing is kept meanwhile: what is shown may still be of the settings before.
        """
        if settings != self._settings:
            self._settings = b""
            self._known = self._laid = None

    def use(self, settings: bytes) -> None:
        """Keep the picture under these settings from now on."""
        self._settings = settings

    async def run(self) -> None:
        """Keep the picture until cancelled."""
        while True:
            await self._clock.sleep(KEPT_EVERY_S)
            await self.settle()

    async def settle(self) -> None:
        """Keep the picture as it is now, unless nothing was heard since the last one."""
        if self._keeper is None or not self._settings:
            return
        known = remember(self.shown, self._settings, Supply.COLLECTOR.value)
        if not known.readings or (self._kept is not None and known.heard == self._kept.heard):
            return
        try:
            await self._keeper.keep(known)
        except HistoryError as error:
            if not self._failing:
                logger.warning("%s", error)
            self._failing = True
            return
        if self._failing:
            logger.info("The last known picture is kept again")
        self._failing = False
        self._kept = known
