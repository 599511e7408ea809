"""The monitor's own rule: this computer is cut off from the network.

One alert instead of one for each source: what cannot be reached from here is not silent. It runs
through the same state machine as every other alert.
"""

from __future__ import annotations

from collections.abc import Iterable

from aux_monitor.domain.catalogue import (
    Comparison,
    Limit,
    RuleId,
    RuleInput,
    Severity,
    TriggerRule,
)
from aux_monitor.domain.notice import AlertKey
from aux_monitor.domain.reading import MetricId
from aux_monitor.domain.silence import LEAST_SILENCE_S, RESUME_GRACE_S
from aux_monitor.domain.trigger import Observation
from aux_monitor.domain.trust import (
    CUT_OFF,
    FailureKind,
    SourceStatus,
    all_offline,
    remotes,
)

OFFLINE = RuleId("offline")
"""The rule's name."""

OFFLINE_KEY = AlertKey(OFFLINE, MetricId("this_computer"))
"""The one alert of this rule: it stands for no metric and no source."""

_UNSEEN = Observation(None, usable=False)
_UNANSWERED = frozenset(
    {
        FailureKind.UNRESOLVED,
        FailureKind.NO_ROUTE,
        FailureKind.TIMEOUT,
        FailureKind.STARTING,
        FailureKind.CONFIGURATION,
    }
)


def offline_rule() -> TriggerRule:
    """Return the rule: fires past the same patience as a silence, clears with the first answer."""
    return TriggerRule(
        id=OFFLINE,
        name="This computer is offline",
        metrics=(OFFLINE_KEY.metric,),
        input=RuleInput.VALUE,
        fire=Limit(Comparison.GREATER, LEAST_SILENCE_S),
        clear=Limit(Comparison.LESS, LEAST_SILENCE_S),
        hold_s=0.0,
        clear_hold_s=0.0,
        keep_firing_s=0.0,
        gap_s=LEAST_SILENCE_S,
        minimum_sample=0,
        severity=Severity.WARNING,
        condition=f"no remote source can be reached for {LEAST_SILENCE_S:.0f} s",
        action="",
        notify=True,
    )


def offline(statuses: Iterable[SourceStatus], now: float, resumed_at: float = 0.0) -> Observation:
    """Return the seconds since this computer was cut off, as the rule sees them.

    Zero once a remote source has answered, be it with an error; a poll that only timed out
    proves neither. After a resume, or the start of the program, seconds count from
    the end of its grace: the network comes up later than a desktop does.
    """
    away = remotes(statuses)
    if all_offline(away):
        since = max(now if s.failing_since is None else s.failing_since for s in away)
        if now >= resumed_at:  # or the clock was set back
            since = max(since, resumed_at + RESUME_GRACE_S)
        return Observation(max(0.0, now - since))
    answered = any(
        s.last_good_at is not None if not s.failures else s.failure not in _UNANSWERED for s in away
    )
    return Observation(0.0) if answered else _UNSEEN


def is_undecided(status: SourceStatus, statuses: Iterable[SourceStatus]) -> bool:
    """Return whether a source may be out of reach only because this computer is offline.

    Nothing of its last poll has left the computer, and no other remote source has answered since
    its first failure, be it with an error: those asked less often have yet to say whether the
    network is there.
    """
    if status.local or status.failure not in CUT_OFF or status.failing_since is None:
        return False
    others = (other for other in remotes(statuses) if other.id != status.id)
    return not any(_answered_since(other, status.failing_since) for other in others)


def _answered_since(status: SourceStatus, at: float) -> bool:
    with_error = bool(status.failures) and status.failure not in _UNANSWERED
    return with_error or (status.last_good_at is not None and status.last_good_at >= at)
