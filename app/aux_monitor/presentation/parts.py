"""What a figure is made of: its parts by method, repository or collector, the worst first."""

from __future__ import annotations

from collections.abc import Iterable

from aux_monitor.domain.level import Level, Trust, level_of
from aux_monitor.domain.reading import Part, Unit
from aux_monitor.presentation import text
from aux_monitor.presentation.detail_views import (
    PartView,
)
from aux_monitor.presentation.judged import Judged

MOST_PARTS = 40
"""The breakdown shows this many parts; a hostile answer could name thousands."""


def parts(judged: Judged) -> tuple[PartView, ...]:
    """Return the breakdown, the worst part first; a part has a level while the whole has one.

    Parts of one level stand by their names, so that rows do not change places with every answer;
    those that add up to the whole (stars of several repositories) by their size.
    """
    if judged.reading is None:
        return ()
    found = judged.reading.breakdown[:MOST_PARTS]
    if judged.metric.unit is Unit.COUNT:
        found = tuple(sorted(found, key=_size, reverse=True))
    else:
        found = tuple(sorted(found, key=lambda part: part.name))
    return worst_first(part_view(judged, part) for part in found)


def worst_first(rows: Iterable[PartView]) -> tuple[PartView, ...]:
    """Return rows by level, those of one level in the order they came."""
    return tuple(sorted(rows, key=lambda row: rank(row.level), reverse=True))


def rank(level: Level) -> int:
    """Return how far up a row belongs: what cannot be judged stands above what is well."""
    return (Level.ON_TARGET, Level.UNKNOWN, Level.OFF_TARGET, Level.BREACH).index(level)


def _size(part: Part) -> float:
    return -1.0 if part.value is None else part.value


def part_view(judged: Judged, part: Part) -> PartView:
    """Return one row. Its level holds it against the metric's undated limits.

    A dated target is due from the whole, not from each part: such parts have no level.
    """
    metric = judged.metric
    believed = judged.trust is Trust.FRESH and not metric.dated
    enough = part.n is None or part.n >= metric.minimum_sample
    level = Level.UNKNOWN
    if believed and enough and part.value is not None:
        level = level_of(part.value, metric, None)
    return PartView(
        name=text.clean(part.name, 60),
        figure=text.figure(part.value, metric.unit, metric.decimals),
        n="" if part.n is None else text.number(part.n, 0),
        level=level,
    )
