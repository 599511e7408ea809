"""What a figure is made of: its parts by method, repository or collector, the worst first."""

from __future__ import annotations

from collections.abc import Sequence

from aux_monitor.domain.catalogue import Direction, Metric
from aux_monitor.domain.level import Level, Trust, level_of
from aux_monitor.domain.reading import Part, Unit
from aux_monitor.presentation import text
from aux_monitor.presentation.judged import Judged
from aux_monitor.presentation.views import PartView

MOST_PARTS = 40
"""The breakdown shows this many parts; a hostile answer could name thousands."""


def parts(judged: Judged) -> tuple[PartView, ...]:
    """Return the breakdown, the worst part first; a part has a level while the whole has one."""
    if judged.reading is None:
        return ()
    ordered = worst_first(judged.reading.breakdown[:MOST_PARTS], judged.metric)
    return tuple(part_view(judged, part) for part in ordered)


def worst_first(found: Sequence[Part], metric: Metric) -> list[Part]:
    """Return parts by how bad their values are by the metric's direction, those without one last.

    Parts that add up to the whole (stars of several repositories) have no worst: the largest of
    them comes first.
    """
    rising = metric.direction is Direction.HIGHER and not _adds_up(metric)
    sign = 1.0 if rising else -1.0
    return sorted(found, key=lambda part: (part.value is None, sign * (part.value or 0.0)))


def _adds_up(metric: Metric) -> bool:
    return metric.unit is Unit.COUNT


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
