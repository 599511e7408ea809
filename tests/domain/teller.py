"""The judging and telling half of the program without its loop: rules, episodes and a clock.

Samples go through the state machine, the plan is carried out as services/notifying.py does it,
and a restart keeps exactly what the history would have kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from msgspec.structs import replace

from aux_monitor.domain.catalogue import Cadence, TriggerRule
from aux_monitor.domain.flapping import flaps_before
from aux_monitor.domain.grouping import Message, Plan, plan
from aux_monitor.domain.notice import AlertKey, Episode, NoticeKind, Snooze
from aux_monitor.domain.reading import Fetched, MetricId
from aux_monitor.domain.saying import announced, said, unsaid
from aux_monitor.domain.state import (
    AppState,
    PollSucceeded,
    Restored,
    SnoozesSet,
    SourcesConfigured,
    TriggersStepped,
    reduce,
)
from aux_monitor.domain.telling import Moment, Policy
from aux_monitor.domain.trigger import QUIET, Observation, Transition, TriggerState, step
from tests.domain.building import COLLECTOR, T0, reading, status


@dataclass(frozen=True, slots=True)
class Told:
    """One notice that a person saw."""

    at: float
    kind: NoticeKind
    episodes: tuple[tuple[AlertKey, int], ...]
    number: int


@dataclass
class Teller:
    """Tells of the alerts of ``rules``, all of which watch metrics of the collector."""

    rules: tuple[TriggerRule, ...]
    policy: Policy = field(default_factory=Policy)
    now: float = T0
    told: list[Told] = field(default_factory=list)
    works: bool = True
    cadences: Mapping[MetricId, Cadence] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin with a source that answers."""
        self.by_key = {
            AlertKey(rule.id, metric): rule for rule in self.rules for metric in rule.metrics
        }
        self._numbers = 2**30
        self.state = reduce(
            AppState(), SourcesConfigured((status(watching_since=self.now, poll_every_s=30.0),))
        )

    def hear(self, value: float | None, *, n: int = 400) -> None:
        """Take one sample of every metric, step every rule, and tell what is due."""
        readings = tuple(
            replace(reading(value, at=self.now, n=n), metric=key.metric) for key in self.by_key
        )
        answer = PollSucceeded(COLLECTOR, Fetched(self.now, readings), self.now + 1)
        self.state = reduce(self.state, answer)
        usable = value is not None
        self._step((key, Observation(value, n=n, usable=usable)) for key in self.by_key)
        self.look()

    def play(self, values: Iterable[float | None], every_s: float = 30.0) -> None:
        """Take samples one after the other, waking in between whenever the plan asks for it."""
        for value in values:
            self.hear(value)
            self.wait(every_s)

    def wait(self, seconds: float) -> None:
        """Let time pass without a sample, waking whenever the plan asks for it."""
        end = self.now + seconds
        while True:
            next_at = self.look().next_at
            if next_at is None or next_at > end:
                break
            self.now = max(next_at, self.now)
        self.now = end
        self.look()

    def snooze(self, *snoozes: Snooze) -> None:
        """Set the snoozes in force."""
        self.state = reduce(self.state, SnoozesSet(snoozes))
        self.look()

    def change(self, *episodes: Episode) -> None:
        """Put episodes as they are given, such as acknowledged ones."""
        self.state = reduce(self.state, TriggersStepped({}, episodes))
        self.look()

    def restart(self) -> None:
        """Begin again with what was kept."""
        kept = Restored(self.state.triggers, self.state.episodes, self.state.snoozes, {})
        fresh = reduce(
            AppState(), SourcesConfigured((status(watching_since=self.now, poll_every_s=30.0),))
        )
        self.state = reduce(fresh, kept)
        self.look()

    def look(self) -> Plan:
        """Carry out the plan until it has nothing more to say; return the last one."""
        while True:
            found = plan(self.by_key, Moment(self.policy, self.state, self.now, self.cadences))
            self._keep(found.changed)
            if not found.messages:
                return found
            for message in found.messages:
                self._say(message)

    def kinds(self) -> list[NoticeKind]:
        """Return what was told, in order."""
        return [one.kind for one in self.told]

    def _started(self) -> AppState:
        """Return the state of a program that has just started."""
        collector = status(watching_since=self.now, poll_every_s=30.0)
        return reduce(AppState(), SourcesConfigured((collector,)))

    def _say(self, message: Message) -> None:
        self._numbers += 1
        number = message.number or self._numbers
        self._keep(tuple(announced(e, message.kind, number) for e in self._now(message)))
        if self.works:
            about = tuple((case.episode.key, case.episode.number) for case in message.cases)
            self.told.append(Told(self.now, message.kind, about, number))
        settled = said if self.works else unsaid
        self._keep(tuple(settled(e, message, self.now) for e in self._now(message)))

    def _now(self, message: Message) -> tuple[Episode, ...]:
        wanted = {case.episode.id for case in message.cases}
        return tuple(episode for episode in self.state.episodes if episode.id in wanted)

    def _keep(self, episodes: tuple[Episode, ...]) -> None:
        self.state = reduce(self.state, TriggersStepped({}, episodes))

    def _step(self, seen: Iterable[tuple[AlertKey, Observation]]) -> None:
        triggers: dict[AlertKey, TriggerState] = {}
        episodes: list[Episode] = []
        for key, observation in seen:
            before = self.state.triggers.get(key, QUIET)
            after, transition = step(self.by_key[key], before, observation, self.now)
            triggers[key] = after
            if transition is Transition.FIRED:
                episodes.append(self._begun(key, after))
            elif transition is Transition.RESOLVED:
                (open_one,) = (e for e in self.state.episodes if e.key == key and e.fires)
                episodes.append(replace(open_one, resolved_at=self.now))
                left = tuple(s for s in self.state.snoozes if s != Snooze(None, key))
                self.state = reduce(self.state, SnoozesSet(left))
        self.state = reduce(self.state, TriggersStepped(triggers, tuple(episodes)))

    def _begun(self, key: AlertKey, after: TriggerState) -> Episode:
        return Episode(
            key=key,
            number=after.episode,
            began_at=after.began_at or self.now,
            fired_at=self.now,
            value=after.value or 0.0,
            worst=after.worst or 0.0,
            flaps=flaps_before(self.state.episodes, key, self.now),
        )
