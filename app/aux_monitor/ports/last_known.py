"""Where the last known picture is kept for the next start."""

from __future__ import annotations

from typing import Protocol

from aux_monitor.domain.last_known import LastKnown


class PictureKeeper(Protocol):
    """Keeps one picture, the newest."""

    async def keep(self, known: LastKnown) -> None:
        """Put ``known`` in the place of the one before, whole or not at all.

        Raises ``HistoryError`` where it cannot be written; the one before is then as it was.
        """
        ...
