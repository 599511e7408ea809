"""The program's whole knowledge as one frozen value, and how each event changes it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import TypeAlias, TypeVar, assert_never

from msgspec import Struct, field
from msgspec.structs import replace

from aux_monitor.domain.away import Presence
from aux_monitor.domain.definitions import Definition
from aux_monitor.domain.notice import AlertKey, Episode, Snooze
from aux_monitor.domain.offline import OFFLINE_KEY
from aux_monitor.domain.outcome import Outcomes
from aux_monitor.domain.reading import Fetched, MetricId, Reading, Release, Series, SourceId
from aux_monitor.domain.silence import SILENCE
from aux_monitor.domain.trigger import TriggerState
from aux_monitor.domain.trust import FailureKind, SourceStatus, remotes

K = TypeVar("K")
V = TypeVar("V")

EARLIER_EPISODES = 200
"""How many ended alerts the state carries; older ones stay in the history."""


class ProblemTopic(Enum):
    """What of the program itself is in trouble; the value is the title shown."""

    FOLDER = "Nothing can be kept"
    SETTINGS = "Settings not used"
    CATALOGUE = "Changed KPIs not used"
    HISTORY = "History not kept"
    PAST = "History not read"
    LOG = "Log not written"
    CHANNEL = "Channel not reached"
    SNAPSHOTS = "Snapshot not taken"
    PROGRAM = "Internal fault"


class AppState(Struct, frozen=True):
    """Everything the views are drawn from. ``now`` is not in it: it is passed beside it.

    ``daily`` holds one value a UTC day, newest last, of each metric whose past is looked up.

    ``readings`` holds the newest reading of each metric, ``reading_failures`` the sentence for a
    metric its source refused. ``episodes`` are alerts that fired, newest first.
    ``outcomes`` are the commands that the error budget is counted from.
    ``resumed_at`` is when the machine last woke from a suspend (or the program started);
    ``woke_at`` is the same without the start: None until it has slept.
    ``definitions`` are the versions of each metric's definition, oldest first. ``beside`` holds
    what further collectors say of metrics that another source fills: it is shown, and judges
    nothing.
    ``known_at`` are the sources whose figures here are of an earlier run, and from when: it is
    filled in what is drawn (see ``domain.last_known``) and empty in what is judged.
    """

    programme_start: float | None = None
    demo: bool = False
    resumed_at: float = 0.0
    woke_at: float | None = None
    sources: Mapping[SourceId, SourceStatus] = field(default_factory=lambda: MappingProxyType({}))
    readings: Mapping[MetricId, Reading] = field(default_factory=lambda: MappingProxyType({}))
    reading_failures: Mapping[MetricId, str] = field(default_factory=lambda: MappingProxyType({}))
    series: Mapping[MetricId, Series] = field(default_factory=lambda: MappingProxyType({}))
    outcomes: Outcomes | None = None
    daily: Mapping[MetricId, Series] = field(default_factory=lambda: MappingProxyType({}))
    releases: Mapping[SourceId, tuple[Release, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    triggers: Mapping[AlertKey, TriggerState] = field(default_factory=lambda: MappingProxyType({}))
    episodes: tuple[Episode, ...] = ()
    snoozes: tuple[Snooze, ...] = ()
    problems: Mapping[ProblemTopic, str] = field(default_factory=lambda: MappingProxyType({}))
    presence: Presence = Presence()
    known_at: Mapping[SourceId, float] = field(default_factory=lambda: MappingProxyType({}))
    definitions: Mapping[MetricId, tuple[Definition, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    beside: Mapping[SourceId, tuple[Reading, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )


class SourcesConfigured(Struct, frozen=True):
    """The set of enabled sources changed; readings and alerts of those that left go with them."""

    sources: tuple[SourceStatus, ...]


class PollSucceeded(Struct, frozen=True):
    """A source answered; ``poll_every_s`` is its interval from now on (None: as before)."""

    source: SourceId
    fetched: Fetched
    next_poll_at: float
    poll_every_s: float | None = None


class PollFailed(Struct, frozen=True):
    """A source did not answer, or not with anything usable."""

    source: SourceId
    at: float
    failure: FailureKind
    error: str
    next_poll_at: float


class TriggersStepped(Struct, frozen=True):
    """The evaluator moved alerts on; ``episodes`` are those begun or changed, by their key."""

    triggers: Mapping[AlertKey, TriggerState]
    episodes: tuple[Episode, ...] = ()


class Resumed(Struct, frozen=True):
    """The machine woke from a suspend: silence until now proves nothing."""

    at: float


class Restored(Struct, frozen=True):
    """The history gave back what the last run knew."""

    triggers: Mapping[AlertKey, TriggerState]
    episodes: tuple[Episode, ...]
    snoozes: tuple[Snooze, ...]
    series: Mapping[MetricId, Series]
    presence: Presence = Presence()


class SnoozesSet(Struct, frozen=True):
    """The whole set of snoozes in force."""

    snoozes: tuple[Snooze, ...]


class PresenceNoted(Struct, frozen=True):
    """A person used the window, was away, or has read what happened meanwhile."""

    presence: Presence


class ProblemNoted(Struct, frozen=True):
    """Something of the program itself fails, in one sentence; an empty one ends it."""

    topic: ProblemTopic
    sentence: str


class DailyLoaded(Struct, frozen=True):
    """The days of some metrics were looked up; those of the others stay as they are."""

    daily: Mapping[MetricId, Series]


class DefinitionsNoted(Struct, frozen=True):
    """Since when each metric has been defined as it is."""

    definitions: Mapping[MetricId, tuple[Definition, ...]]


class ProgrammeDated(Struct, frozen=True):
    """The start date of the programme was set or cleared."""

    start: float | None


Event: TypeAlias = (
    SourcesConfigured
    | PollSucceeded
    | PollFailed
    | TriggersStepped
    | Resumed
    | Restored
    | SnoozesSet
    | PresenceNoted
    | ProblemNoted
    | ProgrammeDated
    | DailyLoaded
    | DefinitionsNoted
)


def reduce(state: AppState, event: Event) -> AppState:
    """Return the state after ``event``; an event of a source that has left changes nothing."""
    match event:
        case SourcesConfigured() | PollSucceeded() | PollFailed():
            return _reduce_source(state, event)
        case TriggersStepped():
            return replace(
                state,
                triggers=_merged(state.triggers, event.triggers),
                episodes=_with_episodes(state.episodes, event.episodes),
            )
        case Resumed():
            return _woken(state, event.at)
        case Restored():
            return replace(
                state,
                triggers=_merged(event.triggers, state.triggers),
                episodes=_with_episodes(event.episodes, state.episodes),
                snoozes=event.snoozes,
                series=_merged(event.series, state.series),
                presence=event.presence,
            )
        case DefinitionsNoted():
            return replace(state, definitions=MappingProxyType(dict(event.definitions)))
        case SnoozesSet() | PresenceNoted() | ProgrammeDated() | ProblemNoted() | DailyLoaded():
            return _reduce_own(state, event)
        case _ as unreachable:  # pragma: no cover
            assert_never(unreachable)


def _woken(state: AppState, at: float) -> AppState:
    """Let nothing count the time asleep: no source's silence, and no alert's hold."""
    watching = {key: replace(status, watching_since=at) for key, status in state.sources.items()}
    triggers = {key: replace(held, last_good_at=None) for key, held in state.triggers.items()}
    return replace(
        state,
        resumed_at=at,
        woke_at=at,
        sources=MappingProxyType(watching),
        triggers=MappingProxyType(triggers),
    )


def _reduce_own(
    state: AppState,
    event: SnoozesSet | PresenceNoted | ProgrammeDated | ProblemNoted | DailyLoaded,
) -> AppState:
    match event:
        case PresenceNoted():
            return replace(state, presence=event.presence)
        case DailyLoaded():
            return replace(state, daily=_merged(state.daily, event.daily))
        case SnoozesSet():
            return replace(state, snoozes=event.snoozes)
        case ProgrammeDated():
            return replace(state, programme_start=event.start)
        case ProblemNoted():
            others = {key: text for key, text in state.problems.items() if key != event.topic}
            now = others | ({event.topic: event.sentence} if event.sentence else {})
            return replace(state, problems=MappingProxyType(now))
        case _ as unreachable:  # pragma: no cover
            assert_never(unreachable)


def _reduce_source(
    state: AppState, event: SourcesConfigured | PollSucceeded | PollFailed
) -> AppState:
    match event:
        case SourcesConfigured():
            return _configured(state, event)
        case PollSucceeded():
            return _succeeded(state, event)
        case PollFailed():
            return _failed(state, event)
        case _ as unreachable:  # pragma: no cover
            assert_never(unreachable)


def _configured(state: AppState, event: SourcesConfigured) -> AppState:
    sources = {
        status.id: replace(
            state.sources[status.id],
            name=status.name,
            poll_every_s=status.poll_every_s,
            local=status.local,
        )
        if status.id in state.sources
        else status
        for status in event.sources
    }
    kept = {metric: r for metric, r in state.readings.items() if r.source in sources}
    gone = set(state.readings) - set(kept)
    return replace(
        state,
        sources=MappingProxyType(sources),
        readings=MappingProxyType(kept),
        series=MappingProxyType({m: s for m, s in state.series.items() if m not in gone}),
        daily=MappingProxyType({m: s for m, s in state.daily.items() if m not in gone}),
        releases=MappingProxyType({k: r for k, r in state.releases.items() if k in sources}),
        beside=MappingProxyType({k: r for k, r in state.beside.items() if k in sources}),
        reading_failures=MappingProxyType({}),
        triggers=MappingProxyType(
            {
                key: held
                for key, held in state.triggers.items()
                if key.metric not in gone and not _is_of_a_stranger(key, sources)
            }
        ),
    )


def _is_of_a_stranger(key: AlertKey, sources: Mapping[SourceId, SourceStatus]) -> bool:
    """Return whether an alert is about a source, or a network, that nobody watches any more."""
    if key == OFFLINE_KEY:
        return not remotes(sources.values())
    return key.rule == SILENCE and SourceId(str(key.metric)) not in sources


def _succeeded(state: AppState, event: PollSucceeded) -> AppState:
    """Take over a whole answer.

    What the source said before and says no more goes: beside a fresh source it would pass for
    fresh. A value it refuses now is kept, beside the refusal that marks it as old.
    """
    status = state.sources.get(event.source)
    if status is None:
        return state
    fetched = event.fetched
    refused = dict(fetched.failed or {})
    answered = {reading.metric: reading for reading in fetched.readings}
    kept = {
        metric: reading
        for metric, reading in state.readings.items()
        if reading.source != event.source or metric in refused
    }
    named = refused.keys() | answered.keys()
    failures = {m: text for m, text in state.reading_failures.items() if m not in named}
    status = replace(
        status,
        last_good_at=fetched.at,
        failures=0,
        failing_since=None,
        failure=None,
        error="",
        next_poll_at=event.next_poll_at,
        poll_every_s=status.poll_every_s if event.poll_every_s is None else event.poll_every_s,
        budget=fetched.budget if fetched.budget is not None else status.budget,
        summary=fetched.summary or status.summary,
        warnings=fetched.warnings,
        catching_up=fetched.catching_up,
    )
    return replace(
        state,
        sources=_merged(state.sources, {event.source: status}),
        readings=MappingProxyType(kept | answered),
        reading_failures=MappingProxyType(failures | refused),
        series=_merged(state.series, fetched.series or {}),
        outcomes=state.outcomes if fetched.outcomes is None else fetched.outcomes,
        beside=_merged(state.beside, {event.source: fetched.beside})
        if fetched.beside
        else state.beside,
        releases=_merged(state.releases, {event.source: fetched.releases})
        if fetched.releases
        else state.releases,
    )


def _failed(state: AppState, event: PollFailed) -> AppState:
    status = state.sources.get(event.source)
    if status is None:
        return state
    status = replace(
        status,
        failures=status.failures + 1,
        failing_since=event.at if status.failing_since is None else status.failing_since,
        failure=event.failure,
        error=event.error,
        next_poll_at=event.next_poll_at,
    )
    return replace(state, sources=_merged(state.sources, {event.source: status}))


def _merged(old: Mapping[K, V], new: Mapping[K, V]) -> Mapping[K, V]:
    return MappingProxyType({**old, **new}) if new else old


def _with_episodes(old: tuple[Episode, ...], new: tuple[Episode, ...]) -> tuple[Episode, ...]:
    """Replace episodes of the same identity, add the others, newest first, bounded.

    One that still fires is kept however many came after it.
    """
    if not new:
        return old
    by_id = {episode.id: episode for episode in (*old, *new)}
    ordered = sorted(by_id.values(), key=lambda episode: episode.fired_at, reverse=True)
    older = (episode for episode in ordered[EARLIER_EPISODES:] if episode.fires)
    return (*ordered[:EARLIER_EPISODES], *older)
