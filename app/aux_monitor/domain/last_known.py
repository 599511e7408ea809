"""The last known picture: what each source last said, for a start before any has answered.

It is only ever drawn. Whatever judges, tells or records sees the state without it, so that an old
figure moves no alert and passes for no answer.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from types import MappingProxyType

from msgspec import Struct, field
from msgspec.structs import replace

from aux_monitor.domain.outcome import Outcomes
from aux_monitor.domain.reading import MetricId, Reading, Release, Series, SourceId
from aux_monitor.domain.state import AppState

LONGEST_S = 400 * 86_400.0
"""A figure older than the history goes back is shown no more."""

MOST_METRICS = 500
MOST_VALUES = 1500
"""The newest values kept of one series: an hour of a source that is asked every few seconds."""

MOST_PARTS = 50
MOST_RELEASES = 50

_LAST_MOMENT = 4_102_444_800.0
"""The first of January 2100: no time that is shown is later, and none is before 1970."""


class LastKnown(Struct, frozen=True, tag="aux-monitor last known picture"):
    """What sources last said.

    ``settings`` stands for all that decides what their figures mean (see ``fits``). ``heard``
    holds the time of each source's last good answer; what a source said is here as long as it is.
    """

    settings: bytes
    heard: dict[SourceId, float]
    readings: dict[MetricId, Reading] = field(default_factory=dict)
    series: dict[MetricId, Series] = field(default_factory=dict)
    releases: dict[SourceId, tuple[Release, ...]] = field(default_factory=dict)
    outcomes: Outcomes | None = None
    outcomes_of: SourceId | None = None


def remember(state: AppState, settings: bytes, kind_of_outcomes: str) -> LastKnown:
    """Return what the sources of ``state`` last said, in this run or in one before.

    Commands counted come from the source of kind ``kind_of_outcomes``. Values looked up again
    anyway (a metric's past, its days) are left out, and every list is bounded.
    """
    heard = dict(state.known_at)
    for source, status in state.sources.items():
        if status.last_good_at is not None:
            heard[source] = status.last_good_at
    kept = [reading for reading in state.readings.values() if reading.source in heard]
    readings = {reading.metric: _small(reading) for reading in kept[:MOST_METRICS]}
    counting = next((s.id for s in state.sources.values() if s.kind == kind_of_outcomes), None)
    counted = state.outcomes if counting in heard else None
    return LastKnown(
        settings,
        heard,
        readings,
        {m: _newest(state.series[m]) for m in readings if m in state.series},
        {s: found[:MOST_RELEASES] for s, found in state.releases.items() if s in heard},
        counted,
        None if counted is None else counting,
    )


def usable(known: LastKnown, settings: bytes, now: float) -> LastKnown | None:
    """Return what of a picture may be shown at ``now``, None where nothing may.

    It must be one of the same settings. A source heard in the future (the clock was set back) or
    longer ago than ``LONGEST_S`` is left out, and so is a value that is no number.
    """
    if known.settings != settings:
        return None
    heard = {source: at for source, at in known.heard.items() if 0.0 <= now - at <= LONGEST_S}
    readings = {
        metric: reading
        for metric, reading in known.readings.items()
        if reading.source in heard and reading.metric == metric and _is_sound(reading)
    }
    if not readings:
        return None
    return replace(
        known,
        heard=heard,
        readings=readings,
        series={m: s for m, s in known.series.items() if m in readings and _is_drawable(s)},
        releases={
            s: tuple(release for release in found if _is_moment(release.at))
            for s, found in known.releases.items()
            if s in heard
        },
        outcomes=known.outcomes if known.outcomes_of in heard else None,
    )


def laid_under(state: AppState, known: LastKnown) -> AppState:
    """Return the state with what is known of each source that has not answered in this run.

    ``known_at`` names those sources. Once each has answered it is the very state that was given.
    """
    waiting = {
        source: known.heard[source]
        for source, status in state.sources.items()
        if status.last_good_at is None and source in known.heard
    }
    if not waiting:
        return state
    readings = {m: r for m, r in known.readings.items() if r.source in waiting}
    series = {m: s for m, s in known.series.items() if m in readings}
    releases = {s: found for s, found in known.releases.items() if s in waiting}
    return replace(
        state,
        known_at=MappingProxyType(waiting),
        readings=MappingProxyType({**readings, **state.readings}),
        series=MappingProxyType({**series, **state.series}),
        releases=MappingProxyType({**releases, **state.releases}),
        outcomes=known.outcomes if known.outcomes_of in waiting else state.outcomes,
    )


def _small(reading: Reading) -> Reading:
    if not reading.past and len(reading.breakdown) <= MOST_PARTS:
        return reading
    return replace(reading, past=(), breakdown=reading.breakdown[:MOST_PARTS])


def _newest(series: Series) -> Series:
    """Return the line as it is drawn, without the numbers of samples behind it."""
    surplus = max(0, len(series.values) - MOST_VALUES)
    start = series.start + surplus * series.step_s
    return Series(start, series.step_s, series.values[surplus:])


def _is_sound(reading: Reading) -> bool:
    figures = (reading.value, *(part.value for part in reading.breakdown))
    return _is_moment(reading.at) and _all_finite(figures)


def _is_drawable(series: Series) -> bool:
    return _is_moment(series.start) and _is_moment(series.end) and _all_finite(series.values)


def _is_moment(at: float) -> bool:
    return 0.0 <= at <= _LAST_MOMENT


def _all_finite(figures: Iterable[float | None]) -> bool:
    return all(figure is None or math.isfinite(figure) for figure in figures)
