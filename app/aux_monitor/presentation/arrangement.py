"""How a person arranged the tiles: what is pinned, hidden and moved; and how that is changed.

What is hidden is out of sight, never out of account: ribbon, tray and alerts count it as before,
and its section says how many are hidden.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias, assert_never

from msgspec import Struct
from msgspec.structs import replace

from aux_monitor.domain.level import Level
from aux_monitor.domain.reading import MetricId
from aux_monitor.presentation.views import SectionView, TileView
from aux_monitor.settings.language import tr, tr_noop
from aux_monitor.settings.schema import LayoutSettings

PINNED = tr_noop("Pinned")
"""The heading of the pinned tiles."""

_URGENCY = {Level.BREACH: 0, Level.OFF_TARGET: 1}
_NO_URGENCY = 2


class PinTile(Struct, frozen=True):
    """Pin a tile to the top of the overview, or take it from there."""

    tile: TileView


class HideTile(Struct, frozen=True):
    """Take a tile out of sight."""

    tile: TileView


class ShowTiles(Struct, frozen=True):
    """Bring hidden tiles back."""

    tiles: tuple[TileView, ...]


class MoveTile(Struct, frozen=True):
    """Put a tile of a section, as it is shown, in another place among its tiles.

    ``to`` counts from 0 without the tile itself; past the last means the last.
    """

    tile: TileView
    section: SectionView
    to: int


Rearrangement: TypeAlias = PinTile | HideTile | ShowTiles | MoveTile


def rearranged(layout: LayoutSettings, change: Rearrangement) -> LayoutSettings:
    """Return the layout after a change."""
    match change:
        case PinTile():
            return _with_pin(layout, change.tile.metric)
        case HideTile():
            return _with_hidden(layout, change.tile.metric)
        case ShowTiles():
            shown = {tile.metric for tile in change.tiles}
            return replace(layout, hidden=_without(layout.hidden, shown))
        case MoveTile():
            return _moved(layout, change)
        case _ as unreachable:  # pragma: no cover
            assert_never(unreachable)


def rearranged_words(layout: LayoutSettings, change: Rearrangement) -> str:
    """Return what to say of a change of ``layout`` that is not plain to see, else nothing."""
    match change:
        case HideTile():
            name = change.tile.name
            return tr(
                "{name} is hidden. It still counts in the headline, the tray and the alerts.",
                name=name,
            )
        case PinTile() if change.tile.metric not in layout.pinned:
            return tr("{name} is pinned to the top of the overview.", name=change.tile.name)
        case _:
            return ""


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
    return (SectionView(tr(PINNED), "", tiles, pinned=True),) if tiles else ()


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


def _with_pin(layout: LayoutSettings, metric: MetricId) -> LayoutSettings:
    if metric in layout.pinned:
        return replace(layout, pinned=_without(layout.pinned, [metric]))
    hidden = _without(layout.hidden, [metric])
    return replace(layout, pinned=(*layout.pinned, str(metric)), hidden=hidden)


def _with_hidden(layout: LayoutSettings, metric: MetricId) -> LayoutSettings:
    hidden = (*_without(layout.hidden, [metric]), str(metric))
    return replace(layout, hidden=hidden, pinned=_without(layout.pinned, [metric]))


def _moved(layout: LayoutSettings, change: MoveTile) -> LayoutSettings:
    metric, section = change.tile.metric, change.section
    rest = [str(tile.metric) for tile in section.tiles if tile.metric != metric]
    sequence = (*rest[: change.to], str(metric), *rest[change.to :])
    if section.pinned:
        unknown = tuple(each for each in layout.pinned if each not in sequence)
        return replace(layout, pinned=(*sequence, *unknown))
    others = _without(layout.order, sequence)
    return replace(layout, order=(*others, *sequence))


def _without(metrics: Sequence[str], gone: Iterable[str]) -> tuple[str, ...]:
    away = set(gone)
    return tuple(metric for metric in metrics if metric not in away)
