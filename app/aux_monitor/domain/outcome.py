"""How many commands ended, and how many of them failed, over the spans that are counted."""

from __future__ import annotations

from msgspec import Struct

_MINUTE_S, _HOUR_S, _DAY_S = 60, 3_600, 86_400

COUNTED_S = (
    5 * _MINUTE_S,
    30 * _MINUTE_S,
    _HOUR_S,
    2 * _HOUR_S,
    6 * _HOUR_S,
    12 * _HOUR_S,
    _DAY_S,
    3 * _DAY_S,
    7 * _DAY_S,
    14 * _DAY_S,
    28 * _DAY_S,
    30 * _DAY_S,
)
"""The spans that a collector counts over, shortest first."""


class Outcome(Struct, frozen=True):
    """The commands that ended in the last ``window_s``: executed and failed ones together."""

    window_s: float
    n: int
    failed: int

    @property
    def failed_percent(self) -> float | None:
        """Return the share that failed, which is 100 less the success rate; None without any."""
        return 100.0 * self.failed / self.n if self.n else None


class Outcomes(Struct, frozen=True):
    """Every span counted, and for how long there has been a record at all."""

    recorded_s: float
    counts: tuple[Outcome, ...]

    def over(self, window_s: float) -> Outcome:
        """Return the count over a span; nothing was counted over one that is not known."""
        found = (each for each in self.counts if each.window_s == window_s)
        return next(found, Outcome(window_s, 0, 0))
