"""Figures that people enter, and what may be entered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from types import MappingProxyType

from msgspec import Struct

from aux_monitor.domain.catalogue import Catalogue, Metric, RuleInput
from aux_monitor.domain.reading import MetricId, Unit

LARGEST = 1e15
"""No figure of the document comes near it, and below it a float holds every whole number."""

FIRST_DAY = date(2000, 1, 1)
"""Nothing is dated before: a year mistyped (``0206``) is told rather than kept."""

LONGEST_NOTE = 200
LONGEST_NAME = 60

_RANGES: Mapping[Unit, tuple[float, float]] = MappingProxyType(
    {Unit.COUNT: (0.0, LARGEST), Unit.POINT: (-100.0, 100.0), Unit.SCORE: (0.0, 5.0)}
)
"""What a figure of a unit can be. Others are not bounded: a margin or a lead may be negative."""


class Figure(Struct, frozen=True):
    """What a person enters: a metric's value for one day (UTC).

    ``n`` is the number of answers, users or the like behind it, None where it is not known.
    """

    metric: MetricId
    day: date
    value: float
    n: int | None = None
    note: str = ""
    who: str = ""


class Entry(Struct, frozen=True):
    """A figure as it is kept; ``entered_at`` is when it took this form."""

    id: int
    figure: Figure
    entered_at: float


class Demands(Struct, frozen=True):
    """What the rules ask of the figures of one metric.

    ``complete_days``: a rule compares its days, so that a day which is not over would count as a
    fall. ``answers``: a rule holds its falls against noise, which takes the number of answers.
    """

    complete_days: bool = False
    answers: bool = False


def demands_of(catalogue: Catalogue, metric: MetricId) -> Demands:
    """Return what the catalogue's rules ask of the figures of a metric."""
    inputs = {rule.input for rule in catalogue.rules.values() if metric in rule.metrics}
    return Demands(RuleInput.WEEKDAY_DROP in inputs, RuleInput.DROP_FROM_PREVIOUS in inputs)


def usual_day(demands: Demands, now: float) -> date:
    """Return the day of a figure that says none: today, or the last complete day."""
    today = datetime.fromtimestamp(now, UTC).date()
    return today - timedelta(days=1) if demands.complete_days else today


class FigurePart(Enum):
    """What of a figure can be wrong."""

    DAY = "day"
    VALUE = "value"
    SAMPLE = "n"
    NOTE = "note"
    WHO = "who"


class Fault(Struct, frozen=True):
    """Why a figure cannot be entered, in one sentence, and what of it is wrong."""

    part: FigurePart
    sentence: str


def fault_in(figure: Figure, metric: Metric, demands: Demands, now: float) -> Fault | None:
    """Return what is wrong with a figure first of all, None where it can be entered."""
    checked = (
        (FigurePart.DAY, _fault_of_day(figure.day, metric, demands, now)),
        (FigurePart.VALUE, _fault_of_value(figure.value, metric)),
        (FigurePart.SAMPLE, _fault_of_sample(figure.n, metric, demands)),
        (FigurePart.NOTE, _fault_of_words("the note", figure.note, LONGEST_NOTE)),
        (FigurePart.WHO, _fault_of_words("the name", figure.who, LONGEST_NAME)),
    )
    return next((Fault(part, sentence) for part, sentence in checked if sentence), None)


def fault_of(figure: Figure, metric: Metric, demands: Demands, now: float) -> str:
    """Return in one sentence why a figure cannot be entered, empty where it can."""
    fault = fault_in(figure, metric, demands, now)
    return "" if fault is None else fault.sentence


def _fault_of_day(day: date, metric: Metric, demands: Demands, now: float) -> str:
    today = datetime.fromtimestamp(now, UTC).date()
    if day > today:
        return f"{day} has not come yet (UTC)."
    if day < FIRST_DAY:
        return f"{day} is before {FIRST_DAY}."
    if demands.complete_days and day == today:
        return f"{metric.id} counts whole days, and {day} is not over yet (UTC)."
    return ""


def _fault_of_value(value: float, metric: Metric) -> str:
    low, high = _RANGES.get(metric.unit, (-LARGEST, LARGEST))
    if not abs(value) < LARGEST:  # true of nan too
        return f"{value:g} is no figure that {metric.id} can have."
    if not low <= value <= high:
        bounds = f"between {low:g} and {high:g}" if high < LARGEST else f"at least {low:g}"
        return f"{metric.id} must be {bounds}, not {value:g}."
    return ""


def _fault_of_sample(n: int | None, metric: Metric, demands: Demands) -> str:
    if n is None:
        if demands.answers:
            return f"{metric.id} is judged by its number of answers, which is missing (n)."
        return ""
    return "" if 0 < n < LARGEST else f"n must be a whole number from 1 on, not {n}."


def _fault_of_words(name: str, words: str, most: int) -> str:
    if len(words) > most:
        return f"{name} is longer than {most} characters."
    return "" if words.isprintable() else f"{name} holds characters that cannot be shown."
