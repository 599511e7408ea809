"""How long to wait before a source is asked again."""

from __future__ import annotations

JITTER = 0.1
"""The share of a wait by which it is drawn apart, so that many monitors do not ask in step."""

LONGEST_FACTOR = 32
"""A failing source is asked at least once in this many of its own intervals …"""

LONGEST_S = 3600.0
"""… and at least once an hour, or once an interval where that is longer."""


def next_delay(
    poll_every_s: float, failures: int, retry_after_s: float | None, spread: float
) -> float:
    """Return the seconds until the next poll.

    ``failures`` counts the polls failed in a row (0 after a good one): each doubles the wait.
    ``retry_after_s`` is what the source asked for; it is never undercut. ``spread`` in [0, 1]
    is the draw that places the wait inside the jitter; good polls keep their exact rhythm.
    """
    if failures == 0:
        return max(poll_every_s, retry_after_s or 0.0)
    longest = max(poll_every_s, min(LONGEST_FACTOR * poll_every_s, LONGEST_S))
    doubled = min(poll_every_s * 2.0 ** min(failures - 1, 20), longest)
    drawn = doubled * (1.0 + JITTER * spread)
    return max(drawn, (retry_after_s or 0.0) * (1.0 + JITTER * spread))
