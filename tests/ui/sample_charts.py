"""Chart panels for the widgets' tests."""

from __future__ import annotations

from msgspec.structs import replace

from aux_monitor.domain.level import Level, Trust
from aux_monitor.domain.reading import MetricId
from aux_monitor.domain.topics import Topic
from aux_monitor.presentation.views import (
    BandView,
    ChartView,
    FigureView,
    HeadlineView,
    LimitKind,
    LimitView,
    LineColour,
    LineView,
    MarkerView,
    PlotView,
)
from tests.ui.sample_tiles import metric_id, wave

NOW = 1_795_443_540.0
"""Mon 23 Nov 2026, 14:19 UTC."""

_ON, _OFF, _BREACH, _UNKNOWN = Level.ON_TARGET, Level.OFF_TARGET, Level.BREACH, Level.UNKNOWN


def hour(
    values: tuple[float, ...], gap: tuple[int, int] | None = (104, 116)
) -> tuple[float | None, ...]:
    """Return a rolling mean of 361 values for the last hour, with a gap, the last one exact."""
    means = [sum(values[max(0, at - 5) : at + 1]) / min(6, at + 1) for at in range(len(values))]
    result: list[float | None] = [*means[:-1], values[-1]]
    if gap is not None:
        result[slice(*gap)] = [None] * (gap[1] - gap[0])
    return tuple(result)


def plot(
    lines: tuple[LineView, ...],
    low: float,
    high: float,
    *,
    unit: str = "ms",
    limits: tuple[LimitView, ...] = (),
    bands: tuple[BandView, ...] = (),
    markers: tuple[MarkerView, ...] = (),
    since: float = NOW - 3600,
    decimals: int = 0,
) -> PlotView:
    """Return a plot of the last hour (or from ``since``)."""
    return PlotView(since, NOW, low, high, unit, decimals, lines, limits, bands, markers)


_RELEASE = MarkerView(NOW - 1140, "v1.3.0")


def _hour_line(name: str, colour: LineColour, values: tuple[float | None, ...]) -> LineView:
    return LineView(name, colour, NOW - 3600, 10.0, values)


def response_chart(average: float = 318, p95: float = 784, level: Level = _BREACH) -> ChartView:
    """Return the response-time panel with its two headlines."""
    calm = level is _ON
    return ChartView(
        metric=MetricId("response_time_avg"),
        topic=Topic.PERFORMANCE,
        title="Response time",
        meta="60 min · 5 min window · n 4,182",
        level=level,
        trust=Trust.FRESH,
        dimmed=False,
        headlines=(
            HeadlineView(
                MetricId("response_time_avg"),
                "average",
                FigureView(f"{average:.0f}", "ms"),
                level,
                level.value,
                "target < 150",
                LineColour.FIRST,
            ),
            HeadlineView(
                MetricId("response_time_p95"),
                "P95",
                FigureView(f"{p95:.0f}", "ms"),
                _ON if calm else _OFF,
                (_ON if calm else _OFF).value,
                "target < 500",
                LineColour.SECOND,
            ),
        ),
        plot=plot(
            (
                _hour_line(
                    "average", LineColour.FIRST, hour(wave(40, 128, average, 9, 361, bend=0.7))
                ),
                _hour_line("P95", LineColour.SECOND, hour(wave(41, 438, p95, 36, 361, bend=0.68))),
            ),
            0,
            1100,
            limits=(
                LimitView(LimitKind.TARGET, 150, "target"),
                LimitView(LimitKind.ALERT, 300, "alert 300"),
                LimitView(LimitKind.TARGET, 500, "target"),
                LimitView(LimitKind.ALERT, 1000, "alert 1000"),
            ),
            bands=(BandView(_BREACH, 1000, None),),
            markers=() if calm else (_RELEASE,),
        ),
        empty="",
        accessible=f"Response time, average {average:.0f} ms, {level.value}",
    )


def success_chart(value: float = 88.6, level: Level = _BREACH) -> ChartView:
    """Return the success-rate panel."""
    calm = level is _ON
    return ChartView(
        metric=MetricId("command_success_rate"),
        topic=Topic.PERFORMANCE,
        title="Command success rate",
        meta="n 4,182",
        level=level,
        trust=Trust.FRESH,
        dimmed=False,
        headlines=(
            HeadlineView(
                MetricId("command_success_rate"),
                "",
                FigureView(f"{value:.1f}", "%"),
                level,
                level.value,
                "target > 95" if calm else "target > 95 · error budget ends in 9 d",
                LineColour.FIRST,
            ),
        ),
        plot=plot(
            (
                _hour_line(
                    "success rate",
                    LineColour.FIRST,
                    hour(wave(42, 97.4, value, 0.6, 361, bend=0.7)),
                ),
            ),
            84,
            100,
            unit="%",
            decimals=1,
            limits=(
                LimitView(LimitKind.TARGET, 95, "target"),
                LimitView(LimitKind.ALERT, 90, "alert 90"),
            ),
            bands=(BandView(_ON, 95, None), BandView(_BREACH, None, 90)),
            markers=() if calm else (_RELEASE,),
        ),
        empty="",
        accessible=f"Command success rate, {value:.1f} %, {level.value}",
    )


def retry_chart(value: float = 10.9, level: Level = _BREACH) -> ChartView:
    """Return the retry-rate panel."""
    word = "pending" if level is _BREACH else level.value
    return ChartView(
        metric=MetricId("retry_rate"),
        topic=Topic.PERFORMANCE,
        title="Retry rate",
        meta="n 4,182",
        level=level,
        trust=Trust.FRESH,
        dimmed=False,
        headlines=(
            HeadlineView(
                MetricId("retry_rate"),
                "",
                FigureView(f"{value:.1f}", "%"),
                level,
                word,
                "target < 5 · inferred",
                LineColour.FIRST,
            ),
        ),
        plot=plot(
            (
                _hour_line(
                    "retry rate", LineColour.FIRST, hour(wave(43, 2.2, value, 0.4, 361, bend=0.78))
                ),
            ),
            0,
            12,
            unit="%",
            decimals=1,
            limits=(
                LimitView(LimitKind.TARGET, 5, "target"),
                LimitView(LimitKind.ALERT, 10, "alert 10"),
            ),
            bands=(BandView(_ON, None, 5), BandView(_BREACH, 10, None)),
            markers=() if level is _ON else (_RELEASE,),
        ),
        empty="",
        accessible=f"Retry rate, {value:.1f} %, {word}",
    )


def stars_chart() -> ChartView:
    """Return the stars panel: months, a dated target and what is due today."""
    since = NOW - 176 * 86_400.0
    values = wave(44, 40, 642, 3, 177)
    return ChartView(
        metric=MetricId("github_stars"),
        topic=Topic.COMMUNITY,
        title="GitHub stars",
        meta="4 min",
        level=_OFF,
        trust=Trust.FRESH,
        dimmed=False,
        headlines=(
            HeadlineView(
                MetricId("github_stars"),
                "",
                FigureView("642"),
                _OFF,
                "92 % of pace",
                "698 due today",
                LineColour.FIRST,
            ),
        ),
        plot=plot(
            (LineView("stars", LineColour.FIRST, since, 86_400.0, values),),
            0,
            1100,
            unit="",
            since=since,
            limits=(
                LimitView(LimitKind.TARGET, 1000, "6 mo"),
                LimitView(LimitKind.DUE, 698, "due"),
            ),
        ),
        empty="",
        accessible="GitHub stars, 642, off target, 698 due today",
    )


def grown(title: str, topic: Topic, figure: str, seed: int, top: float) -> ChartView:
    """Return a topic's own panel: a figure that has grown toward its dated target for months."""
    since = NOW - 176 * 86_400.0
    values = wave(seed, top * 0.08, top * 0.86, top * 0.012, 177)
    metric = metric_id(title)
    head = HeadlineView(
        metric, "", FigureView(figure), _ON, "on target", "104 % of pace", LineColour.FIRST
    )
    return replace(
        stars_chart(),
        metric=metric,
        topic=topic,
        title=title,
        level=_ON,
        headlines=(head,),
        plot=plot(
            (LineView(title, LineColour.FIRST, since, 86_400.0, values),),
            0,
            top * 1.1,
            unit="",
            since=since,
            limits=(
                LimitView(LimitKind.TARGET, top, "6 mo"),
                LimitView(LimitKind.DUE, top * 0.77, "due"),
            ),
        ),
        accessible=f"{title}, {figure}, on target",
    )


def emptied(chart: ChartView, sentence: str) -> ChartView:
    """Return a chart with nothing to draw and a sentence that says what to do."""
    return replace(
        chart,
        level=_UNKNOWN,
        trust=Trust.NOT_CONNECTED,
        meta="",
        headlines=tuple(
            replace(
                head,
                figure=FigureView("—"),
                level=_UNKNOWN,
                word="not connected",
                detail="6 mo 1,000" if "due" in head.detail else head.detail.split(" · ")[0],
            )
            for head in chart.headlines
        ),
        plot=replace(chart.plot, lines=(), markers=()),
        empty=sentence,
    )


def staled(chart: ChartView, word: str = "stale 4 min") -> ChartView:
    """Return a chart that shows old data."""
    return replace(
        chart,
        level=_UNKNOWN,
        trust=Trust.STALE,
        dimmed=True,
        headlines=tuple(replace(head, level=_UNKNOWN, word=word) for head in chart.headlines),
    )
