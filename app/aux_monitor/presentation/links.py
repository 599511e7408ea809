"""Web addresses from outside: which of them may be opened in a browser."""

from __future__ import annotations

from urllib.parse import urlsplit

LONGEST_ADDRESS = 2000
"""Browsers take at least this much; nothing that a source names is longer."""

_SCHEMES = frozenset({"http", "https"})
_NEVER = frozenset("\\\"'<>^`{|}")
"""Printable, but never bare in an address (RFC 3986): programs disagree about what they mean."""


def web_page(address: str) -> str:
    """Return ``address`` as it is when a browser may open it, else an empty text.

    That is: http or https, a host, no user name or password, a number for a port, and nothing but
    printable ASCII. So neither another scheme nor a look-alike host can hide in it.
    """
    if not 0 < len(address) <= LONGEST_ADDRESS or not all(map(_is_plain, address)):
        return ""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        return ""
    good = parts.scheme in _SCHEMES and bool(host) and port != 0 and "@" not in parts.netloc
    return address if good else ""


def _is_plain(character: str) -> bool:
    return "!" <= character <= "~" and character not in _NEVER
