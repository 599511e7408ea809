"""The client: one sentence for everything that can go wrong, and never a token in it."""

from __future__ import annotations

import asyncio
import errno
import gzip
import json
import logging
import socket
import ssl
from collections.abc import Awaitable, Callable
from typing import TypeVar

import httpx
import pytest

from aux_monitor.adapters.sources.address import checked_base
from aux_monitor.adapters.sources.http import MAX_BODY_BYTES, Answer, HttpClient, Request
from aux_monitor.adapters.sources.http_cache import CacheKey, ConditionalCache, Kept
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
    json_reply,
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
    assert error.kind is FailureKind.UNREACHABLE
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


def test_requests_say_who_asks_and_what_they_take() -> None:
    """User-Agent (GitHub refuses requests without), Accept and the token are sent."""

    async def work(client: HttpClient, server: Server) -> dict[str, str]:
        await client.send(request(server))
        return dict(server.asked[0].headers)

    headers = against(json_reply({}), work)
    assert headers["user-agent"].startswith("aux-monitor/")
    assert headers["accept"] == "application/json"
    assert headers["authorization"] == f"Bearer {PLANTED}"


def test_a_packed_answer_is_unpacked() -> None:
    """A gzip body comes back as what was packed."""
    packed = Reply(body=gzip.compress(b'{"a":1}'), headers={"Content-Encoding": "gzip"})
    assert against(packed, lambda c, s: c.send(request(s))).body == b'{"a":1}'


def test_a_redirect_keeps_the_token_on_the_same_host_only() -> None:
    """The token follows to another path of the same server, and is left behind for another."""

    async def scenario() -> tuple[list[str | None], list[str | None]]:
        async with serving(lambda _: json_reply({})) as other:

            def script(asked: object) -> Answering:
                path = getattr(asked, "path", "")
                if path == "/here":
                    return Reply(301, headers={"Location": "/there"})
                return Reply(301, headers={"Location": other.url + "/away"})

            async with serving(script) as first:
                client = HttpClient(no_tls)
                answer = await client.send(request(first, "/here"))
                await client.aclose()
                assert answer.status == 200
                return (
                    [one.headers.get("authorization") for one in first.asked],
                    [one.headers.get("authorization") for one in other.asked],
                )

    same, elsewhere = asyncio.run(scenario())
    assert same == [f"Bearer {PLANTED}"] * 2
    assert elsewhere == [None]


def conditional(asked: object) -> Answering:
    """Answer with an ETag and a Link, and 304 without a Link to who knows the ETag."""
    headers = getattr(asked, "headers", {})
    if headers.get("if-none-match") == '"one"':
        return Reply(304, headers={"ETag": '"one"', "X-RateLimit-Remaining": "41"})
    return json_reply([1], ETag='"one"', Link='<x?page=7>; rel="last"', X_RateLimit_Remaining="42")


def test_a_304_gives_back_the_body_and_the_link_kept_with_it() -> None:
    """GitHub's 304 has no Link: the kept one stays, while the 304's own headers are the newest."""

    async def scenario() -> tuple[Answer, Answer]:
        async with serving(conditional) as server:
            client = HttpClient(no_tls)
            first, second = [await client.send(request(server)) for _ in range(2)]
            await client.aclose()
            return first, second

    first, second = asyncio.run(scenario())
    assert (first.revalidated, second.revalidated) == (False, True)
    assert second.status == 200
    assert second.body is first.body
    assert second.headers["link"] == first.headers["link"]
    assert second.headers["x-ratelimit-remaining"] == "41"


def test_another_token_or_accept_never_gets_a_kept_answer() -> None:
    """The cache is by token and Accept: neither sends the other's ETag."""

    async def scenario() -> list[str | None]:
        async with serving(conditional) as server:
            client = HttpClient(no_tls)
            await client.send(Request(server.url, "s", 5.0, token=Secret("one")))
            await client.send(Request(server.url, "s", 5.0, token=Secret("two")))
            await client.send(Request(server.url, "s", 5.0))
            await client.send(Request(server.url, "s", 5.0, accept="text/plain"))
            await client.aclose()
            return [one.headers.get("if-none-match") for one in server.asked]

    assert asyncio.run(scenario()) == [None] * 4


def key(name: str) -> CacheKey:
    """Return a key that differs by name."""
    return CacheKey("GET", name, "", "")


def test_the_cache_is_bounded_by_count_and_by_bytes() -> None:
    """The least recently used answers go first, whichever bound is reached."""
    cache = ConditionalCache(max_entries=2, max_total_bytes=100)
    for name in "abc":
        cache.put(key(name), Kept(200, {"etag": name}, b"x"))
    assert [cache.get(key(name)) is not None for name in "abc"] == [False, True, True]
    cache.put(key("d"), Kept(200, {"etag": "d"}, b"x" * 100))
    assert [cache.get(key(name)) is not None for name in "bcd"] == [False, False, True]


@pytest.mark.parametrize(
    "answer",
    [
        Kept(200, {}, b""),
        Kept(500, {"etag": "e"}, b""),
        Kept(200, {"etag": "e", "cache-control": "private, no-store"}, b""),
    ],
)
def test_what_cannot_be_asked_for_by_condition_is_not_kept(answer: Kept) -> None:
    """No validator, no success or no-store: the answer before is forgotten too."""
    cache = ConditionalCache()
    cache.put(key("a"), Kept(200, {"etag": "old"}, b""))
    cache.put(key("a"), answer)
    assert cache.get(key("a")) is None


def test_without_an_etag_the_date_is_the_condition() -> None:
    """Last-Modified is asked for when there is no ETag."""
    kept = Kept(200, {"last-modified": "Mon, 23 Nov 2026 10:00:00 GMT"}, b"")
    assert kept.conditions() == {"If-Modified-Since": "Mon, 23 Nov 2026 10:00:00 GMT"}


def test_nothing_that_is_logged_holds_the_token(caplog: pytest.LogCaptureFixture) -> None:
    """With every logger of the HTTP libraries at DEBUG the token is not written."""
    with caplog.at_level(logging.DEBUG):
        against(json_reply({}), lambda client, server: client.send(request(server)))
    assert caplog.records
    assert PLANTED not in caplog.text
    assert PLANTED not in repr(Request("u", "w", 1.0, token=Secret(PLANTED)))


def test_httpx_is_imported_by_the_first_request_alone() -> None:
    """Importing the sources, and making a client, leaves httpx out of the process."""
    code = (
        "import asyncio, sys\n"
        "from aux_monitor.adapters.sources import github, collector, github_connection\n"
        "from aux_monitor.adapters.sources.http import HttpClient\n"
        "HttpClient()\n"
        "print('httpx' in sys.modules)"
    )

    async def scenario() -> bytes:
        process = await asyncio.create_subprocess_exec(
            __import__("sys").executable, "-c", code, stdout=asyncio.subprocess.PIPE
        )
        return (await process.communicate())[0]

    assert asyncio.run(scenario()).strip() == b"False"


def test_the_loop_runs_on_while_a_large_answer_comes_in() -> None:
    """While 4.9 MB arrive, a task beside it is not kept waiting for the whole of them."""
    body = json.dumps(["x" * 1000] * 4_800).encode()
    assert len(body) < MAX_BODY_BYTES

    async def work(client: HttpClient, server: Server) -> int:
        turns = 0
        sending = asyncio.ensure_future(client.send(request(server)))
        while not sending.done():
            turns += 1
            await asyncio.sleep(0)
        assert len((await sending).body) == len(body)
        return turns

    assert against(Reply(body=body), work) > 50


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("ftp://host", "is not a web address"),
        ("github", "is not a web address"),
        ("https://", "is not a web address"),
        ("https://host:port", "is not a web address"),
        ("https://me:secret@host", "is not a web address"),
        ("http://ghe.example/api/v3", "must begin with https://"),
    ],
)
def test_an_address_that_cannot_be_used_is_said_so(url: str, words: str) -> None:
    """A bad address, or one that would send a token in the clear, is one sentence."""
    with pytest.raises(SourceError, match="The GitHub address") as caught:
        checked_base(url, "The GitHub address")
    assert words in caught.value.sentence
    assert "secret" not in caught.value.sentence


def test_a_good_address_loses_its_trailing_slash() -> None:
    """GitHub answers 404 to a doubled slash."""
    assert checked_base(" https://ghe.example/api/v3/ ", "x") == "https://ghe.example/api/v3"
    assert checked_base("http://127.0.0.1:8000", "x") == "http://127.0.0.1:8000"


def caused(error: Exception, cause: BaseException) -> Exception:
    """Return the error as raised from a cause, as httpx wraps what lies under it."""
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "kind", "words"),
    [
        (httpx.InvalidURL("no"), FailureKind.CONFIGURATION, "cannot be used"),
        (httpx.ConnectTimeout("slow"), FailureKind.TIMEOUT, "did not answer within 5 s"),
        (httpx.ProxyError("403"), FailureKind.UNREACHABLE, "The proxy on the way"),
        (httpx.ConnectError("?"), FailureKind.UNREACHABLE, "cannot be reached"),
        (
            caused(httpx.ConnectError("all failed"), OSError(errno.ENETUNREACH, "no net")),
            FailureKind.UNREACHABLE,
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
