"""The notification policy: may this notice go out now, and if not, why and until when."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct

from aux_monitor.domain.catalogue import Cadence, Severity, TriggerRule
from aux_monitor.domain.flapping import latest, may_speak_at
from aux_monitor.domain.inhibition import Held, held_by
from aux_monitor.domain.level import Trust
from aux_monitor.domain.notice import Decision, Episode, NoticeKind, Reason, snooze_on
from aux_monitor.domain.offline import OFFLINE
from aux_monitor.domain.quiet import QuietWindow, quiet_at
from aux_monitor.domain.reading import MetricId
from aux_monitor.domain.silence import SILENCE
from aux_monitor.domain.trigger import Phase
from aux_monitor.domain.trust import source_trust

if TYPE_CHECKING:
    from aux_monitor.domain.state import AppState

GROUP_S = 10.0
"""How long an alert that may be told waits for others, so that one event is one message."""

REMIND_EVERY_S = 4 * 3600.0
"""How often an alert that fires on is said again at most; 0 for never."""

_DAY_S = 86_400.0

LEAST_REMIND_S: Mapping[Cadence, float] = MappingProxyType(
    {
        Cadence.DAILY: 0.0,
        Cadence.WEEKLY: _DAY_S,
        Cadence.MONTHLY: 7 * _DAY_S,
        Cadence.QUARTERLY: 7 * _DAY_S,
    }
)
"""An alert is never said again sooner than this: a figure that is looked at once a month does not
move within hours, and hundreds of reminders of it would be noise."""

RETRY_S = 300.0
"""After a desktop could not show a notice it is tried again this much later."""

RETRIED_FOR_S = 12 * 3600.0
"""The end of an alert is not told any more when no desktop showed it for so long."""

_MAY = Decision(Reason.SENT)

_REASONS = {
    Held.RESUMED: Reason.RESUMED,
    Held.OFFLINE: Reason.OFFLINE,
    Held.SILENT: Reason.SILENT,
}


class Policy(Struct, frozen=True):
    """What a person has set: see ``NotificationSettings``."""

    enabled: bool = True
    group_s: float = GROUP_S
    remind_every_s: float = REMIND_EVERY_S
    critical_through: bool = True
    quiet: tuple[QuietWindow, ...] = ()


class Moment(Struct, frozen=True):
    """What every decision of one look is taken on.

    ``cadences`` is how often each metric is reviewed; one that is not named counts as daily.
    """

    policy: Policy
    state: AppState
    now: float
    cadences: Mapping[MetricId, Cadence] = MappingProxyType({})


class Case(Struct, frozen=True):
    """One episode with the rule it is judged by."""

    rule: TriggerRule
    episode: Episode


def beginning(case: Case, at: Moment) -> Decision:
    """Return whether the beginning of an alert, which fires and is not told, may be told."""
    if not case.rule.action and not case.rule.notify:
        return Decision(Reason.NO_ACTION)
    held = _withheld(case, at)
    if held is not None:
        return held
    flapping = _flapping(case.episode, at)
    return _unshown(case.episode.told, case.episode.told_until, at) or flapping or _MAY


def ending(case: Case, at: Moment) -> Decision:
    """Return whether the end of an alert may be told.

    It is told exactly when the beginning was: in spite of a snooze, an acknowledgement or a
    silent source, but not in quiet hours, and not while the alert may well fire again.
    """
    episode = case.episode
    if episode.told is not Reason.SENT:
        return Decision(Reason.NEVER_TOLD)
    if not at.policy.enabled:
        return Decision(Reason.DISABLED)
    newer = latest(at.state.episodes, episode.key)
    if newer is not None and newer.number > episode.number:
        if newer.fires or newer.told is Reason.SENT:
            return Decision(Reason.FIRED_AGAIN)
        episode = newer  # it came and went untold: its flapping counts
    unshown = _unshown(episode.told_resolved, episode.ended_until, at)
    return _quiet(case.rule, at) or unshown or _flapping(episode, at) or _MAY


def is_settled(episode: Episode, at: Moment) -> bool:
    """Return whether nothing can be told of an episode that has ended any more."""
    match episode.told_resolved:
        case Reason.SENT | Reason.NEVER_TOLD | Reason.DISABLED | Reason.UNWATCHED:
            return True
        case Reason.FIRED_AGAIN:
            newer = latest(at.state.episodes, episode.key)
            return newer is None or newer.told is Reason.SENT
        case Reason.NO_CHANNEL:
            return at.now - (episode.resolved_at or 0.0) > RETRIED_FOR_S
        case _:
            return False


def again(case: Case, at: Moment) -> tuple[NoticeKind, Decision | None]:
    """Return what is to be said again of an alert that was told and fires on, and whether now.

    ``until`` is when its time comes, where that is known; the decision is None for never.
    """
    episode = case.episode
    kind, due = _said_again_at(episode, at)
    if due is None:
        return kind, None
    held = _withheld(case, at)
    if held is not None:
        return kind, held
    unshown = _unshown(Reason.NO_CHANNEL, episode.told_until, at)
    if unshown is not None:
        return kind, unshown
    return kind, _MAY if due <= at.now else Decision(Reason.GATHERING, due)


def _said_again_at(episode: Episode, at: Moment) -> tuple[NoticeKind, float | None]:
    if episode.snoozed_until is not None:
        return NoticeKind.STILL, episode.snoozed_until + at.policy.group_s
    if at.policy.remind_every_s <= 0.0:
        return NoticeKind.REMINDED, None
    least_s = LEAST_REMIND_S[at.cadences.get(episode.key.metric, Cadence.DAILY)]
    every_s = max(at.policy.remind_every_s, least_s)
    return NoticeKind.REMINDED, episode.last_word_at + every_s


def _withheld(case: Case, at: Moment) -> Decision | None:
    """Return what keeps anybody from being told that an alert fires, None where nothing does."""
    episode = case.episode
    if episode.acknowledged_at is not None:
        return Decision(Reason.ACKNOWLEDGED)
    if not at.policy.enabled:
        return Decision(Reason.DISABLED)
    snooze = snooze_on(episode.key, at.state.snoozes, at.now)
    if snooze is not None:
        return Decision(Reason.SNOOZED, snooze.until)
    return _inhibited(episode, at) or _quiet(case.rule, at) or _recovering(episode, at)


def _inhibited(episode: Episode, at: Moment) -> Decision | None:
    held = held_by(episode.key, at.state, at.now)
    if held is not None:
        return Decision(_REASONS[held])
    own = episode.key.rule in (SILENCE, OFFLINE)
    return None if own or _is_heard(episode, at) else Decision(Reason.AWAITED)


def _is_heard(episode: Episode, at: Moment) -> bool:
    """Return whether the alert's source has said how things stand, and not only how they stood."""
    reading = at.state.readings.get(episode.key.metric)
    status = None if reading is None else at.state.sources.get(reading.source)
    return status is not None and source_trust(status, at.now) is not Trust.LEARNING


def _quiet(rule: TriggerRule, at: Moment) -> Decision | None:
    if at.policy.critical_through and rule.severity is Severity.CRITICAL:
        return None
    span = quiet_at(at.policy.quiet, at.now)
    return None if span is None else Decision(Reason.QUIET, span.end)


def _recovering(episode: Episode, at: Moment) -> Decision | None:
    trigger = at.state.triggers.get(episode.key)
    recovering = trigger is not None and trigger.phase is Phase.RECOVERING
    return Decision(Reason.RECOVERING) if recovering else None


def _flapping(episode: Episode, at: Moment) -> Decision | None:
    until = may_speak_at(at.state.episodes, episode, at.now)
    return Decision(Reason.FLAPPING, until) if at.now < until else None


def _unshown(reason: Reason | None, until: float | None, at: Moment) -> Decision | None:
    if reason is not Reason.NO_CHANNEL or until is None:
        return None
    waits = 0.0 < until - at.now <= RETRY_S  # longer only after the clock was set back
    return Decision(Reason.NO_CHANNEL, until) if waits else None
