"""What the very first picture shows: the sources that will be watched, as they were last known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from types import MappingProxyType

import msgspec
from msgspec.structs import replace

from aux_monitor import __version__
from aux_monitor.adapters.last_known_file import LastKnownFile
from aux_monitor.bootstrap.ground import Ground
from aux_monitor.domain.last_known import laid_under
from aux_monitor.domain.reading import SourceId
from aux_monitor.domain.state import AppState
from aux_monitor.domain.trust import SourceStatus
from aux_monitor.settings.schema import Settings

_ENTRIES = SourceId("entries")
"""``domain.entry_readings.ENTRIES``, which the first paint does without."""

ENTRIES_EVERY_S = 30.0
"""How often figures by hand are looked at, as their source says itself once it is built."""


def recalled(ground: Ground, now: float) -> Ground:
    """Return the ground with the last known picture; the demonstration's past is never kept."""
    if ground.demo:
        return ground
    file = LastKnownFile(ground.paths.picture_file)
    known, unknown = file.read(sources_mark(ground.settings), now)
    return replace(ground, known=known, unknown=unknown)


def sources_mark(settings: Settings) -> bytes:
    """Return what stands for the sources of these settings, read by this version.

    A picture that was kept under another mark may mean something else by the same names.
    """
    return msgspec.json.encode(
        (__version__, settings.collector, settings.collectors, settings.github)
    )


def first_state(ground: Ground, now: float) -> AppState:
    """Return the state before any source has been built.

    It knows from the settings alone which there will be, so that every tile has its place from
    the first paint on and nothing moves when the sources come.
    """
    sources = {status.id: status for status in _expected(ground, now)}
    state = AppState(
        programme_start=programme_start(ground.settings),
        demo=ground.demo,
        resumed_at=now,
        sources=MappingProxyType(sources),
        problems=MappingProxyType(dict(ground.problems)),
    )
    return state if ground.known is None else laid_under(state, ground.known)


def programme_start(settings: Settings) -> float | None:
    """Return the first moment (UTC) of the programme's start date, None where it has none."""
    start: date | None = settings.programme.start
    return None if start is None else datetime.combine(start, time(), UTC).timestamp()


def expects_entries(ground: Ground) -> bool:
    """Return whether there will be figures by hand, as far as can be known without the book."""
    return ground.entered or (ground.known is not None and _ENTRIES in ground.known.heard)


def _expected(ground: Ground, now: float) -> Iterator[SourceStatus]:
    collector, github = ground.settings.collector, ground.settings.github
    if ground.demo or (collector.present and collector.enabled):
        yield _awaited("collector", "Collector", collector.poll_every_s, now)
    for index, each in enumerate(() if ground.demo else ground.settings.collectors):
        if each.enabled:
            kind = "beside" if index or collector.present else "collector"
            yield _awaited(kind, each.name, each.poll_every_s, now, f"collector:{each.name}")
    if github.repositories and github.enabled:
        yield _awaited("github", "GitHub", github.poll_every_s, now)
    if expects_entries(ground) and not ground.demo:
        yield _awaited("entries", "Entries", ENTRIES_EVERY_S, now, local=True)


def _awaited(
    kind: str, name: str, every_s: float, now: float, source: str = "", *, local: bool = False
) -> SourceStatus:
    return SourceStatus(SourceId(source or kind), name, kind, every_s, now, local=local)
