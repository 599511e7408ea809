"""The one HTTP client: bounded, conditional, and honest about what went wrong.

Every answer is read whole but never beyond ``MAX_BODY_BYTES``; every request has one deadline;
redirects are followed with the token only to the same origin; a proxy is taken from the
environment except toward this machine; TLS trusts what the system trusts. Whatever fails becomes
a ``SourceError`` of one sentence that never holds a token.
"""

from __future__ import annotations

import asyncio
import hashlib
import ssl
import sys
import zlib
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from aux_monitor import __version__
from aux_monitor.adapters.sources.http_cache import CacheKey, ConditionalCache, Kept
from aux_monitor.adapters.sources.http_failures import (
    bad_token,
    downgraded,
    lost_in_redirects,
    timed_out,
    too_large,
    translate,
    unreadable_encoding,
)
from aux_monitor.ports.secrets import Secret

if TYPE_CHECKING:
    import httpx

MAX_BODY_BYTES = 5_000_000
"""The largest answer that is read; the largest real one (a page of alerts) is below 200 kB."""

MAX_REDIRECTS = 5
CONNECT_TIMEOUT_S = 10.0
CONNECT_SHARE = 0.45
"""The part of a request's time that connecting, and then the TLS handshake, may each take. They
must end before the request's own deadline: httpcore closes the socket of a handshake that timed
out, but not of one that was cancelled."""

LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]")
USER_AGENT = f"aux-monitor/{__version__}"


class Request(Struct, frozen=True):
    """One request. ``who`` is how sentences call the server; ``params`` go into the query."""

    url: str
    who: str
    timeout_s: float
    accept: str = "application/json"
    params: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    token: Secret | None = None
    body: bytes | None = None

    @property
    def method(self) -> str:
        """``POST`` with a (JSON) body, else ``GET``."""
        return "GET" if self.body is None else "POST"


class Answer(Struct, frozen=True):
    """A whole answer; header names are lower-case.

    ``revalidated`` marks a 304: status, body and headers are those kept, with the 304's own
    headers laid over them (so ``link`` survives, and rate limits are the newest).
    """

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str
    revalidated: bool = False


def fingerprint(token: Secret | None) -> str:
    """Return what tells tokens apart in a cache without being one; empty for none."""
    if token is None:
        return ""
    return hashlib.sha256(token.reveal().encode("utf-8", "surrogatepass")).hexdigest()[:16]


class HttpClient:
    """Sends requests. httpx is imported, and its client made, in a thread at the first of them."""

    def __init__(self, tls: Callable[[], ssl.SSLContext] = ssl.create_default_context) -> None:
        self._tls = tls
        self._client: httpx.AsyncClient | None = None
        self._making = asyncio.Lock()
        self._cache = ConditionalCache()

    async def send(self, request: Request) -> Answer:
        """Return the answer, whatever its status; raise ``SourceError`` when there is none."""
        headers = _headers(request)
        key = CacheKey(
            request.method, _with_params(request), request.accept, fingerprint(request.token)
        )
        kept = self._cache.get(key) if request.body is None else None
        if kept is not None:
            headers.update(kept.conditions())
        try:
            async with asyncio.timeout(request.timeout_s):
                client = await self._ready()
                answer = await _exchange(client, request, headers)
        except TimeoutError:
            raise timed_out(request.who, request.timeout_s) from None
        return self._settle(key, kept, answer)

    async def aclose(self) -> None:
        """Close every connection."""
        client, self._client = self._client, None
        if client is not None:
            await client.aclose()

    def _settle(self, key: CacheKey, kept: Kept | None, answer: Answer) -> Answer:
        if answer.status == 304 and kept is not None:
            headers = MappingProxyType({**kept.headers, **answer.headers})
            return Answer(kept.status, headers, kept.body, answer.url, revalidated=True)
        if key.method == "GET":
            self._cache.put(key, Kept(answer.status, answer.headers, answer.body))
        return answer

    async def _ready(self) -> httpx.AsyncClient:
        async with self._making:
            if self._client is None:
                self._client = await asyncio.to_thread(_make_client, self._tls)
        return self._client


def _make_client(tls: Callable[[], ssl.SSLContext]) -> httpx.AsyncClient:
    import httpx  # noqa: PLC0415 -- a third of a second that the first paint must not wait for

    _note_as_missing("sniffio")
    return httpx.AsyncClient(
        verify=tls(),
        follow_redirects=False,
        mounts={f"all://{host}": None for host in LOCAL_HOSTS},
        limits=httpx.Limits(max_connections=8, max_keepalive_connections=4, keepalive_expiry=60.0),
        headers={"User-Agent": USER_AGENT, "Accept-Encoding": "gzip"},
    )


def _note_as_missing(name: str) -> None:
    """Have Python remember that a module is not installed, if it is not.

    httpcore tries to import ``sniffio`` several times for each request, and takes asyncio where
    there is none; to look for it in every folder each time is a fifth of what a request costs.
    ``None`` is Python's own sign for it (reference, section 5.3.1, "The module cache").
    """
    if find_spec(name) is None:
        missing: Any = None
        sys.modules[name] = missing


def _headers(request: Request) -> dict[str, str]:
    headers = {"Accept": request.accept, **request.headers}
    if request.body is not None:
        headers["Content-Type"] = "application/json"
    if request.token is not None:
        headers["Authorization"] = f"Bearer {sendable(request.token, request.who)}"
    return headers


def sendable(token: Secret, who: str) -> str:
    """Return the token's text, or raise a sentence when no header can carry it."""
    text = token.reveal()
    if not text or not all("!" <= character <= "~" for character in text):
        raise bad_token(who)
    return text


def _with_params(request: Request) -> str:
    return request.url + "?" + "&".join(f"{name}={text}" for name, text in request.params.items())


async def _exchange(
    client: httpx.AsyncClient, request: Request, headers: Mapping[str, str]
) -> Answer:
    """Send, follow redirects, read the body within its bound."""
    import httpx  # noqa: PLC0415 -- see _make_client, which has imported it by now

    connect_s = min(request.timeout_s * CONNECT_SHARE, CONNECT_TIMEOUT_S)
    timeout = httpx.Timeout(request.timeout_s, connect=connect_s, pool=None)
    try:
        wire = client.build_request(
            request.method,
            request.url,
            params=dict(request.params) or None,
            headers=dict(headers),
            content=request.body,
            timeout=timeout,
        )
        for _ in range(MAX_REDIRECTS + 1):
            response = await client.send(wire, stream=True)
            try:
                if response.next_request is None:
                    return await _read(response, request.who)
            finally:
                await response.aclose()
            wire = _next(wire, response.next_request, request.who)
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        raise translate(error, request.who, request.timeout_s) from None
    raise lost_in_redirects(request.who)


def _next(wire: httpx.Request, following: httpx.Request, who: str) -> httpx.Request:
    """Return the redirected request; httpx has taken the token off it for another origin."""
    if wire.url.scheme == "https" and following.url.scheme != "https":
        raise downgraded(who, following.url.host)
    return following


async def _read(response: httpx.Response, who: str) -> Answer:
    """Read the whole body, or close the connection once it is beyond the bound.

    The loop is not left then: the closed connection ends it from within. A ``break`` would leave
    httpcore's generators to the garbage collector, which cannot finish them after the loop's end.
    """
    import httpx  # noqa: PLC0415 -- see _make_client, which has imported it by now

    raw = bytearray()
    try:
        async for chunk in response.aiter_raw():
            if len(raw) <= MAX_BODY_BYTES:
                raw += chunk
            if len(raw) > MAX_BODY_BYTES:
                await response.aclose()
    except httpx.HTTPError:
        if len(raw) <= MAX_BODY_BYTES:
            raise
    if len(raw) > MAX_BODY_BYTES:
        raise too_large(who, MAX_BODY_BYTES)
    headers = {name.lower(): text for name, text in response.headers.items()}
    body = _inflated(bytes(raw), headers.get("content-encoding", ""), who)
    return Answer(response.status_code, MappingProxyType(headers), body, str(response.url))


def _inflated(raw: bytes, encoding: str, who: str) -> bytes:
    """Undo gzip without ever holding more than the bound: a small answer may unfold to much."""
    if not raw or encoding.lower() in ("", "identity"):
        return raw
    if encoding.lower() != "gzip":
        raise unreadable_encoding(who)
    inflater = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        body = inflater.decompress(raw, MAX_BODY_BYTES + 1)
    except zlib.error:
        raise unreadable_encoding(who) from None
    if len(body) > MAX_BODY_BYTES:
        raise too_large(who, MAX_BODY_BYTES)
    if not inflater.eof:
        raise unreadable_encoding(who)
    return body
