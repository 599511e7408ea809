"""Frozen views for the widgets' tests: an incident, a normal day, stale data, a first start.

The figures are written out or drawn from a seeded generator, so every picture is the same.
"""

from __future__ import annotations

import random
from dataclasses import replace

from aux_monitor.domain.catalogue import RuleId
from aux_monitor.domain.level import Level, Trust
from aux_monitor.domain.notice import AlertKey
from aux_monitor.domain.reading import MetricId, SourceId
from aux_monitor.presentation.views import (
    AlertCardView,
    AttentionView,
    BandView,
    BarView,
    ChartView,
    EarlierView,
    FigureView,
    HeadlineView,
    LimitKind,
    LimitView,
    LineColour,
    LineView,
    MarkerView,
    OverviewView,
    PlotView,
    ReviewView,
    RibbonView,
    SectionView,
    SourceChipView,
    TileView,
)

NOW = 1_795_443_540.0
"""Mon 23 Nov 2026, 14:19 UTC."""

_ON, _OFF, _BREACH, _UNKNOWN = Level.ON_TARGET, Level.OFF_TARGET, Level.BREACH, Level.UNKNOWN

_UNCONNECTED: dict[str, tuple[tuple[str, str], ...]] = {
    "North Star": (
        ("Weekly active installs", "6 mo 1,000 · 12 mo 10,000"),
        ("Developer satisfaction", "target > 4.2"),
        ("First integration", "target < 30 min"),
    ),
    "Adoption": (
        ("Total installations", "6 mo 5,000"),
        ("Monthly active users", "6 mo 1,000"),
        ("Daily users", "trigger > 20 % drop"),
        ("Churn rate", "trigger > 10 %"),
    ),
    "Geography": (("Countries", "6 mo > 20"), ("Documentation languages", "6 mo 3")),
    "Platform": (
        ("Browsers", "4"),
        ("Operating systems", "6 mo 3"),
        ("Cloud integrations", "12 mo 3"),
    ),
    "System": (
        ("Memory per session", "target < 200 MB"),
        ("Idle CPU", "target < 1 %"),
        ("WebSocket uptime", "target > 99.9 %"),
    ),
    "Efficiency": (
        ("Tokens saved", "target > 80 %"),
        ("Bandwidth per command", "target < 5 KB"),
        ("State diff ratio", "target > 10:1"),
    ),
    "Code quality": (
        ("Test coverage", "target > 90 %"),
        ("Code complexity", "target < 10"),
        ("Technical debt ratio", "target < 15 %"),
        ("Documentation coverage", "target > 95 %"),
    ),
    "Security": (("Security audit compliance", "target 100 %"),),
    "Onboarding": (
        ("Time to Hello World", "target < 10 min"),
        ("Time to production", "target < 1 wk"),
        ("Documentation clarity", "target > 4.5"),
        ("API intuitiveness", "target > 4.3"),
    ),
    "Support": (
        ("Forum response time", "target < 4 h"),
        ("Ticket resolution", "target < 24 h"),
        ("FAQ effectiveness", "target > 70 %"),
        ("Documentation searches", "target > 10,000"),
    ),
    "Community": (
        ("Forum posts", "6 mo 100"),
        ("Blog post views", "6 mo 5,000"),
        ("Newsletter subscribers", "6 mo 1,000"),
    ),
    "Content and education": (
        ("Tutorial completions", "target > 80 %"),
        ("Video views", "target > 10,000"),
        ("Workshop attendees", "target > 500"),
        ("Certification holders", "target > 100"),
    ),
    "Ecosystem": (
        ("Third-party integrations", "6 mo 10"),
        ("Community plugins", "6 mo 5"),
        ("Case studies", "6 mo 3"),
        ("Conference mentions", "12 mo 5"),
    ),
    "Market": (
        ("Enterprise customers", "target 10"),
        ("Market share", "target 5 %"),
        ("Brand awareness", "target 10 %"),
        ("NPS", "target > 50"),
    ),
    "Financial": (
        ("Support revenue", ""),
        ("Cost per acquisition", ""),
        ("Customer lifetime value", ""),
        ("Gross margin", ""),
    ),
    "Partnerships": (
        ("Strategic partners", "12 mo 5"),
        ("Integration partners", "12 mo 20"),
        ("Reseller network", "12 mo 10"),
        ("Co-marketing campaigns", "12 mo 12"),
    ),
    "Feature parity": (
        ("Commands supported", ""),
        ("Platform coverage", ""),
        ("Performance benchmarks", ""),
        ("Price to performance", ""),
    ),
    "Differentiation": (
        ("Unique feature adoption", ""),
        ("Switching rate", ""),
        ("Win to loss ratio", ""),
        ("Feature lead time", ""),
    ),
}


def metric_id(name: str) -> MetricId:
    """Return an id made from a name."""
    return MetricId(name.lower().replace(" ", "_"))


def wave(
    seed: int, start: float, end: float, noise: float, count: int = 64, *, bend: float = 0.0
) -> tuple[float, ...]:
    """Return a noisy way from ``start`` to ``end``; flat for the share ``bend``."""
    source = random.Random(seed)  # noqa: S311 - a picture's noise, no secret
    values = []
    for index in range(count):
        share = max(0.0, (index / (count - 1) - bend) / (1 - bend))
        values.append(start + (end - start) * share + source.uniform(-noise, noise))
    return tuple(values)


def tile(
    name: str,
    figure: str,
    unit: str = "",
    *,
    level: Level = _ON,
    word: str = "",
    foot: str = "",
    age: str = "1 s",
    hint: str = "",
    spark: tuple[float | None, ...] = (),
    limit: float | None = None,
    bar: BarView | None = None,
    trust: Trust = Trust.FRESH,
    dimmed: bool = False,
    pending: bool = False,
) -> TileView:
    """Return one tile's view with sensible defaults."""
    said = word or level.value
    return TileView(
        metric=metric_id(name),
        name=name,
        figure=FigureView(figure, unit),
        level=level,
        trust=trust,
        word=said,
        foot=foot,
        age=age,
        hint=hint,
        spark=spark,
        spark_limit=limit,
        bar=bar,
        dimmed=dimmed,
        pending=pending,
        accessible=f"{name}, {figure} {unit}, {said}, {foot}, {age} old",
        tooltip=f"{name}\n{foot}",
    )


def unconnected(name: str, foot: str) -> TileView:
    """Return the view of a metric that nothing fills yet."""
    return tile(
        name,
        "—",
        level=_UNKNOWN,
        trust=Trust.NOT_CONNECTED,
        word="not connected",
        foot=foot,
        age="",
    )


def _quiet(category: str) -> tuple[TileView, ...]:
    return tuple(unconnected(name, foot) for name, foot in _UNCONNECTED.get(category, ()))


def _adoption() -> tuple[TileView, ...]:
    return (
        tile(
            "Daily commands",
            "96.2",
            "k",
            hint="▲ 11 %",
            foot="6 mo 100 k · due 77 k",
            spark=wave(1, 40, 96, 7),
            bar=BarView(0.96, 0.77, 1.0),
        ),
        tile(
            "Unique domains",
            "431",
            hint="78 % of pace",
            level=_OFF,
            foot="6 mo 500 · due 552",
            spark=wave(2, 180, 431, 22),
            bar=BarView(0.60, 0.77, 1.0),
        ),
    )


def _performance(retry: float) -> tuple[TileView, ...]:
    return (
        tile(
            "Click to completion",
            "402",
            "ms",
            level=_BREACH,
            foot="target < 150 · alert > 300",
            spark=wave(3, 140, 402, 12, bend=0.62),
            limit=150,
        ),
        tile(
            "Click P95",
            "612",
            "ms",
            level=_OFF,
            foot="target < 500",
            spark=wave(4, 430, 612, 30, bend=0.62),
            limit=500,
        ),
        tile(
            "Concurrent sessions",
            "1,204",
            foot="target > 1,000",
            spark=wave(5, 1100, 1204, 40),
            limit=1000,
        ),
        tile(
            "Retries after failure",
            f"{retry:.1f}",
            "%",
            level=_BREACH,
            word="pending",
            foot="target < 5 · alert > 10",
            spark=wave(6, 2.1, retry, 0.5, bend=0.7),
            limit=5,
            pending=True,
        ),
    )


def _reliability() -> tuple[TileView, ...]:
    rates = (
        ("Critical errors", "0.004", 0.01),
        ("High errors", "0.06", 0.1),
        ("Medium errors", "0.4", 1.0),
        ("Low errors", "2.8", 5.0),
    )
    errors = tuple(
        tile(
            name,
            figure,
            "%",
            foot=f"target < {limit:g}",
            spark=wave(index, limit * 0.4, limit * 0.5, limit * 0.12),
            limit=limit,
        )
        for index, (name, figure, limit) in enumerate(rates, 10)
    )
    gaps: list[float | None] = list(wave(15, 800, 742, 12))
    gaps[20:27] = [None] * 7
    return (
        *errors,
        tile("MTBF", "742", "h", foot="target > 720", spark=tuple(gaps), limit=720, age="1 h"),
        tile(
            "MTTR",
            "18",
            "min",
            level=_OFF,
            foot="target < 15",
            spark=wave(16, 11, 18, 1.5),
            limit=15,
            age="1 h",
        ),
    )


def _engagement() -> tuple[TileView, ...]:
    return (
        tile(
            "Contributors",
            "17",
            foot="6 mo 20 · due 16",
            age="4 min",
            spark=wave(20, 6, 17, 0.9),
            bar=BarView(0.85, 0.77, 1.0),
        ),
        tile(
            "Pull requests / month",
            "58",
            foot="target > 50",
            age="4 min",
            spark=wave(21, 38, 58, 4),
            limit=50,
        ),
        tile(
            "Issues resolved",
            "74",
            "%",
            level=_OFF,
            foot="target > 80",
            age="4 min",
            spark=wave(22, 91, 74, 4),
            limit=80,
        ),
        tile(
            "Issue resolution time",
            "5.2",
            "d",
            foot="target < 7",
            age="4 min",
            spark=wave(23, 6.1, 5.2, 0.4),
            limit=7,
        ),
    )


def _security() -> tuple[TileView, ...]:
    names = ("Critical vulnerabilities", "High vulnerabilities", "Medium vulnerabilities")
    return tuple(
        tile(name, "0", foot=foot, age="4 min", spark=(0.0,) * 40, limit=limit)
        for name, foot, limit in zip(
            names, ("target 0", "target < 1", "target < 5"), (None, 1.0, 5.0), strict=True
        )
    )


def _community() -> tuple[TileView, ...]:
    return (
        tile(
            "Discord members",
            "377",
            level=_UNKNOWN,
            trust=Trust.STALE,
            word="stale 52 min",
            foot="6 mo 500",
            age="52 min",
            spark=wave(30, 100, 377, 4),
            dimmed=True,
        ),
    )


def live_sections(retry: float = 10.9) -> tuple[SectionView, ...]:
    """Return every section, with what the collector and GitHub fill shown as live."""
    live = {
        "Adoption": _adoption(),
        "Performance": _performance(retry),
        "Reliability": _reliability(),
        "Security": _security(),
        "Developer engagement": _engagement(),
        "Community": _community(),
    }
    order = list(_UNCONNECTED)
    order.insert(order.index("System"), "Performance")
    order.insert(order.index("Security"), "Reliability")
    order.insert(order.index("Support"), "Developer engagement")
    hints = {"Adoption": "pace toward the 6-month targets, day 141 of 182"}
    return tuple(
        SectionView(title, hints.get(title, ""), live.get(title, ()) + _quiet(title))
        for title in order
    )


def empty_sections() -> tuple[SectionView, ...]:
    """Return every section with nothing connected."""
    return tuple(
        replace(
            section,
            hint="",
            tiles=tuple(unconnected(shown.name, shown.foot) for shown in section.tiles),
        )
        for section in live_sections()
    )


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


def emptied(chart: ChartView, sentence: str) -> ChartView:
    """Return a chart with nothing to draw and a sentence that says what to do."""
    return replace(
        chart,
        level=_UNKNOWN,
        trust=Trust.NOT_CONNECTED,
        meta="",
        headlines=tuple(
            replace(head, figure=FigureView("—"), level=_UNKNOWN, word="not connected")
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


def chip(name: str, detail: str, level: Level = _ON) -> SourceChipView:
    """Return one source of the trust strip."""
    return SourceChipView(SourceId(name.lower()), name, level, detail, f"{name}: {detail}")


def card(
    rule: str,
    title: str,
    corner: str,
    action: str,
    body: str,
    *,
    level: Level = _BREACH,
    asks: bool = True,
) -> AlertCardView:
    """Return one alert card."""
    key = AlertKey(RuleId(rule), MetricId(rule))
    return AlertCardView(key, level, title, corner, action, body, asks, asks)


def attention() -> AttentionView:
    """Return the panel of the incident."""
    return AttentionView(
        summary="2 firing · 1 pending",
        cards=(
            card(
                "command_success_rate",
                "Success rate below 90 %",
                "14 min",
                "Immediate triage.",
                "88.6 % of 4,182 commands, worst 87.9 %. Began 14:02, four minutes after v1.3.0. "
                "Clears above 92 % for 5 min.",
            ),
            card(
                "response_time_avg",
                "Response time above 300 ms",
                "11 min",
                "Engineering investigation.",
                "Average 318 ms; click 402 ms, extract 288 ms. Clears below 270 ms for 5 min.",
            ),
            card(
                "retry_rate",
                "Retry rate rising",
                "fires in 1:20",
                "",
                "10.9 % of the last 5 min; alert above 10 % for 3 min.",
                level=_OFF,
                asks=False,
            ),
        ),
        earlier=(
            EarlierView("11:42", _ON, "P95 recovered after 6 min, worst 1,240 ms"),
            EarlierView("11:36", _BREACH, "P95 above 1,000 ms · told · acknowledged"),
            EarlierView("09:14", _UNKNOWN, "Collector silent for 40 s · metric alerts held"),
            EarlierView("08:00", _ON, "Quiet hours ended · nothing missed"),
        ),
        reviews=(
            ReviewView("today", "Error rates, performance (daily)"),
            ReviewView("Fri", "Usage trends, support (weekly)"),
            ReviewView("30 Nov", "Full KPI review, community health"),
        ),
    )


def _calm_attention() -> AttentionView:
    return replace(attention(), summary="", cards=())


def ribbon(
    level: Level, headline: str, subline: str, *, tinted: bool, demo: bool = False
) -> RibbonView:
    """Return a ribbon with the four usual sources."""
    return RibbonView(
        level=level,
        headline=headline,
        subline=subline,
        tinted=tinted,
        demo=demo,
        sources=(
            chip("Collector", "1 s ago · 2 logs"),
            chip("GitHub", "4 min ago · 4,812 left"),
            chip("PyPI, npm", "6 h ago"),
            chip("Discord", "stale, 52 min", _OFF),
        ),
        time="14:19",
        date="Mon 23 Nov",
    )


def incident() -> OverviewView:
    """Return two breaches, one pending alert, one stale source."""
    return OverviewView(
        ribbon=ribbon(
            _BREACH,
            "2 breaches: success rate 88.6 %, response time 318 ms",
            "since 14:02, four minutes after release v1.3.0 · 6 off target · 41 on target",
            tinted=True,
        ),
        charts=(response_chart(), success_chart(), retry_chart(), stars_chart()),
        sections=live_sections(),
        attention=attention(),
    )


def _settled(shown: TileView) -> TileView:
    if shown.level is _BREACH:
        return replace(shown, level=_ON, word=_ON.value, pending=False, spark=wave(9, 1, 1, 0.2))
    return shown


def normal() -> OverviewView:
    """Return a calm day in the demonstration: nothing fires."""
    calm = replace(
        ribbon(
            _ON,
            "All live figures on target",
            "for 6 h 12 min · 18 on target · 3 off target · 62 not connected",
            tinted=False,
            demo=True,
        ),
        sources=(chip("Collector", "1 s ago · 1 log"), chip("GitHub", "4 min ago · 52 left")),
    )
    sections = tuple(
        replace(section, tiles=tuple(_settled(shown) for shown in section.tiles))
        for section in live_sections(retry=2.3)
    )
    return OverviewView(
        ribbon=calm,
        charts=(
            response_chart(132, 441, _ON),
            success_chart(97.6, _ON),
            retry_chart(2.3, _ON),
            stars_chart(),
        ),
        sections=sections,
        attention=_calm_attention(),
    )


def _old(shown: TileView) -> TileView:
    if shown.trust is Trust.NOT_CONNECTED:
        return shown
    return replace(
        shown,
        level=_UNKNOWN,
        trust=Trust.STALE,
        word="stale 4 min",
        age="4 min",
        hint="",
        dimmed=True,
        pending=False,
    )


def stale() -> OverviewView:
    """Return the incident after the collector fell silent: nothing is believed."""
    view = incident()
    return OverviewView(
        ribbon=replace(
            view.ribbon,
            level=_UNKNOWN,
            headline="The collector is silent for 4 min",
            subline="Figures are held as of 14:15 · metric alerts wait for its answer",
            tinted=True,
            sources=(
                chip("Collector", "no answer, 4 min", _UNKNOWN),
                *(view.ribbon.sources[1:]),
            ),
        ),
        charts=(*(staled(chart) for chart in view.charts[:3]), view.charts[3]),
        sections=tuple(
            replace(section, tiles=tuple(_old(shown) for shown in section.tiles))
            for section in view.sections
        ),
        attention=replace(_calm_attention(), summary="alerts held"),
    )


def empty() -> OverviewView:
    """Return a first start with nothing connected."""
    connect = "Choose a session.log or enter a collector's address to see this live."
    stars = "Enter owner/name of a repository to see its stars."
    return OverviewView(
        ribbon=RibbonView(
            level=_UNKNOWN,
            headline="Nothing is connected yet",
            subline="Choose a session.log, enter a collector's address or name a repository",
            tinted=False,
            demo=False,
            sources=(),
            time="14:19",
            date="Mon 23 Nov",
        ),
        charts=(
            emptied(response_chart(), connect),
            emptied(success_chart(), connect),
            emptied(retry_chart(), connect),
            emptied(stars_chart(), stars),
        ),
        sections=empty_sections(),
        attention=AttentionView("", (), (), ()),
    )


def offline() -> OverviewView:
    """Return this computer cut off from every source."""
    view = stale()
    lost = tuple(
        chip(shown.name, "unreachable", _UNKNOWN) for shown in incident().ribbon.sources[1:]
    )
    return replace(
        view,
        ribbon=replace(
            view.ribbon,
            headline="This computer seems to be offline",
            subline="No source can be reached · figures are held as of 14:15",
            sources=(chip("Collector", "1 s ago · 2 logs"), *lost),
        ),
    )
