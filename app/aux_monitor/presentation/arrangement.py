"""How a person arranged the tiles: what is pinned, hidden and moved; and how that is changed.

What is hidden is out of sight, never out of account: ribbon, tray and alerts count it as before,
and its section says how many are hidden.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from aux_monitor.domain.level import Level
from aux_monitor.domain.reading import MetricId
from aux_monitor.presentation.views import SectionView, TileView
from aux_monitor.settings.schema import LayoutSettings

PINNED = "Pinned"
"""The heading of the pinned tiles."""

_URGENCY = {Level.BREACH: 0, Level.OFF_TARGET: 1}
_NO_URGENCY = 2


def overview_sections(
    sections: Sequence[SectionView], layout: LayoutSettings
) -> tuple[SectionView, ...]:
    """Return the overview's sections: what is pinned stands first, and nowhere else."""
    arranged = tuple(_arranged(section, layout, set(layout.pinned)) for section in sections)
    return (*pinned_section(sections, layout), *arranged)


def topic_sections(
    sections: Sequence[SectionView], layout: LayoutSettings
) -> tuple[SectionView, ...]:
    """Return a topic's sections, in each what is worst first unless a person arranged it."""
    return tuple(_arranged(_worst_first(section, layout), layout, set()) for section in sections)


def pinned_section(
    sections: Iterable[SectionView], layout: LayoutSettings
) -> tuple[SectionView, ...]:
    """Return the section of the pinned tiles, in the order they were pinned; none without any."""
    if not layout.pinned:
        return ()
    known = {str(tile.metric): tile for section in sections for tile in section.tiles}
    tiles = tuple(known[metric] for metric in layout.pinned if metric in known)
    return (SectionView(PINNED, "", tiles, pinned=True),) if tiles else ()


def _worst_first(section: SectionView, layout: LayoutSettings) -> SectionView:
    if any(tile.metric in layout.order for tile in section.tiles):
        return section
    tiles = sorted(section.tiles, key=lambda tile: _URGENCY.get(tile.level, _NO_URGENCY))
    return replace(section, tiles=tuple(tiles))


def _arranged(section: SectionView, layout: LayoutSettings, elsewhere: set[str]) -> SectionView:
    if not (elsewhere or layout.hidden or layout.order):
        return section
    pinned, hidden = set(layout.pinned), set(layout.hidden)
    # What stands both as pinned and as hidden in a file is shown: in doubt nothing is hidden.
    away = [tile for tile in section.tiles if tile.metric in hidden and tile.metric not in pinned]
    gone = {tile.metric for tile in away}
    seen = [
        tile for tile in section.tiles if tile.metric not in elsewhere and tile.metric not in gone
    ]
    return replace(section, tiles=tuple(_ordered(seen, layout.order)), hidden=tuple(away))


def _ordered(tiles: Sequence[TileView], order: Sequence[str]) -> Sequence[TileView]:
    """Return tiles as ``order`` says; one that is not named there stays after its neighbour."""
    place = {metric: index for index, metric in enumerate(order)}
    found: list[tuple[int, int, TileView]] = []
    before = -1
    for index, tile in enumerate(tiles):
        before = place.get(tile.metric, before)
        found.append((before, index, tile))
    return [tile for _place, _index, tile in sorted(found, key=lambda each: each[:2])]


def with_pin(layout: LayoutSettings, metric: MetricId) -> LayoutSettings:
    """Return the layout with a tile pinned, or no longer pinned where it was."""
    if metric in layout.pinned:
        return replace(layout, pinned=_without(layout.pinned, [metric]))
    return replace(
        layout, pinned=(*layout.pinned, str(metric)), hidden=_without(layout.hidden, [metric])
    )


def with_hidden(layout: LayoutSettings, metric: MetricId) -> LayoutSettings:
    """Return the layout with a tile out of sight; it is not pinned any more."""
    hidden = (*_without(layout.hidden, [metric]), str(metric))
    return replace(layout, hidden=hidden, pinned=_without(layout.pinned, [metric]))


def with_shown(layout: LayoutSettings, metrics: Iterable[MetricId]) -> LayoutSettings:
    """Return the layout with tiles in sight again, each where it stood."""
    return replace(layout, hidden=_without(layout.hidden, metrics))


def moved(
    layout: LayoutSettings, section: SectionView, metric: MetricId, to: int
) -> LayoutSettings:
    """Return the layout with one of a section's tiles in another place among those seen.

    Args:
        layout: The one in force.
        section: The section as it is shown.
        metric: One of its tiles.
        to: Its new place, counted from 0 without it; past the last means the last.
    """
    rest = [str(tile.metric) for tile in section.tiles if tile.metric != metric]
    sequence = (*rest[:to], str(metric), *rest[to:])
    if section.pinned:
        unknown = tuple(each for each in layout.pinned if each not in sequence)
        return replace(layout, pinned=(*sequence, *unknown))
    named = set(sequence)
    others = tuple(each for each in layout.order if each not in named)
    return replace(layout, order=(*others, *sequence))


def _without(metrics: Sequence[str], gone: Iterable[MetricId]) -> tuple[str, ...]:
    away = set(gone)
    return tuple(metric for metric in metrics if metric not in away)
