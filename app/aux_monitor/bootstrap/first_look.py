"""What the very first picture shows: the sources that will be watched, none of them heard yet."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from aux_monitor.bootstrap.ground import Ground
from aux_monitor.domain.reading import SourceId
from aux_monitor.domain.state import AppState
from aux_monitor.domain.trust import SourceStatus

ENTRIES_EVERY_S = 30.0
"""How often figures by hand are looked at, as their source says itself once it is built."""


def first_state(ground: Ground, now: float) -> AppState:
    """Return the state before any source has been built.

    It knows from the settings alone which there will be, so that every tile has its place from
    the first paint on and nothing moves when the sources come.
    """
    sources = {status.id: status for status in _expected(ground, now)}
    return AppState(
        demo=ground.demo,
        resumed_at=now,
        sources=MappingProxyType(sources),
        problems=MappingProxyType(dict(ground.problems)),
    )


def _expected(ground: Ground, now: float) -> Iterator[SourceStatus]:
    collector, github = ground.settings.collector, ground.settings.github
    if ground.demo or collector.logs or collector.url:
        yield _awaited("collector", "Collector", collector.poll_every_s, now)
    if github.repositories:
        yield _awaited("github", "GitHub", github.poll_every_s, now)
    if ground.entered and not ground.demo:
        yield _awaited("entries", "Entries", ENTRIES_EVERY_S, now, local=True)


def _awaited(
    kind: str, name: str, poll_every_s: float, now: float, *, local: bool = False
) -> SourceStatus:
    return SourceStatus(SourceId(kind), name, kind, poll_every_s, watching_since=now, local=local)
