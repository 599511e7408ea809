"""Addresses a person entered, checked before anything is sent to them."""

from __future__ import annotations

from urllib.parse import urlsplit

from aux_monitor.adapters.sources.http_failures import bad_address
from aux_monitor.domain.trust import FailureKind
from aux_monitor.ports.errors import SourceError


def checked_base(url: str, what: str) -> str:
    """Return an address without its trailing slash, or raise a sentence that says what is wrong.

    ``what`` names the setting. Unencrypted addresses are taken only on this machine: a token
    would travel in the clear.
    """
    try:
        parts = urlsplit(url.strip())
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise bad_address(what, url) from None
    if parts.scheme not in ("http", "https") or not host or parts.username or parts.query:
        raise bad_address(what, url)
    if parts.scheme == "http" and not is_local(host):
        raise SourceError(
            FailureKind.CONFIGURATION,
            f"{what} must begin with https:// (without it a token could be read on the way).",
            permanent=True,
        )
    return url.strip().rstrip("/")


def is_loopback(url: str) -> bool:
    """Return whether an address leads to this machine itself; one that is none does not."""
    try:
        return is_local(urlsplit(url.strip()).hostname or "")
    except ValueError:
        return False


def is_local(host: str) -> bool:
    """Return whether a host name is this machine's own loopback."""
    return host in ("localhost", "::1") or host.startswith("127.")
