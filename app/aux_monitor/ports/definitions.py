"""Where it is kept since when each metric has been defined as it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from aux_monitor.domain.definitions import Definition
from aux_monitor.domain.reading import MetricId


class DefinitionBook(Protocol):
    """The versions of definitions, as they came into force on this machine."""

    async def note(self, versions: Mapping[MetricId, int], now: float) -> tuple[Definition, ...]:
        """Keep the versions in force now, each from now on unless it was the last one before.

        Return every one that is kept, oldest first. Raises ``HistoryError`` on a broken file.
        """
        ...
