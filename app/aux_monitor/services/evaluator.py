"""Moves every alert on as answers come in, and begins and ends its episodes."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from aux_monitor.domain.catalogue import Catalogue, Metric, TriggerRule
from aux_monitor.domain.episodes import episode_of
from aux_monitor.domain.inhibition import in_grace
from aux_monitor.domain.level import Trust, judge
from aux_monitor.domain.notice import AlertKey, Episode
from aux_monitor.domain.observation import UNUSABLE, observe
from aux_monitor.domain.offline import OFFLINE_KEY, is_undecided, offline, offline_rule
from aux_monitor.domain.reading import SourceId
from aux_monitor.domain.silence import silence, silence_key, silence_rule
from aux_monitor.domain.state import (
    AppState,
    Event,
    PollFailed,
    PollSucceeded,
    Restored,
    SourcesConfigured,
    TriggersStepped,
)
from aux_monitor.domain.trigger import (
    QUIET,
    Observation,
    Phase,
    TriggerState,
    step,
)
from aux_monitor.domain.trust import SourceStatus, all_offline, source_trust
from aux_monitor.domain.unwatched import ended
from aux_monitor.ports.clock import Clock
from aux_monitor.services.store import Store


class Watch(Struct, frozen=True):
    """One rule on one of its metrics."""

    key: AlertKey
    rule: TriggerRule
    metric: Metric


class Evaluator:
    """Steps the rules of a source's metrics at each of its polls, good or failed."""

    def __init__(self, store: Store, catalogue: Catalogue, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self.use(catalogue)
        store.subscribe(self._heard)

    def use(self, catalogue: Catalogue) -> None:
        """Judge by these rules from now on; every alert goes on from where it stands."""
        self._catalogue = catalogue
        self._watches = tuple(
            Watch(AlertKey(rule.id, metric), rule, catalogue.metrics[metric])
            for rule in catalogue.rules.values()
            for metric in rule.metrics
        )

    def beat(self, now: float) -> None:
        """Step what moves with time alone: the silence of each source, and of all."""
        state = self._store.state
        self._apply(self._silences(state, now), now)

    def _heard(self, state: AppState, event: Event) -> None:
        match event:
            case PollSucceeded() | PollFailed() if event.source in state.sources:
                now = self._clock.now()
                steps = [*self._values(state, event.source, now), *self._silences(state, now)]
                self._apply(steps, now)
            case SourcesConfigured() | Restored():
                self._end_the_unwatched()
            case _:
                return

    def _end_the_unwatched(self) -> None:
        """End what the last run, or the settings before, left behind and nobody watches now."""
        end = ended(self._store.state, self._catalogue, self._clock.now())
        if end is not None:
            self._store.apply(end)

    def _values(
        self, state: AppState, source: SourceId, now: float
    ) -> Iterable[tuple[AlertKey, TriggerRule, Observation]]:
        status = state.sources[source]
        trust = source_trust(status, now)
        if in_grace(state.woke_at, now):
            return  # what comes in right after a suspend spans it
        if status.failures and trust is Trust.FRESH:
            return  # one missed poll: the reading before it has been counted already
        for watch in self._watches:
            reading = state.readings.get(watch.metric.id)
            if reading is None and watch.key in state.triggers:
                yield watch.key, watch.rule, UNUSABLE
            if reading is None or reading.source != source:
                continue
            judgement = judge(watch.metric, reading, trust, now, state.programme_start)
            seen = observe(watch.rule, watch.metric, reading, judgement, now)
            yield watch.key, watch.rule, seen

    def _silences(
        self, state: AppState, now: float
    ) -> Iterable[tuple[AlertKey, TriggerRule, Observation]]:
        statuses = state.sources.values()
        cut_off = all_offline(statuses)
        yield OFFLINE_KEY, offline_rule(), offline(statuses, now, state.resumed_at)
        for status in statuses:
            seen = silence(status, now, _reachable_since(status, state, now))
            unseen = (cut_off and not status.local) or is_undecided(status, statuses)
            yield silence_key(status), silence_rule(status), UNUSABLE if unseen else seen

    def _apply(
        self, steps: Iterable[tuple[AlertKey, TriggerRule, Observation]], now: float
    ) -> None:
        state = self._store.state
        triggers: dict[AlertKey, TriggerState] = {}
        episodes: list[Episode] = []
        for key, rule, seen in steps:
            before = state.triggers.get(key, QUIET)
            after, transition = step(rule, before, seen, now)
            if after == before:
                continue
            triggers[key] = after
            episode = episode_of(state, key, after, transition)
            if episode is not None:
                episodes.append(episode)
        if triggers:
            self._store.apply(TriggersStepped(triggers, tuple(episodes)))


def _reachable_since(status: SourceStatus, state: AppState, now: float) -> float:
    """Return since when a source could answer: the last resume, or the end of being cut off.

    As long as that end is not yet noted it is now, whichever source was asked first.
    """
    if status.local:
        return state.resumed_at
    cut_off = state.triggers.get(OFFLINE_KEY, QUIET)
    until = now if cut_off.phase in (Phase.FIRING, Phase.RECOVERING) else cut_off.resolved_at
    return state.resumed_at if until is None else max(state.resumed_at, until)
