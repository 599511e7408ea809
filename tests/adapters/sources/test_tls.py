"""Real TLS servers with certificates of a real (made up) authority."""

from __future__ import annotations

import asyncio
import datetime as dt
import ssl
from collections.abc import Callable

import pytest
import trustme

from aux_monitor.adapters.sources.http import HttpClient, Request
from aux_monitor.domain.trust import FailureKind
from aux_monitor.ports.errors import SourceError
from tests.adapters.sources.loopback import json_reply, serving

LONG_AGO = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """An authority made for these tests."""
    return trustme.CA()


def trusting(*authorities: trustme.CA) -> Callable[[], ssl.SSLContext]:
    """Return what makes a context that trusts these authorities beside the system's."""

    def make() -> ssl.SSLContext:
        context = ssl.create_default_context()
        for one in authorities:
            one.configure_trust(context)
        return context

    return make


def ask(
    certificate: trustme.LeafCert, client_tls: Callable[[], ssl.SSLContext]
) -> int | SourceError:
    """Return the status of one request to a server with this certificate, or its failure."""

    async def scenario() -> int | SourceError:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate.configure_cert(tls)
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _loop, _context: None)  # the refused handshakes
        async with serving(lambda _: json_reply({}), tls) as server:
            client = HttpClient(client_tls)
            try:
                return (await client.send(Request(server.url, "The server", 5.0))).status
            except SourceError as error:
                return error
            finally:
                await client.aclose()

    return asyncio.run(scenario())


def test_a_certificate_of_a_trusted_authority_is_taken(authority: trustme.CA) -> None:
    """What the system trusts needs no setting."""
    assert ask(authority.issue_cert("127.0.0.1"), trusting(authority)) == 200


@pytest.mark.parametrize(
    ("names", "expired", "trusted", "words"),
    [
        ("127.0.0.1", False, False, "unable to get local issuer certificate"),
        ("127.0.0.1", True, True, "certificate has expired"),
        ("other.example", False, True, "not valid for '127.0.0.1'"),
    ],
)
def test_each_certificate_trouble_is_named(
    authority: trustme.CA, names: str, *, expired: bool, trusted: bool, words: str
) -> None:
    """An unknown authority, an expired certificate and a wrong host have each their reason."""
    until = LONG_AGO if expired else None
    certificate = authority.issue_cert(
        names, not_after=until, not_before=LONG_AGO - dt.timedelta(days=1)
    )
    error = ask(certificate, trusting(authority) if trusted else trusting())
    assert isinstance(error, SourceError)
    assert error.kind is FailureKind.CONFIGURATION
    assert error.sentence.startswith("The server is not trusted: ")
    assert words in error.sentence


def test_a_server_without_tls_is_said_to_speak_none() -> None:
    """https:// to a plain port says so, not "record layer failure"."""

    async def plain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100)
        writer.write(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()
        writer.close()

    async def scenario() -> SourceError:
        async with await asyncio.start_server(plain, "127.0.0.1", 0) as listening:
            port = listening.sockets[0].getsockname()[1]
            client = HttpClient()
            with pytest.raises(SourceError) as caught:
                await client.send(Request(f"https://127.0.0.1:{port}", "The server", 5.0))
            await client.aclose()
            return caught.value

    error = asyncio.run(scenario())
    assert error.kind is FailureKind.CONFIGURATION
    assert "does not speak TLS" in error.sentence


def test_a_redirect_out_of_tls_is_refused(authority: trustme.CA) -> None:
    """A redirect from https to http is not followed: what comes next could be read."""

    async def scenario() -> SourceError:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("127.0.0.1").configure_cert(tls)
        async with serving(lambda _: json_reply({}, 301, Location="http://127.0.0.1:1/"), tls) as s:
            client = HttpClient(trusting(authority))
            with pytest.raises(SourceError) as caught:
                await client.send(Request(s.url, "The server", 5.0))
            await client.aclose()
            return caught.value

    assert "unencrypted address" in asyncio.run(scenario()).sentence
