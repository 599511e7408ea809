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
    """What a notice is about.

    STILL is said when a snooze ends and the alert fires on, REMINDED when it has fired for long
    since the last word and nobody has taken it on.
    """

    FIRED = "fired"
    RESOLVED = "resolved"
    STILL = "still firing"
    REMINDED = "reminder"


class Reason(Enum):
    """Why a notice was sent, or was not; the value is what the alert panel says."""

    SENT = "told"
    GATHERING = "about to be told"
    NO_ACTION = "not sent: the KPI document orders no action"
    ACKNOWLEDGED = "not sent: acknowledged"
    SNOOZED = "not sent: snoozed"
    QUIET = "not sent: quiet hours"
    SILENT = "not sent: its source is silent"
    OFFLINE = "not sent: this computer is offline"
    RESUMED = "not sent: this computer has just woken"
    AWAITED = "not sent: its source has not answered since the start"
    RECOVERING = "not sent: it is recovering"
    FLAPPING = "not sent: flapping"
    FIRED_AGAIN = "not sent: it fired again"
    NEVER_TOLD = "not sent: its beginning was not told either"
    OVER = "not sent: over before it could be told"
    UNWATCHED = "not sent: no longer watched"
    NO_CHANNEL = "not sent: this desktop shows no notifications"
    DISABLED = "not sent: notifications are switched off"


class Decision(Struct, frozen=True):
    """Whether a notice may go out (``SENT``) or what holds it, and until when that is known."""

    reason: Reason
    until: float | None = None

    @property
    def sends(self) -> bool:
        """Return whether nothing holds the notice."""
        return self.reason is Reason.SENT


class Episode(Struct, frozen=True):
    """One alert from firing to resolution.

    ``number`` is the trigger state's episode. ``acknowledged_at`` and ``note`` are a person's.
    ``preceded_by`` is the tag of a release published shortly before it began. ``flaps`` is how
    many times in a row the alert had ended less than an hour before it fired again.

    ``told`` and ``told_resolved`` are the decisions on the notices of its beginning and its end
    (None: not yet taken), each with the time it holds until and the time it was sent.
    ``told_with`` is how many other alerts its last notice told of, ``reminded_at`` when it was
    last said again, ``snoozed_until`` the end of a snooze laid over it after it was told.

    ``notice`` is the number of the notice that told of it last. ``telling`` is set, and safely
    stored, before that notice is sent, and cleared after: where it is found set, a program was
    ended in between and the same notice is sent once more under the same number.
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
    told_until: float | None = None
    told_at: float | None = None
    told_with: int = 0
    ended_until: float | None = None
    ended_at: float | None = None
    reminded_at: float | None = None
    snoozed_until: float | None = None
    flaps: int = 0
    notice: int = 0
    telling: NoticeKind | None = None

    @property
    def id(self) -> tuple[RuleId, MetricId, int]:
        """The identity that survives a restart."""
        return (self.key.rule, self.key.metric, self.number)

    @property
    def fires(self) -> bool:
        """Return whether it has not ended."""
        return self.resolved_at is None

    @property
    def last_word_at(self) -> float:
        """Return when a notice of it was last sent, 0 before the first."""
        return max(self.told_at or 0.0, self.reminded_at or 0.0, self.ended_at or 0.0)


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


def is_urgent(rule: TriggerRule) -> bool:
    """Return whether a notice of this rule stays on screen until somebody answers."""
    return rule.severity is Severity.CRITICAL
