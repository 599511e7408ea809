"""When GitHub may be asked again.

The order is GitHub's own ("Best practices for using the REST API", rate limits): ``Retry-After``,
else a remaining count of zero until ``x-ratelimit-reset``, else one minute that doubles. Waits are
taken against the answer's own ``Date``, never this computer's clock, which may be wrong.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime
from enum import Enum

from msgspec import Struct

from aux_monitor.adapters.sources.http import Answer
from aux_monitor.domain.reading import RequestBudget
from aux_monitor.domain.trust import FailureKind
from aux_monitor.ports.clock import Clock
from aux_monitor.ports.errors import SourceError

FIRST_PAUSE_S = 60.0
LONGEST_PAUSE_S = 3600.0
LONGEST_WAIT_S = 86_400.0
"""A longer wait than a day is not believed: no limit of GitHub's lasts longer than an hour."""

_SECONDARY = ("secondary rate limit", "abuse detection")


class Bucket(Enum):
    """The allowances GitHub counts apart; the value is its name for them."""

    CORE = "core"
    SEARCH = "search"
    GRAPHQL = "graphql"


class Closed(Struct, frozen=True):
    """Why a bucket is closed, and until which monotonic time."""

    until: float
    reason: str


class RateGate:
    """What one token (or one address without one) may still ask of one host."""

    def __init__(self, clock: Clock, host: str) -> None:
        self._clock = clock
        self._host = host
        self._closed: dict[Bucket, Closed] = {}
        self._budgets: dict[Bucket, RequestBudget] = {}
        self._pauses = 0

    def check(self, bucket: Bucket) -> None:
        """Raise ``SourceError`` (LIMITED, with the wait) while the bucket is closed."""
        closed = self._closed.get(bucket)
        if closed is None:
            return
        wait_s = closed.until - self._clock.monotonic()
        if wait_s > 0:
            raise _limited(closed.reason, wait_s)
        del self._closed[bucket]

    def budget(self, bucket: Bucket) -> RequestBudget | None:
        """Return what is left of an allowance, None while unknown or where there is no limit."""
        return self._budgets.get(bucket)

    def note(self, asked: Bucket, answer: Answer) -> None:
        """Take in the headers of an answer that was not refused for a limit."""
        if answer.status < 400:
            self._pauses = 0
        self._count(asked, answer)

    def refused(self, asked: Bucket, answer: Answer, said: str) -> SourceError | None:
        """Close what a refusal asks to be closed, and return its failure.

        ``said`` is the answer's own message. None when the refusal is of another kind.
        """
        wait_s = retry_after(answer, self._clock.now())
        if wait_s is not None:
            return self._pause(wait_s, "asks this program to slow down")
        if is_secondary(said):
            return self._pause(self._next_pause(), "asks this program to slow down (secondary)")
        if self._count(asked, answer) == 0 or is_primary(said):
            return self._used_up(asked)
        if answer.status == 429:
            return self._pause(self._next_pause(), "says that it was asked too often")
        return None

    def _used_up(self, asked: Bucket) -> SourceError:
        if asked not in self._closed:
            until = self._clock.monotonic() + self._next_pause()
            self._closed[asked] = Closed(until, f"The limit of {self._host} is used up")
        closed = self._closed[asked]
        return _limited(closed.reason, closed.until - self._clock.monotonic())

    def _count(self, asked: Bucket, answer: Answer) -> int | None:
        """Keep the budget an answer states and return what remains of it, None if unstated."""
        limit = _whole(answer.headers, "x-ratelimit-limit")
        remaining = _whole(answer.headers, "x-ratelimit-remaining")
        if not limit or remaining is None:
            return None
        bucket = _bucket(answer.headers.get("x-ratelimit-resource", ""), asked)
        if bucket is None:
            return None
        wait_s = _until_reset(answer, self._clock.now())
        self._budgets[bucket] = RequestBudget(limit, remaining, self._clock.now() + wait_s)
        if remaining == 0:
            reason = f"The limit of {self._host} ({limit:,} {_what(bucket)}) is used up"
            self._closed[bucket] = Closed(self._clock.monotonic() + wait_s, reason)
        return remaining

    def _pause(self, wait_s: float, why: str) -> SourceError:
        """Close every bucket: slowing down is meant for the whole program."""
        reason = f"{self._host} {why}"
        until = self._clock.monotonic() + wait_s
        for bucket in Bucket:
            before = self._closed.get(bucket)
            if before is None or before.until < until:
                self._closed[bucket] = Closed(until, reason)
        return _limited(reason, wait_s)

    def _next_pause(self) -> float:
        wait_s = min(FIRST_PAUSE_S * 2.0**self._pauses, LONGEST_PAUSE_S)
        self._pauses = min(self._pauses + 1, 10)
        return wait_s


def is_secondary(said: str) -> bool:
    """Return whether a message speaks of the secondary limit (or its old name)."""
    return any(phrase in said.lower() for phrase in _SECONDARY)


def is_primary(said: str) -> bool:
    """Return whether a message speaks of the primary limit."""
    return "api rate limit" in said.lower() and not is_secondary(said)


def retry_after(answer: Answer, now: float) -> float | None:
    """Return the seconds ``Retry-After`` asks for, given as seconds or as a date."""
    text = answer.headers.get("retry-after", "").strip()
    if not text:
        return None
    try:
        seconds = float(text)
    except ValueError:
        at = _http_date(text)
        seconds = at - _server_now(answer, now) if at is not None else math.nan
    return _believed(seconds) if math.isfinite(seconds) else FIRST_PAUSE_S


def _until_reset(answer: Answer, now: float) -> float:
    """Return the seconds until the stated reset, one more since it is stated in whole ones."""
    reset = _whole(answer.headers, "x-ratelimit-reset")
    if reset is None:
        return FIRST_PAUSE_S
    return _believed(reset - _server_now(answer, now) + 1.0)


def _believed(seconds: float) -> float:
    return min(max(seconds, 1.0), LONGEST_WAIT_S)


def _server_now(answer: Answer, now: float) -> float:
    at = _http_date(answer.headers.get("date", ""))
    return now if at is None else at


def _http_date(text: str) -> float | None:
    try:
        at = parsedate_to_datetime(text)
    except ValueError:
        return None
    return (at if at.tzinfo is not None else at.replace(tzinfo=UTC)).timestamp()


def _whole(headers: Mapping[str, str], name: str) -> int | None:
    text = headers.get(name, "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 12 else None


def _bucket(stated: str, asked: Bucket) -> Bucket | None:
    if not stated:
        return asked
    return next((bucket for bucket in Bucket if bucket.value == stated), None)


def _what(bucket: Bucket) -> str:
    match bucket:
        case Bucket.CORE:
            return "requests an hour"
        case Bucket.SEARCH:
            return "searches a minute"
        case Bucket.GRAPHQL:
            return "points an hour"


def _limited(reason: str, wait_s: float) -> SourceError:
    return SourceError(
        FailureKind.LIMITED,
        f"{reason}: asked again in {spoken_wait(wait_s)}.",
        retry_after_s=wait_s,
    )


def spoken_wait(seconds: float) -> str:
    """Return a wait as a person says it: ``40 s``, ``12 min``."""
    return f"{math.ceil(seconds)} s" if seconds < 120 else f"{math.ceil(seconds / 60)} min"
