"""Why an alert must not interrupt anybody now, whatever its own rule says."""

from __future__ import annotations

from enum import Enum

from aux_monitor.domain.level import Trust
from aux_monitor.domain.notice import AlertKey
from aux_monitor.domain.offline import OFFLINE
from aux_monitor.domain.reading import SourceId
from aux_monitor.domain.silence import RESUME_GRACE_S, SILENCE
from aux_monitor.domain.state import AppState
from aux_monitor.domain.trust import SourceStatus, all_offline, source_trust


class Held(Enum):
    """What holds an alert back; the value is said of it."""

    RESUMED = "this computer has just woken"
    OFFLINE = "this computer is offline"
    SILENT = "its source is silent"


def in_grace(woke_at: float | None, now: float) -> bool:
    """Return whether the machine woke so lately that nothing may be concluded yet.

    A clock that was set back since does not prolong it.
    """
    return woke_at is not None and 0.0 <= now - woke_at <= RESUME_GRACE_S


def held_by(key: AlertKey, state: AppState, now: float) -> Held | None:
    """Return what holds the beginning of an alert back, None when nothing does.

    An end is never held: who was told of a fire is told that it is out.
    """
    if in_grace(state.woke_at, now):
        return Held.RESUMED
    if key.rule == OFFLINE:
        return None
    status = _source_of(key, state)
    if status is None:
        return None
    if not status.local and all_offline(state.sources.values()):
        return Held.OFFLINE
    silent = source_trust(status, now) in (Trust.STALE, Trust.NO_DATA)
    return Held.SILENT if silent and key.rule != SILENCE else None


def _source_of(key: AlertKey, state: AppState) -> SourceStatus | None:
    if key.rule == SILENCE:
        return state.sources.get(SourceId(str(key.metric)))
    reading = state.readings.get(key.metric)
    return None if reading is None else state.sources.get(reading.source)
