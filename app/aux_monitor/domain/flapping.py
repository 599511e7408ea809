"""An alert that comes and goes is told ever more rarely, at last once an hour."""

from __future__ import annotations

from collections.abc import Iterable

from aux_monitor.domain.notice import AlertKey, Episode

FLAPS_WITHIN_S = 3600.0
"""An alert that fires again this soon after its end flaps."""

FIRST_WAIT_S = 900.0
"""Between two notices of an alert that fired again for the first time; doubled with each more."""

LONGEST_WAIT_S = 3600.0


def latest(episodes: Iterable[Episode], key: AlertKey) -> Episode | None:
    """Return the newest episode of an alert, None where it never fired.

    ``episodes`` are the state's, newest first: this is asked of every alert that is over, at each
    look.
    """
    return next((episode for episode in episodes if episode.key == key), None)


def flaps_before(episodes: Iterable[Episode], key: AlertKey, fired_at: float) -> int:
    """Return how many times in a row an alert that fires now had just ended."""
    before = latest(episodes, key)
    if before is None or before.resolved_at is None:
        return 0
    again = 0.0 <= fired_at - before.resolved_at < FLAPS_WITHIN_S
    return before.flaps + 1 if again else 0


def flap_wait_s(flaps: int) -> float:
    """Return the least time between two notices of an alert that has flapped so often."""
    if flaps <= 0:
        return 0.0
    doublings = min(flaps - 1, 8)  # beyond the longest wait long before
    return min(LONGEST_WAIT_S, FIRST_WAIT_S * 2.0**doublings)


def may_speak_at(episodes: Iterable[Episode], episode: Episode, now: float) -> float:
    """Return from when on an alert may be spoken of again, after its notices up to ``now``."""
    if not episode.flaps:
        return 0.0
    words = (other.last_word_at for other in episodes if other.key == episode.key)
    said = (word for word in words if word <= now)  # a clock that was set back says no more
    return max(said, default=0.0) + flap_wait_s(episode.flaps)
