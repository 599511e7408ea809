"""A book of reviews that lasts as long as the test."""

from __future__ import annotations

from aux_monitor.domain.catalogue import Cadence
from aux_monitor.domain.reviews import LONGEST_NOTE, Reviewed
from aux_monitor.ports.errors import HistoryError


class MemoryReviews:
    """A ``ReviewBook`` in memory; with ``failure`` set every call raises ``HistoryError``."""

    def __init__(self) -> None:
        self._reviewed: dict[int, Reviewed] = {}
        self._given = 0
        self.failure = ""

    async def reviewed(self) -> tuple[Reviewed, ...]:
        """Return what was marked, the earliest first."""
        self._check()
        return tuple(sorted(self._reviewed.values(), key=lambda each: (each.at, each.id)))

    async def mark(self, cadence: Cadence, at: float, note: str) -> Reviewed:
        """Keep that a review was done."""
        self._check()
        self._given += 1
        made = Reviewed(self._given, cadence, at, note[:LONGEST_NOTE])
        self._reviewed[made.id] = made
        return made

    async def unmark(self, review: int) -> Reviewed | None:
        """Forget a review by its id."""
        self._check()
        return self._reviewed.pop(review, None)

    def _check(self) -> None:
        if self.failure:
            raise HistoryError(self.failure)
