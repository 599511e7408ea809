"""What is kept of a log line, as typed values. Times are whole microseconds since the epoch."""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

from msgspec import Struct

MICROSECONDS = 1_000_000
"""Microseconds in a second: the log's floats keep about that much, so nothing is rounded away."""


def to_us(seconds: float) -> int:
    """Return ``seconds`` since the epoch as whole microseconds."""
    return round(seconds * MICROSECONDS)


class Received(Struct, frozen=True):
    """A command arrived.

    ``key`` names (session, command), None where the log gives no command id; ``target`` is a hash
    of what it acts on.
    """

    at_us: int
    session: int
    key: int | None
    method: str
    target: int
    domain: str | None


class Terminal(Struct, frozen=True):
    """A command ended. ``key`` is None where the log gives no command id.

    ``dur_ms`` is None where the log holds no usable duration; ``code`` is empty unless ``failed``.
    """

    at_us: int
    session: int
    key: int | None
    method: str
    dur_ms: int | None
    failed: bool
    code: str
    domain: str | None


class MarkKind(Enum):
    """The two ends of a session; the value is what the store holds."""

    START = 1
    END = 2


class SessionMark(Struct, frozen=True):
    """A session began or ended."""

    at_us: int
    session: int
    kind: MarkKind


class RefusalKind(Enum):
    """Work the server refused before it became a command; the value is what the store holds."""

    RATE_LIMIT = 1
    SECURITY = 2


class Refusal(Struct, frozen=True):
    """A request was refused: it is no command and enters neither rate."""

    at_us: int
    kind: RefusalKind


Event: TypeAlias = Received | Terminal | SessionMark | Refusal


class Command(Struct, frozen=True):
    """A command that ended, counted once: what is stored and measured.

    ``retried`` says that the same session tried the same method on the same target within
    30 seconds of its failure. ``target`` is kept for a failed command only, so that a restart
    still knows its retries. ``domain`` is the host an executed navigation reached.
    """

    at_us: int
    session: int
    key: int | None
    method: str
    dur_ms: int | None
    failed: bool
    code: str
    retried: bool
    target: int | None
    domain: str | None


class Pending(Struct, frozen=True):
    """A command that was received and has not ended yet."""

    at_us: int
    key: int
    method: str
    target: int
    domain: str | None
    retried: bool
