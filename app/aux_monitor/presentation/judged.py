"""Every metric judged at one moment: the one account that all views are drawn from.

A metric takes its trust from the source that supplied its reading or, before the first, from an
enabled source of its supply kind. For ``GRACE_S`` after a resume (a start is one) a source that
could not be reached yet is awaited rather than alarmed about: its old figures are shown dimmed
and have no level, so nothing is green on old data. A refusal, a wrong answer or a bad setting
is told at once, for waiting does not mend it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import tzinfo

from msgspec import Struct
from msgspec.structs import replace

from aux_monitor.domain.budget import Budget, assess
from aux_monitor.domain.budget import judged as by_burn
from aux_monitor.domain.catalogue import BudgetPlan, Catalogue, Metric
from aux_monitor.domain.gates import Figure, GateState, gate_targets, weigh
from aux_monitor.domain.level import Judgement, Level, Trust, judge
from aux_monitor.domain.notice import AlertKey
from aux_monitor.domain.offline import OFFLINE
from aux_monitor.domain.outcome import Outcomes
from aux_monitor.domain.reading import MetricId, Reading, Series, SourceId
from aux_monitor.domain.silence import RESUME_GRACE_S, SILENCE
from aux_monitor.domain.state import AppState
from aux_monitor.domain.trigger import Phase, TriggerState
from aux_monitor.domain.trust import (
    CUT_OFF,
    FailureKind,
    SourceStatus,
    all_offline,
    source_trust,
)
from aux_monitor.presentation import text
from aux_monitor.presentation.guide import Guide, MetricWords, guide_of
from aux_monitor.presentation.memo import Memo
from aux_monitor.presentation.prospect import Prospect, prospect_of
from aux_monitor.settings.language import tr

GRACE_S = RESUME_GRACE_S
"""How long after a resume a source that cannot be reached yet is only awaited."""

SLOW_POLL_S = 30.0
"""A source asked less often than this shows no age in seconds while it is fresh."""

_MINUTE_S = 60.0
_PASSING = frozenset({None, FailureKind.UNREACHABLE, FailureKind.TIMEOUT, *CUT_OFF})
_PHASES = (Phase.INACTIVE, Phase.PENDING, Phase.RECOVERING, Phase.FIRING)


class Condition(Struct, frozen=True):
    """One source as the views show it; equal as long as it reads the same.

    ``age`` is the age of its last good answer, empty before the first. ``warned`` says that the
    source answers and has something to say about it: a log it cannot read, a repository renamed.
    ``known`` says from when its figures are while they are those of an earlier run, else nothing.
    """

    source: SourceId
    name: str
    kind: str
    trust: Trust
    age: str
    warned: bool = False
    known: str = ""


class Judged(Struct, frozen=True):
    """One metric with all that its tile and chart depend on.

    ``condition`` is its source's, None when nothing enabled can supply it. ``age`` is that of
    the value shown. ``failure`` is the source's sentence when it refused this metric. ``phase``
    is the furthest any of its alerts has come. ``prospect`` is where it is bound for, None where
    nothing can be said of that. ``budget`` is the error budget, of its own metric alone.
    """

    metric: Metric
    words: MetricWords
    reading: Reading | None
    series: Series | None
    judgement: Judgement
    condition: Condition | None
    age: str
    failure: str
    phase: Phase
    daily: Series | None = None
    prospect: Prospect | None = None
    budget: Budget | None = None

    @property
    def level(self) -> Level:
        """Return the level; UNKNOWN unless the value can be believed."""
        return self.judgement.level

    @property
    def trust(self) -> Trust:
        """Return how far the value can be believed."""
        return self.judgement.trust

    @property
    def value(self) -> float | None:
        """Return the value shown, however old it is."""
        return self.reading.value if self.reading is not None else None

    @property
    def known(self) -> str:
        """Return from when its figure is while that is one of an earlier run, else nothing."""
        return self.condition.known if self.condition is not None else ""


class Picture(Struct, frozen=True):
    """One moment, judged: what every view is drawn from."""

    catalogue: Catalogue
    guide: Guide
    state: AppState
    now: float
    zone: tzinfo
    conditions: tuple[Condition, ...]
    metrics: Mapping[MetricId, Judged]
    gates: tuple[GateState, ...] = ()


class _Given(Struct, frozen=True):
    """What metrics are judged by, beside what their own source said of each."""

    conditions: tuple[Condition, ...]
    minute: float
    programme_start: float | None


class Judging:
    """Judges everything, and keeps each ``Judged`` object while nothing about it changed.

    The mapping of all of them is the same object too while none changed.
    """

    def __init__(self, catalogue: Catalogue, zone: tzinfo) -> None:
        self._catalogue = catalogue
        self._guide = guide_of(catalogue)
        self._zone = zone
        self._given = _Given((), 0.0, None)
        self._held: Mapping[MetricId, Judged] = {}
        self._targets = {
            gate: gate_targets(gate, catalogue.metrics.values())
            for gate in catalogue.gates.values()
        }
        self._gates: tuple[GateState, ...] = ()
        self._prospects: Memo[MetricId, Prospect | None] = Memo()

    def picture(self, state: AppState, now: float) -> Picture:
        """Return the state as judged at ``now``."""
        minute = now - now % _MINUTE_S  # a due value that moved every second would repaint tiles
        given = _Given(judge_sources(state, now, self._zone), minute, state.programme_start)
        same = given == self._given
        self._given = self._given if same else given
        phases = furthest_phases(state.triggers)
        held = self._held
        metrics = {
            name: self._one(metric, state, phases.get(name, Phase.INACTIVE), now, same=same)
            for name, metric in self._catalogue.metrics.items()
        }
        if not held or any(metrics[name] is not held[name] for name in metrics):
            self._held = metrics
            self._gates = self._weighed()
        return Picture(
            self._catalogue,
            self._guide,
            state,
            now,
            self._zone,
            self._given.conditions,
            self._held,
            self._gates,
        )

    def _weighed(self) -> tuple[GateState, ...]:
        """Return the gates as they stand by the metrics as judged, each kept while it is equal."""
        figures = {name: Figure(judged.value, judged.trust) for name, judged in self._held.items()}
        found = tuple(weigh(gate, targets, figures) for gate, targets in self._targets.items())
        return self._gates if found == self._gates else found

    def _one(
        self, metric: Metric, state: AppState, phase: Phase, now: float, *, same: bool
    ) -> Judged:
        """Return one metric judged; ``same`` says that all but its own data is as last time."""
        held = self._held.get(metric.id)
        reading = state.readings.get(metric.id)
        series = state.series.get(metric.id)
        daily = state.daily.get(metric.id)
        failure = state.reading_failures.get(metric.id, "")
        if (
            held is not None
            and same
            and not (failure or held.failure)
            and held.reading is reading
            and held.series is series
            and held.daily is daily
            and held.phase is phase
        ):
            return held
        condition = supplier(metric, reading, self._given.conditions)
        fresh = judge_metric(
            metric,
            self._guide.words[metric.id],
            reading,
            series,
            condition,
            failure,
            phase,
            daily,
            now=now,
            judged_at=self._given.minute,
            programme_start=state.programme_start,
        )
        fresh = with_budget(fresh, self._catalogue.budget, state.outcomes)
        if metric.dated:
            fresh = replace(fresh, prospect=self._prospect(fresh))
        return held if held is not None and held == fresh else fresh

    def _prospect(self, judged: Judged) -> Prospect | None:
        """Return where a metric is bound for; a new value alone seldom changes that."""
        metric, given = judged.metric, self._given
        value = judged.value if judged.trust is Trust.FRESH else None
        met = tuple(value is not None and target.limit.met_by(value) for target in metric.dated)
        return self._prospects.get(
            metric.id,
            (judged.daily, value is None, met, given.minute, given.programme_start),
            lambda: prospect_of(metric, value, judged.daily, given.minute, given.programme_start),
        )


def with_budget(found: Judged, plan: BudgetPlan | None, outcomes: Outcomes | None) -> Judged:
    """Return the error budget's metric with its level by the burn; any other one as it is."""
    if plan is None or found.metric.id != plan.metric or found.value is None or outcomes is None:
        return found
    budget = assess(plan, outcomes)
    return replace(found, budget=budget, judgement=by_burn(found.judgement, budget))


def judge_metric(
    metric: Metric,
    words: MetricWords,
    reading: Reading | None,
    series: Series | None,
    condition: Condition | None,
    failure: str,
    phase: Phase,
    daily: Series | None = None,
    *,
    now: float,
    judged_at: float,
    programme_start: float | None,
) -> Judged:
    """Return one metric judged.

    ``judged_at`` is the time a dated target's path is read at; ``now`` the one ages count to.
    """
    trust = metric_trust(reading, condition, failure)
    judgement = judge(metric, reading, trust, judged_at, programme_start)
    shown = condition.age if condition is not None else ""
    if reading is None or reading.value is None:
        shown = ""
    elif failure or reading.good_for_s is not None:
        shown = text.age(max(_MINUTE_S, now - reading.at))
    sentence = text.sentence(failure)
    return Judged(
        metric,
        words,
        reading,
        series,
        judgement,
        condition,
        shown,
        sentence,
        phase,
        daily,
    )


def metric_trust(reading: Reading | None, condition: Condition | None, failure: str) -> Trust:
    """Return how far a metric's reading can be believed, before its sample size is looked at.

    A value that its source gave once and now refuses is stale, however well the source is; a
    metric that a stale source never gave has no data. A value of an earlier run is cached, for
    whatever reason its source has not answered since.
    """
    if condition is None:
        return Trust.NOT_CONNECTED
    trust = condition.trust
    known = reading is not None and reading.value is not None
    if condition.known and known:
        return Trust.CACHED
    if trust is Trust.FRESH and failure:
        trust = Trust.STALE
    if trust is Trust.STALE and not known:
        return Trust.NO_DATA
    return trust


def supplier(
    metric: Metric, reading: Reading | None, conditions: tuple[Condition, ...]
) -> Condition | None:
    """Return the enabled source that gave the reading, or else one that could give it."""
    if reading is not None:
        for condition in conditions:
            if condition.source == reading.source:
                return condition
    kind = metric.supply.value
    for condition in conditions:
        if condition.kind == kind:
            return condition
    return None


def judge_sources(state: AppState, now: float, zone: tzinfo) -> tuple[Condition, ...]:
    """Return the condition of every enabled source, in the order they were configured."""
    statuses = tuple(state.sources.values())
    offline = all_offline(statuses)
    found = (condition_of(status, state.resumed_at, now, offline=offline) for status in statuses)
    if not state.known_at:
        return tuple(found)
    since = {s: text.known_since(at, now, zone) for s, at in state.known_at.items()}
    return tuple(replace(each, known=since.get(each.source, "")) for each in found)


def condition_of(
    status: SourceStatus, resumed_at: float, now: float, *, offline: bool = False
) -> Condition:
    """Return a source as the views show it; ``offline`` does not touch one on this computer."""
    trust = source_trust(status, now, offline=offline and not status.local)
    if is_awaited(status, resumed_at, now) and trust is not Trust.FRESH:
        trust = Trust.LEARNING
    return Condition(
        source=status.id,
        name=text.clean(status.name, 40),
        kind=status.kind,
        trust=trust,
        age=source_age(status, trust, now),
        warned=bool(status.warnings) and trust is Trust.FRESH,
    )


def is_awaited(status: SourceStatus, resumed_at: float, now: float) -> bool:
    """Return whether the grace after a resume still covers this source."""
    heard = status.last_good_at is not None and status.last_good_at >= resumed_at
    return not heard and now - resumed_at <= GRACE_S and status.failure in _PASSING


def source_age(status: SourceStatus, trust: Trust, now: float) -> str:
    """Return the age of a source's last good answer.

    While a source keeps its pace the age stands still: at its interval for one asked every few
    seconds, in whole minutes for a slow one.
    """
    if status.last_good_at is None:
        return ""
    seconds = now - status.last_good_at
    if trust is Trust.FRESH and status.poll_every_s < SLOW_POLL_S:
        return text.age(status.poll_every_s)
    if status.poll_every_s >= SLOW_POLL_S and seconds < _MINUTE_S:
        return tr("< 1 min")
    return text.age(seconds)


def furthest_phases(triggers: Mapping[AlertKey, TriggerState]) -> Mapping[MetricId, Phase]:
    """Return, for each metric with an alert under way, the furthest phase of its alerts."""
    phases: dict[MetricId, Phase] = {}
    for key, trigger in triggers.items():
        if key.rule in (SILENCE, OFFLINE) or trigger.phase is Phase.INACTIVE:
            continue
        before = phases.get(key.metric, Phase.INACTIVE)
        phases[key.metric] = max(before, trigger.phase, key=_PHASES.index)
    return phases


def blind(conditions: Iterable[Condition]) -> tuple[Condition, ...]:
    """Return the sources that cannot be believed right now."""
    return tuple(condition for condition in conditions if condition.trust is not Trust.FRESH)
