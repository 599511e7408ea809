"""Frozen views of a metric's own page; see ``views``."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from aux_monitor.domain.level import Level
from aux_monitor.presentation.views import FigureView, PlotView, TileView


class PartView(Struct, frozen=True):
    """One row of the breakdown in the detail view."""

    name: str
    figure: FigureView
    n: str
    level: Level


class DetailRange(Enum):
    """The spans a detail chart can show; the value is the label."""

    MINUTES_5 = "5 min"
    HOUR = "1 h"
    DAY = "24 h"
    WEEK = "7 d"
    MONTH = "30 d"
    QUARTER = "90 d"
    YEAR = "12 mo"

    @property
    def seconds(self) -> float:
        """Return the span in seconds."""
        return _RANGE_SECONDS[self]


_RANGE_SECONDS = {
    DetailRange.MINUTES_5: 300.0,
    DetailRange.HOUR: 3600.0,
    DetailRange.DAY: 86_400.0,
    DetailRange.WEEK: 7 * 86_400.0,
    DetailRange.MONTH: 30 * 86_400.0,
    DetailRange.QUARTER: 90 * 86_400.0,
    DetailRange.YEAR: 365 * 86_400.0,
}


class FactView(Struct, frozen=True):
    """A label and its text in the detail view ("Source", "Collector, 1 s ago")."""

    label: str
    text: str


class ChangeView(Struct, frozen=True):
    """What became of a metric since the period before, in words; ``level`` says good or bad."""

    level: Level
    text: str


class DetailView(Struct, frozen=True):
    """A metric's own page, or a phase gate's, which has no plot.

    ``parts`` are the rows below, with their heading and the titles of their three columns;
    ``sources`` the same figure of every collector side by side, where there are several.
    ``by_hand`` says that no connected source fills the metric: its figures can be entered.
    ``compared`` says that the period before is laid over this one, ``change`` what became of it.
    """

    tile: TileView
    range: DetailRange
    plot: PlotView | None
    empty: str
    facts: tuple[FactView, ...]
    parts: tuple[PartView, ...]
    parts_title: str = "Breakdown"
    columns: tuple[str, str, str] = ("Part", "Value", "Samples")
    by_hand: bool = False
    compared: bool = False
    change: ChangeView | None = None
    sources: tuple[PartView, ...] = ()
