"""What GitHub sends when it refuses, and how a poll fails that is answered so."""

from __future__ import annotations

from typing import Any

import pytest

from aux_monitor.ports.errors import SourceError
from tests.adapters.sources.github_world import (
    NOW,
    TOKEN,
    A,
    Repo,
    graphql_data,
    http_date,
    poll,
)
from tests.adapters.sources.loopback import Answering, Reply, Script, json_reply

PRIMARY = {"message": "API rate limit exceeded for 192.0.2.7. (But here's the good news: …)"}


SECONDARY = {"message": "You have exceeded a secondary rate limit. Please wait a few minutes."}


USED_UP = {"X-RateLimit-Limit": "60", "X-RateLimit-Remaining": "0"}


FORBIDDEN = "Resource not accessible by personal access token"


def limited(status: int, body: object, **headers: str) -> Reply:
    """Return a refusal with the server's ``Date``."""
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    reply = json_reply(body, status)
    return Reply(status, reply.body, {**reply.headers, "Date": http_date(NOW), **named})


def always(answer: Answering) -> Script:
    """Return a server that answers everything alike."""
    return lambda _asked: answer


def failing(answer: Answering, token: str = TOKEN) -> SourceError:
    """Return how a poll fails whose every request is answered so."""
    with pytest.raises(SourceError) as caught:
        poll(always(answer), A, token=token)
    return caught.value


def graphql_error(kind: str | None, message: str, *path: str, data: bool = True) -> Reply:
    """Return a 200 with one error, beside data from which the path's own field is missing."""
    variables: dict[str, Any] = {"first": True, "alerts": True, "closedPage": True}
    variables |= {"closedAfter": None, "alertsAfter": None}
    body: dict[str, Any] = {"errors": [{"message": message, "path": list(path) or None}]}
    if kind is not None:
        body["errors"][0]["type"] = kind
    if data:
        body["data"] = graphql_data(Repo(A), variables)
        inner = body["data"]
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] = None
    return limited(200, body, X_RateLimit_Reset=str(int(NOW) + 50))
