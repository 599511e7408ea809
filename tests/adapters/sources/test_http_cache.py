"""Answers kept for a 304: whose they are, how many, and which are not kept."""

from __future__ import annotations

import asyncio

import pytest

from aux_monitor.adapters.sources.http import Answer, HttpClient, Request
from aux_monitor.adapters.sources.http_cache import CacheKey, ConditionalCache, Kept
from aux_monitor.ports.secrets import Secret
from tests.adapters.sources.loopback import (
    Answering,
    Reply,
    json_reply,
    no_tls,
    serving,
)
from tests.adapters.sources.planted_client import request


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
