"""Failures of the service as the log shows them, for MTBF and MTTR.

A minute is *judged* when at least ``ENOUGH`` commands ended in it; it is *down* when fewer than
90 % of them succeeded (the document's alert threshold of the success rate), *up* otherwise.
A failure is a run of down minutes that no up minute interrupts; minutes with too few commands
prove nothing and neither end a failure nor lengthen it. It lasts from the start of its first down
minute to the end of its last. Time between failures is the observed span less the time down,
divided by the number of failures; time to recovery is the mean length of a failure. A silent
server is not a failure here: a log cannot tell it from one that nobody asks.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

MINUTE_S = 60
ENOUGH = 5


class Minute(Struct, frozen=True):
    """The commands that ended in the minute ``index`` (POSIX time divided by 60, rounded down)."""

    index: int
    n: int
    failed: int

    @property
    def judged(self) -> bool:
        """Return whether the minute holds enough commands to say anything."""
        return self.n >= ENOUGH

    @property
    def down(self) -> bool:
        """Return whether fewer than 90 % of its commands succeeded."""
        return self.judged and 10 * (self.n - self.failed) < 9 * self.n


class Outage(Struct, frozen=True):
    """One failure, in POSIX seconds."""

    start: float
    end: float


def outages(minutes: Iterable[Minute]) -> list[Outage]:
    """Return the failures in ``minutes``, which come in order of time."""
    found: list[Outage] = []
    running = False
    for minute in minutes:
        if not minute.judged:
            continue
        end = float((minute.index + 1) * MINUTE_S)
        if minute.down and running:
            found[-1] = Outage(found[-1].start, end)
        elif minute.down:
            found.append(Outage(float(minute.index * MINUTE_S), end))
        running = minute.down
    return found


class Reliability(Struct, frozen=True):
    """MTBF in hours and MTTR in minutes over ``observed_s``; None without a failure."""

    failures: int
    observed_s: float
    mtbf_h: float | None
    mttr_min: float | None


def reliability(found: Iterable[Outage], since: float, until: float) -> Reliability:
    """Return the two means over ``since`` to ``until``, as far as known at ``until``.

    Without a failure both are None: the span observed only bounds MTBF from below, and held
    against a target a young log would read as a service that fails.
    """
    within = [
        Outage(max(each.start, since), min(each.end, until))
        for each in found
        if each.start < until and each.end > since
    ]
    observed = max(0.0, until - since)
    down = sum(each.end - each.start for each in within)
    if not within:
        return Reliability(0, observed, None, None)
    return Reliability(
        failures=len(within),
        observed_s=observed,
        mtbf_h=(observed - down) / len(within) / 3600,
        mttr_min=down / len(within) / 60,
    )
