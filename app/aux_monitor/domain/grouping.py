"""What is to be said now, as messages: what comes within a short time is one message.

After Alertmanager's ``group_wait``. The plan is a function of what the episodes hold, so a
restart in the middle changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from aux_monitor.domain.catalogue import TriggerRule
from aux_monitor.domain.notice import (
    AlertKey,
    Decision,
    Episode,
    NoticeKind,
    Reason,
    snooze_on,
)
from aux_monitor.domain.telling import (
    Case,
    Moment,
    again,
    beginning,
    ending,
    is_settled,
)

_ON_DATA = frozenset(
    {Reason.SILENT, Reason.OFFLINE, Reason.RESUMED, Reason.AWAITED, Reason.RECOVERING}
)
"""What holds a notice until something is heard."""

_PASSING = _ON_DATA | {None, Reason.GATHERING}
"""What says little of an alert that is over without having been told."""


class Message(Struct, frozen=True):
    """One notice about one or more alerts, in the order of the plan's episodes.

    ``number`` is the notice it takes the place of, 0 for a new one. ``interrupted`` is one that
    the last run was about to send.
    """

    kind: NoticeKind
    cases: tuple[Case, ...]
    number: int = 0
    interrupted: bool = False


class Plan(Struct, frozen=True):
    """What a look at the episodes comes to.

    ``changed`` are episodes whose decision is another than they hold; ``messages`` are to be sent
    now; ``next_at`` is when to look again without being asked, None for never; ``waits`` whether
    something is held that only new data can let go.
    """

    changed: tuple[Episode, ...]
    messages: tuple[Message, ...]
    next_at: float | None
    waits: bool


class _Look(Struct, frozen=True):
    """What one episode comes to: it as decided, and what of it waits to be said."""

    case: Case
    kind: NoticeKind | None = None
    decision: Decision | None = None


def plan(rules: Mapping[AlertKey, TriggerRule], at: Moment) -> Plan:
    """Return what to keep and what to say. Episodes without a rule in ``rules`` are left alone."""
    known = [
        Case(rules[episode.key], episode)
        for episode in reversed(at.state.episodes)
        if episode.key in rules
    ]
    looks = [_look(case, at) for case in known]
    changed = [
        look.case.episode
        for case, look in zip(known, looks, strict=True)
        if look.case.episode != case.episode
    ]
    decisions = [look.decision for look in looks if look.decision is not None]
    messages = (*_interrupted(looks), *_due(looks, at))
    return Plan(
        tuple(changed),
        tuple(messages),
        min((d.until for d in decisions if d.until is not None), default=None),
        any(d.reason in _ON_DATA for d in decisions),
    )


def _look(case: Case, at: Moment) -> _Look:
    episode = case.episode
    if episode.telling is not None:
        return _Look(case)
    if not episode.fires:
        return _look_at_end(case, at)
    if episode.told is Reason.SENT:
        return _look_again(case, at)
    return _look_at_beginning(case, at)


def _look_at_beginning(case: Case, at: Moment) -> _Look:
    episode = case.episode
    decided = _gathered(beginning(case, at), episode.told, episode.told_until, at)
    kept = replace(episode, told=decided.reason, told_until=decided.until)
    return _Look(Case(case.rule, kept), NoticeKind.FIRED, decided)


def _look_at_end(case: Case, at: Moment) -> _Look:
    episode = case.episode
    if is_settled(episode, at):
        return _Look(case)
    if episode.told in _PASSING:
        episode = replace(episode, told=Reason.OVER, told_until=None)
    decision = ending(Case(case.rule, episode), at)
    decided = _gathered(decision, episode.told_resolved, episode.ended_until, at)
    kept = replace(episode, told_resolved=decided.reason, ended_until=decided.until)
    settled = is_settled(kept, at)
    return _Look(Case(case.rule, kept), NoticeKind.RESOLVED, None if settled else decided)


def _look_again(case: Case, at: Moment) -> _Look:
    episode = case.episode
    snooze = snooze_on(episode.key, at.state.snoozes, at.now)
    if snooze is not None:
        # One until recovered leaves nothing to say when it ends.
        episode = replace(episode, snoozed_until=snooze.until)
    kind, decided = again(Case(case.rule, episode), at)
    return _Look(Case(case.rule, episode), kind, decided)


def _gathered(
    decision: Decision, before: Reason | None, until: float | None, at: Moment
) -> Decision:
    """Return the decision with the wait for others that follows "it may go out"."""
    if not decision.sends:
        return decision
    ready_at = at.now + at.policy.group_s
    if before is Reason.GATHERING and until is not None:
        ready_at = min(until, ready_at)  # a clock that was set back makes nobody wait longer
    return Decision(Reason.GATHERING, ready_at)


def _interrupted(looks: Iterable[_Look]) -> Iterable[Message]:
    """Yield the messages that the last run had announced to itself and may not have sent."""
    found: dict[tuple[NoticeKind, int], list[Case]] = {}
    for look in looks:
        episode = look.case.episode
        if episode.telling is not None:
            found.setdefault((episode.telling, episode.notice), []).append(look.case)
    for (kind, number), cases in found.items():
        yield Message(kind, tuple(cases), number, interrupted=True)


def _due(looks: Sequence[_Look], at: Moment) -> Iterable[Message]:
    """Yield one message for each kind of which at least one notice has waited long enough."""
    for kind in NoticeKind:
        waiting = [look for look in looks if look.kind is kind and _may_go(look, at)]
        if any(_is_ready(look, at) for look in waiting):
            cases = tuple(look.case for look in waiting)
            yield Message(kind, cases, _number(cases, at))


def _may_go(look: _Look, at: Moment) -> bool:
    """Return whether a notice is free to go now or as soon as it has waited for others."""
    decision = look.decision
    if decision is None or decision.reason not in (Reason.SENT, Reason.GATHERING):
        return False
    return decision.until is None or decision.until <= at.now + at.policy.group_s


def _is_ready(look: _Look, at: Moment) -> bool:
    until = look.decision.until if look.decision is not None else None
    return until is None or until <= at.now


def _number(cases: tuple[Case, ...], at: Moment) -> int:
    """Return the notice that a message takes the place of: one that told of nothing else."""
    numbers = {case.episode.notice for case in cases}
    told = {case.episode.id for case in cases}
    if len(numbers) != 1:
        return 0
    (number,) = numbers
    others = (e for e in at.state.episodes if e.notice == number and e.id not in told)
    return 0 if any(other.fires for other in others) else number
