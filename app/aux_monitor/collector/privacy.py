"""The whitelist: which parts of a log line leave it, and in what form.

A line holds typed text, page text, query strings, client addresses and even an API key. Kept are
the time, the event type, keyed hashes of session, command and target, a bounded method and error
code, the duration, the outcome, and the host of a page that was reached. Everything else ends
here; the decoder does not even build it.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from aux_monitor.collector.events import (
    Event,
    MarkKind,
    Received,
    Refusal,
    RefusalKind,
    SessionMark,
    Terminal,
    to_us,
)

OTHER = "other"
"""What stands for a method or error code outside the bounds."""

MAX_DISTINCT = 32
"""How many different methods, and how many error codes, are told apart."""

_METHOD = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,31}\Z")
_CODE = re.compile(r"[A-Z][A-Z0-9_]{0,47}\Z")
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.\-]{0,251}[a-z0-9_])?\Z|[0-9a-f:]{2,45}\Z")
_DAY_S = 86_400.0
_LONGEST_MS = 86_400_000
_KEY_BYTES = 32


class BadLineError(ValueError):
    """A line is no log entry; it holds nothing of the line."""


class Hasher:
    """Keyed hashes of identities: 64 bits, the same for the same text under one key only."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def __repr__(self) -> str:
        return "Hasher(key=…)"

    def digest(self, *parts: str) -> int:
        """Return a signed 64-bit hash of ``parts``, each set apart from the next."""
        text = "\x00".join(parts).encode("utf-8", "surrogatepass")
        raw = blake2b(text, key=self._key, digest_size=8).digest()
        return int.from_bytes(raw, "big", signed=True)

    def fingerprint(self, data: bytes) -> bytes:
        """Return 16 bytes that name a file's head without holding any of it."""
        return blake2b(data, key=self._key, digest_size=16).digest()


def load_key(path: Path) -> bytes:
    """Return the hash key kept at ``path``, made at random (mode 0600) when there is none.

    Raises ``OSError`` when it can be neither read nor written, ``ValueError`` when damaged.
    """
    try:
        key = path.read_bytes()
    except FileNotFoundError:
        return _write_key(path)
    if len(key) != _KEY_BYTES:
        raise ValueError(f"{path} is not a key of {_KEY_BYTES} bytes")
    return key


def _write_key(path: Path) -> bytes:
    key = secrets.token_bytes(_KEY_BYTES)
    beside = path.with_name(path.name + ".new")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as handle:
        handle.write(key)
        handle.flush()
        os.fsync(handle.fileno())
    beside.replace(path)
    return key


class Vocabulary:
    """A bounded set of words: those that fit a pattern, and no more than ``MAX_DISTINCT``."""

    def __init__(self, pattern: re.Pattern[str], known: frozenset[str] = frozenset()) -> None:
        self._pattern = pattern
        self._known = set(known)

    def word(self, text: object) -> str:
        """Return ``text`` when it is a word of this vocabulary or still fits in, else OTHER."""
        if not isinstance(text, str):
            return OTHER
        if text in self._known:
            return text
        if len(self._known) >= MAX_DISTINCT or not self._pattern.match(text):
            return OTHER
        self._known.add(text)
        return text


class _Line(msgspec.Struct):
    timestamp: float
    event_type: str
    session_id: str
    command_id: Any = None
    data: msgspec.Raw = msgspec.Raw(b"null")
    execution_time_ms: Any = None
    error_code: Any = None


class _Request(msgspec.Struct):
    url: Any = None
    selector: Any = None
    condition: Any = None


class _Reply(msgspec.Struct):
    url: Any = None


class _Data(msgspec.Struct):
    method: Any = None
    command_data: _Request | None = None
    response_data: _Reply | None = None


class LineReader:
    """Turns raw lines into events, letting only the whitelist through."""

    def __init__(self, hasher: Hasher, methods: frozenset[str], codes: frozenset[str]) -> None:
        self._hasher = hasher
        self._methods = Vocabulary(_METHOD, methods)
        self._codes = Vocabulary(_CODE, codes)
        self._line = msgspec.json.Decoder(_Line)
        self._data = msgspec.json.Decoder(_Data)
        self._readers: dict[str, Callable[[_Line, int, int], Event]] = {
            "command_received": self._received,
            "command_executed": self._terminal,
            "command_failed": self._terminal,
            "session_start": _mark(MarkKind.START),
            "session_end": _mark(MarkKind.END),
            "rate_limit_exceeded": _refusal(RefusalKind.RATE_LIMIT),
            "security_violation": _refusal(RefusalKind.SECURITY),
        }

    def read(self, raw: bytes, now: float) -> Event | None:
        """Return the event in ``raw``, or None for an entry that is no concern of ours.

        Raises ``BadLineError`` for anything that is not an entry of a session.log, and for one
        dated more than a day after ``now``.
        """
        try:
            line = self._line.decode(raw)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            raise BadLineError from None
        if not 0 < line.timestamp < now + _DAY_S:
            raise BadLineError
        reader = self._readers.get(line.event_type)
        if reader is None:
            return None
        return reader(line, to_us(line.timestamp), self._hasher.digest("session", line.session_id))

    def _received(self, line: _Line, at_us: int, session: int) -> Event:
        data = self._decode(line)
        request = data.command_data or _Request()
        parts = (request.url, request.selector, request.condition)
        target = self._hasher.digest(
            "target", *("" if part is None else str(part) for part in parts)
        )
        return Received(
            at_us=at_us,
            session=session,
            key=self._key(line),
            method=self._methods.word(data.method),
            target=target,
            domain=host_of(request.url),
        )

    def _terminal(self, line: _Line, at_us: int, session: int) -> Event:
        data = self._decode(line)
        failed = line.event_type == "command_failed"
        reply = data.response_data or _Reply()
        return Terminal(
            at_us=at_us,
            session=session,
            key=self._key(line),
            method=self._methods.word(data.method),
            dur_ms=_duration(line.execution_time_ms),
            failed=failed,
            code=self._codes.word(line.error_code) if failed else "",
            domain=None if failed else host_of(reply.url),
        )

    def _key(self, line: _Line) -> int | None:
        if not isinstance(line.command_id, str | int):
            return None
        return self._hasher.digest("command", line.session_id, str(line.command_id))

    def _decode(self, line: _Line) -> _Data:
        try:
            return self._data.decode(line.data)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return _Data()


def _mark(kind: MarkKind) -> Callable[[_Line, int, int], Event]:
    def read(line: _Line, at_us: int, session: int) -> Event:
        del line
        return SessionMark(at_us, session, kind)

    return read


def _refusal(kind: RefusalKind) -> Callable[[_Line, int, int], Event]:
    def read(line: _Line, at_us: int, session: int) -> Event:
        del line, session
        return Refusal(at_us, kind)

    return read


def _duration(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if 0 <= value <= _LONGEST_MS else None


def host_of(url: object) -> str | None:
    """Return the lower-case host of an http(s) URL: no user, port, path or query; else None."""
    if not isinstance(url, str):
        return None
    try:
        parts = urlsplit(url[:4096])
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or host is None:
        return None
    host = host.rstrip(".")
    return host if _HOST.match(host) else None
