"""A process that the program starts, watches and ends."""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct


class Endpoint(Struct, frozen=True):
    """Where a child answers."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """Return the base URL, without a trailing slash."""
        return f"http://{self.host}:{self.port}"


class ChildProcess(Protocol):
    """One child; it may be started again after it has ended."""

    @property
    def name(self) -> str:
        """Return what people call it ("collector")."""
        ...

    @property
    def alive(self) -> bool:
        """Return whether it runs."""
        ...

    @property
    def exit_sentence(self) -> str:
        """Return why it ended, in one sentence; empty while it runs."""
        ...

    async def start(self) -> None:
        """Return once it is ready, or raise ``ChildError`` with a sentence."""
        ...

    async def stop(self) -> None:
        """End it, and return when it has ended."""
        ...
