"""The client: what it sends, follows and unpacks, and what it never shows."""

from __future__ import annotations

import asyncio
import gzip
import json
import logging
import sys
from importlib.abc import MetaPathFinder

import pytest

from aux_monitor.adapters.sources.http import MAX_BODY_BYTES, HttpClient, Request
from aux_monitor.ports.secrets import Secret
from tests.adapters.sources.loopback import (
    Answering,
    Reply,
    Server,
    json_reply,
    no_tls,
    serving,
)
from tests.adapters.sources.planted_client import PLANTED, against, request


def test_requests_say_who_asks_and_what_they_take() -> None:
    """User-Agent (GitHub refuses requests without), Accept and the token are sent."""

    async def work(client: HttpClient, server: Server) -> dict[str, str]:
        await client.send(request(server))
        return dict(server.asked[0].headers)

    headers = against(json_reply({}), work)
    assert headers["user-agent"].startswith("aux-monitor/")
    assert headers["accept"] == "application/json"
    assert headers["authorization"] == f"Bearer {PLANTED}"


class Asked(MetaPathFinder):
    """Finds nothing, and keeps what it was asked for."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def find_spec(self, fullname: str, path: object, target: object = None) -> None:
        """Note the name."""
        del path, target
        self.names.append(fullname)


def test_what_is_not_installed_is_not_searched_for_on_each_request(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A request has httpcore ask for sniffio again and again; a search goes through all folders."""
    monkeypatch.delitem(sys.modules, "sniffio", raising=False)
    asked = Asked()
    monkeypatch.setattr(sys, "meta_path", [asked, *sys.meta_path])

    async def work(client: HttpClient, server: Server) -> list[str]:
        await client.send(request(server))
        asked.names.clear()
        await client.send(request(server))
        return asked.names

    assert against(json_reply({}), work) == []


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
