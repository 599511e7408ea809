"""What a dated metric's chart shows beside its history: the path it is held against, and ahead.

Both are dashed. What lies after now is marked as extrapolated, and only drawn over long spans.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from aux_monitor.domain.catalogue import Growth
from aux_monitor.domain.forecast import Landing
from aux_monitor.domain.pace import due_value
from aux_monitor.domain.reading import Series
from aux_monitor.presentation.detail_views import (
    DetailRange,
)
from aux_monitor.presentation.judged import Judged
from aux_monitor.presentation.views import (
    LineColour,
    LineView,
    MarkerView,
    PlotView,
)
from aux_monitor.settings.language import tr

POINTS = 60
"""A dashed line has so many points: an exponential one looks smooth with them."""

AHEAD_SHARE = 0.5
"""The future takes at most half as much room as the span shown of the past."""

_LONG = (DetailRange.MONTH, DetailRange.QUARTER, DetailRange.YEAR)


def history_shown(judged: Judged, span: DetailRange, series: Series | None) -> Series | None:
    """Return the history to draw: over long spans the days that the forecast is made from.

    A collector answers 0 for the days before its log began; among the days these are left out.
    """
    return judged.daily if span in _LONG and judged.daily is not None else series


def with_outlook(
    drawn: PlotView, judged: Judged, span: DetailRange, programme_start: float | None
) -> PlotView:
    """Return a plot with the dated path and the forecast, as far as there are any."""
    if span not in _LONG or programme_start is None or not judged.metric.dated:
        return drawn
    now = drawn.until
    coming = _forecast(drawn, judged, now, now + AHEAD_SHARE * span.seconds)
    until = now if coming is None else coming.start + POINTS * coming.step_s
    lines = [_path(drawn, judged, max(drawn.since, programme_start), until, programme_start)]
    markers = drawn.markers
    if coming is not None:
        lines.append(coming)
        markers = (*markers, MarkerView(now, tr("extrapolated")))
    return replace(drawn, until=until, lines=(*drawn.lines, *lines), markers=markers)


def _path(
    drawn: PlotView, judged: Judged, since: float, until: float, programme_start: float
) -> LineView:
    metric = judged.metric

    def due(at: float) -> float:
        return due_value(metric.dated, metric.growth, at, programme_start, metric.baseline)

    return _dashed(tr("due"), LineColour.SECOND, drawn, since, until, due)


def _forecast(drawn: PlotView, judged: Judged, now: float, latest: float) -> LineView | None:
    """Return the way from the value to its target, cut off at ``latest``; None without one."""
    found, value = judged.prospect, judged.value
    if found is None or found.target is None or value is None:
        return None
    if not isinstance(found.forecast, Landing) or found.forecast.at <= now:
        return None
    begin, goal, lands = value, found.target.limit.value, found.forecast.at
    by_factor = judged.metric.growth is Growth.EXPONENTIAL and min(begin, goal) > 0

    def coming(at: float) -> float:
        share = (at - now) / (lands - now)
        if by_factor:
            return float(begin ** (1.0 - share) * goal**share)
        return begin + (goal - begin) * share

    return _dashed(tr("forecast"), LineColour.FIRST, drawn, now, min(lands, latest), coming)


def _dashed(
    name: str,
    colour: LineColour,
    drawn: PlotView,
    since: float,
    until: float,
    value: Callable[[float], float],
) -> LineView:
    """Return a dashed line of ``POINTS`` steps; what lies outside the chart is a gap."""
    step_s = max(1.0, (until - since) / POINTS)
    values = (value(since + index * step_s) for index in range(POINTS + 1))
    inside = tuple(each if drawn.y_low <= each <= drawn.y_high else None for each in values)
    return LineView(name, colour, since, step_s, inside, dashed=True)
