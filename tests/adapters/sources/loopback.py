"""A real HTTP server on loopback whose every answer a test decides, down to the bytes."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import ssl
import struct
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Asked:
    """A request as it arrived; header names are lower-case."""

    method: str
    path: str
    params: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Reply:
    """An answer; ``Content-Length`` is added."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Raw:
    """Bytes sent as they are, and the connection then closed."""

    data: bytes


class Reset:
    """The connection is cut with a TCP reset."""


class Hang:
    """Nothing is ever answered."""


@dataclass(frozen=True)
class Endless:
    """A good head, then a body without end."""

    piece: bytes = b" " * 65_536
    pause_s: float = 0.0


def no_tls() -> ssl.SSLContext:
    """Return a context for clients that speak no TLS: loading the system's takes 50 ms."""
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


Answering: TypeAlias = Reply | Raw | Reset | Hang | Endless
Script: TypeAlias = Callable[[Asked], Answering]


def json_reply(value: object, status: int = 200, **headers: str) -> Reply:
    """Return JSON as GitHub sends it; an underscore in a header's name stands for a hyphen."""
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    kind = {"Content-Type": "application/json; charset=utf-8"}
    return Reply(status, json.dumps(value).encode(), kind | named)


@dataclass
class Server:
    """A running server: where it is, and everything it was asked."""

    url: str
    port: int
    asked: list[Asked]
    script: Script

    def paths(self) -> list[str]:
        """Return the paths asked for, in order."""
        return [one.path for one in self.asked]


@contextlib.asynccontextmanager
async def serving(script: Script, tls: ssl.SSLContext | None = None) -> AsyncIterator[Server]:
    """Serve until the block ends; ``script`` may be replaced on the way."""
    writers: set[asyncio.StreamWriter] = set()
    talks: set[asyncio.Task[None]] = set()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.add(writer)
        talk = asyncio.current_task()
        assert talk is not None
        talks.add(talk)
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            await _converse(server, reader, writer)
        writer.close()

    listening = await asyncio.start_server(handle, "127.0.0.1", 0, ssl=tls)
    port = listening.sockets[0].getsockname()[1]
    scheme = "https" if tls else "http"
    server = Server(f"{scheme}://127.0.0.1:{port}", port, [], script)
    try:
        yield server
    finally:
        listening.close()
        for writer in writers:
            writer.transport.abort()
        await asyncio.gather(*talks)


async def _converse(
    server: Server, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    while True:
        asked = await _read(reader)
        server.asked.append(asked)
        answer = server.script(asked)
        if not isinstance(answer, Reply):
            await _misbehave(answer, reader, writer)
            return
        writer.write(_head(answer) + answer.body)
        await writer.drain()


async def _misbehave(
    how: Raw | Reset | Hang | Endless, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    match how:
        case Raw():
            writer.write(how.data)
            await writer.drain()
        case Reset():
            raw: socket.socket = writer.get_extra_info("socket")
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()
        case Hang():
            await reader.read()
        case Endless():
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
            while True:
                writer.write(how.piece)
                await writer.drain()
                await asyncio.sleep(how.pause_s)


async def _read(reader: asyncio.StreamReader) -> Asked:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.strip().split("\r\n")
    method, target, _ = first.split(" ")
    headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in lines)}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    parts = urlsplit(target)
    return Asked(method, parts.path, dict(parse_qsl(parts.query)), headers, body)


def _head(reply: Reply) -> bytes:
    lines = [f"HTTP/1.1 {reply.status} Said"]
    lines += [f"{name}: {text}" for name, text in reply.headers.items()]
    if reply.status not in (204, 304):
        lines.append(f"Content-Length: {len(reply.body)}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")
