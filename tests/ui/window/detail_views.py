"""Views of a metric's own page: an incident with its parts, a dated target, nothing connected."""

from __future__ import annotations

from math import sin

from msgspec.structs import replace

from aux_monitor.domain.level import Level, Trust
from aux_monitor.presentation.detail_views import (
    ChangeView,
    DetailRange,
    DetailView,
    FactView,
    PartView,
)
from aux_monitor.presentation.views import (
    AlertSpanView,
    BandView,
    BarView,
    FigureView,
    LineColour,
    LineView,
    MarkerView,
)
from tests.ui import sample_charts, sample_tiles

_FACTS = (
    FactView(
        "Definition",
        "Mean execution time of every command with a terminal event, failed ones included, over "
        "the last five minutes (version 1)",
    ),
    FactView("In the document", "Command Response Time"),
    FactView("Measurement", "execution_time_ms of session.log events"),
    FactView("Target", "< 150 ms"),
    FactView("Alert", "> 300 ms"),
    FactView(
        "Rule",
        "Fires above 300 ms, held for 5 min. Clears below 270 ms for 5 min. Needs 20 samples. "
        "Then: Engineering investigation.",
    ),
    FactView("Source", "Collector, last good answer 14:19 (1 s ago)"),
    FactView("Window", "the last 5 min"),
    FactView("Sample", "n 4,182, judged from 20"),
    FactView("Review", "daily, stage: monitored"),
)

_PARTS = (
    ("click", "402", "1,204", Level.BREACH),
    ("extract", "288", "611", Level.OFF_TARGET),
    ("navigate", "251", "402", Level.OFF_TARGET),
    ("type", "121", "988", Level.ON_TARGET),
    ("screenshot", "118", "77", Level.ON_TARGET),
    ("observe", "96", "640", Level.ON_TARGET),
    ("wait", "44", "260", Level.ON_TARGET),
)


def response_time() -> DetailView:
    """Return the page of the incident's response time."""
    tile = sample_tiles.tile(
        "Response time",
        "318",
        "ms",
        level=Level.BREACH,
        foot="target < 150 · alert > 300",
        hint="since 14:02",
    )
    parts = tuple(
        PartView(name, FigureView(value, "ms"), n, level) for name, value, n, level in _PARTS
    )
    plot = sample_charts.response_chart().plot
    return DetailView(tile, DetailRange.HOUR, plot, "", _FACTS, parts)


def stars() -> DetailView:
    """Return the page of a dated target, off its pace."""
    tile = sample_tiles.tile(
        "GitHub stars",
        "642",
        level=Level.OFF_TARGET,
        foot="6 mo 1,000 · due 698",
        hint="92 % of pace",
        age="4 min",
        bar=BarView(0.642, 0.698, 1.0),
    )
    plot = sample_charts.stars_chart().plot
    return DetailView(tile, DetailRange.QUARTER, plot, "", _FACTS[:6], ())


def stale() -> DetailView:
    """Return the incident's page after the collector fell silent."""
    view = response_time()
    tile = replace(
        view.tile,
        level=Level.UNKNOWN,
        trust=Trust.STALE,
        word="stale 4 min",
        hint="",
        age="4 min",
        dimmed=True,
    )
    facts = (*view.facts, FactView("Last error", "The collector did not answer within 5 s."))
    parts = tuple(replace(part, level=Level.UNKNOWN) for part in view.parts)
    return replace(view, tile=tile, facts=facts, parts=parts)


def unconnected() -> DetailView:
    """Return the page of a metric that nothing fills."""
    view = stars()
    return replace(
        view,
        tile=sample_tiles.unconnected("NPS", "target > 50"),
        range=DetailRange.MONTH,
        plot=replace(sample_charts.stars_chart().plot, lines=()),
        empty="Not connected: no source that is set up measures this.",
    )


def gate() -> DetailView:
    """Return the page of a phase gate, some of whose targets are missing."""
    tile = sample_tiles.gate()
    rows = (
        ("Countries", "12", "> 20", Level.OFF_TARGET),
        ("Doc languages", "2", "≥ 3", Level.OFF_TARGET),
        ("Unique domains", "27, learning", "≥ 500", Level.UNKNOWN),
        ("Operating systems", "not connected", "≥ 3", Level.UNKNOWN),
        ("Total installs", "6,120", "≥ 5,000", Level.ON_TARGET),
        ("Browsers", "4", "≥ 4", Level.ON_TARGET),
    )
    facts = (
        FactView("Phase", "Phase 2: Growth (Months 4-9)"),
        FactView("Condition", "50% of adoption targets met"),
        FactView("When", "from 2026-10-06 to 2027-04-06"),
        FactView("Counts", "8 targets due by the end of month 9; 4 of them are needed."),
        FactView("Now", "2 met, 3 fall short, 1 learning, 2 not connected."),
    )
    parts = tuple(
        PartView(name, FigureView(value), asks, level) for name, value, asks, level in rows
    )
    columns = ("Target", "Value", "Asks for")
    return DetailView(tile, DetailRange.HOUR, None, "", facts, parts, "Targets", columns)


def compared() -> DetailView:
    """Return the incident's page beside the hour before, with its alerts and a new definition."""
    view = response_time()
    assert view.plot is not None
    (measured, _) = view.plot.lines
    calm = tuple(None if at % 97 == 5 else 118 + 14 * sin(at / 19) for at in range(361))
    earlier = LineView(
        "1 h before",
        LineColour.EARLIER,
        measured.start,
        measured.step_s,
        calm,
        dashed=True,
        shift_s=3600.0,
    )
    anew = measured.start + 600
    plot = replace(
        view.plot,
        y_high=400.0,
        lines=(replace(measured, name="Response time", breaks=(anew,)), earlier),
        limits=tuple(limit for limit in view.plot.limits if limit.value in (150.0, 300.0)),
        bands=(BandView(Level.BREACH, 300.0, None), BandView(Level.ON_TARGET, None, 150.0)),
        markers=(*view.plot.markers, MarkerView(anew, "definition 2")),
        alerts=(
            AlertSpanView(measured.start + 1300, measured.start + 1500, Level.BREACH, "alert"),
            AlertSpanView(measured.start + 3300, None, Level.BREACH, "alert fires"),
        ),
    )
    return replace(
        view,
        plot=plot,
        compared=True,
        change=ChangeView(
            Level.OFF_TARGET, "Median 131 ms, 1 h before 118 ms: 13 ms more (+11.0 %), worse"
        ),
        sources=view.parts[:2],
        columns=("Method", "Value", "Samples"),
    )
