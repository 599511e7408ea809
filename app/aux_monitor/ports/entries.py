"""The book in which figures by hand stand."""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct

from aux_monitor.domain.entries import Entry, Figure
from aux_monitor.domain.reading import MetricId


class Revision(Struct, frozen=True):
    """What an entry was before somebody changed or removed it.

    ``ended_at`` is when, ``ended_by`` who (empty where nobody said), ``removed`` whether the
    entry went; else another value took its place.
    """

    before: Entry
    ended_at: float
    ended_by: str
    removed: bool


class Entered(Struct, frozen=True):
    """An entry that was just made; ``before`` is the one whose place it took, None for none."""

    entry: Entry
    before: Entry | None


class EntryBook(Protocol):
    """Entries, one for each metric and day, and all they ever were.

    Every method raises ``HistoryError`` where the book cannot be read or written.
    """

    async def mark(self) -> int:
        """Return a number that is another one after every change, 0 for an untouched book."""
        ...

    async def entries(self, metric: MetricId | None = None) -> tuple[Entry, ...]:
        """Return what stands in the book, of one metric or of all, by metric and day."""
        ...

    async def revisions(self, metric: MetricId | None = None) -> tuple[Revision, ...]:
        """Return what stood in the book before, in the order it was changed."""
        ...

    async def enter(
        self,
        figures: tuple[Figure, ...],
        now: float,
        *,
        without: tuple[int, ...] = (),
        who: str = "",
    ) -> tuple[Entered, ...]:
        """Enter all figures or none, and return those that changed something, in their order.

        A figure takes the place of an entry for its metric and day and keeps its id; one that
        says the same as the entry, word for word, changes nothing. The entries ``without`` are
        removed by ``who`` before, in the same step.
        """
        ...

    async def remove(self, entry: int, who: str, now: float) -> Entry | None:
        """Remove an entry by its id and return it; None where there is none."""
        ...

    async def aclose(self) -> None:
        """Close the file in which the book lies."""
        ...
