"""The messages a person would get of a scenario: the rules' episodes, told as the program tells.

Every decision is that of the notification policy; nothing of it is written here a second time.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping
from itertools import groupby

from msgspec import Struct

from aux_monitor.domain.catalogue import TriggerRule
from aux_monitor.domain.episodes import episode_of
from aux_monitor.domain.grouping import Message, plan
from aux_monitor.domain.notice import AlertKey, Episode
from aux_monitor.domain.reading import Fetched, Reading
from aux_monitor.domain.saying import announced, said
from aux_monitor.domain.scenario import Scenario, Track, samples
from aux_monitor.domain.state import (
    AppState,
    Event,
    PollSucceeded,
    Resumed,
    SourcesConfigured,
    TriggersStepped,
    reduce,
)
from aux_monitor.domain.telling import Moment, Policy
from aux_monitor.domain.trigger import Transition, TriggerState
from aux_monitor.domain.trust import SourceStatus
from aux_monitor.domain.walk import REHEARSED, look, walk

MISSED_SAMPLES = 1.5
"""After a pause of this many samples the machine is taken to have slept."""


class Told(Struct, frozen=True):
    """A message and its second since the scenario's beginning."""

    at: float
    message: Message


class _Stepped(Struct, frozen=True):
    """One alert's step, as the evaluator would apply it."""

    at: float
    key: AlertKey
    state: TriggerState
    transition: Transition | None
    heard: bool


def told(scenario: Scenario, policy: Policy | None = None) -> tuple[Told, ...]:
    """Return the messages of a scenario under a policy, the usual one when none is given."""
    teller = _Teller(scenario, Policy() if policy is None else policy)
    for at, steps in groupby(_steps(scenario), key=lambda step: step.at):
        teller.hear(at, tuple(steps))
    return tuple(teller.told)


def _steps(scenario: Scenario) -> Iterator[_Stepped]:
    """Yield the steps of all tracks in the order of time."""
    stepped = [_of_track(track, scenario) for track in scenario.tracks]
    return heapq.merge(*stepped, key=lambda step: step.at)


def _of_track(track: Track, scenario: Scenario) -> Iterator[_Stepped]:
    key = AlertKey(track.rule.id, track.metric.id)
    seen = look(track.rule, track.metric, samples(track, scenario), scenario.start)
    for moment in walk(track.rule, seen):
        heard = moment.seen.value is not None
        yield _Stepped(moment.at, key, moment.state, moment.transition, heard)


class _Teller:
    """Holds the state that the program would hold, and carries out what the policy plans."""

    def __init__(self, scenario: Scenario, policy: Policy) -> None:
        self.told: list[Told] = []
        self._scenario = scenario
        self._policy = policy
        self._now = scenario.start
        self._number = 0
        self._rules: Mapping[AlertKey, TriggerRule] = {
            AlertKey(track.rule.id, track.metric.id): track.rule for track in scenario.tracks
        }
        metrics = [track.metric for track in scenario.tracks]
        self._cadences = {metric.id: metric.cadence for metric in metrics}
        source = SourceStatus(REHEARSED, "Rehearsal", "", scenario.every_s, scenario.start)
        self._state = AppState(programme_start=scenario.start, resumed_at=scenario.start)
        self._apply(SourcesConfigured((source,)))

    def hear(self, at: float, steps: tuple[_Stepped, ...]) -> None:
        """Let time pass until ``at``, take the steps of that moment, and tell what is due."""
        slept = at - self._now > MISSED_SAMPLES * self._scenario.every_s
        if slept:
            self._apply(Resumed(at))
        else:
            self._wake_until(at)
        self._now = at
        if any(step.heard for step in steps):
            readings = tuple(Reading(key.metric, None, at, REHEARSED) for key in self._rules)
            answer = Fetched(at, readings)
            self._apply(PollSucceeded(REHEARSED, answer, at + self._scenario.every_s))
        episodes = (episode_of(self._state, s.key, s.state, s.transition) for s in steps)
        moved = tuple(episode for episode in episodes if episode is not None)
        self._apply(TriggersStepped({step.key: step.state for step in steps}, moved))
        self._look()

    def _wake_until(self, at: float) -> None:
        """Look again whenever the plan asks for it before ``at``."""
        while True:
            next_at = self._look()
            if next_at is None or not self._now < next_at <= at:
                return
            self._now = next_at

    def _look(self) -> float | None:
        """Carry out the plan until it has nothing more to say; return when to look again."""
        while True:
            if not self._state.episodes:
                return None
            at = Moment(self._policy, self._state, self._now, self._cadences)
            found = plan(self._rules, at)
            self._keep(found.changed)
            if not found.messages:
                return found.next_at
            for message in found.messages:
                self._say(message)

    def _say(self, message: Message) -> None:
        self._number += 1
        number = message.number or self._number
        self._keep(tuple(announced(e, message.kind, number) for e in self._of(message)))
        self.told.append(Told(self._now - self._scenario.start, message))
        self._keep(tuple(said(e, message, self._now) for e in self._of(message)))

    def _of(self, message: Message) -> tuple[Episode, ...]:
        wanted = {case.episode.id for case in message.cases}
        return tuple(episode for episode in self._state.episodes if episode.id in wanted)

    def _keep(self, episodes: tuple[Episode, ...]) -> None:
        if episodes:
            self._apply(TriggersStepped({}, episodes))

    def _apply(self, event: Event) -> None:
        self._state = reduce(self._state, event)
