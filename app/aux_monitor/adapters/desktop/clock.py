"""The computer's clocks."""

from __future__ import annotations

import time


class SystemClock:
    """A ``Clock``.

    On Linux and macOS the monotonic time stands still while the computer is suspended and the
    wall time does not: the difference between the two is how a suspend is seen.
    """

    def now(self) -> float:
        """Return POSIX seconds."""
        return time.time()

    def monotonic(self) -> float:
        """Return seconds that never go back."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Return after ``seconds`` (at once when not positive)."""
        import asyncio  # noqa: PLC0415 - the first paint does not wait for it

        await asyncio.sleep(max(0.0, seconds))
