"""A story for a rule to be rehearsed on: what is seen for how long, and what must come of it."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator
from datetime import UTC, datetime
from random import Random
from typing import TypeAlias, assert_never

from msgspec import Struct
from msgspec.structs import replace

from aux_monitor.domain.catalogue import Metric, TriggerRule
from aux_monitor.domain.inhibition import in_grace
from aux_monitor.domain.level import Trust
from aux_monitor.domain.pace import due_value
from aux_monitor.domain.reading import Dated
from aux_monitor.domain.trigger import Transition
from aux_monitor.domain.walk import Sample

REMEMBERED = 60
"""As many earlier figures are shown beside a new one: more than any comparison looks back."""


class Listed(Struct, frozen=True):
    """These values in turn, again and again; one alone is a steady value."""

    values: tuple[float, ...]


class OnPace(Struct, frozen=True):
    """This share of what the metric's dated path asks for that day."""

    share: float


class Weekly(Struct, frozen=True):
    """A value for each day of the week (UTC), Monday first."""

    days: tuple[float, ...]


class Nothing(Struct, frozen=True):
    """The source answers and has no value."""


class Asleep(Struct, frozen=True):
    """The machine is suspended: nothing is asked and nothing evaluated."""


Shape: TypeAlias = Listed | OnPace | Weekly | Nothing | Asleep


class Span(Struct, frozen=True):
    """Some seconds in which the same is seen.

    ``noise`` is the standard deviation as a share of the value (0.07 is seven per cent), and
    ``memory`` how much of it the next figure carries on: 0 is white noise, near 1 a slow drift.
    The same ``seed`` makes the same noise on every machine. ``n`` is the number of samples behind
    each value.
    """

    for_s: float
    shape: Shape
    n: int | None = None
    trust: Trust = Trust.FRESH
    noise: float = 0.0
    memory: float = 0.0
    seed: int = 0


class Expected(Struct, frozen=True):
    """What must come of it; what is None is not looked at.

    ``transitions`` are all of them, each with its second since the beginning. The others are how
    often the rule fires, and how often its bare limit changes its mind: ``fire`` alone, without
    hold, clear level or minimum sample, which is the KPI document taken literally.
    """

    transitions: tuple[tuple[float, Transition], ...] | None = None
    fires_at_least: int | None = None
    fires_at_most: int | None = None
    literal_at_least: int | None = None


class Track(Struct, frozen=True):
    """One rule on one metric: what it is shown, and what is expected of it."""

    rule: TriggerRule
    metric: Metric
    spans: tuple[Span, ...]
    expect: Expected


class Scenario(Struct, frozen=True):
    """A story in one sentence, and the rules that go through it side by side.

    It begins at ``start`` (POSIX seconds), which is the programme's start date too. Each rule is
    shown its metric every ``every_s`` seconds; a new figure is taken every ``figure_every_s``,
    and the ones before it are its past. ``messages`` is how many notices a person gets of it all,
    recoveries included; None where that is not looked at.
    """

    about: str
    start: float
    every_s: float
    figure_every_s: float
    tracks: tuple[Track, ...]
    messages: int | None = None
    messages_at_most: int | None = None

    @property
    def tells(self) -> bool:
        """Return whether a number of messages is expected."""
        return self.messages is not None or self.messages_at_most is not None


def samples(track: Track, scenario: Scenario) -> Iterator[Sample]:
    """Yield what the track's rule is shown, in order.

    What comes in right after a sleep spans it, and is not believed yet.
    """
    began = scenario.start
    woke_at: float | None = None
    past: deque[Dated] = deque(maxlen=REMEMBERED)
    for span in track.spans:
        for sample in _of_span(span, track.metric, began, scenario, past):
            settling = in_grace(woke_at, sample.at)
            yield replace(sample, trust=Trust.LEARNING) if settling else sample
        began += span.for_s
        if isinstance(span.shape, Asleep):
            woke_at = began


def sample_count(span: Span, every_s: float) -> int:
    """Return how many samples a span holds."""
    return 0 if isinstance(span.shape, Asleep) else round(span.for_s / every_s)


def _of_span(
    span: Span, metric: Metric, began: float, scenario: Scenario, past: deque[Dated]
) -> Iterator[Sample]:
    """Yield a span's samples: each figure as often as it is asked for before the next one."""
    noise = _noise(span)
    moments = [
        began + index * scenario.every_s for index in range(sample_count(span, scenario.every_s))
    ]
    asked = max(1, round(scenario.figure_every_s / scenario.every_s))
    for index, measured_at in enumerate(moments[::asked]):
        plain = _value(span.shape, metric, index, measured_at, scenario.start)
        value = None if plain is None else plain * (1.0 + next(noise))
        before = tuple(past)
        for at in moments[index * asked : (index + 1) * asked]:
            yield Sample(at, value, span.n, span.trust, measured_at, before)
        if value is not None:
            past.append(Dated(measured_at, value, span.n))


def _value(shape: Shape, metric: Metric, index: int, at: float, start: float) -> float | None:
    match shape:
        case Listed():
            return shape.values[index % len(shape.values)]
        case OnPace():
            return shape.share * due_value(metric.dated, metric.growth, at, start)
        case Weekly():
            return shape.days[datetime.fromtimestamp(at, UTC).weekday()]
        case Nothing() | Asleep():
            return None
        case _ as unreachable:  # pragma: no cover
            assert_never(unreachable)


def _noise(span: Span) -> Iterator[float]:
    """Yield a span's noise, a share of the value: an autoregression of the first order.

    Its chances are sums of twelve even ones (Irwin and Hall): only ``Random.random`` gives the
    same numbers on every Python, ``gauss`` does not promise to.
    """
    chance = Random(span.seed)  # noqa: S311 - noise for a rehearsal, no secret
    fresh = span.noise * math.sqrt(1.0 - span.memory**2)
    carried = 0.0
    while True:
        if span.noise:
            carried = span.memory * carried + fresh * (sum(chance.random() for _ in range(12)) - 6)
        yield carried
