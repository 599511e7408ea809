"""GitHub's refusals told apart, one sentence each.

403 alone has six meanings (a used-up limit, the secondary limit, a missing permission, a missing
sign-on, a missing User-Agent, a contributor list too large); the two limits are judged before this
module is asked (``github_limits``), and everything left is final until a person changes something.
"""

from __future__ import annotations

import msgspec

from aux_monitor.adapters.sources.decoding import is_web_page, plain
from aux_monitor.adapters.sources.http import Answer
from aux_monitor.domain.trust import FailureKind
from aux_monitor.ports.errors import SourceError


class GitHubError(SourceError):
    """A refusal; ``status`` is the answer's, ``permission`` what GitHub says is missing."""

    def __init__(
        self,
        kind: FailureKind,
        sentence: str,
        *,
        status: int,
        permanent: bool = False,
        permission: str = "",
    ) -> None:
        super().__init__(kind, sentence, permanent=permanent)
        self.status = status
        self.permission = permission


class ErrorBody(msgspec.Struct):
    """GitHub's JSON of an error."""

    message: str = ""


_ERROR_BODY = msgspec.json.Decoder(ErrorBody)


def message_of(answer: Answer) -> str:
    """Return the message of an error answer, empty when it has none that can be read."""
    try:
        return _ERROR_BODY.decode(answer.body).message
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return ""


def is_host_wide(error: SourceError) -> bool:
    """Return whether a failure speaks of the host or the token, not of one repository."""
    if isinstance(error, GitHubError):
        return error.status == 401 or error.kind is FailureKind.CONFIGURATION
    return error.kind is not FailureKind.GARBAGE


def refusal(answer: Answer, said: str, subject: str, host: str, *, has_token: bool) -> SourceError:
    """Return the failure of an answer that is neither good nor limited.

    ``subject`` is what was asked for, such as ``the releases of owner/name``; ``said`` is the
    answer's message, from which the token has been taken out.
    """
    status = answer.status
    match status:
        case 401:
            return _unauthorised(host, has_token=has_token)
        case 403:
            return _forbidden(answer, said, subject, host)
        case 404:
            unseen = "the token may not see it" if has_token else "needs a token"
            text = f"{subject[:1].upper()}{subject[1:]}: not found on {host}; "
            text += f"the name is wrong, or it is private and {unseen}."
            return GitHubError(FailureKind.NOT_FOUND, text, status=404, permanent=True)
    sentence, kind = _by_status(answer, said, subject, host)
    permanent = kind in (FailureKind.REFUSED, FailureKind.NOT_FOUND, FailureKind.CONFIGURATION)
    return GitHubError(kind, sentence, status=status, permanent=permanent)


def _by_status(answer: Answer, said: str, subject: str, host: str) -> tuple[str, FailureKind]:
    status = answer.status
    told = f": {plain(said)}" if said else ""
    match status:
        case 410:
            return f"{host} no longer has {subject} (switched off or removed).", (
                FailureKind.NOT_FOUND
            )
        case 451:
            return f"{host} withholds {subject} for legal reasons.", FailureKind.REFUSED
        case 400 | 422:
            return f"{host} cannot answer for {subject}{told}.", FailureKind.REFUSED
        case _ if status >= 500:
            page = " (a web page)" if is_web_page(answer) else ""
            return f"{host} has trouble of its own: error {status}{page} for {subject}.", (
                FailureKind.SERVER
            )
        case _ if is_web_page(answer):
            return f"{host} answered with a web page instead of {subject}: is the address right?", (
                FailureKind.GARBAGE
            )
    return f"{host} answered {status} for {subject}{told}.", FailureKind.GARBAGE


def _unauthorised(host: str, *, has_token: bool) -> GitHubError:
    text = (
        f"{host} does not accept the token (bad credentials): enter a new one."
        if has_token
        else f"{host} answers only with a token, and none is stored."
    )
    return GitHubError(FailureKind.REFUSED, text, status=401, permanent=True)


def _forbidden(answer: Answer, said: str, subject: str, host: str) -> GitHubError:
    lower = said.lower()
    permission = readable_permission(answer.headers.get("x-accepted-github-permissions", ""))
    kind = FailureKind.REFUSED
    if "user agent" in lower or "user-agent" in lower:
        kind = FailureKind.CONFIGURATION
        text = f"{host} refuses requests without a User-Agent: does a proxy take it away?"
        permission = ""
    elif "too large to list contributors" in lower:
        text = f"{host} does not count {subject}: the list is too large for it."
        permission = ""
    elif "saml" in lower or "x-github-sso" in answer.headers:
        text = (
            f"The token must be authorised for the organisation's single sign-on to read {subject}."
        )
    elif permission and "resource not accessible" in lower:
        text = f"The token may not read {subject}: it lacks the permission {permission}."
    elif "resource not accessible" in lower:
        text = f"The token may not read {subject}: it lacks a permission."
    else:
        told = f": {plain(said)}" if said else ""
        text = f"{host} refuses {subject}{told}".rstrip(".") + "."
    return GitHubError(kind, text, status=403, permanent=True, permission=permission)


def readable_permission(header: str) -> str:
    """Return ``X-Accepted-GitHub-Permissions`` as words: comma is "and", semicolon is "or"."""
    words = header.replace(",", " and ").replace(";", " or ")
    return plain(words, 120)
