"""Definitions that are remembered as long as the test lasts."""

from __future__ import annotations

from collections.abc import Mapping

from aux_monitor.domain.definitions import Definition
from aux_monitor.domain.reading import MetricId
from aux_monitor.ports.errors import HistoryError


class MemoryDefinitions:
    """A ``DefinitionBook`` in memory; with ``failure`` set it raises ``HistoryError``."""

    def __init__(self) -> None:
        self._known: list[Definition] = []
        self.failure = ""

    async def note(self, versions: Mapping[MetricId, int], now: float) -> tuple[Definition, ...]:
        """Keep the versions in force now, and return every one that is kept."""
        if self.failure:
            raise HistoryError(self.failure)
        last = {each.metric: each.version for each in self._known}
        new = [Definition(m, v, now) for m, v in versions.items() if last.get(m) != v]
        self._known.extend(sorted(new, key=lambda each: each.metric))
        return tuple(self._known)
