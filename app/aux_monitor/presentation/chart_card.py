"""A metric's own chart as a card that can stand alone, for a picture of it."""

from __future__ import annotations

from aux_monitor.presentation.detail_views import (
    DetailView,
)
from aux_monitor.presentation.views import (
    ChartView,
    HeadlineView,
    LineColour,
)


def chart_of(view: DetailView) -> ChartView | None:
    """Return a metric's page as one chart, None where it has no plot: a gate's has none."""
    if view.plot is None:
        return None
    tile = view.tile
    headline = HeadlineView(
        tile.metric,
        tile.name,
        tile.figure,
        tile.level,
        tile.word,
        f" · {tile.foot}" if tile.foot else "",
        LineColour.FIRST,
    )
    return ChartView(
        metric=tile.metric,
        title=tile.name,
        meta=view.range.value,
        level=tile.level,
        trust=tile.trust,
        dimmed=tile.dimmed,
        headlines=(headline,),
        plot=view.plot,
        empty=view.empty,
        accessible=tile.accessible,
    )
