"""Executed and failed commands over every span that is counted, for the error budget.

They come from the same minutes as MTBF and MTTR, so they cost no question of their own; a command
counts and fails here exactly as it does in the success rate.
"""

from __future__ import annotations

from collections.abc import Sequence

from aux_monitor.collector.outage import MINUTE_S, Minute
from aux_monitor.domain.outcome import COUNTED_S, Outcome


def outcomes(minutes: Sequence[Minute], at: float) -> tuple[Outcome, ...]:
    """Return the commands of each counted span up to ``at``, the shortest first.

    ``minutes`` ascend and reach no further than ``at``. A span is made of whole minutes: the one
    that ``at`` lies in is its last, as far as it has come.
    """
    now = int(at // MINUTE_S)
    n = failed = 0
    found = []
    newest = len(minutes)
    for span_s in COUNTED_S:
        oldest = now - span_s // MINUTE_S
        while newest and minutes[newest - 1].index > oldest:
            newest -= 1
            n += minutes[newest].n
            failed += minutes[newest].failed
        found.append(Outcome(float(span_s), n, failed))
    return tuple(found)
