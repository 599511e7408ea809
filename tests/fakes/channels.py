"""Channels that lead nowhere but to the test."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from aux_monitor.ports.channels import ChannelMessage
from aux_monitor.ports.errors import ChannelError


class FakeChannels:
    """``Channels`` with these names that record.

    ``sent`` holds every message with its channel, in order. A channel in ``refusals`` raises
    ``ChannelError`` with that text; ``hanging`` keeps every other one back until it is set.
    ``tried`` counts the attempts.
    """

    def __init__(self, names: Iterable[str] = ("ops",)) -> None:
        self._names = set(names)
        self.sent: list[tuple[str, ChannelMessage]] = []
        self.refusals: dict[str, str] = {}
        self.hanging: asyncio.Event | None = None
        self.tried = 0
        self._closed = False

    async def send(self, channel: str, message: ChannelMessage) -> None:
        """Record the message as sent."""
        self.tried += 1
        if self._closed:
            raise ChannelError("The channels are closed.")
        if channel not in self._names:
            raise ChannelError(f"Channel {channel} has no address.")
        if channel in self.refusals:
            raise ChannelError(self.refusals[channel])
        if self.hanging is not None:
            await self.hanging.wait()
        self.sent.append((channel, message))

    async def aclose(self) -> None:
        """Take everything to be closed."""
        self._closed = True
