"""Addresses of servers: which can be used, and how they are written."""

from __future__ import annotations

import pytest

from aux_monitor.adapters.sources.address import checked_base
from aux_monitor.ports.errors import SourceError


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("ftp://host", "is not a web address"),
        ("github", "is not a web address"),
        ("https://", "is not a web address"),
        ("https://host:port", "is not a web address"),
        ("https://me:secret@host", "is not a web address"),
        ("http://ghe.example/api/v3", "must begin with https://"),
    ],
)
def test_an_address_that_cannot_be_used_is_said_so(url: str, words: str) -> None:
    """A bad address, or one that would send a token in the clear, is one sentence."""
    with pytest.raises(SourceError, match="The GitHub address") as caught:
        checked_base(url, "The GitHub address")
    assert words in caught.value.sentence
    assert "secret" not in caught.value.sentence


def test_a_good_address_loses_its_trailing_slash() -> None:
    """GitHub answers 404 to a doubled slash."""
    assert checked_base(" https://ghe.example/api/v3/ ", "x") == "https://ghe.example/api/v3"
    assert checked_base("http://127.0.0.1:8000", "x") == "http://127.0.0.1:8000"
