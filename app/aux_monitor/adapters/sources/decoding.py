"""Bytes from outside into typed values, and text from outside into text that can be shown."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from aux_monitor.adapters.sources.http import Answer
from aux_monitor.domain.trust import FailureKind
from aux_monitor.ports.errors import SourceError

T = TypeVar("T")


def decode(answer: Answer, decoder: msgspec.json.Decoder[T], who: str) -> T:
    """Return the body as the decoder's type; unknown fields are passed over.

    Raises ``SourceError`` (GARBAGE) that says whether the body is a web page, no JSON at all, or
    JSON of another shape, and then where.
    """
    if is_web_page(answer):
        raise SourceError(
            FailureKind.GARBAGE,
            f"{who} answered with a web page instead of data: is the address right, "
            "and does the network ask for a login?",
        )
    try:
        return decoder.decode(answer.body)
    except msgspec.ValidationError as error:
        raise SourceError(
            FailureKind.GARBAGE, f"{who} answered in an unknown shape: {plain(str(error))}."
        ) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise SourceError(
            FailureKind.GARBAGE, f"{who} answered with something that is not JSON."
        ) from None


def is_web_page(answer: Answer) -> bool:
    """Return whether an answer is HTML, by its type or its first character."""
    kind = answer.headers.get("content-type", "").lower()
    return "html" in kind or answer.body[:64].lstrip()[:1] == b"<"


def plain(text: str, limit: int = 160) -> str:
    """Return text from outside fit for one line: no control characters, at most ``limit`` long."""
    kept = "".join(c if c.isprintable() else " " for c in text[: 4 * limit])
    words = " ".join(kept.split())
    return words if len(words) <= limit else words[: limit - 1] + "…"
