"""What a person can ask of the book of figures by hand."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct

from aux_monitor.domain.entries import Figure
from aux_monitor.domain.reading import MetricId


class OpenEntries(Struct, frozen=True):
    """Read what stands in the book for a metric."""

    metric: MetricId


class RecordEntry(Struct, frozen=True):
    """Enter a figure; it takes the place of one for the same day."""

    figure: Figure


class EditEntry(Struct, frozen=True):
    """Put a figure in the place of an entry, on its day or on another."""

    entry: int
    figure: Figure


class RemoveEntry(Struct, frozen=True):
    """Remove an entry; ``who`` does it."""

    entry: int
    who: str = ""


class UndoEntry(Struct, frozen=True):
    """Take back the change of that number."""

    change: int
    who: str = ""


class PreviewEntries(Struct, frozen=True):
    """Say of every line of a text what it would enter; an empty text ends the preview."""

    text: str


class ImportEntries(Struct, frozen=True):
    """Enter every line of a text, or none."""

    text: str


EntryIntent: TypeAlias = (
    OpenEntries | RecordEntry | EditEntry | RemoveEntry | UndoEntry | PreviewEntries | ImportEntries
)
