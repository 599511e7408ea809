"""One sentence for everything that can go wrong, and never a token in it."""

from __future__ import annotations

import asyncio
import errno
import gzip
import socket
import ssl

import httpx
import pytest

from aux_monitor.adapters.sources.http import HttpClient, Request
from aux_monitor.adapters.sources.http_failures import translate
from aux_monitor.domain.trust import FailureKind
from aux_monitor.ports.errors import SourceError
from aux_monitor.ports.secrets import Secret
from tests.adapters.sources.loopback import (
    Answering,
    Endless,
    Hang,
    Raw,
    Reply,
    Reset,
    Server,
    no_tls,
)
from tests.adapters.sources.planted_client import PLANTED, against, failure


def caused(error: Exception, cause: BaseException) -> Exception:
    """Return the error as raised from a cause, as httpx wraps what lies under it."""
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("answer", "kind", "words"),
    [
        (Reset(), FailureKind.UNREACHABLE, "broke off the connection"),
        (Raw(b""), FailureKind.UNREACHABLE, "broke off the connection"),
        (Raw(b"220 mail.example ESMTP\r\n\r\n"), FailureKind.GARBAGE, "not answer in HTTP"),
        (
            Raw(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"),
            FailureKind.UNREACHABLE,
            "broke off the connection",
        ),
        (Reply(body=b" " * 10_000_000), FailureKind.GARBAGE, "more than 5 MB"),
        (Endless(), FailureKind.GARBAGE, "more than 5 MB"),
        (
            Reply(body=gzip.compress(b" " * 50_000_000), headers={"Content-Encoding": "gzip"}),
            FailureKind.GARBAGE,
            "more than 5 MB",
        ),
        (
            Reply(body=b"not packed", headers={"Content-Encoding": "gzip"}),
            FailureKind.GARBAGE,
            "packing",
        ),
        (
            Reply(body=gzip.compress(b"{}" * 500)[:-9], headers={"Content-Encoding": "gzip"}),
            FailureKind.GARBAGE,
            "packing",
        ),
        (Reply(body=b"x", headers={"Content-Encoding": "br"}), FailureKind.GARBAGE, "packing"),
        (Reply(302, headers={"Location": "/again"}), FailureKind.GARBAGE, "redirects again"),
    ],
)
def test_each_way_a_server_misbehaves_has_its_own_sentence(
    answer: Answering, kind: FailureKind, words: str
) -> None:
    """Resets, garbage, bombs and loops are told apart, and the token is in none of them."""
    error = failure(answer)
    assert (error.kind, error.permanent) == (kind, False)
    assert words in error.sentence
    assert PLANTED not in repr(error)


def test_a_server_that_hangs_is_left_after_the_timeout() -> None:
    """A hang ends as TIMEOUT, naming the seconds waited."""
    error = failure(Hang(), timeout_s=0.2)
    assert error.kind is FailureKind.TIMEOUT
    assert error.sentence == "The server did not answer within 0.2 s."


def test_a_body_that_trickles_is_left_after_the_timeout_too() -> None:
    """The limit is on the whole request: a head at once and a body that never ends is a timeout."""
    error = failure(Endless(piece=b" ", pause_s=0.02), timeout_s=0.2)
    assert error.kind is FailureKind.TIMEOUT


def test_a_closed_port_is_refused() -> None:
    """Nothing listening is said as such."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    async def scenario() -> SourceError:
        client = HttpClient(no_tls)
        with pytest.raises(SourceError) as caught:
            await client.send(Request(f"http://127.0.0.1:{port}/", "The server", 5.0))
        await client.aclose()
        return caught.value

    error = asyncio.run(scenario())
    assert error.kind is FailureKind.UNREACHABLE
    assert error.sentence == "The server refuses connections: nothing listens there."


def test_an_unknown_name_is_said_as_such() -> None:
    """A host without an address is told apart from one that refuses."""

    async def scenario() -> SourceError:
        client = HttpClient(no_tls)
        with pytest.raises(SourceError) as caught:
            await client.send(Request("https://nowhere.invalid/", "The server", 5.0))
        await client.aclose()
        return caught.value

    error = asyncio.run(scenario())
    assert error.kind is FailureKind.UNRESOLVED
    assert "No address is known for The server" in error.sentence


@pytest.mark.parametrize("token", ["with\nbreak", "with blank", "naïve", "", "t\u2011n"])
def test_a_token_no_header_can_carry_is_refused_before_anything_is_sent(token: str) -> None:
    """A line break, a blank or a letter outside ASCII gives a sentence, without the token."""

    async def work(client: HttpClient, server: Server) -> tuple[SourceError, int]:
        with pytest.raises(SourceError) as caught:
            await client.send(Request(server.url, "The server", 5.0, token=Secret(token)))
        return caught.value, len(server.asked)

    error, asked = against(Reply(), work)
    assert asked == 0
    assert error.kind is FailureKind.CONFIGURATION
    assert error.permanent
    assert not token or token not in error.sentence


@pytest.mark.parametrize(
    ("error", "kind", "words"),
    [
        (httpx.InvalidURL("no"), FailureKind.CONFIGURATION, "cannot be used"),
        (httpx.ConnectTimeout("slow"), FailureKind.TIMEOUT, "did not answer within 5 s"),
        (httpx.ProxyError("403"), FailureKind.UNREACHABLE, "The proxy on the way"),
        (httpx.ConnectError("?"), FailureKind.UNREACHABLE, "cannot be reached"),
        (
            caused(httpx.ConnectError("all failed"), OSError(errno.ENETUNREACH, "no net")),
            FailureKind.NO_ROUTE,
            "There is no route to",
        ),
        (
            caused(
                httpx.ConnectError("all failed"),
                ExceptionGroup("several", [ConnectionRefusedError(), ConnectionRefusedError()]),
            ),
            FailureKind.UNREACHABLE,
            "nothing listens there",
        ),
        (
            caused(httpx.ConnectError("tls"), ssl.SSLError(1, "[SSL] no shared cipher")),
            FailureKind.CONFIGURATION,
            "No encrypted connection",
        ),
    ],
)
def test_what_lies_under_an_error_decides_its_sentence(
    error: Exception, kind: FailureKind, words: str
) -> None:
    """Failures that loopback cannot stage are told by the exception they come as."""
    found = translate(error, "The server", 5.0)
    assert found.kind is kind
    assert words in found.sentence
