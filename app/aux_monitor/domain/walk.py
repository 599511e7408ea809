"""Rules rehearsed: a rule is shown what a server or an audience does, and what it does is noted.

Every sample takes the way of the running program: a reading is judged, the rule observes it, and
the state machine steps. Nothing of that way is written here a second time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from aux_monitor.domain.catalogue import Metric, TriggerRule
from aux_monitor.domain.level import Trust, judge
from aux_monitor.domain.observation import observe
from aux_monitor.domain.reading import Dated, Reading, SourceId
from aux_monitor.domain.trigger import QUIET, Observation, Transition, TriggerState, step

REHEARSED = SourceId("rehearsal")
"""The source of every reading that is shown to a rule and was not just asked for."""


class Sample(Struct, frozen=True):
    """What a source said when asked at ``at``, and how far it could be believed.

    ``measured_at`` is the time of the figure itself (None: when it was asked for), ``past`` the
    figures before it, oldest first.
    """

    at: float
    value: float | None
    n: int | None = None
    trust: Trust = Trust.FRESH
    measured_at: float | None = None
    past: tuple[Dated, ...] = ()


class Seen(Struct, frozen=True):
    """What a rule sees at one moment."""

    at: float
    observation: Observation


class Moment(Struct, frozen=True):
    """One step: when, what the rule saw, what it has become, and what that changed."""

    at: float
    seen: Observation
    state: TriggerState
    transition: Transition | None


def look(
    rule: TriggerRule, metric: Metric, samples: Iterable[Sample], programme_start: float | None
) -> Iterator[Seen]:
    """Yield what ``rule`` sees of each sample of ``metric``."""
    for sample in samples:
        measured_at = sample.at if sample.measured_at is None else sample.measured_at
        reading = Reading(
            metric.id, sample.value, measured_at, REHEARSED, n=sample.n, past=sample.past
        )
        judgement = judge(metric, reading, sample.trust, sample.at, programme_start)
        yield Seen(sample.at, observe(rule, metric, reading, judgement, sample.at))


def walk(rule: TriggerRule, sight: Iterable[Seen]) -> Iterator[Moment]:
    """Yield each step of ``rule`` over what it sees, beginning with a quiet rule."""
    state = QUIET
    for seen in sight:
        state, transition = step(rule, state, seen.observation, seen.at)
        yield Moment(seen.at, seen.observation, state, transition)
