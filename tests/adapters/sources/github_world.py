"""A small GitHub: repositories a test describes, answered over REST and GraphQL with ETags."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any, TypeVar

from msgspec.structs import replace

from aux_monitor.adapters.sources.github import GitHubSource
from aux_monitor.adapters.sources.github_api import secret_name
from aux_monitor.adapters.sources.http import HttpClient
from aux_monitor.domain.reading import Fetched, MetricId, Reading
from aux_monitor.settings.schema import GitHubSettings
from tests.adapters.sources.loopback import (
    Answering,
    Asked,
    Reply,
    Script,
    Server,
    json_reply,
    no_tls,
    serving,
)
from tests.fakes.clock import FakeClock
from tests.fakes.history import MemoryHistory
from tests.fakes.secrets import FakeSecrets

T = TypeVar("T")

NOW = 1_790_000_000.0
DAY_S = 86_400
TOKEN = "github_pat_planted0Token"
A, B = "aux/server", "aux/client"
WEB = "http://github.test"
"""Stands for the server's address in the pages of what ``poll`` returns."""
STARS = MetricId("github_stars")
QUERY = (Path(__file__).parents[3] / "resources/github/kpi.graphql").read_text("utf-8")


def iso(at: float) -> str:
    """Return a time as GitHub writes it."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def http_date(at: float) -> str:
    """Return a time as a ``Date`` header has it."""
    return format_datetime(datetime.fromtimestamp(at, UTC), usegmt=True)


@dataclass
class Repo:
    """One repository. ``closed_after_s`` are the ages at which issues were closed, newest last."""

    name: str
    stars: int = 100
    contributors: int = 7
    pulls: int = 12
    issues_opened: int = 10
    closed_after_s: list[int] = field(default_factory=lambda: [2 * DAY_S] * 8)
    severities: list[str] = field(default_factory=lambda: ["CRITICAL", "MODERATE", "MODERATE"])
    patched_after_s: list[int] = field(default_factory=lambda: [24 * 3600])
    releases: list[tuple[str, float]] = field(default_factory=lambda: [("v1.0", NOW - DAY_S)])
    checks: str | None = "SUCCESS"
    weeks: list[list[int]] | None = field(default_factory=lambda: [[0, 0, 1, 2, 0, 0, 3]])
    permission: str | None = "ADMIN"
    alerts_on: bool = True
    called: str = ""


class World:
    """Answers as GitHub would at the fixed time ``NOW``.

    ``overrides`` are tried first: each is asked with the request and may return an answer.
    ``limits`` is the ``x-ratelimit`` allowance, None for a server that knows none.
    """

    def __init__(self, *repos: Repo, limits: int | None = 5000) -> None:
        self.repos = {repo.name: repo for repo in repos}
        self.overrides: list[Callable[[Asked], Answering | None]] = []
        self.limits = limits
        self.used = 0
        self.statuses: list[int] = []

    def __call__(self, asked: Asked) -> Answering:
        """Answer one request."""
        for override in self.overrides:
            answer = override(asked)
            if answer is not None:
                return answer
        reply = self._conditional(asked, self._route(asked))
        self.statuses.append(reply.status)
        return Reply(reply.status, reply.body, {**self._limit_headers(asked), **reply.headers})

    def override(self, path: str, answer: Answering) -> None:
        """Answer every request whose path ends with ``path`` in this way."""
        self.overrides.append(lambda asked: answer if asked.path.endswith(path) else None)

    def _conditional(self, asked: Asked, reply: Reply) -> Reply:
        if asked.method != "GET" or reply.status != 200 or "/search/" in asked.path:
            return reply
        etag = f'W/"{hashlib.sha256(reply.body).hexdigest()[:16]}"'
        if asked.headers.get("if-none-match") == etag:
            return Reply(304, headers={"ETag": etag})
        return Reply(200, reply.body, {**reply.headers, "ETag": etag})

    def _limit_headers(self, asked: Asked) -> dict[str, str]:
        date = {"Date": http_date(NOW)}
        if self.limits is None:
            return date
        self.used += 1
        search = "/search/" in asked.path
        graphql = asked.path.endswith("graphql")
        resource = "search" if search else "graphql" if graphql else "core"
        limit = 10 if search and self.limits == 60 else self.limits
        return date | {
            "X-RateLimit-Limit": str(limit),
            "X-RateLimit-Remaining": str(max(limit - self.used, 1)),
            "X-RateLimit-Reset": str(int(NOW) + 3000),
            "X-RateLimit-Resource": resource,
        }

    def _route(self, asked: Asked) -> Reply:
        path = asked.path.removeprefix("/api/v3")
        if path.endswith("graphql"):
            return self._graphql(json.loads(asked.body)["variables"])
        if path == "/search/issues":
            return self._search(asked)
        if path == "/rate_limit":
            return json_reply({"resources": {}})
        owner, name, *rest = path.removeprefix("/repos/").split("/")
        repo = self.repos.get(f"{owner}/{name}")
        if repo is None:
            return json_reply({"message": "Not Found"}, 404)
        return self._rest(repo, "/".join(rest), asked)

    def _rest(self, repo: Repo, what: str, asked: Asked) -> Reply:
        name = repo.called or repo.name
        match what:
            case "":
                body = {"full_name": name, "stargazers_count": repo.stars, "default_branch": "main"}
                return json_reply(body)
            case "contributors":
                link = f'<{asked.path}?per_page=1&anon=true&page={repo.contributors}>; rel="last"'
                return json_reply([{"login": "a"}], Link=link)
            case "stargazers/history":
                return _weeks(repo)
            case "releases":
                return json_reply(
                    [{"tag_name": t, "published_at": iso(a)} for t, a in repo.releases]
                )
            case "actions/runs":
                run = {"head_sha": "a", "status": "completed", "conclusion": "success"}
                return json_reply({"workflow_runs": [run]})
        return json_reply({"message": "Not Found"}, 404)

    def _search(self, asked: Asked) -> Reply:
        repo = self.repos[asked.params["q"].split()[0].removeprefix("repo:")]
        count, items = _found(repo, asked.params["q"])
        items = items[: int(asked.params["per_page"])]
        return json_reply({"total_count": count, "incomplete_results": False, "items": items})

    def _graphql(self, variables: Mapping[str, Any]) -> Reply:
        repo = self.repos.get(f"{variables['owner']}/{variables['name']}")
        if repo is None:
            error = {"type": "NOT_FOUND", "path": ["repository"], "message": "Could not resolve"}
            return json_reply({"data": {"repository": None}, "errors": [error]})
        return json_reply({"data": graphql_data(repo, variables)})


def two() -> World:
    """Return a world of two repositories."""
    return World(
        Repo(A, stars=100, closed_after_s=[2 * DAY_S] * 8),
        Repo(
            B, stars=40, contributors=3, pulls=1, issues_opened=10, closed_after_s=[4 * DAY_S] * 2
        ),
    )


def _weeks(repo: Repo) -> Reply:
    if repo.weeks is None:
        return json_reply({"message": "Not Found"}, 404)
    sunday = int(NOW // DAY_S) * DAY_S - 6 * DAY_S
    return json_reply(
        [
            {"week": sunday - 7 * DAY_S * index, "total": sum(days), "days": days}
            for index, days in enumerate(repo.weeks)
        ]
    )


def _found(repo: Repo, query: str) -> tuple[int, list[dict[str, str]]]:
    if "is:pr" in query:
        return repo.pulls, [{"created_at": iso(NOW)}] * min(repo.pulls, 1)
    if "is:closed" in query:
        closed = [
            {"created_at": iso(NOW - 5 - age), "closed_at": iso(NOW - 5)}
            for age in repo.closed_after_s
        ]
        return len(closed), closed
    return repo.issues_opened, [{"created_at": iso(NOW)}] * min(repo.issues_opened, 1)


def graphql_data(repo: Repo, variables: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data of one answer; lists come in pages of 100, the cursor being the index."""
    data: dict[str, Any] = {
        "repository": {
            "nameWithOwner": repo.called or repo.name,
            "viewerPermission": repo.permission,
            "hasVulnerabilityAlertsEnabled": repo.alerts_on,
        }
    }
    if variables["first"]:
        data["repository"] |= {
            "stargazerCount": repo.stars,
            "issues": {"totalCount": 1},
            "pullRequests": {"totalCount": 1},
            "releases": {
                "nodes": [
                    {"tagName": tag, "publishedAt": iso(at), "isDraft": False}
                    for tag, at in repo.releases
                ]
            },
            "defaultBranchRef": {
                "target": {"statusCheckRollup": {"state": repo.checks} if repo.checks else None}
            },
        }
        data["opened"] = {"issueCount": repo.issues_opened}
        data["pulls"] = {"issueCount": repo.pulls}
    if variables["alerts"]:
        _add_alerts(data["repository"], repo, variables)
    if variables["closedPage"]:
        closed = [
            {"createdAt": one["created_at"], "closedAt": one["closed_at"]}
            for one in _found(repo, "is:closed")[1]
        ]
        page = _page(closed, variables["closedAfter"])
        data["closed"] = {"issueCount": len(closed)} | page
    return data


def _add_alerts(repository: dict[str, Any], repo: Repo, variables: Mapping[str, Any]) -> None:
    alerts = [
        {"createdAt": iso(NOW - DAY_S), "securityVulnerability": {"severity": severity}}
        for severity in repo.severities
    ]
    page = _page(alerts, variables["alertsAfter"])
    repository["openAlerts"] = {"totalCount": len(alerts)} | page
    if variables["first"]:
        repository["fixedAlerts"] = {
            "nodes": [
                {
                    "createdAt": iso(NOW - 9 * DAY_S - age),
                    "fixedAt": iso(NOW - 9 * DAY_S),
                    "securityVulnerability": {"severity": "CRITICAL"},
                }
                for age in repo.patched_after_s
            ]
        }


def _page(items: list[Any], after: str | None) -> dict[str, Any]:
    begin = int(after or 0)
    end = begin + 100
    info = {"hasNextPage": end < len(items), "endCursor": str(end)}
    return {"nodes": items[begin:end], "pageInfo": info}


@dataclass
class Desk:
    """A source at work against a served script."""

    source: GitHubSource
    server: Server
    clock: FakeClock
    secrets: FakeSecrets
    history: MemoryHistory
    http: HttpClient
    settings: GitHubSettings

    async def fetch_again(self, seconds: float = 300.0) -> Fetched:
        """Poll once more after some time."""
        await self.clock.advance(seconds)
        return await self.source.fetch()


def at_desk(
    script: Script,
    work: Callable[[Desk], Awaitable[T]],
    *repositories: str,
    token: str = TOKEN,
    path: str = "",
) -> T:
    """Run ``work`` with a source over ``repositories``; an empty token means none is stored."""

    async def scenario() -> T:
        async with serving(script) as server:
            settings = GitHubSettings(repositories, server.url + path, timeout_s=5.0)
            name = secret_name(settings.api_url)
            secrets = FakeSecrets({name: token} if token else {})
            clock = FakeClock(now=NOW)
            history = MemoryHistory()
            http = HttpClient(no_tls)
            source = GitHubSource(settings, http, secrets, history, clock, QUERY)
            try:
                return await work(Desk(source, server, clock, secrets, history, http, settings))
            finally:
                await source.aclose()
                await http.aclose()

    return asyncio.run(scenario())


def poll(script: Script, *repositories: str, token: str = TOKEN) -> Fetched:
    """Return the answer to one poll; its pages lie at ``WEB``, whatever port was free."""

    async def work(desk: Desk) -> Fetched:
        return _at_web(await desk.source.fetch(), desk.server.url)

    return at_desk(script, work, *repositories, token=token)


def _at_web(fetched: Fetched, url: str) -> Fetched:
    readings = tuple(replace(one, page=one.page.replace(url, WEB)) for one in fetched.readings)
    releases = tuple(replace(one, page=one.page.replace(url, WEB)) for one in fetched.releases)
    return replace(fetched, readings=readings, releases=releases)


def reading(fetched: Fetched, metric: str) -> Reading:
    """Return the reading of a metric."""
    return next(one for one in fetched.readings if one.metric == MetricId(metric))
