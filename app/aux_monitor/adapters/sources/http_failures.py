"""What can go wrong on the way to a server and back, as one sentence each."""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Iterator

from aux_monitor.domain.trust import FailureKind
from aux_monitor.ports.errors import SourceError

_NO_ROUTE = (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN)


def translate(error: Exception, who: str, timeout_s: float) -> SourceError:
    """Return the sentence for an exception of httpx or of the socket under it."""
    if _is_named(error, "TimeoutException"):
        return timed_out(who, timeout_s)
    if _is_named(error, "InvalidURL", "UnsupportedProtocol", "LocalProtocolError"):
        return SourceError(
            FailureKind.CONFIGURATION,
            f"The address of {who} cannot be used: is it written correctly?",
            permanent=True,
        )
    for cause in _causes(error):
        found = _of_socket(cause, who)
        if found is not None:
            return found
    return _of_protocol(error, who)


def _of_socket(cause: BaseException, who: str) -> SourceError | None:
    if isinstance(cause, ssl.SSLError):
        return _of_tls(cause, who)
    kind = FailureKind.UNREACHABLE
    match cause:
        case socket.gaierror():
            kind = FailureKind.UNRESOLVED
            text = f"No address is known for {who}: is this computer online, and the name right?"
        case ConnectionRefusedError():
            text = f"{who} refuses connections: nothing listens there."
        case ConnectionResetError() | BrokenPipeError() | ConnectionAbortedError():
            text = f"{who} broke off the connection."
        case OSError() if cause.errno in _NO_ROUTE:
            kind = FailureKind.NO_ROUTE
            text = f"There is no route to {who}: is this computer online?"
        case _:
            return None
    return SourceError(kind, text)


def _of_tls(error: ssl.SSLError, who: str) -> SourceError:
    # Only an error that OpenSSL itself made has these two attributes.
    reason: str = getattr(error, "reason", None) or "no reason given"
    if isinstance(error, ssl.SSLCertVerificationError):
        told: str = getattr(error, "verify_message", "") or "its certificate cannot be checked"
        text = f"{who} is not trusted: {told.rstrip('.')}."
    elif reason in ("WRONG_VERSION_NUMBER", "HTTP_REQUEST", "RECORD_LAYER_FAILURE"):
        text = f"{who} does not speak TLS on this port: is the address right?"
    else:
        reason = reason.replace("_", " ").lower()
        text = f"No encrypted connection to {who} could be made: {reason}."
    return SourceError(FailureKind.CONFIGURATION, text)


def _of_protocol(error: Exception, who: str) -> SourceError:
    cut_short = any(word in str(error) for word in ("disconnected", "peer closed"))
    if _is_named(error, "RemoteProtocolError") and not cut_short:
        return SourceError(
            FailureKind.GARBAGE, f"{who} does not answer in HTTP: is the address right?"
        )
    if _is_named(error, "ProxyError"):
        return SourceError(
            FailureKind.UNREACHABLE, f"The proxy on the way to {who} refused the connection."
        )
    if _is_named(error, "ConnectError"):
        return SourceError(FailureKind.UNREACHABLE, f"{who} cannot be reached.")
    return SourceError(FailureKind.UNREACHABLE, f"{who} broke off the connection.")


def _is_named(error: Exception, *names: str) -> bool:
    """Return whether the error is of a class of httpx, by name: this module does not import it."""
    return any(kind.__name__ in names for kind in type(error).__mro__)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield the error and all behind it: httpx wraps httpcore wraps anyio wraps the socket's."""
    waiting: list[BaseException] = [error]
    seen: set[int] = set()
    while waiting:
        cause = waiting.pop(0)
        if id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        waiting += [e for e in (cause.__cause__, cause.__context__) if e is not None]
        if isinstance(cause, BaseExceptionGroup):
            waiting += cause.exceptions


def timed_out(who: str, timeout_s: float) -> SourceError:
    """Return the failure of a server that took too long."""
    return SourceError(FailureKind.TIMEOUT, f"{who} did not answer within {timeout_s:g} s.")


def too_large(who: str, limit: int) -> SourceError:
    """Return the failure of an answer beyond the bound."""
    return SourceError(
        FailureKind.GARBAGE,
        f"{who} answered with more than {limit / 1e6:g} MB, which is refused unread.",
    )


def unreadable_encoding(who: str) -> SourceError:
    """Return the failure of a body that cannot be unpacked."""
    return SourceError(FailureKind.GARBAGE, f"{who} answered in a packing that cannot be opened.")


def downgraded(who: str, host: str) -> SourceError:
    """Return the failure of a redirect from an encrypted to an unencrypted address."""
    return SourceError(
        FailureKind.CONFIGURATION,
        f"{who} redirects to an unencrypted address on {host[:100]}, which is refused.",
    )


def lost_in_redirects(who: str) -> SourceError:
    """Return the failure of a server that redirects without end."""
    return SourceError(FailureKind.GARBAGE, f"{who} redirects again and again without answering.")


def bad_token(who: str) -> SourceError:
    """Return the failure of a token that no header can carry; its text is not shown."""
    return SourceError(
        FailureKind.CONFIGURATION,
        f"The token stored for {who} holds a blank, a line break or a letter outside ASCII: "
        "copy it again.",
        permanent=True,
    )


def bad_address(what: str, url: str) -> SourceError:
    """Return the failure of a setting that is no web address; a password in it is not shown."""
    shown = "" if "@" in url else f" ({url[:100]!r})"
    return SourceError(
        FailureKind.CONFIGURATION,
        f"{what}{shown} is not a web address such as https://host/path.",
        permanent=True,
    )
