"""What a step of an alert means for its episodes: one begins, goes on, or ends."""

from __future__ import annotations

from msgspec.structs import replace

from aux_monitor.domain.flapping import flaps_before
from aux_monitor.domain.notice import AlertKey, Episode
from aux_monitor.domain.reading import Release
from aux_monitor.domain.state import AppState
from aux_monitor.domain.trigger import Phase, Transition, TriggerState

RELEASE_NEAR_S = 3600.0
"""A release this long before an alert began is named beside it."""


def episode_of(
    state: AppState, key: AlertKey, after: TriggerState, transition: Transition | None
) -> Episode | None:
    """Return the episode that a step began or changed, None where it did neither."""
    if transition is Transition.FIRED:
        return _begun(state, key, after)
    known = next((e for e in state.episodes if e.key == key and e.number == after.episode), None)
    if known is None or known.resolved_at is not None:
        return None
    worst = known.worst if after.worst is None else after.worst
    if transition is Transition.RESOLVED:
        return replace(known, resolved_at=after.resolved_at, worst=worst)
    if after.phase in (Phase.FIRING, Phase.RECOVERING) and worst != known.worst:
        return replace(known, worst=worst)
    return None


def _begun(state: AppState, key: AlertKey, after: TriggerState) -> Episode:
    fired_at = 0.0 if after.fired_at is None else after.fired_at
    began_at = fired_at if after.began_at is None else after.began_at
    value = 0.0 if after.value is None else after.value
    return Episode(
        key=key,
        number=after.episode,
        began_at=began_at,
        fired_at=fired_at,
        value=value,
        worst=after.worst if after.worst is not None else value,
        n=after.n,
        preceded_by=_release_before(state, began_at),
        flaps=flaps_before(state.episodes, key, fired_at),
    )


def _release_before(state: AppState, began_at: float) -> str:
    near: list[Release] = [
        release
        for releases in state.releases.values()
        for release in releases
        if 0 <= began_at - release.at <= RELEASE_NEAR_S
    ]
    return max(near, key=lambda release: release.at).tag if near else ""
