"""Frozen views of long lists: rows of cells under headings, drawn by one widget."""

from __future__ import annotations

from enum import Enum
from typing import NewType, TypeAlias

from msgspec import Struct

from aux_monitor.domain.level import Level
from aux_monitor.domain.reading import MetricId

RowKey = NewType("RowKey", str)
"""Tells a row from the others; it is never drawn."""


class Mood(Enum):
    """What a cell's text says of itself, beside its words: a change for the better, say."""

    PLAIN = "plain"
    QUIET = "quiet"
    BETTER = "better"
    WORSE = "worse"


class CellView(Struct, frozen=True):
    """One cell: a line, a smaller one under it, and the shape of a level before them."""

    text: str = ""
    note: str = ""
    level: Level | None = None
    mood: Mood = Mood.PLAIN


class RowView(Struct, frozen=True):
    """One row; ``key`` tells it from the others whatever it shows.

    ``metric`` is what Enter or a click opens, None for nothing. ``spoken`` is all of it for a
    screen reader.
    """

    key: RowKey
    cells: tuple[CellView, ...]
    spoken: str
    metric: MetricId | None = None


class HeadingView(Struct, frozen=True):
    """A heading above rows, with a few words at its right."""

    text: str
    note: str = ""


Line: TypeAlias = RowView | HeadingView
