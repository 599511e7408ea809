"""A client with a token planted in its requests, against a server that answers as told."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest

from aux_monitor.adapters.sources.http import HttpClient, Request
from aux_monitor.ports.errors import SourceError
from aux_monitor.ports.secrets import Secret
from tests.adapters.sources.loopback import (
    Answering,
    Server,
    no_tls,
    serving,
)

T = TypeVar("T")


PLANTED = "ghp_plantedTokenThatMustNeverShow"


def request(server: Server, path: str = "/", timeout_s: float = 5.0) -> Request:
    """Return a request with the planted token."""
    return Request(server.url + path, "The server", timeout_s, token=Secret(PLANTED))


def against(answer: Answering, work: Callable[[HttpClient, Server], Awaitable[T]]) -> T:
    """Run ``work`` with a client against a server that always answers the same."""

    async def scenario() -> T:
        async with serving(lambda _asked: answer) as server:
            client = HttpClient(no_tls)
            try:
                return await work(client, server)
            finally:
                await client.aclose()

    return asyncio.run(scenario())


def failure(answer: Answering, timeout_s: float = 5.0) -> SourceError:
    """Return how one request to such a server fails."""

    async def work(client: HttpClient, server: Server) -> SourceError:
        with pytest.raises(SourceError) as caught:
            await client.send(request(server, timeout_s=timeout_s))
        return caught.value

    return against(answer, work)
