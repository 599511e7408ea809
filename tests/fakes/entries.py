"""A book of entries that lasts as long as the test."""

from __future__ import annotations

from msgspec.structs import replace

from aux_monitor.domain.entries import Entry, Figure
from aux_monitor.domain.reading import MetricId
from aux_monitor.ports.entries import Entered, Revision
from aux_monitor.ports.errors import HistoryError


class MemoryEntries:
    """An ``EntryBook`` in memory.

    With ``failure`` set every call raises ``HistoryError`` with that text. ``readings`` counts how
    often the entries were read.
    """

    def __init__(self) -> None:
        self._entries: dict[int, Entry] = {}
        self._revisions: list[Revision] = []
        self._given = 0
        self.failure = ""
        self.readings = 0
        self.closed = False

    async def mark(self) -> int:
        """Return how many changes there were."""
        self._check()
        return self._given + len(self._revisions)

    async def entries(self, metric: MetricId | None = None) -> tuple[Entry, ...]:
        """Return what stands in the book, by metric and day."""
        self._check()
        self.readings += 1
        found = [e for e in self._entries.values() if metric in (None, e.figure.metric)]
        return tuple(sorted(found, key=lambda entry: (entry.figure.metric, entry.figure.day)))

    async def revisions(self, metric: MetricId | None = None) -> tuple[Revision, ...]:
        """Return what stood in the book before, in the order it was changed."""
        self._check()
        return tuple(r for r in self._revisions if metric in (None, r.before.figure.metric))

    async def enter(
        self,
        figures: tuple[Figure, ...],
        now: float,
        *,
        without: tuple[int, ...] = (),
        who: str = "",
    ) -> tuple[Entered, ...]:
        """Enter the figures and return those that changed something."""
        self._check()
        for entry in without:
            await self.remove(entry, who, now)
        found = [self._enter(figure, now) for figure in figures]
        return tuple(entered for entered in found if entered is not None)

    async def remove(self, entry: int, who: str, now: float) -> Entry | None:
        """Remove an entry and return it; None where there is none."""
        self._check()
        found = self._entries.pop(entry, None)
        if found is not None:
            self._revisions.append(Revision(found, now, who, removed=True))
        return found

    async def aclose(self) -> None:
        """Take the file to be closed."""
        self.closed = True

    def _enter(self, figure: Figure, now: float) -> Entered | None:
        place = (figure.metric, figure.day)
        before = next(
            (e for e in self._entries.values() if (e.figure.metric, e.figure.day) == place), None
        )
        if before is None:
            self._given += 1
            entry = Entry(self._given, figure, now)
        elif before.figure == figure:
            return None
        else:
            entry = replace(before, figure=figure, entered_at=now)
            self._revisions.append(Revision(before, now, figure.who, removed=False))
        self._entries[entry.id] = entry
        return Entered(entry, before)

    def _check(self) -> None:
        if self.failure:
            raise HistoryError(self.failure)
