"""Requests to one GitHub host under one identity, limits kept and refusals told apart."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import urlsplit

from aux_monitor.adapters.sources.address import checked_base
from aux_monitor.adapters.sources.github_errors import GitHubError, message_of, refusal
from aux_monitor.adapters.sources.github_limits import Bucket, RateGate
from aux_monitor.adapters.sources.http import Answer, HttpClient, Request
from aux_monitor.domain.trust import FailureKind
from aux_monitor.ports.secrets import Secret

API_VERSION = "2022-11-28"
"""GitHub's default version, supported until 2028 at least; its other one drops fields we read."""

PUBLIC_HOST = "api.github.com"
_REPOSITORY_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}")
_NO_PARAMS: Mapping[str, str] = MappingProxyType({})


class GitHubApi:
    """One host (github.com or an Enterprise server) as one token, or nobody, sees it.

    Raises ``SourceError`` (CONFIGURATION) when ``api_url`` is no usable address.
    """

    def __init__(
        self, http: HttpClient, api_url: str, token: Secret | None, gate: RateGate, timeout_s: float
    ) -> None:
        self._http = http
        self._base = checked_base(api_url, "The GitHub address")
        self._token = token
        self._timeout_s = timeout_s
        self.gate = gate
        self.host = host_name(api_url)

    @property
    def has_token(self) -> bool:
        """Return whether requests carry a token."""
        return self._token is not None

    async def get(
        self,
        path: str,
        subject: str,
        *,
        params: Mapping[str, str] = _NO_PARAMS,
        bucket: Bucket = Bucket.CORE,
    ) -> Answer:
        """Return a 200 or 204; raise ``SourceError`` for everything else.

        ``subject`` names what is asked for in sentences.
        """
        return await self._send(self._base + path, subject, params, bucket, None)

    async def post_graphql(self, body: bytes, subject: str) -> Answer:
        """Return the 200 to a GraphQL query, errors in it included."""
        url = graphql_url(self._base)
        return await self._send(url, subject, _NO_PARAMS, Bucket.GRAPHQL, body)

    def redacted(self, text: str) -> str:
        """Return text from the server without the token, should it have echoed it."""
        return text if self._token is None else text.replace(self._token.reveal(), "***")

    async def _send(
        self,
        url: str,
        subject: str,
        params: Mapping[str, str],
        bucket: Bucket,
        body: bytes | None,
    ) -> Answer:
        self.gate.check(bucket)
        answer = await self._http.send(
            Request(
                url=url,
                who=self.host,
                timeout_s=self._timeout_s,
                accept="application/vnd.github+json",
                params=params,
                headers={"X-GitHub-Api-Version": API_VERSION},
                token=self._token,
                body=body,
            )
        )
        said = self.redacted(message_of(answer)) if answer.status >= 400 else ""
        if answer.status in (403, 429):
            limited = self.gate.refused(bucket, answer, said)
            if limited is not None:
                raise limited
        self.gate.note(bucket, answer)
        if answer.status == 202:
            raise GitHubError(
                FailureKind.SERVER, f"{self.host} is still computing {subject}.", status=202
            )
        if answer.status not in (200, 204):
            raise refusal(answer, said, subject, self.host, has_token=self.has_token)
        return answer


def is_repository_name(text: str) -> bool:
    """Return whether a text has the form of ``owner/name``, safe to put into a path or a search."""
    return _REPOSITORY_NAME.fullmatch(text) is not None


def host_name(api_url: str) -> str:
    """Return what sentences call the host: ``GitHub``, or an Enterprise server by its name."""
    netloc = urlsplit(api_url.strip()).netloc
    return "GitHub" if netloc == PUBLIC_HOST else netloc


def web_base(api_url: str) -> str:
    """Return the address of the pages for people beside an API: ``https://github.com``."""
    parts = urlsplit(api_url.strip())
    host = "github.com" if parts.netloc == PUBLIC_HOST else parts.netloc
    return f"{parts.scheme}://{host}"


def secret_name(api_url: str) -> str:
    """Return the name its token has in the secret store: ``github@<host>``."""
    return f"github@{urlsplit(api_url.strip()).hostname or ''}"


def graphql_url(base: str) -> str:
    """Return the GraphQL address beside a REST one.

    An Enterprise server has ``https://HOST/api/v3`` and ``https://HOST/api/graphql``.
    """
    return base.removesuffix("/v3") + "/graphql" if base.endswith("/api/v3") else base + "/graphql"
