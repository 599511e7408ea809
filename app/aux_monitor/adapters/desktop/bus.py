"""One private connection to the D-Bus session bus, driven by callbacks.

jeepney speaks the wire format; its own asyncio router would start a task of its own, which here
only the supervisor does. An ``asyncio.Protocol`` needs none, and runs on any event loop.
This is the only module that imports jeepney, which ships no types.
"""

from __future__ import annotations

import asyncio
import os
import struct
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any, TypeAlias

from jeepney import (
    DBusAddress,
    HeaderFields,
    MatchRule,
    Message,
    MessageFlag,
    MessageType,
    Parser,
    message_bus,
    new_method_call,
)
from jeepney.auth import BEGIN, Authenticator
from jeepney.bus import get_connectable_addresses
from msgspec import Struct

MAX_MESSAGE = 1 << 20
"""Bytes of the longest message taken; ours are a few hundred, and the protocol allows 128 MiB."""
Body: TypeAlias = "tuple[Any, ...]"
"""The arguments of a message, typed on the wire only: whoever takes one checks it."""


MAX_CALLS = 32
"""Calls that may wait for an answer at once; more of them means that the other side hangs."""


class BusError(Exception):
    """The bus cannot be reached or has gone; the text is a clause without a full stop."""


class CallError(BusError):
    """The called side answered with an error; ``name`` is its D-Bus name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"it answered {name[:120]}")
        self.name = name


class BusyError(BusError):
    """Earlier calls still wait for an answer, so that another is not even sent."""


class Target(Struct, frozen=True):
    """An object of another program on the bus."""

    name: str
    path: str
    interface: str


class Signal(Struct, frozen=True):
    """A signal, with the unique name of the connection that sent it."""

    sender: str
    interface: str
    member: str
    body: Body


class Reply(Struct, frozen=True):
    """The reply to a call, with the unique name of the connection that gave it."""

    sender: str
    body: Body


OnReply: TypeAlias = Callable[[Reply], None]


class _Call(Struct, frozen=True):
    waiter: asyncio.Future[Reply]
    on_reply: OnReply | None


def session_address() -> str:
    """Return the session bus's address, or raise ``BusError`` when there is none."""
    address = os.environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    if address:
        return address
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    socket = Path(runtime) / "bus"
    if runtime and socket.exists():
        return f"unix:path={socket}"
    raise BusError("no session bus is running")


class SessionBus(asyncio.Protocol):
    """A connection that has been opened by ``connect``.

    Signals that ``listen`` asked for go to ``on_signal`` in the order they came, and always
    after ``on_reply`` of an answer that came before them.
    """

    def __init__(self, on_signal: Callable[[Signal], None]) -> None:
        loop = asyncio.get_running_loop()
        self._on_signal = on_signal
        self._authenticator = Authenticator()
        self._authenticated: asyncio.Future[None] = loop.create_future()
        self._lost: asyncio.Future[None] = loop.create_future()
        self._parser = Parser()
        self._serials = count(1)
        self._calls: dict[int, _Call] = {}
        self._transport: asyncio.Transport | None = None

    @classmethod
    async def connect(
        cls, on_signal: Callable[[Signal], None], address: str | None = None
    ) -> SessionBus:
        """Return a connection that has said Hello; the caller bounds the wait.

        Raises ``BusError`` when no bus answers at ``address`` (None: the session's own).
        """
        bus = cls(on_signal)
        try:
            socket = next(iter(get_connectable_addresses(address or session_address())))
            loop = asyncio.get_running_loop()
            await loop.create_unix_connection(lambda: bus, socket)
            await bus._authenticated
            await bus.call(message_bus_target(), "Hello")
        except (OSError, ValueError, RuntimeError) as error:
            bus.abort()
            raise BusError("the session bus does not answer") from error
        except BaseException:
            bus.abort()
            raise
        return bus

    @property
    def usable(self) -> bool:
        """Whether calls can still be made."""
        return self._transport is not None and not self._transport.is_closing()

    async def call(
        self,
        target: Target,
        member: str,
        signature: str | None = None,
        body: Body = (),
        on_reply: OnReply | None = None,
    ) -> Reply:
        """Call a method and return its answer; the caller bounds the wait.

        ``on_reply`` is called with a good answer even when the caller has stopped waiting.
        Raises ``CallError`` for an error answer, ``BusyError`` when too many calls wait already,
        and ``BusError`` when the connection is lost.
        """
        transport = self._transport
        if transport is None or transport.is_closing():
            raise BusError("the connection to the session bus was lost")
        if len(self._calls) >= MAX_CALLS:
            raise BusyError("earlier calls still wait for an answer")
        message = _message(target, member, signature, body)
        serial = next(self._serials)
        call = _Call(asyncio.get_running_loop().create_future(), on_reply)
        self._calls[serial] = call
        transport.write(message.serialise(serial))
        try:
            return await call.waiter
        finally:
            if on_reply is None:
                self._calls.pop(serial, None)

    def tell(self, target: Target, member: str, signature: str, body: Body) -> None:
        """Call a method whose answer nobody waits for; without a connection nothing happens."""
        if self._transport is not None and not self._transport.is_closing():
            message = _message(target, member, signature, body)
            message.header.flags = MessageFlag.no_reply_expected
            self._transport.write(message.serialise(next(self._serials)))

    async def listen(self, target: Target, member: str | None = None, first: str = "") -> None:
        """Ask the bus for the signals of ``target``; ``first`` fixes their first argument."""
        rule = MatchRule(
            type="signal",
            sender=target.name,
            interface=target.interface,
            path=target.path,
            member=member,
        )
        if first:
            rule.add_arg_condition(0, first)
        await self.call(message_bus_target(), "AddMatch", "s", (rule.serialise(),))

    def abort(self) -> None:
        """Close at once; every waiting call fails."""
        if self._transport is not None:
            self._transport.abort()

    async def wait_closed(self) -> None:
        """Return when the connection is lost or closed."""
        await asyncio.wait([self._lost])

    async def aclose(self) -> None:
        """Close, and return when the socket is closed."""
        if self._transport is not None:
            self._transport.abort()
            await asyncio.wait([self._lost])

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin the authentication (called by the event loop)."""
        if not isinstance(transport, asyncio.Transport):
            raise TypeError("a stream transport is needed")
        self._transport = transport
        transport.write(self._authenticator.data_to_send())

    def connection_lost(self, exc: Exception | None) -> None:
        """Fail whatever waits (called by the event loop)."""
        lost = BusError("the connection to the session bus was lost")
        lost.__cause__ = exc
        calls, self._calls = self._calls, {}
        waiting: list[asyncio.Future[Any]] = [call.waiter for call in calls.values()]
        for waiter in (*waiting, self._authenticated):
            if not waiter.done():
                waiter.set_exception(lost)
                waiter.exception()  # mark it seen: its caller may have gone
        if not self._lost.done():
            self._lost.set_result(None)

    def data_received(self, data: bytes) -> None:
        """Take what came (called by the event loop); a peer that talks nonsense is left."""
        try:
            if self._authenticated.done():
                self._take_messages(data)
            else:
                self._authenticate(data)
        except (ValueError, LookupError, TypeError, struct.error):
            self.abort()

    def _authenticate(self, data: bytes) -> None:
        self._authenticator.feed(data)
        if self._authenticator.authenticated and self._transport is not None:
            self._transport.write(BEGIN)
            self._authenticated.set_result(None)

    def _take_messages(self, data: bytes) -> None:
        self._parser.add_data(data)
        while (message := self._parser.get_next_message()) is not None:
            self._dispatch(message)
        if (self._parser.next_msg_size or 0) > MAX_MESSAGE:
            self.abort()

    def _dispatch(self, message: Message) -> None:
        fields = message.header.fields
        sender = str(fields.get(HeaderFields.sender, ""))
        kind = message.header.message_type
        if kind is MessageType.signal:
            interface = str(fields.get(HeaderFields.interface, ""))
            member = str(fields.get(HeaderFields.member, ""))
            self._on_signal(Signal(sender, interface, member, message.body))
            return
        call = self._calls.pop(fields.get(HeaderFields.reply_serial, -1), None)
        if call is None:
            return
        if kind is MessageType.error:
            self._fail(call, CallError(str(fields.get(HeaderFields.error_name, "an error"))))
            return
        self._succeed(call, Reply(sender, message.body))

    @staticmethod
    def _fail(call: _Call, error: CallError) -> None:
        if not call.waiter.done():
            call.waiter.set_exception(error)

    @staticmethod
    def _succeed(call: _Call, answer: Reply) -> None:
        if call.on_reply is not None:
            call.on_reply(answer)
        if not call.waiter.done():
            call.waiter.set_result(answer)


def _message(target: Target, member: str, signature: str | None, body: Body) -> Message:
    address = DBusAddress(target.path, bus_name=target.name, interface=target.interface)
    return new_method_call(address, member, signature, body)


def message_bus_target() -> Target:
    """Return the bus's own object."""
    return Target(message_bus.bus_name, message_bus.object_path, message_bus.interface)
