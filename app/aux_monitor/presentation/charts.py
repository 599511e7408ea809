"""The live chart panels: response time, success rate, retry rate and GitHub stars."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from aux_monitor.domain.catalogue import Catalogue
from aux_monitor.domain.level import Trust, worst
from aux_monitor.domain.reading import MetricId, Series
from aux_monitor.domain.topics import Topic
from aux_monitor.presentation import text
from aux_monitor.presentation.judged import Judged, Picture
from aux_monitor.presentation.plots import Curve, marks_of, plot
from aux_monitor.presentation.prospect import next_target, spoken_landing
from aux_monitor.presentation.tiles import (
    is_dimmed,
    level_word,
    pace_hint,
)
from aux_monitor.presentation.views import ChartView, HeadlineView, LineColour, PlotView
from aux_monitor.settings.language import tr, tr_noop

LIVE_SPAN_S = 3600.0
"""How much of the past a live chart shows."""

_LIVE_STEP_S = 60.0
_MINUTE_S = 60.0


class Curving(Struct, frozen=True):
    """One metric in a panel, and what its curve is called there."""

    metric: MetricId
    name: str


class Panel(Struct, frozen=True):
    """One chart panel; ``unconnected`` replaces its plot while nothing can fill it."""

    title: str
    topic: Topic
    curves: tuple[Curving, ...]
    unconnected: str

    @property
    def names(self) -> dict[MetricId, str]:
        """Return what each metric's curve is called."""
        return {curve.metric: tr(curve.name) for curve in self.curves}


PANELS = (
    Panel(
        tr_noop("Response time"),
        Topic.PERFORMANCE,
        (
            Curving(MetricId("response_time_avg"), tr_noop("average")),
            Curving(MetricId("response_time_p95"), "P95"),
        ),
        tr_noop(
            "Telemetry is not connected. "
            "Connect a session.log or a collector to see response times."
        ),
    ),
    Panel(
        tr_noop("Command success rate"),
        Topic.PERFORMANCE,
        (Curving(MetricId("command_success_rate"), tr_noop("success rate")),),
        tr_noop(
            "Telemetry is not connected. "
            "Connect a session.log or a collector to see how many commands succeed."
        ),
    ),
    Panel(
        tr_noop("Retry rate"),
        Topic.PERFORMANCE,
        (Curving(MetricId("retry_rate"), tr_noop("retry rate")),),
        tr_noop(
            "Telemetry is not connected. "
            "Connect a session.log or a collector to see how many commands are retried."
        ),
    ),
    Panel(
        tr_noop("GitHub stars"),
        Topic.COMMUNITY,
        (Curving(MetricId("github_stars"), tr_noop("stars")),),
        tr_noop("GitHub is not connected. Connect a repository to see its stars."),
    ),
)
"""The panels, most important first."""


def _panel(topic: Topic, metric: str, title: str) -> Panel:
    return Panel(title, topic, (Curving(MetricId(metric), title),), "")


TOPIC_PANELS = (
    _panel(Topic.ADOPTION, "daily_commands", tr_noop("Daily commands")),
    _panel(Topic.ADOPTION, "monthly_active_users", tr_noop("Monthly active users")),
    _panel(Topic.ADOPTION, "unique_domains", tr_noop("Unique domains")),
    _panel(Topic.COMMUNITY, "discord_members", tr_noop("Discord members")),
    _panel(Topic.COMMUNITY, "newsletter_subscribers", tr_noop("Newsletter subscribers")),
    Panel(
        tr_noop("Severe errors"),
        Topic.QUALITY,
        (
            Curving(MetricId("error_rate_critical"), tr_noop("critical")),
            Curving(MetricId("error_rate_high"), tr_noop("high")),
        ),
        "",
    ),
    Panel(
        tr_noop("Lesser errors"),
        Topic.QUALITY,
        (
            Curving(MetricId("error_rate_medium"), tr_noop("medium")),
            Curving(MetricId("error_rate_low"), tr_noop("low")),
        ),
        "",
    ),
    _panel(Topic.QUALITY, "mttr", tr_noop("Time to recovery")),
    _panel(Topic.DEVELOPERS, "contributors", tr_noop("Contributors")),
    _panel(Topic.DEVELOPERS, "pull_requests_month", tr_noop("Pull requests")),
    _panel(Topic.DEVELOPERS, "issues_resolved_month", tr_noop("Issues resolved")),
    _panel(Topic.BUSINESS, "enterprise_customers", tr_noop("Enterprise customers")),
    _panel(Topic.BUSINESS, "revenue", tr_noop("Revenue")),
    _panel(Topic.BUSINESS, "nps", tr_noop("NPS")),
)
"""What has a chart on its topic's page alone, once there is a history to draw."""

_LEAST_POINTS = 2


def topic_members(panel: Panel, picture: Picture) -> tuple[Judged, ...]:
    """Return the metrics of a topic's panel; none where no line can be drawn yet."""
    shown = members(panel, picture)
    return shown if any(_points(judged) >= _LEAST_POINTS for judged in shown) else ()


def _points(judged: Judged) -> int:
    if judged.trust is Trust.NOT_CONNECTED or judged.series is None:
        return 0
    return sum(value is not None for value in judged.series.values)


def charted(catalogue: Catalogue) -> frozenset[MetricId]:
    """Return the metrics that a panel shows, and that therefore have no tile on the overview."""
    return frozenset(
        curve.metric
        for panel in PANELS
        for curve in panel.curves
        if curve.metric in catalogue.metrics
    )


def members(panel: Panel, picture: Picture) -> tuple[Judged, ...]:
    """Return the panel's metrics that the catalogue has."""
    return tuple(
        picture.metrics[curve.metric] for curve in panel.curves if curve.metric in picture.metrics
    )


def chart(panel: Panel, shown: Sequence[Judged], drawn: PlotView) -> ChartView:
    """Return one panel of ``shown``, its metrics as judged, at least one, and its plot."""
    main = shown[0]
    names = panel.names
    level = worst(judged.level for judged in shown)
    empty = emptiness(panel, shown)
    return ChartView(
        metric=main.metric.id,
        title=tr(panel.title),
        meta=meta(main, alone=len(shown) == 1),
        level=level,
        trust=main.trust,
        dimmed=any(is_dimmed(judged) for judged in shown),
        headlines=headlines(shown, names),
        plot=drawn,
        empty=empty,
        accessible=spoken(tr(panel.title), shown, names, empty),
        topic=panel.topic,
    )


def headlines(shown: Sequence[Judged], names: dict[MetricId, str]) -> tuple[HeadlineView, ...]:
    """Return the big figures; the only one of a panel needs no name of its own."""
    colours = (LineColour.FIRST, LineColour.SECOND)
    return tuple(
        HeadlineView(
            metric=judged.metric.id,
            name=names[judged.metric.id] if len(shown) > 1 else "",
            figure=text.figure(judged.value, judged.metric.unit, judged.metric.decimals),
            level=judged.level,
            word=level_word(judged),
            detail=headline_detail(judged, alone=len(shown) == 1),
            colour=colour,
        )
        for judged, colour in zip(shown, colours, strict=False)
    )


def headline_detail(judged: Judged, *, alone: bool) -> str:
    """Return the words after a headline's level: its target, or its pace and what is due.

    A figure that shares its panel says less: the operator tells a target by itself.
    """
    metric, due = judged.metric, judged.judgement.due
    parts = []
    if metric.target is not None:
        bare = judged.value is None
        bound = text.bound(metric.target, metric.unit, with_unit=bare)
        parts.append(tr("target {limit}", limit=bound) if alone else bound)
    if due is not None:
        hint = pace_hint(judged)
        parts.extend([hint] if hint else [])
        amount = text.number(text.whole(due, metric.decimals), metric.decimals)
        parts.append(tr("{amount} due today", amount=amount))
        bound_for = spoken_landing(judged.prospect)
        parts.extend([bound_for] if bound_for else [])
    elif metric.dated:
        first = metric.dated[0]
        goal = text.short_number(first.limit.value)
        parts.append(tr("{months} mo {value}", months=first.months, value=goal))
    return " · ".join(parts)


def meta(main: Judged, *, alone: bool) -> str:
    """Return what the panel's figures cover: ``60 min · 5 min window · n 4,182``, or the age.

    The first panel, which has two figures and the room, says it for all; the others their sample.
    """
    if main.reading is None or main.reading.window_s is None:
        return main.age
    span = [
        f"{LIVE_SPAN_S / _MINUTE_S:.0f} min",
        tr("{span} window", span=text.hold(main.reading.window_s)),
    ]
    parts = [] if alone and main.reading.n is not None else span
    if main.reading.n is not None:
        parts.append(f"n {text.number(main.reading.n, 0)}")
    return " · ".join(parts)


def emptiness(panel: Panel, shown: Sequence[Judged]) -> str:
    """Return the sentence that replaces a plot with nothing to draw, empty when there is any."""
    main = shown[0]
    if main.trust is Trust.NOT_CONNECTED:
        return tr(panel.unconnected)
    if any(_has_history(judged) for judged in shown):
        return ""
    name = main.condition.name if main.condition is not None else ""
    if main.failure:
        return main.failure
    if main.trust is Trust.LEARNING:
        return tr("Waiting for the first answer of {name}.", name=name)
    if main.trust in (Trust.NO_DATA, Trust.OFFLINE) and main.reading is None:
        return tr("{name} has not given this figure.", name=name)
    return tr("No history yet.")


def plot_key(shown: Sequence[Judged], picture: Picture) -> object:
    """Return what a live plot depends on; a new reading alone does not redraw it."""
    minute = picture.now // _MINUTE_S if any(is_dimmed(judged) for judged in shown) else None
    rows = tuple((judged.series, judged.judgement.due) for judged in shown)
    state = picture.state
    marks = (state.releases, state.episodes, state.definitions)
    return rows, minute, marks, state.programme_start


def _has_history(judged: Judged) -> bool:
    series = judged.series
    return series is not None and any(value is not None for value in series.values)


def live_plot(panel: Panel, shown: Sequence[Judged], picture: Picture) -> PlotView:
    """Return the plot of a live panel.

    The time axis ends at the newest point rather than now, so that it moves only when a point
    comes; while the panel cannot be believed it follows the clock by the minute, and the silence
    shows as the gap it is. What an earlier run left is shown where it ended, for it may be of
    yesterday.
    """
    names, start = panel.names, picture.state.programme_start
    curves = [
        curve_of(judged, names[judged.metric.id], picture.now, start, judged.series)
        for judged in shown
    ]
    drawn = [judged.series for judged in shown if judged.series is not None]
    until = max((series.end for series in drawn), default=LIVE_SPAN_S)
    live = all(series.step_s < _LIVE_STEP_S for series in drawn)
    since = until - LIVE_SPAN_S if live else min(series.start for series in drawn)
    if drawn and any(is_dimmed(judged) and not judged.known for judged in shown):
        until = max(until, picture.now - picture.now % _MINUTE_S)
        since = until - LIVE_SPAN_S if live else since
    return plot(curves, since, until, picture.state.releases, marks_of(picture.state))


def curve_of(
    judged: Judged, name: str, now: float, programme_start: float | None, series: Series | None
) -> Curve:
    """Return a metric's ``series`` as a curve, with the goal and due line of a dated target."""
    ahead = next_target(judged.metric, now, programme_start)
    if ahead is None:
        return Curve(judged.metric, name, series)
    goal, label = ahead.limit.value, tr("{months} mo", months=ahead.months)
    return Curve(judged.metric, name, series, judged.judgement.due, goal, label)


def spoken(title: str, shown: Sequence[Judged], names: dict[MetricId, str], empty: str) -> str:
    """Return the panel in one sentence, for screen readers."""
    parts = [
        f"{names[judged.metric.id]} {text.measured(judged.value, judged.metric)}, "
        f"{level_word(judged)}"
        for judged in shown
        if judged.value is not None
    ]
    if not parts:
        return f"{title}: {empty}" if empty else f"{title}: {level_word(shown[0])}"
    return f"{title}: {'; '.join(parts)}"
