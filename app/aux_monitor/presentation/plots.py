"""What the pyqtgraph part of a chart draws: lines, limits, bands, release markers, fixed ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct

from aux_monitor.domain.catalogue import Comparison, Limit, Metric
from aux_monitor.domain.definitions import Definition, changes
from aux_monitor.domain.level import Level
from aux_monitor.domain.notice import Episode
from aux_monitor.domain.reading import MetricId, Release, Series, SourceId
from aux_monitor.domain.state import AppState
from aux_monitor.presentation import text
from aux_monitor.presentation.axis import ends
from aux_monitor.presentation.views import (
    AlertSpanView,
    BandView,
    LimitKind,
    LimitView,
    LineColour,
    LineView,
    MarkerView,
    PlotView,
)
from aux_monitor.settings.language import tr

MOST_MARKERS = 8
"""More releases than this in one chart would cover it; the newest are kept."""

MOST_ALERTS = 60
"""As many alerts are marked in one chart; the newest are kept."""

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


class Marks(Struct, frozen=True):
    """What happened to the metrics of a chart: alerts that fired, definitions that changed."""

    episodes: tuple[Episode, ...] = ()
    definitions: Mapping[MetricId, tuple[Definition, ...]] = MappingProxyType({})


NO_MARKS = Marks()


def marks_of(state: AppState) -> Marks:
    """Return all that a state knows of."""
    return Marks(state.episodes, state.definitions)


def plot(
    curves: Sequence[Curve],
    since: float,
    until: float,
    releases: Mapping[SourceId, tuple[Release, ...]],
    marks: Marks = NO_MARKS,
    earlier: LineView | None = None,
) -> PlotView:
    """Return the plot of one chart; ``curves`` share their unit and are not empty.

    ``earlier`` is the period before, laid over this one.
    """
    limits = tuple(limit for curve in curves for limit in limits_of(curve))
    drawn = [curve.series for curve in curves if curve.series is not None]
    if earlier is not None:
        drawn.append(Series(earlier.start, earlier.step_s, earlier.values))
    defined = tuple(
        each
        for curve in curves
        for each in changes(marks.definitions.get(curve.metric.id, ()))
        if since <= each.since <= until
    )
    metrics = [curve.metric for curve in curves]
    low, high = ends(metrics, (limit.value for limit in limits), drawn)
    return PlotView(
        since=since,
        until=until,
        y_low=low,
        y_high=high,
        unit=curves[0].metric.unit.value,
        decimals=curves[0].metric.decimals,
        lines=(*lines(curves, marks), *(() if earlier is None else (earlier,))),
        limits=limits,
        bands=bands(metrics),
        markers=(*markers(releases, since, until), *defined_anew(defined, curves)),
        alerts=alert_spans(marks.episodes, metrics, since, until),
    )


def lines(curves: Sequence[Curve], marks: Marks = NO_MARKS) -> tuple[LineView, ...]:
    """Return the curves that have a history, each in its colour."""
    return tuple(
        LineView(
            curve.name,
            colour,
            curve.series.start,
            curve.series.step_s,
            curve.series.values,
            breaks=tuple(
                each.since for each in changes(marks.definitions.get(curve.metric.id, ()))
            ),
        )
        for curve, colour in zip(curves, _COLOURS, strict=False)
        if curve.series is not None
    )


def defined_anew(
    definitions: Sequence[Definition], curves: Sequence[Curve]
) -> tuple[MarkerView, ...]:
    """Return a marker where a metric was defined anew; its line is broken there."""
    names = {curve.metric.id: curve.name for curve in curves}
    return tuple(
        MarkerView(
            each.since,
            tr("definition {version}", version=each.version)
            if len(curves) == 1
            else tr("{name}: definition {version}", name=names[each.metric], version=each.version),
        )
        for each in definitions
    )


def alert_spans(
    episodes: Sequence[Episode], metrics: Sequence[Metric], since: float, until: float
) -> tuple[AlertSpanView, ...]:
    """Return the alerts that fired on these metrics inside the span, oldest first."""
    of_these = {metric.id for metric in metrics}
    found = [
        AlertSpanView(episode.fired_at, episode.resolved_at, Level.BREACH, _alert_label(episode))
        for episode in episodes
        if episode.key.metric in of_these and episode.fired_at <= until
        if episode.resolved_at is None or episode.resolved_at >= since
    ]
    return tuple(sorted(found, key=lambda span: span.since)[-MOST_ALERTS:])


def _alert_label(episode: Episode) -> str:
    if episode.resolved_at is None:
        return tr("alert fires")
    return tr("alert, {span}", span=text.duration(episode.resolved_at - episode.fired_at))


def limits_of(curve: Curve) -> Iterable[LimitView]:
    """Yield the horizontal lines of one curve."""
    metric = curve.metric
    if metric.target is not None:
        yield LimitView(LimitKind.TARGET, metric.target.value, tr("target"))
    if curve.goal is not None:
        yield LimitView(LimitKind.TARGET, curve.goal, curve.goal_label)
    if curve.due is not None:
        yield LimitView(LimitKind.DUE, text.whole(curve.due, metric.decimals), tr("due"))
    if metric.alert is not None:
        label = tr("alert {value}", value=text.short_number(metric.alert.value))
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
