"""Frozen views for the widgets' tests: an incident, a normal day, stale data, a first start."""

from __future__ import annotations

from msgspec.structs import replace

from aux_monitor.domain.level import Level, Trust
from aux_monitor.domain.reading import SourceId
from aux_monitor.domain.topics import Topic
from aux_monitor.presentation.views import (
    AttentionView,
    BarView,
    ChartView,
    LimitKind,
    LimitView,
    OverviewView,
    RibbonView,
    SourceChipView,
    TileView,
    TopicHeadView,
)
from tests.ui.sample_alerts import attention, card
from tests.ui.sample_charts import (
    emptied,
    grown,
    response_chart,
    retry_chart,
    staled,
    stars_chart,
    success_chart,
)
from tests.ui.sample_tiles import empty_sections, live_sections, tile, unconnected, wave

__all__ = [
    "attention",
    "cached",
    "empty",
    "incident",
    "normal",
    "offline",
    "response_chart",
    "stale",
    "stars_chart",
    "tile",
    "unconnected",
    "wave",
]

_ON, _OFF, _BREACH, _UNKNOWN = Level.ON_TARGET, Level.OFF_TARGET, Level.BREACH, Level.UNKNOWN


def chip(name: str, detail: str, level: Level = _ON) -> SourceChipView:
    """Return one source of the trust strip."""
    return SourceChipView(SourceId(name.lower()), name, level, detail, f"{name}: {detail}")


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


def _heads(*told: TopicHeadView) -> tuple[TopicHeadView, ...]:
    """Return what is said of each topic: ``told``, and something calm of the rest."""
    nothing = "Nothing here is connected: open a KPI to enter its figures by hand"
    unconnected = TopicHeadView(Topic.BUSINESS, _UNKNOWN, nothing, "20 not connected")
    known = {head.topic: head for head in (unconnected, *told)}
    calm = "All that is judged is on target"
    counted = "4 on target · 7 not connected"
    return tuple(known.get(topic, TopicHeadView(topic, _ON, calm, counted)) for topic in Topic)


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
        attention=replace(attention(), firing=2),
        heads=_heads(
            TopicHeadView(
                Topic.PERFORMANCE,
                _BREACH,
                "2 breaches: success rate 88.6 %, response time 318 ms",
                "2 off target · 6 on target · 9 not connected",
            ),
            TopicHeadView(
                Topic.ADOPTION,
                _OFF,
                "1 off target: unique domains 431",
                "2 on target · 11 not connected",
            ),
            TopicHeadView(
                Topic.DEVELOPERS,
                _OFF,
                "1 off target: issues resolved 74 %",
                "3 on target · 8 not connected",
            ),
        ),
    )


_CALM_FIGURES = {
    "Unique domains": "431",
    "Click to completion": "138",
    "Click P95": "431",
    "MTTR": "12",
    "Issues resolved": "86",
}


def _settled(shown: TileView) -> TileView:
    if shown.trust is Trust.STALE:
        return unconnected(shown.name, shown.foot)
    if shown.level not in (_OFF, _BREACH):
        return shown
    figure = replace(shown.figure, text=_CALM_FIGURES.get(shown.name, shown.figure.text))
    value, limit = float(figure.text), shown.spark_limit
    return replace(
        shown,
        figure=figure,
        level=_ON,
        word=_ON.value,
        pending=False,
        hint="104 % of pace" if limit is None else "",
        foot="6 mo 500 · due 415" if limit is None else shown.foot,
        bar=BarView(0.86, 0.83, 1.0) if limit is None else None,
        spark=wave(9, value * (0.6 if limit is None else 0.99), value, value * 0.03),
    )


def _simulated(shown: TileView) -> TileView:
    return replace(shown, demo=shown.trust is not Trust.NOT_CONNECTED)


def _stars_on_pace() -> ChartView:
    chart = stars_chart()
    (head,) = chart.headlines
    due = LimitView(LimitKind.DUE, 618, "due")
    return replace(
        chart,
        level=_ON,
        headlines=(
            replace(head, level=_ON, word="on target", detail="104 % of pace · 618 due today"),
        ),
        plot=replace(chart.plot, limits=(chart.plot.limits[0], due)),
    )


def normal() -> OverviewView:
    """Return a calm day in the demonstration: nothing fires."""
    calm = replace(
        ribbon(
            _ON,
            "All live figures on target",
            "for 6 h 12 min · 23 on target · 62 not connected",
            tinted=False,
            demo=True,
        ),
        sources=(chip("Collector", "1 s ago · 1 log"), chip("GitHub", "4 min ago · 52 left")),
    )
    sections = tuple(
        replace(section, tiles=tuple(_simulated(_settled(shown)) for shown in section.tiles))
        for section in live_sections(retry=2.3)
    )
    return OverviewView(
        ribbon=calm,
        charts=(
            response_chart(132, 441, _ON),
            success_chart(97.6, _ON),
            retry_chart(2.3, _ON),
            _stars_on_pace(),
        ),
        sections=sections,
        attention=_calm_attention(),
        heads=_heads(),
        topic_charts=(
            grown("Daily commands", Topic.ADOPTION, "96.2 k", 61, 100_000),
            grown("Unique domains", Topic.ADOPTION, "431", 62, 500),
            grown("Contributors", Topic.DEVELOPERS, "17", 63, 20),
            grown("Pull requests / month", Topic.DEVELOPERS, "58", 64, 60),
        ),
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
    silent = card(
        "collector",
        "Collector silent",
        "no answer",
        "4 min",
        level=_UNKNOWN,
        lines=("Metric alerts wait for it and are not resolved meanwhile.",),
    )
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
        attention=replace(_calm_attention(), summary="1 trouble", cards=(silent,)),
    )


def cached() -> OverviewView:
    """Return a start after the incident: what was last known, and nobody has answered yet."""
    view = incident()
    word = "cached 14:18"
    charts = (replace(staled(chart, word), trust=Trust.CACHED) for chart in view.charts[:3])
    stars = replace(staled(view.charts[3], word), trust=Trust.CACHED, meta="")
    names = ("Collector", "GitHub")
    return OverviewView(
        ribbon=replace(
            view.ribbon,
            level=_UNKNOWN,
            headline=f"Waiting for the first answer: figures {word}",
            subline="23 cached · 66 not connected",
            tinted=False,
            sources=tuple(chip(name, f"awaited, {word}", _UNKNOWN) for name in names),
        ),
        charts=(*charts, stars),
        sections=tuple(
            replace(section, tiles=tuple(_known(shown, word) for shown in section.tiles))
            for section in view.sections
        ),
        attention=replace(_calm_attention(), summary="nothing"),
    )


def _known(shown: TileView, word: str) -> TileView:
    old = _old(shown)
    if old.trust is Trust.NOT_CONNECTED:
        return old
    return replace(old, trust=Trust.CACHED, word=word, age="")


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
