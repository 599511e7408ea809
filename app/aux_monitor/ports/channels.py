"""Places beside the desktop that notices are sent to: a webhook, a mailbox, a chat."""

from __future__ import annotations

from enum import Enum
from typing import Protocol

from msgspec import Struct


class Tone(Enum):
    """How bad a message is, in the words of the channels."""

    INFO = "info"
    WARNING = "warning"
    FAILURE = "failure"
    SUCCESS = "success"


class ChannelMessage(Struct, frozen=True):
    """What is sent: plain text; adapters escape what their channel needs escaped."""

    title: str
    body: str
    tone: Tone


class Channels(Protocol):
    """Sends messages to channels, each known by the name it has in the settings."""

    async def send(self, channel: str, message: ChannelMessage) -> None:
        """Send a message, or raise ``ChannelError`` with a sentence that says why not.

        Returns or raises within a bounded time.
        """
        ...

    async def aclose(self) -> None:
        """End what is being sent."""
        ...
