"""All alerts of the history: the running state carries only the latest."""

from __future__ import annotations

import logging
from collections.abc import Callable

from aux_monitor.domain.notice import Episode
from aux_monitor.ports.errors import HistoryError
from aux_monitor.ports.history import History
from aux_monitor.services.supervisor import Supervisor

logger = logging.getLogger(__name__)


class KeptAlerts:
    """Reads them once, when they are first asked for; ``on_change`` is called when they are known.

    What has happened since is in the state, and is the newer account of the two.
    """

    def __init__(
        self, history: History, supervisor: Supervisor, on_change: Callable[[], None]
    ) -> None:
        self._history = history
        self._supervisor = supervisor
        self._on_change = on_change
        self._episodes: tuple[Episode, ...] = ()
        self._asked = False
        self._problem = ""

    @property
    def problem(self) -> str:
        """Why the history cannot be read, empty where it can."""
        return self._problem

    def episodes(self) -> tuple[Episode, ...]:
        """Return what is known so far, none before the history has answered."""
        if not self._asked:
            self._asked = True
            self._supervisor.once("reading earlier alerts", self._read)
        return self._episodes

    async def _read(self) -> None:
        try:
            self._episodes = (await self._history.load()).episodes
        except HistoryError as error:
            logger.warning("Earlier alerts cannot be read: %s", error)
            self._problem = str(error)
        self._on_change()
