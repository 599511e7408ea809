"""Addresses from outside never become anything but a web page."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aux_monitor.presentation.links import LONGEST_ADDRESS, web_page

PAGE = "https://github.com/aux/server/releases/tag/v1.3.0%20b"


@pytest.mark.parametrize(
    "address",
    [PAGE, "http://127.0.0.1:8080/a?b=c#d", "https://[::1]/x", "https://host", "HTTPS://HOST/~a"],
)
def test_a_web_page_is_opened_as_it_is(address: str) -> None:
    """Host, port, path, query and fragment stay."""
    assert web_page(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "javascript:alert(1)",
        "JavaScript://github.com/%0aalert(1)",
        "file:///etc/passwd",
        "file://host/share",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "ftp://host/x",
        "mailto:a@b.c",
        "x-scheme-handler://host",
        "//host/x",
        "/path",
        "host/path",
        "https://",
        "https:///path",
        "https:host",
        "https://user@host/",
        "https://user:password@host/",
        "https://github.com@evil.example/",
        "https://@host/",
        "https://host:port/",
        "https://host:0/",
        "https://host:99999/",
        "https://[::1/",
        "https://host/a b",
        " https://host/",
        "https://host/\n",
        "https://ho\tst/",
        "https://host/\x00",
        "https://host/\x7f",
        "https://host\\@evil.example/",
        "https://host/<b>",
        'https://host/"',
        "https://g\u0456thub.com/",
        "https://host/\u202etxt",
        "https://host/" + "a" * LONGEST_ADDRESS,
    ],
)
def test_nothing_else_is(address: str) -> None:
    """Other schemes, credentials, control characters, look-alikes and odd forms are refused."""
    assert web_page(address) == ""


@given(
    st.text() | st.builds("{}{}".format, st.sampled_from(["http:", "https://", PAGE]), st.text())
)
def test_whatever_comes_an_opened_page_is_plain(address: str) -> None:
    """What passes is unchanged, http or https, with a host, without credentials, ASCII."""
    opened = web_page(address)
    assert opened in ("", address)
    if opened:
        parts = urlsplit(opened)
        assert parts.scheme in ("http", "https")
        assert parts.hostname
        assert parts.username is None
        assert parts.password is None
        assert opened.isascii()
        assert opened.isprintable()
        assert " " not in opened


@given(
    st.sampled_from(["javascript", "file", "data", "vbscript", "about", "ssh", "smb", "qrc"]),
    st.text(),
)
def test_no_other_scheme_ever_passes(scheme: str, rest: str) -> None:
    """Not in any case, with any rest."""
    for spelt in (scheme, scheme.upper(), scheme.title()):
        assert web_page(f"{spelt}:{rest}") == ""


@given(st.text(), st.characters(max_codepoint=0x20) | st.just("\x7f"), st.text())
def test_no_control_character_ever_passes(before: str, control: str, after: str) -> None:
    """Wherever it stands."""
    assert web_page(f"https://host/{before}{control}{after}") == ""


@given(st.text(min_size=1), st.text())
def test_no_credentials_ever_pass(user: str, rest: str) -> None:
    """What stands before an at sign in a host is never a user's name to send."""
    stays = not set("/?#") & set(user)
    assert not stays or web_page(f"https://{user}@host/{rest}") == ""
