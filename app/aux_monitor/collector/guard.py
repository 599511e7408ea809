"""The door of the API: who may ask, by which name, and how much at once.

A browser page can be made to send requests to loopback under its own host name (DNS rebinding):
on loopback only loopback's names are answered. No CORS header is ever sent.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from email.utils import formatdate

from msgspec import Struct
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_URL = 2048
MOST_BODY = 64 * 1024
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})


@dataclass(frozen=True, slots=True)
class Refused(Exception):  # noqa: N818 - an answer, not a fault of the program
    """A request is not let in."""

    status: int
    sentence: str


class Door(Struct, frozen=True):
    """What is asked of a request. ``token`` empty: none; ``loopback``: answer its names only."""

    token: str
    loopback: bool

    def __repr__(self) -> str:
        return f"Door(token={'…' if self.token else ''!r}, loopback={self.loopback})"

    def check(self, scope: Scope) -> None:
        """Return when the request may pass, else raise ``Refused``."""
        headers = _headers(scope["headers"])
        if self.loopback and _host_name(headers.get(b"host", b"")) not in _LOOPBACK:
            raise Refused(400, "This collector answers only to the names of loopback.")
        if self.token and not self._authorised(headers.get(b"authorization", b"")):
            raise Refused(401, "A request needs the token: Authorization: Bearer <token>.")
        if len(scope["raw_path"]) + len(scope["query_string"]) > MOST_URL:
            raise Refused(400, f"The address is longer than {MOST_URL} characters.")
        if b"transfer-encoding" in headers or _length(headers) > MOST_BODY:
            raise Refused(413, f"A body of unknown length or over {MOST_BODY} bytes is not read.")

    def _authorised(self, header: bytes) -> bool:
        scheme, _, given = header.partition(b" ")
        right = hmac.compare_digest(given.strip(), self.token.encode())
        return scheme.lower() == b"bearer" and right


def _headers(pairs: Iterable[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    return {name.lower(): value for name, value in pairs}


def _host_name(header: bytes) -> str:
    text = header.decode("latin-1").lower()
    name, colon, port = text.rpartition(":")
    return name if colon and port.isdecimal() else text


def _length(headers: dict[bytes, bytes]) -> int:
    text = headers.get(b"content-length", b"0")
    return int(text) if text.isdigit() else MOST_BODY + 1


def _http_date() -> bytes:
    """Return the time as a server with a clock must tell it (RFC 9110, section 6.6.1)."""
    return formatdate(usegmt=True).encode("ascii")


class Guard:
    """The middleware that keeps the door, and dates every answer."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self._app = app
        self._door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it with why not."""
        if scope["type"] != "http":
            return

        async def dated(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"date", _http_date())]
            await send(message)

        try:
            self._door.check(scope)
        except Refused as refused:
            headers = {"WWW-Authenticate": "Bearer"} if refused.status == 401 else None
            answer = JSONResponse({"error": refused.sentence}, refused.status, headers)
            await answer(scope, receive, dated)
            return
        await self._app(scope, receive, dated)
