"""What happened while nobody looked."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from aux_monitor.domain.notice import Episode
from aux_monitor.domain.quiet import Span

AWAY_AFTER_S = 1800.0
"""Who has not touched the window for so long is taken to have been away."""


class Presence(Struct, frozen=True):
    """When a person last used the window, and the absence not yet read about.

    ``seen_at`` is None where nobody ever did.
    """

    seen_at: float | None = None
    away: Span | None = None


class Missed(Struct, frozen=True):
    """What an absence comes to: alerts that fired and that cleared in it, and how it stands now.

    ``longest_s`` is the longest time that one of them fired, 0 where none did.
    """

    fired: int
    cleared: int
    longest_s: float
    firing: int

    @property
    def nothing(self) -> bool:
        """Return whether there is nothing to tell."""
        return not self.fired and not self.cleared


def missed(episodes: Iterable[Episode], away: Span, now: float) -> Missed:
    """Return what happened from ``away.start`` to ``away.end``, and what fires ``now``."""
    known = tuple(episodes)
    fired = [e for e in known if away.start <= e.fired_at < away.end]
    cleared = [e for e in known if e.resolved_at is not None and _within(e.resolved_at, away)]
    lasted = (
        (e.resolved_at or now) - e.fired_at for e in {e.id: e for e in fired + cleared}.values()
    )
    return Missed(
        fired=len(fired),
        cleared=len(cleared),
        longest_s=max(lasted, default=0.0),
        firing=sum(episode.fires for episode in known),
    )


def returned(presence: Presence, episodes: Iterable[Episode], now: float) -> Presence:
    """Return the presence after a person used the window at ``now``."""
    seen_at = presence.seen_at
    if seen_at is None or now - seen_at < AWAY_AFTER_S:
        return Presence(now, presence.away)
    return Presence(now, noted(presence, episodes, Span(seen_at, now), now).away)


def noted(presence: Presence, episodes: Iterable[Episode], absence: Span, now: float) -> Presence:
    """Return the presence with an absence to read about, if anything happened in it.

    It is joined to one that has not been read about yet.
    """
    if missed(episodes, absence, now).nothing:
        return presence
    before = presence.away
    if before is not None:
        absence = Span(min(before.start, absence.start), max(before.end, absence.end))
    return Presence(presence.seen_at, absence)


def _within(at: float, span: Span) -> bool:
    return span.start <= at < span.end
