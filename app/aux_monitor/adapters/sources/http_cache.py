"""What a 304 refers to: the last good answer to the same request.

Written here rather than taken from hishel: GitHub's 304 is free only when the request is really
sent, so freshness lifetimes (``max-age=60``) must not answer for it; the key must hold the token,
because a private answer must not outlive its token; nothing may lie on disk; and the size must be
bounded. What is left of RFC 9111 after that is section 4.3.4, the twenty lines below. The ``Link``
header stays with the kept answer: GitHub's 304 carries none, and a count is read from it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping

from msgspec import Struct

MAX_ENTRIES = 512
MAX_TOTAL_BYTES = 16_000_000


class CacheKey(Struct, frozen=True):
    """Requests whose answers can stand for each other."""

    method: str
    url: str
    accept: str
    token_fingerprint: str


class Kept(Struct, frozen=True):
    """A good answer and what identifies it to its server."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def conditions(self) -> dict[str, str]:
        """Return the headers that ask for a 304; the ETag wins (RFC 9110, section 13.1.3)."""
        if "etag" in self.headers:
            return {"If-None-Match": self.headers["etag"]}
        return {"If-Modified-Since": self.headers["last-modified"]}

    @property
    def keepable(self) -> bool:
        """Whether the answer may be kept and asked for by condition."""
        named = "etag" in self.headers or "last-modified" in self.headers
        return (
            self.status == 200 and named and "no-store" not in self.headers.get("cache-control", "")
        )


class ConditionalCache:
    """Answers by request, least recently used out first."""

    def __init__(
        self, max_entries: int = MAX_ENTRIES, max_total_bytes: int = MAX_TOTAL_BYTES
    ) -> None:
        self._max_entries = max_entries
        self._max_total_bytes = max_total_bytes
        self._kept: OrderedDict[CacheKey, Kept] = OrderedDict()
        self._bytes = 0

    def get(self, key: CacheKey) -> Kept | None:
        """Return the kept answer to this request, None when there is none."""
        kept = self._kept.get(key)
        if kept is not None:
            self._kept.move_to_end(key)
        return kept

    def put(self, key: CacheKey, answer: Kept) -> None:
        """Keep an answer, or forget the one before when this one cannot be kept."""
        before = self._kept.pop(key, None)
        self._bytes -= len(before.body) if before is not None else 0
        if not answer.keepable:
            return
        self._kept[key] = answer
        self._bytes += len(answer.body)
        while len(self._kept) > self._max_entries or self._bytes > self._max_total_bytes:
            _, dropped = self._kept.popitem(last=False)
            self._bytes -= len(dropped.body)
