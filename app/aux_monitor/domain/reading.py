"""What a source said: single values, series, releases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import NewType

from msgspec import Struct

from aux_monitor.domain.outcome import Outcomes

MetricId = NewType("MetricId", str)
"""The catalogue's name of a metric, such as ``response_time_avg``."""

SourceId = NewType("SourceId", str)
"""The name of one configured source, such as ``collector`` or ``github:owner/name``."""


class Unit(Enum):
    """The unit a metric's value is held in; the value is the text shown after the figure."""

    MILLISECOND = "ms"
    MINUTE = "min"
    HOUR = "h"
    DAY = "d"
    WEEK = "wk"
    PERCENT = "%"
    PERCENT_LEFT = "% left"
    POINT = "pts"
    SCORE = "/5"
    MEGABYTE = "MB"
    KILOBYTE = "KB"
    RATIO = ":1"
    CURRENCY = "¤"
    COUNT = ""


class Reading(Struct, frozen=True):
    """One value of one metric.

    ``value`` is None when the source answered but had nothing to compute it from; ``n`` is the
    number of samples behind it (None where that has no meaning, as for a star count);
    ``window_s`` is the span the value covers; ``breakdown`` maps a part (a method, a repository)
    to its own reading's value and sample size; ``note`` is one plain sentence for the detail view.

    ``past`` are earlier values of the same metric, oldest first, where its source keeps them: what
    a comparison with days or surveys before is made from. A value older than ``good_for_s`` is
    stale however well its source answers (None: it is as fresh as its source). ``page`` is the
    web address where a person can see it at its source, empty where there is none; it comes from
    outside and is checked before it is opened.
    """

    metric: MetricId
    value: float | None
    at: float
    source: SourceId
    n: int | None = None
    window_s: float | None = None
    breakdown: tuple[Part, ...] = ()
    note: str = ""
    past: tuple[Dated, ...] = ()
    good_for_s: float | None = None
    page: str = ""


class Dated(Struct, frozen=True):
    """A value as of a time, with the number of samples behind it where that has a meaning."""

    at: float
    value: float
    n: int | None = None


class Part(Struct, frozen=True):
    """One row of a reading's breakdown."""

    name: str
    value: float | None
    n: int | None = None


class Series(Struct, frozen=True):
    """Evenly spaced history: ``values[i]`` belongs to ``start + i * step_s``; None is a gap.

    ``n`` are the numbers of samples behind the values, one for each; empty where none are kept.
    """

    start: float
    step_s: float
    values: tuple[float | None, ...]
    n: tuple[int | None, ...] = ()

    def __post_init__(self) -> None:
        if not self.step_s > 0:
            raise ValueError(f"step_s must be positive, not {self.step_s}")
        if self.n and len(self.n) != len(self.values):
            raise ValueError(f"{len(self.n)} sample sizes for {len(self.values)} values")

    def points(self) -> Iterator[tuple[float, float | None]]:
        """Yield (time, value) pairs, gaps included."""
        for index, value in enumerate(self.values):
            yield self.start + index * self.step_s, value

    @property
    def end(self) -> float:
        """The time of the last value; ``start`` when there is none."""
        return self.start + max(0, len(self.values) - 1) * self.step_s


class Release(Struct, frozen=True):
    """A published version, drawn as a marker on every chart.

    ``page`` is its web address, as unproven as a reading's.
    """

    tag: str
    at: float
    source: SourceId
    page: str = ""


class RequestBudget(Struct, frozen=True):
    """What a source lets us ask until ``reset_at``; None where it does not say."""

    limit: int
    remaining: int
    reset_at: float | None


class Fetched(Struct, frozen=True):
    """One source's whole answer to one poll.

    ``catching_up`` says that the source itself is still reading what happened before: its figures
    are true of less than they claim, and are not judged yet.

    A metric in ``failed`` was asked for and refused while the rest of the answer is good: its
    value is one plain sentence that says why. ``summary`` is a few words for the source's chip
    ("2 logs"). ``warnings`` are sentences
    for the source's detail ("the log was cut off before it was read"). ``outcomes`` are executed
    and failed commands over fixed spans, from a source that counts them. ``beside`` are readings of
    metrics that another source fills: they are shown next to that one's and judge nothing.
    """

    at: float
    readings: tuple[Reading, ...] = ()
    series: Mapping[MetricId, Series] | None = None
    releases: tuple[Release, ...] = ()
    failed: Mapping[MetricId, str] | None = None
    budget: RequestBudget | None = None
    summary: str = ""
    warnings: tuple[str, ...] = ()
    catching_up: bool = False
    outcomes: Outcomes | None = None
    beside: tuple[Reading, ...] = ()
