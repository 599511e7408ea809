"""When a rule would have fired on what was recorded, before its change is saved.

What a metric was at even steps is walked over by the rule as by the running program. A hold is
counted from one sample to the next as long as they are no further apart than the rule's gap, and
that gap is meant for the polls of a live source. So the rule that looks back bridges one and a
half steps at least: one step always counts toward a hold, and a step that is missing never does.
With a step longer than its hold a rule fires on the second bad value in a row: what was over
between two values is not seen, which is why a result names its step.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from aux_monitor.domain.catalogue import Metric, RuleInput, TriggerRule
from aux_monitor.domain.drops import DAY_S, WEEKS
from aux_monitor.domain.reading import Dated, Series
from aux_monitor.domain.trigger import Phase, Transition
from aux_monitor.domain.walk import Moment, Sample, Seen, look, walk

BRIDGED_STEPS = 1.5
"""Silence of this many steps still counts toward a hold."""


class WouldBe(Struct, frozen=True):
    """An alert that would have been: from when its condition held, to its end.

    ``ended_at`` is None while it would go on. It is a ``blip`` where its condition was over
    within one more hold after it fired: a rule that waits twice as long would not have told it.
    """

    began_at: float
    fired_at: float
    ended_at: float | None
    worst: float
    blip: bool

    def lasted_s(self, until: float) -> float:
        """Return the seconds from its firing to its end, or to ``until`` where it goes on."""
        return (until if self.ended_at is None else self.ended_at) - self.fired_at


class Backtest(Struct, frozen=True):
    """What a rule would have done between two times.

    ``known_since`` is the time of the first value (None: there is none), ``covered`` the share
    of the steps since then that have one, ``step_s`` how far apart they are.
    """

    since: float
    until: float
    step_s: float
    known_since: float | None
    covered: float
    episodes: tuple[WouldBe, ...]

    @property
    def total_s(self) -> float:
        """Return how long all alerts would have lasted, together."""
        return sum(each.lasted_s(self.until) for each in self.episodes)

    @property
    def longest_s(self) -> float:
        """Return how long the longest would have lasted, 0 without any."""
        return max((each.lasted_s(self.until) for each in self.episodes), default=0.0)

    @property
    def blips(self) -> int:
        """Return how many would have been blips."""
        return sum(each.blip for each in self.episodes)


def looks_back(rule: TriggerRule) -> bool:
    """Return whether recorded values are enough to play a rule on.

    A fall between two surveys is judged by their numbers of answers, which are not recorded.
    """
    return rule.input is not RuleInput.DROP_FROM_PREVIOUS


def lead_s(rule: TriggerRule) -> float:
    """Return how much earlier than its first judgement a rule needs values."""
    return (7 * WEEKS + 1) * DAY_S if rule.input is RuleInput.WEEKDAY_DROP else 0.0


def sight(
    rule: TriggerRule,
    metric: Metric,
    series: Series,
    since: float,
    programme_start: float | None,
) -> Iterator[Seen]:
    """Yield what ``rule`` would have seen of ``series`` from ``since`` on.

    It is the same for every fire level, clear level and hold, as long as the rule looks at the
    same thing (``looks_back``): to try several, keep it.
    """
    return look(rule, metric, _samples(rule, series, since), programme_start)


def trace(rule: TriggerRule, seen: Iterable[Seen], step_s: float) -> Iterator[WouldBe | None]:
    """Yield once for every moment: an alert that ended with it, or None.

    The last of all is the alert that would still go on, if there is one. Whoever may not be held
    up takes a few at a time.
    """
    patient = replace(rule, gap_s=max(rule.gap_s, BRIDGED_STEPS * step_s))
    over_at: float | None = None
    last: Moment | None = None
    for last in walk(patient, seen):
        if last.transition is Transition.RECOVERING:
            over_at = last.at
        ended = last.transition is Transition.RESOLVED
        yield _would_be(patient, last, over_at) if ended else None
    if last is not None and last.state.phase in (Phase.FIRING, Phase.RECOVERING):
        recovering = last.state.phase is Phase.RECOVERING
        yield _would_be(patient, last, over_at if recovering else None)


def backtest(series: Series, since: float, traced: Iterable[WouldBe | None]) -> Backtest:
    """Return a result: the alerts of a trace, and how much is known of the time."""
    asked = series.values[max(0, math.ceil((since - series.start) / series.step_s)) :]
    before = next((index for index, value in enumerate(asked) if value is not None), None)
    steps = 1 if before is None else len(asked) - before
    known = len(asked) - asked.count(None)
    return Backtest(
        since=since,
        until=max(series.end, since),
        step_s=series.step_s,
        known_since=None if before is None else series.end - (steps - 1) * series.step_s,
        covered=known / steps,
        episodes=tuple(each for each in traced if each is not None),
    )


def _would_be(rule: TriggerRule, moment: Moment, over_at: float | None) -> WouldBe:
    state = moment.state
    fired_at = moment.at if state.fired_at is None else state.fired_at
    return WouldBe(
        began_at=fired_at if state.began_at is None else state.began_at,
        fired_at=fired_at,
        ended_at=state.resolved_at if moment.transition is Transition.RESOLVED else None,
        worst=0.0 if state.worst is None else state.worst,
        blip=over_at is not None and over_at - fired_at < rule.hold_s,
    )


def _samples(rule: TriggerRule, series: Series, since: float) -> Iterator[Sample]:
    """Yield what the rule would have been shown from ``since`` on.

    A day is shown when it is over, with the days before it.
    """
    counts = series.n or (None,) * len(series.values)
    if rule.input is not RuleInput.WEEKDAY_DROP:
        for (at, value), n in zip(series.points(), counts, strict=True):
            if at >= since:
                yield Sample(at, value, n)
        return
    past: list[Dated] = []
    for (at, value), n in zip(series.points(), counts, strict=True):
        if at + series.step_s >= since:
            yield Sample(at + series.step_s, value, n, measured_at=at, past=tuple(past))
        if value is not None:
            past.append(Dated(at, value, n))
