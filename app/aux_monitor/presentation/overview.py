"""The overview page's sections of tiles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aux_monitor.domain.catalogue import Catalogue, Category, DatedTarget
from aux_monitor.domain.pace import add_months
from aux_monitor.domain.reading import MetricId
from aux_monitor.domain.topics import TOPIC_OF
from aux_monitor.presentation.charts import charted
from aux_monitor.presentation.views import SectionView, TileView
from aux_monitor.settings.language import tr

_DAY_S = 86_400.0


def sectioned(catalogue: Catalogue) -> Mapping[Category, tuple[MetricId, ...]]:
    """Return the metrics that have a tile, by section, both in the document's order.

    What a chart panel shows has no tile; a section without tiles is left out.
    """
    in_charts = charted(catalogue)
    found: dict[Category, list[MetricId]] = {category: [] for category in Category}
    for metric in catalogue.metrics.values():
        if metric.id not in in_charts:
            found[metric.category].append(metric.id)
    return {category: tuple(metrics) for category, metrics in found.items() if metrics}


def section(category: Category, hint: str, tiles: Sequence[TileView]) -> SectionView:
    """Return one section."""
    return SectionView(tr(category.value), hint, tuple(tiles), TOPIC_OF[category])


def pace_words(dated: Sequence[DatedTarget], now: float, programme_start: float | None) -> str:
    """Return a section's hint: which dated targets lie ahead, and how far the way is.

    Empty for a section without dated targets. The first day is day 1.
    """
    if not dated:
        return ""
    if programme_start is None:
        return tr("set the programme's start date to see the pace")
    if now < programme_start:
        return tr("the programme has not begun")
    day = int((now - programme_start) // _DAY_S) + 1
    for months in sorted({target.months for target in dated}):
        end = add_months(programme_start, months)
        if now < end:
            whole = round((end - programme_start) / _DAY_S)
            return tr(
                "pace toward the {months}-month targets, day {day} of {whole}",
                months=months,
                day=day,
                whole=whole,
            )
    return tr("past the last dated target")
