"""A source of readings."""

from __future__ import annotations

from typing import Protocol

from aux_monitor.domain.reading import Fetched, SourceId


class Source(Protocol):
    """One outside system, asked again and again. Implementations hold no schedule."""

    @property
    def id(self) -> SourceId:
        """Return the source's identity."""
        ...

    @property
    def name(self) -> str:
        """Return the short name shown on its chip."""
        ...

    @property
    def kind(self) -> str:
        """Return its family: ``collector``, ``github``, or one that no metric names."""
        ...

    @property
    def local(self) -> bool:
        """Return whether it runs on this computer: its silence says nothing of a network."""
        ...

    @property
    def poll_every_s(self) -> float:
        """Return the interval between polls that keeps the readings fresh and the limits kept."""
        ...

    @property
    def timeout_s(self) -> float:
        """Return how long one poll may take in all."""
        ...

    async def fetch(self) -> Fetched:
        """Return the whole answer to one poll, or raise ``SourceError``."""
        ...

    async def aclose(self) -> None:
        """Release connections; the source is not used again."""
        ...
