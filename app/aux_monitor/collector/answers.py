"""Turns figures into the answers people and programs read, each with the sentence it needs."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from msgspec import Struct

from aux_monitor.collector.events import MICROSECONDS
from aux_monitor.collector.live import Span
from aux_monitor.collector.measures import (
    Material,
    points_from_store,
    sessions_from_store,
)
from aux_monitor.collector.outage import Reliability
from aux_monitor.collector.slow import (
    DAY_S,
    DOMAINS_S,
    RELIABILITY_S,
    LongFigures,
    coarse_step,
    daily_series,
    domain_series,
    reliability_series,
)
from aux_monitor.collector.store.engine import Engine
from aux_monitor.collector.tally import CLICK, Point, Tally, figures, point
from aux_monitor.collector.wire import (
    LONG,
    RETRY_NOTE,
    ROLLING,
    SESSIONS,
    MethodBody,
    MetricBody,
    OutcomeBody,
    OutcomesBody,
    SeriesAnswer,
    SeriesBody,
)
from aux_monitor.domain.reading import Unit

MOST_ASKED = 10
_HOUR_S = 3600
_NOTES = {"retry_rate": RETRY_NOTE}


class Columns(Struct, frozen=True):
    """The series made of ``points``, by metric: kept for as long as the points are the same."""

    points: list[Point]
    series: dict[str, SeriesBody]


def columns(points: list[Point], span: Span) -> Columns:
    """Return the rolling points as one series for each metric.

    Where traffic begins or comes back, the first windows hold a handful of commands: such a point
    shows chance, not the server, and is left a gap.
    """
    least = least_sample([each.overall.n for each in points])
    return Columns(
        points,
        {
            name: _series(
                span, [pick(each) if each.overall.n >= least else None for each in points]
            )
            for name, (_, pick) in ROLLING.items()
        },
    )


def least_sample(counts: list[int]) -> int:
    """Return the fewest commands a point is drawn from: a tenth of the usual number, at most 10.

    On a server that is always quiet every point counts, or its curves would vanish.
    """
    usual = sorted(count for count in counts if count)
    return min(MOST_ASKED, max(1, usual[len(usual) // 2] // 10)) if usual else 1


def metrics(
    material: Material, long: LongFigures, span: Span, made: Columns
) -> dict[str, MetricBody]:
    """Return every metric of a snapshot; ``made`` holds the columns of its points."""
    at = span.at_us / MICROSECONDS
    bodies = _rolling(material, span, at, made)
    bodies[SESSIONS] = _sessions(material, span, at)
    bodies["daily_commands"] = _long("daily_commands", at, float(long.daily), long.daily, DAY_S)
    bodies["unique_domains"] = _long(
        "unique_domains",
        at,
        float(long.domains.distinct),
        long.domains.navigations,
        DOMAINS_S,
    )
    kept = long.reliability
    hours = int(kept.observed_s // _HOUR_S)
    bodies["mtbf"] = _long("mtbf", at, kept.mtbf_h, hours, RELIABILITY_S, _reliability_note(kept))
    bodies["mttr"] = _long(
        "mttr", at, kept.mttr_min, kept.failures, RELIABILITY_S, _reliability_note(kept)
    )
    return {name: _with_coverage(body, long) for name, body in bodies.items()}


def _rolling(material: Material, span: Span, at: float, made: Columns) -> dict[str, MetricBody]:
    now = point(material.window)
    clicks = material.window.methods.get(CLICK, Tally()).n
    return {
        name: MetricBody(
            value=pick(now),
            unit=unit.value,
            n=clicks if "click" in name else material.window.overall.n,
            window_s=span.window_us / MICROSECONDS,
            at=at,
            series=made.series[name],
            note=_NOTES.get(name, ""),
        )
        for name, (unit, pick) in ROLLING.items()
    }


def _sessions(material: Material, span: Span, at: float) -> MetricBody:
    open_now = material.sessions.now
    return MetricBody(
        value=float(material.sessions.peak),
        unit=Unit.COUNT.value,
        n=None,
        window_s=span.window_us / MICROSECONDS,
        at=at,
        series=_series(span, [float(value) for value in material.sessions.series]),
        note=f"The most open at one time; {open_now} open now.",
    )


def _series(span: Span, values: list[float | None]) -> SeriesBody:
    step = span.step_us / MICROSECONDS
    return SeriesBody(start=span.first * step, step=step, values=values)


def _long(
    name: str, at: float, value: float | None, n: int, window_s: int, note: str = ""
) -> MetricBody:
    return MetricBody(value, LONG[name].value, n, float(window_s), at, None, note)


def _with_coverage(body: MetricBody, long: LongFigures) -> MetricBody:
    """Say how much of a long window the log covers, where it does not cover it all.

    Its ``window_s`` is then the shorter one: the figure is true of that span and no more.
    """
    if body.window_s < DAY_S or body.note:
        return body
    covered_s = 0.0 if long.first_at is None else long.at - long.first_at
    if covered_s >= body.window_s:
        return body
    note = f"Covers {_span_words(covered_s)} so far." if covered_s else "No command was seen yet."
    return msgspec.structs.replace(body, window_s=round(covered_s, 3), note=note)


def _reliability_note(kept: Reliability) -> str:
    if not kept.observed_s:
        return "No command was seen yet."
    failures = _failures(kept.failures) if kept.failures else "No failure"
    return f"{failures} in the {_span_words(kept.observed_s)} observed."


def _failures(count: int) -> str:
    return "1 failure" if count == 1 else f"{count} failures"


def _span_words(seconds: float) -> str:
    if seconds < 2 * _HOUR_S:
        return f"{seconds / 60:.0f} min"
    if seconds < 2 * DAY_S:
        return f"{seconds / _HOUR_S:.0f} h"
    return f"{seconds / DAY_S:.0f} d"


def by_method(material: Material) -> dict[str, MethodBody]:
    """Return the window's figures by method, in order of name."""
    bodies = {}
    for name, tally in sorted(material.window.methods.items()):
        found = figures(tally)
        bodies[name] = MethodBody(
            found.n, found.avg_ms, found.p95_ms, found.success_rate, found.retry_rate
        )
    return bodies


def outcomes_body(long: LongFigures) -> OutcomesBody:
    """Return executed and failed commands over every counted span, for the error budget."""
    windows = [OutcomeBody(each.window_s, each.n, each.failed) for each in long.outcomes]
    return OutcomesBody(long.first_at, windows)


def known_metrics() -> frozenset[str]:
    """Return the names ``series`` can answer for."""
    return frozenset((*ROLLING, *LONG, SESSIONS))


def series(engine: Engine, metric: str, span: Span) -> SeriesAnswer:
    """Return one metric's history from the store.

    Long windows are thinned to 48 steps; the answer's ``step`` says so. Raises ``StoreError``
    and ``SpanError``.
    """
    if metric in ROLLING:
        unit, pick = ROLLING[metric]
        points = points_from_store(engine, span)
        counts = [each.click.n if "click" in metric else each.overall.n for each in points]
        return _answer(metric, unit, span, (pick(each) for each in points), counts)
    if metric == SESSIONS:
        values = (float(value) for value in sessions_from_store(engine, span))
        return _answer(metric, Unit.COUNT, span, values)
    step_s = span.step_us // MICROSECONDS
    wide = coarse_step(span.history_us // MICROSECONDS, step_s) * MICROSECONDS
    coarse = Span(span.at_us, span.window_us, span.history_us, wide)
    return _answer(metric, LONG[metric], coarse, _long_series(engine, metric, coarse))


def _answer(
    metric: str,
    unit: Unit,
    span: Span,
    values: Iterable[float | None],
    counts: Iterable[int] = (),
) -> SeriesAnswer:
    body = _series(span, list(values))
    return SeriesAnswer(metric, unit.value, body.start, body.step, body.values, list(counts))


def _long_series(engine: Engine, metric: str, span: Span) -> list[float | None]:
    step_s = span.step_us // MICROSECONDS
    if metric == "daily_commands":
        return daily_series(engine, span.first, span.last, step_s)
    ends = [float(number * step_s) for number in range(span.first, span.last + 1)]
    if metric == "unique_domains":
        return domain_series(engine, ends)
    kept = reliability_series(engine, ends)
    return [each.mtbf_h if metric == "mtbf" else each.mttr_min for each in kept]
