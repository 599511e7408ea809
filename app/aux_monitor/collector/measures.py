"""Every KPI of the collector, computed from primitive counts: one definition for every store.

``from_live`` and ``from_store`` gather the same material, one from memory, one from a store;
``from_store`` is also the proof of the other.
"""

from __future__ import annotations

from math import gcd

from msgspec import Struct

from aux_monitor.collector.live import Live, Span
from aux_monitor.collector.sessions import IDLE_US, Activity, open_at, peaks, rolling_peaks
from aux_monitor.collector.store.engine import Engine
from aux_monitor.collector.tally import Point, Tallies, roll

MOST_BUCKETS = 40_000
"""As many pieces a question to the store may fall into."""


class SpanError(ValueError):
    """A span cannot be answered; one sentence says why."""


class Sessions(Struct, frozen=True):
    """Open sessions: the peak of the window, the number open at its end, a peak per point."""

    peak: int
    now: int
    series: list[int]


class Material(Struct, frozen=True):
    """What the rolling KPIs of one answer are made from."""

    window: Tallies
    points: list[Point]
    sessions: Sessions


def from_live(live: Live, span: Span) -> Material:
    """Return the material from memory; ``live.covers(span)`` must hold."""
    width = span.window_us // span.step_us
    intervals = live.sessions.intervals()
    edges = _edges(span)
    since = span.at_us - span.window_us
    return Material(
        window=live.recent.window(since, span.at_us),
        points=live.recent.points(span.first, span.last, max(width, 1)),
        sessions=Sessions(
            peak=peaks(intervals, [since, span.at_us])[0],
            now=open_at(intervals, span.at_us),
            series=live.sessions.rolling(edges, _point_us(span) // edges.step),
        ),
    )


def from_store(engine: Engine, span: Span) -> Material:
    """Return the material from a store. Raises ``StoreError`` or ``SpanError``."""
    since = span.at_us - span.window_us
    window = Tallies()
    for row in engine.tallies(since, span.at_us, None):
        window.add(row.label, row.dur_ms, row.count)
    intervals = _intervals(engine, min(since, span.points_since_us), span.at_us)
    return Material(
        window=window,
        points=points_from_store(engine, span),
        sessions=Sessions(
            peak=peaks(intervals, [since, span.at_us])[0],
            now=open_at(intervals, span.at_us),
            series=_session_series(intervals, span),
        ),
    )


def points_from_store(engine: Engine, span: Span) -> list[Point]:
    """Return the rolling points of ``span`` from a store."""
    buckets: dict[int, Tallies] = {}
    edges = _edges(span)
    for row in engine.tallies(edges[0], edges[-1], edges.step):
        buckets.setdefault(row.bucket, Tallies()).add(row.label, row.dur_ms, row.count)
    per_step = span.step_us // edges.step
    ends = [number * per_step for number in range(span.first, span.last + 1)]
    return roll(buckets.get, ends, _point_us(span) // edges.step)


def sessions_from_store(engine: Engine, span: Span) -> list[int]:
    """Return the peak of open sessions at each point of ``span`` from a store."""
    return _session_series(_intervals(engine, span.points_since_us, span.at_us), span)


def _session_series(intervals: list[tuple[int, int]], span: Span) -> list[int]:
    edges = _edges(span)
    rolled = rolling_peaks(peaks(intervals, edges), _point_us(span) // edges.step)
    return rolled[:: span.step_us // edges.step]


def _point_us(span: Span) -> int:
    """Return how much a point covers: the window, but never less than a step."""
    return max(span.window_us, span.step_us)


def _edges(span: Span) -> range:
    """Return the ends of the buckets that points are made of, the first window's start included."""
    size = gcd(span.step_us, _point_us(span))
    last = span.last * span.step_us
    if (last - span.points_since_us) // size > MOST_BUCKETS:
        raise SpanError("The span asked for is too long for this window and step")
    return range(span.points_since_us, last + size, size)


def _intervals(engine: Engine, since_us: int, until_us: int) -> list[tuple[int, int]]:
    sessions: dict[int, Activity] = {}
    for row in sorted(
        engine.touches(since_us - IDLE_US, until_us), key=lambda touch: touch.first_us
    ):
        sessions.setdefault(row.session, Activity()).touch(row.first_us, row.last_us)
    for session, at_us in engine.ends(since_us - IDLE_US, until_us):
        sessions.setdefault(session, Activity()).end(at_us)
    return [piece for each in sessions.values() for piece in each.intervals()]
