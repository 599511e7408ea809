"""Time, as the services ask for it."""

from __future__ import annotations

from typing import Protocol


class Clock(Protocol):
    """Wall time for what is shown and stored, monotonic time for waiting."""

    def now(self) -> float:
        """Return POSIX seconds."""
        ...

    def monotonic(self) -> float:
        """Return seconds that never go back and stop during a suspend where the system's do."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Return after ``seconds`` (at once when not positive)."""
        ...
