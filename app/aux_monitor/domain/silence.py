"""The monitor's own rule: a source that has said nothing for too long.

It runs through the same state machine as the KPI document's triggers, so a silent source is told
once, is remembered over a restart, and its return is told with how long it lasted.
"""

from __future__ import annotations

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
from aux_monitor.domain.trigger import Observation
from aux_monitor.domain.trust import MISSED_POLLS, SourceStatus

SILENCE = RuleId("source_silent")
"""The rule's name; the alert's metric is the source's id."""

LEAST_SILENCE_S = 20.0
"""No silence shorter than this is told: a restarted collector is back within seconds."""

LOOKED_TWICE_S = 1.0
"""A silence is told at the second look: a program that was held up itself finds, at its first,
answers that waited for it."""

RESUME_GRACE_S = 60.0
"""After a resume the network needs this long; silence counts from then."""


def silence_key(status: SourceStatus) -> AlertKey:
    """Return the alert that stands for this source's silence."""
    return AlertKey(SILENCE, MetricId(str(status.id)))


def silence_rule(status: SourceStatus) -> TriggerRule:
    """Return the rule: fires past three missed polls, clears with the first good answers."""
    patience = max(LEAST_SILENCE_S, MISSED_POLLS * status.poll_every_s)
    return TriggerRule(
        id=SILENCE,
        name=f"{status.name} silent",
        metrics=(MetricId(str(status.id)),),
        input=RuleInput.VALUE,
        fire=Limit(Comparison.GREATER, patience),
        clear=Limit(Comparison.LESS, patience),
        hold_s=LOOKED_TWICE_S,
        clear_hold_s=0.0,
        keep_firing_s=0.0,
        gap_s=max(60.0, 2 * status.poll_every_s),
        minimum_sample=0,
        severity=Severity.WARNING,
        condition=f"no answer for {patience:.0f} s",
        action="",
        notify=True,
    )


def silence(status: SourceStatus, now: float, resumed_at: float) -> Observation:
    """Return the seconds since the last good answer, as the rule sees them.

    A suspend is not silence: after one, seconds count from the end of the grace. Nor are the
    seconds since a start or a resume an answer: until the source has given one, too short a
    silence says nothing, and ends none.
    """
    heard = status.last_good_at if status.last_good_at is not None else status.watching_since
    graced = heard < resumed_at or status.last_good_at is None
    since = max(heard, resumed_at + RESUME_GRACE_S) if graced else heard
    seconds = max(0.0, now - since)
    says_something = not graced or silence_rule(status).fire.met_by(seconds)
    return Observation(seconds, usable=says_something)
