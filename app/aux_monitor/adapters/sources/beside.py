"""A further collector: asked like the first, and shown beside it instead of in its place."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from aux_monitor.adapters.sources.collector import CollectorSource, Identity
from aux_monitor.domain.reading import Fetched, SourceId

BESIDE = "beside"
"""Its kind: no metric names it as its supply, so it fills no tile and steps no alert."""


def identity_of(name: str) -> Identity:
    """Return what tells the further collector ``name`` from the others."""
    return Identity(SourceId(f"collector:{name}"), name)


def further_secret_name(name: str, url: str) -> str:
    """Return the name its token has in the secret store: ``collector-<name>@<host:port>``.

    With another address comes another name: a token is never sent where it was not meant for.
    """
    slug = re.sub(r"[^a-z0-9]+", "-", name.casefold())
    return f"collector-{slug}@{urlsplit(url.strip()).netloc.rpartition('@')[2]}"


class BesideCollector:
    """A ``Source`` whose figures stand beside those of the first collector."""

    def __init__(self, collector: CollectorSource) -> None:
        self._collector = collector

    @property
    def id(self) -> SourceId:
        """Return ``collector:`` and its name."""
        return self._collector.id

    @property
    def name(self) -> str:
        """Return the name a person gave it."""
        return self._collector.name

    @property
    def kind(self) -> str:
        """Return ``beside``."""
        return BESIDE

    @property
    def local(self) -> bool:
        """Return whether it listens on a loopback address."""
        return self._collector.local

    @property
    def poll_every_s(self) -> float:
        """Return its own interval."""
        return self._collector.poll_every_s

    @property
    def timeout_s(self) -> float:
        """Return its own limit."""
        return self._collector.timeout_s

    async def fetch(self) -> Fetched:
        """Return its figures as what stands beside; raise ``SourceError`` like any collector."""
        found = await self._collector.fetch()
        return Fetched(
            at=found.at,
            summary=found.summary,
            warnings=found.warnings,
            catching_up=found.catching_up,
            beside=found.readings,
        )

    async def aclose(self) -> None:
        """Leave the client open: it is shared."""
        await self._collector.aclose()
