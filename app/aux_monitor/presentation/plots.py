"""What the pyqtgraph part of a chart draws: lines, limits, bands, release markers, fixed ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from aux_monitor.domain.catalogue import Comparison, Limit, Metric
from aux_monitor.domain.level import Level
from aux_monitor.domain.reading import Release, Series, SourceId
from aux_monitor.presentation import text
from aux_monitor.presentation.axis import ends
from aux_monitor.presentation.views import (
    BandView,
    LimitKind,
    LimitView,
    LineColour,
    LineView,
    MarkerView,
    PlotView,
)

MOST_MARKERS = 8
"""More releases than this in one chart would cover it; the newest are kept."""

_COLOURS = (LineColour.FIRST, LineColour.SECOND)
_UPWARD = (Comparison.GREATER, Comparison.AT_LEAST)


class Curve(Struct, frozen=True):
    """One line to draw: ``due`` is today's point on its metric's dated path, ``ahead`` its goal.

    ``goal_label`` names the goal at the right edge ("6 mo").
    """

    metric: Metric
    name: str
    series: Series | None
    due: float | None = None
    goal: float | None = None
    goal_label: str = ""


def plot(
    curves: Sequence[Curve],
    since: float,
    until: float,
    releases: Mapping[SourceId, tuple[Release, ...]],
) -> PlotView:
    """Return the plot of one chart; ``curves`` share their unit and are not empty."""
    limits = tuple(limit for curve in curves for limit in limits_of(curve))
    drawn = [curve.series for curve in curves if curve.series is not None]
    metrics = [curve.metric for curve in curves]
    low, high = ends(metrics, (limit.value for limit in limits), drawn)
    return PlotView(
        since=since,
        until=until,
        y_low=low,
        y_high=high,
        unit=curves[0].metric.unit.value,
        decimals=curves[0].metric.decimals,
        lines=lines(curves),
        limits=limits,
        bands=bands(metrics),
        markers=markers(releases, since, until),
    )


def lines(curves: Sequence[Curve]) -> tuple[LineView, ...]:
    """Return the curves that have a history, each in its colour."""
    return tuple(
        LineView(curve.name, colour, curve.series.start, curve.series.step_s, curve.series.values)
        for curve, colour in zip(curves, _COLOURS, strict=False)
        if curve.series is not None
    )


def limits_of(curve: Curve) -> Iterable[LimitView]:
    """Yield the horizontal lines of one curve."""
    metric = curve.metric
    if metric.target is not None:
        yield LimitView(LimitKind.TARGET, metric.target.value, "target")
    if curve.goal is not None:
        yield LimitView(LimitKind.TARGET, curve.goal, curve.goal_label)
    if curve.due is not None:
        yield LimitView(LimitKind.DUE, text.whole(curve.due, metric.decimals), "due")
    if metric.alert is not None:
        label = f"alert {text.short_number(metric.alert.value)}"
        yield LimitView(LimitKind.ALERT, metric.alert.value, label)


def bands(metrics: Sequence[Metric]) -> tuple[BandView, ...]:
    """Return the faint bands: past the alert, and inside the target where it alone is judged.

    Where several metrics share the chart only the last one's alert is a band: the bands of two
    metrics would lie over each other and say of one line what is meant of the other.
    """
    found = []
    if metrics[-1].alert is not None:
        found.append(_band(Level.BREACH, metrics[-1].alert))
    if len(metrics) == 1 and metrics[0].target is not None:
        found.append(_band(Level.ON_TARGET, metrics[0].target))
    return tuple(found)


def _band(level: Level, limit: Limit) -> BandView:
    if limit.comparison in _UPWARD:
        return BandView(level, limit.value, None)
    return BandView(level, None, limit.value)


def markers(
    releases: Mapping[SourceId, tuple[Release, ...]], since: float, until: float
) -> tuple[MarkerView, ...]:
    """Return the releases inside the range, oldest first, at most ``MOST_MARKERS``."""
    inside = {
        (release.at, text.clean(release.tag, 24))
        for published in releases.values()
        for release in published
        if since <= release.at <= until
    }
    newest = sorted(inside)[-MOST_MARKERS:]
    return tuple(MarkerView(at, label) for at, label in newest)
