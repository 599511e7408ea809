"""When a text that is shown changes by itself, so that an idle program can sleep until then.

Asking too early costs one needless look; asking too late shows an old text. So each of these is
at or before the change, never after it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from aux_monitor.domain.catalogue import Catalogue, TriggerRule
from aux_monitor.domain.state import AppState
from aux_monitor.domain.trigger import Phase, TriggerState, seconds_to_fire
from aux_monitor.domain.trust import MISSED_POLLS, SourceStatus
from aux_monitor.presentation import text
from aux_monitor.presentation.alert_cards import seconds_to_clear
from aux_monitor.presentation.judged import GRACE_S, SLOW_POLL_S

_MINUTE_S = 60.0
_JUST_AFTER_S = 0.001
"""Limits are strict: a thing is stale just after its time, not at it."""


def next_change_at(catalogue: Catalogue, state: AppState, now: float) -> float:
    """Return the soonest time after ``now`` at which something shown reads differently.

    That is the next whole minute (the clock) at the latest.
    """
    times = [math.floor(now / _MINUTE_S) * _MINUTE_S + _MINUTE_S]
    for status in state.sources.values():
        times.extend(_source_times(status, state.resumed_at, now))
    for key, trigger in state.triggers.items():
        rule = catalogue.rules.get(key.rule)
        if rule is not None:
            times.extend(_alert_times(rule, trigger, now))
    times.extend(snooze.until for snooze in state.snoozes if snooze.until is not None)
    return min(at for at in times if at > now)


def _source_times(status: SourceStatus, resumed_at: float, now: float) -> Iterable[float]:
    """Yield when a source turns stale, stops being awaited, and when its age changes."""
    patience = MISSED_POLLS * status.poll_every_s + _JUST_AFTER_S
    yield resumed_at + GRACE_S + _JUST_AFTER_S
    yield status.watching_since + patience
    if status.last_good_at is None:
        return
    yield status.last_good_at + patience
    seconds = now - status.last_good_at
    slow = status.poll_every_s >= SLOW_POLL_S
    if not slow and seconds < patience and status.failures == 0:
        return  # its age stands still while it keeps its pace
    yield now + (_MINUTE_S - seconds if slow and seconds < _MINUTE_S else text.age_step(seconds))


def _alert_times(rule: TriggerRule, trigger: TriggerState, now: float) -> Iterable[float]:
    """Yield when a countdown or the time an alert has fired changes."""
    match trigger.phase:
        case Phase.PENDING:
            yield from _countdown_times(seconds_to_fire(rule, trigger, now) or 0.0, trigger, now)
        case Phase.RECOVERING:
            yield from _countdown_times(seconds_to_clear(rule, trigger, now), trigger, now)
        case Phase.FIRING if trigger.fired_at is not None:
            lasted = now - trigger.fired_at
            yield now + (1.0 - lasted % 1.0 if lasted < _MINUTE_S else 60.0 - lasted % 60.0)


def _countdown_times(left: float, trigger: TriggerState, now: float) -> Iterable[float]:
    """Yield the next whole second of a countdown that runs; a frozen one does not change."""
    if trigger.last_good_at is not None and left > 0.0:
        yield now + (left - math.ceil(left) + 1.0 or 1.0)
