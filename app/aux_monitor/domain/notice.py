"""Who is told what, when, and why not: decided apart from the sending.

After Alertmanager's ``needsUpdate``: the decision returns its reason, and the reason is kept.
"""

from __future__ import annotations

import math
from enum import Enum

from msgspec import Struct

from aux_monitor.domain.catalogue import RuleId, Severity, TriggerRule
from aux_monitor.domain.reading import MetricId


class AlertKey(Struct, frozen=True):
    """One rule on one metric: the unit that pends, fires and resolves."""

    rule: RuleId
    metric: MetricId


class NoticeKind(Enum):
    """What a notice is about."""

    FIRED = "fired"
    RESOLVED = "resolved"


class Reason(Enum):
    """Why a notice was sent, or was not; the value is what the alert panel says."""

    SENT = "told"
    NO_ACTION = "not sent: the KPI document orders no action"
    ACKNOWLEDGED = "not sent: acknowledged"
    SNOOZED = "not sent: snoozed"
    NEVER_TOLD = "not sent: its beginning was not told either"
    OVER = "not sent: over before it could be told"
    NO_CHANNEL = "not sent: this desktop shows no notifications"
    DISABLED = "not sent: notifications are switched off"
    ALREADY = "not sent: already told"

    @property
    def sends(self) -> bool:
        """Return whether a notice with this reason goes out."""
        return self is Reason.SENT


class Episode(Struct, frozen=True):
    """One alert from firing to resolution.

    ``number`` is the trigger state's episode. ``told`` and ``told_resolved`` are the decisions
    taken (None: not yet). ``acknowledged_at`` and ``note`` are a person's. ``preceded_by`` is
    the tag of a release published shortly before it began.
    """

    key: AlertKey
    number: int
    began_at: float
    fired_at: float
    value: float
    worst: float
    n: int | None = None
    resolved_at: float | None = None
    acknowledged_at: float | None = None
    note: str = ""
    told: Reason | None = None
    told_resolved: Reason | None = None
    preceded_by: str = ""

    @property
    def id(self) -> tuple[RuleId, MetricId, int]:
        """The identity that survives a restart."""
        return (self.key.rule, self.key.metric, self.number)


class Snooze(Struct, frozen=True):
    """Silence for one alert, or for all (``key`` None), until a time.

    ``until`` is None for one that lasts until its alert has recovered.
    """

    until: float | None
    key: AlertKey | None = None

    def lasts(self, now: float) -> bool:
        """Return whether its time is not over; one until recovered is ended by the recovery."""
        return self.until is None or now < self.until

    def covers(self, key: AlertKey, now: float) -> bool:
        """Return whether this snooze silences ``key`` at ``now``."""
        return self.lasts(now) and self.key in (None, key)


def snooze_on(key: AlertKey, snoozes: tuple[Snooze, ...], now: float) -> Snooze | None:
    """Return the snooze that silences ``key`` the longest, None where none does."""
    covering = (snooze for snooze in snoozes if snooze.covers(key, now))
    return max(covering, key=_end, default=None)


def _end(snooze: Snooze) -> float:
    return math.inf if snooze.until is None else snooze.until


def should_notify(
    kind: NoticeKind,
    rule: TriggerRule,
    episode: Episode,
    snoozes: tuple[Snooze, ...],
    now: float,
) -> Reason:
    """Return whether to tell of an episode's beginning or end, as a reason.

    An end is told exactly when its beginning was, even when the alert was acknowledged or
    snoozed meanwhile: who was told of a fire is told that it is out.
    """
    if kind is NoticeKind.RESOLVED:
        return _end_reason(episode)
    if episode.told is not None:
        return Reason.ALREADY
    if episode.resolved_at is not None:
        return Reason.OVER
    return _beginning_reason(rule, episode, snoozes, now)


def _end_reason(episode: Episode) -> Reason:
    if episode.told_resolved is not None:
        return Reason.ALREADY
    return Reason.SENT if episode.told is Reason.SENT else Reason.NEVER_TOLD


def _beginning_reason(
    rule: TriggerRule, episode: Episode, snoozes: tuple[Snooze, ...], now: float
) -> Reason:
    if not rule.action and not rule.notify:
        return Reason.NO_ACTION
    if episode.acknowledged_at is not None:
        return Reason.ACKNOWLEDGED
    if any(snooze.covers(episode.key, now) for snooze in snoozes):
        return Reason.SNOOZED
    return Reason.SENT


def is_urgent(rule: TriggerRule) -> bool:
    """Return whether a notice of this rule stays on screen until somebody answers."""
    return rule.severity is Severity.CRITICAL
