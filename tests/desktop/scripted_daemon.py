"""A notification daemon that does exactly what a test says."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    message_bus,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.io.asyncio import DBusConnection, DBusRouter, Proxy, open_dbus_connection

NAME = "org.freedesktop.Notifications"
FULL = ("actions", "body", "body-markup")
"""What a capable daemon can do."""

_OBJECT = DBusAddress("/org/freedesktop/Notifications", interface=NAME)


@dataclass(frozen=True, slots=True)
class Taken:
    """One notice as it came over the bus."""

    replaces: int
    title: str
    body: str
    actions: tuple[str, ...]
    hints: dict[str, tuple[str, Any]]
    expires: int


@dataclass
class ScriptedDaemon:
    """What the daemon is to do, and what it was asked.

    ``hanging`` keeps every answer back until ``answer_late``; ``refusing`` answers with an error;
    ``unreadable`` answers GetCapabilities with something else; ``own_numbers`` takes no number
    that it has not given itself.
    """

    connection: DBusConnection
    capabilities: tuple[str, ...]
    hanging: bool = False
    refusing: bool = False
    unreadable: bool = False
    own_numbers: bool = False
    taken: list[Taken] = field(default_factory=list)
    closed: list[int] = field(default_factory=list)
    kept_back: list[Message] = field(default_factory=list)
    last_number: int = 40
    asked_by: str = ""

    async def serve(self) -> None:
        """Answer until cancelled, or until the connection was closed."""
        with contextlib.suppress(EOFError):
            while True:
                message = await self.connection.receive()
                if message.header.message_type is MessageType.method_call:
                    await self._answer_or_keep(self._answer(message))

    async def answer_late(self) -> None:
        """Send what was kept back."""
        self.hanging = False
        for answer in self.kept_back:
            await self.connection.send(answer)

    async def press(self, number: int, key: str) -> None:
        """Tell that a button was pressed, as the protocol does."""
        await self.connection.send(new_signal(_OBJECT, "ActionInvoked", "us", (number, key)))

    async def send_to(
        self, receiver: str, member: str, signature: str, body: tuple[Any, ...]
    ) -> None:
        """Send a signal to one connection alone, as any program on the bus can."""
        message = new_signal(_OBJECT, member, signature, body)
        message.header.fields[HeaderFields.destination] = receiver
        await self.connection.send(message)

    async def send(self, member: str, signature: str, body: tuple[Any, ...]) -> None:
        """Send any signal."""
        await self.connection.send(new_signal(_OBJECT, member, signature, body))

    async def _answer_or_keep(self, answer: Message) -> None:
        if self.hanging:
            self.kept_back.append(answer)
        else:
            await self.connection.send(answer)

    def _answer(self, call: Message) -> Message:
        self.asked_by = call.header.fields[HeaderFields.sender]
        if self.refusing:
            return new_error(call, "org.example.Error.NotToday")
        match call.header.fields[HeaderFields.member]:
            case "GetCapabilities" if self.unreadable:
                return new_method_return(call, "s", ("everything",))
            case "GetCapabilities":
                return new_method_return(call, "as", (list(self.capabilities),))
            case "Notify":
                return new_method_return(call, "u", (self._take(call.body),))
            case "CloseNotification":
                self.closed.append(call.body[0])
                return new_method_return(call)
            case other:
                return new_error(call, f"org.example.Error.{other}")

    def _take(self, body: tuple[Any, ...]) -> int:
        _, replaces, _, title, text, actions, hints, expires = body
        self.taken.append(Taken(replaces, title, text, tuple(actions), hints, expires))
        known = 40 < replaces <= self.last_number
        if replaces and (known or not self.own_numbers):
            return int(replaces)
        self.last_number += 1
        return self.last_number


@contextlib.asynccontextmanager
async def scripted_daemon(
    address: str, capabilities: Sequence[str] = ("body",)
) -> AsyncIterator[ScriptedDaemon]:
    """Run a daemon on the bus until the end of the block."""
    connection = await open_dbus_connection(address)
    async with DBusRouter(connection) as router:
        await Proxy(message_bus, router).RequestName(NAME)
    daemon = ScriptedDaemon(connection, tuple(capabilities))
    serving = asyncio.ensure_future(daemon.serve())
    try:
        yield daemon
    finally:
        serving.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await serving
        await connection.close()
