"""Where it is kept that somebody looked through a review's figures."""

from __future__ import annotations

from typing import Protocol

from aux_monitor.domain.catalogue import Cadence
from aux_monitor.domain.reviews import Reviewed


class ReviewBook(Protocol):
    """The reviews that were marked. Every method raises ``HistoryError`` on a broken file."""

    async def reviewed(self) -> tuple[Reviewed, ...]:
        """Return what was marked, the earliest first; of each cadence only so many are kept."""
        ...

    async def mark(self, cadence: Cadence, at: float, note: str) -> Reviewed:
        """Keep that a review was done, and return it."""
        ...

    async def unmark(self, review: int) -> Reviewed | None:
        """Forget a review by its id and return it; None where there is none."""
        ...
