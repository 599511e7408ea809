"""Alerts that nothing can move any more: their metric, rule or source is watched no longer."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from aux_monitor.domain.catalogue import Catalogue, Supply
from aux_monitor.domain.notice import AlertKey, Episode, Reason
from aux_monitor.domain.offline import OFFLINE
from aux_monitor.domain.reading import SourceId
from aux_monitor.domain.silence import SILENCE
from aux_monitor.domain.state import AppState, TriggersStepped
from aux_monitor.domain.trigger import QUIET, Phase, TriggerState
from aux_monitor.domain.trust import remotes

_KINDS = frozenset(supply.value for supply in Supply if supply is not Supply.NONE)


def is_watched(key: AlertKey, state: AppState, catalogue: Catalogue) -> bool:
    """Return whether anything enabled can still move this alert.

    Before its source's first answer a metric counts as watched if an enabled source is of the
    kind that supplies it, or of a kind that supplies whatever the others do not: figures by hand.
    """
    if key.rule == SILENCE:
        return SourceId(str(key.metric)) in state.sources
    if key.rule == OFFLINE:
        return bool(remotes(state.sources.values()))
    rule = catalogue.rules.get(key.rule)
    metric = catalogue.metrics.get(key.metric)
    if rule is None or metric is None or key.metric not in rule.metrics:
        return False
    if key.metric in state.readings:
        return True
    kinds = {status.kind for status in state.sources.values()}
    return metric.supply.value in kinds or bool(kinds - _KINDS)


def ended(state: AppState, catalogue: Catalogue, now: float) -> TriggersStepped | None:
    """Return the end of every alert that nobody watches any more, None where there is none.

    Its episode ends untold: nothing recovered, and nothing is known.
    """
    gone = dict.fromkeys(key for key in _under_way(state) if not is_watched(key, state, catalogue))
    if not gone:
        return None
    triggers = {key: _laid_down(state.triggers.get(key, QUIET), now) for key in gone}
    open_ones = [e for e in state.episodes if e.key in gone and e.resolved_at is None]
    for episode in open_ones:
        number = max(episode.number, triggers[episode.key].episode)
        triggers[episode.key] = replace(triggers[episode.key], episode=number)
    return TriggersStepped(triggers, tuple(_closed(episode, now) for episode in open_ones))


def _under_way(state: AppState) -> Iterable[AlertKey]:
    yield from (key for key, held in state.triggers.items() if held.phase is not Phase.INACTIVE)
    yield from (episode.key for episode in state.episodes if episode.resolved_at is None)


def _laid_down(held: TriggerState, now: float) -> TriggerState:
    return replace(held, phase=Phase.INACTIVE, last_good_at=None, began_at=None, resolved_at=now)


def _closed(episode: Episode, now: float) -> Episode:
    told = Reason.UNWATCHED if episode.told is None else episode.told
    return replace(episode, resolved_at=now, told=told, told_resolved=Reason.UNWATCHED)
