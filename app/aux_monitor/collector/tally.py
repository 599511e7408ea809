"""Exact counts of commands that can be merged and taken apart again: ``{ms: count}`` and rates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from msgspec import Struct

from aux_monitor.domain.percentile import mean, percentile
from aux_monitor.domain.severity import ErrorSeverity, severity_of

CLICK = "click"


@dataclass(slots=True)
class Tally:
    """Commands counted together: how many, failed, retried, and the histogram of durations."""

    n: int = 0
    failed: int = 0
    retried: int = 0
    hist: dict[int, int] = field(default_factory=dict)

    def add(self, dur_ms: int | None, count: int, *, failed: bool, retried: bool) -> None:
        """Count ``count`` commands alike."""
        self.n += count
        if failed:
            self.failed += count
        if retried:
            self.retried += count
        if dur_ms is not None:
            self.hist[dur_ms] = self.hist.get(dur_ms, 0) + count

    def merge(self, other: Tally, sign: int) -> None:
        """Add ``other`` (sign 1) or take it away again (sign -1)."""
        self.n += sign * other.n
        self.failed += sign * other.failed
        self.retried += sign * other.retried
        hist = self.hist
        for dur_ms, count in other.hist.items():
            left = hist.get(dur_ms, 0) + sign * count
            if left:
                hist[dur_ms] = left
            else:
                del hist[dur_ms]


class Label(Struct, frozen=True):
    """What commands counted together share; ``code`` is the error code, empty for success."""

    method: str
    failed: bool
    code: str
    retried: bool


@dataclass(slots=True)
class Tallies:
    """One tally over all commands, one for each method, and how often each error code came."""

    overall: Tally = field(default_factory=Tally)
    methods: dict[str, Tally] = field(default_factory=dict)
    codes: dict[str, int] = field(default_factory=dict)

    def add(self, label: Label, dur_ms: int | None, count: int = 1) -> None:
        """Count ``count`` commands alike."""
        self.overall.add(dur_ms, count, failed=label.failed, retried=label.retried)
        part = self.methods.get(label.method)
        if part is None:
            part = self.methods[label.method] = Tally()
        part.add(dur_ms, count, failed=label.failed, retried=label.retried)
        if label.failed:
            self.codes[label.code] = self.codes.get(label.code, 0) + count

    def merge(self, other: Tallies, sign: int = 1) -> None:
        """Add ``other`` (sign 1) or take it away again (sign -1)."""
        self.overall.merge(other.overall, sign)
        for method, theirs in other.methods.items():
            part = self.methods.get(method)
            if part is None:
                part = self.methods[method] = Tally()
            part.merge(theirs, sign)
            if not part.n:
                del self.methods[method]
        for code, count in other.codes.items():
            left = self.codes.get(code, 0) + sign * count
            if left:
                self.codes[code] = left
            else:
                del self.codes[code]


class Figures(Struct, frozen=True):
    """The KPIs of one set of commands: milliseconds and percent, None where n is 0."""

    n: int
    avg_ms: float | None
    p95_ms: float | None
    success_rate: float | None
    retry_rate: float | None


class Point(Struct, frozen=True):
    """One point of every rolling series: over all commands, click alone, errors by severity.

    ``error_rates`` are percent of all commands, in the order of ``ErrorSeverity``.
    """

    overall: Figures
    click: Figures
    error_rates: tuple[float | None, ...]


def figures(tally: Tally) -> Figures:
    """Return the KPIs of ``tally``. Failed commands count in the response time too."""
    p95 = percentile(tally.hist, 0.95)
    return Figures(
        n=tally.n,
        avg_ms=mean(tally.hist),
        p95_ms=None if p95 is None else float(p95),
        success_rate=_percent(tally.n - tally.failed, tally.n),
        retry_rate=_percent(tally.retried, tally.n),
    )


def point(tallies: Tallies) -> Point:
    """Return one point of the rolling series."""
    return Point(
        overall=figures(tallies.overall),
        click=figures(tallies.methods.get(CLICK, Tally())),
        error_rates=error_rates(tallies),
    )


def error_rates(tallies: Tallies) -> tuple[float | None, ...]:
    """Return the share of commands that failed with each severity, in percent, gravest first."""
    counts = dict.fromkeys(ErrorSeverity, 0)
    for code, count in tallies.codes.items():
        counts[severity_of(code)] += count
    return tuple(_percent(count, tallies.overall.n) for count in counts.values())


def _percent(part: int, whole: int) -> float | None:
    return 100.0 * part / whole if whole else None


def roll(bucket: Callable[[int], Tallies | None], ends: Sequence[int], width: int) -> list[Point]:
    """Return a point for each of ``ends``: the ``width`` buckets up to and including that one.

    ``ends`` ascends; the window slides from one to the next, so each bucket is merged in once
    and taken out once.
    """
    running = Tallies()
    low = high = ends[0] - width if ends else 0
    points = []
    for end in ends:
        if end - width >= high:
            running, low, high = Tallies(), end - width, end - width
        _merge(running, bucket, range(high + 1, end + 1), 1)
        _merge(running, bucket, range(low + 1, end - width + 1), -1)
        low, high = end - width, end
        points.append(point(running))
    return points


def _merge(
    running: Tallies, bucket: Callable[[int], Tallies | None], indexes: Iterable[int], sign: int
) -> None:
    for index in indexes:
        part = bucket(index)
        if part is not None:
            running.merge(part, sign)
