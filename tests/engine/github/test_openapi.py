"""What is asked and read over REST, held against GitHub's published OpenAPI description.

The answers are the description's own examples, served on loopback: Prism would serve the same
ones, but takes twenty seconds to install and eight to start.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest

from aux_monitor.domain.reading import Fetched, MetricId
from tests.adapters.sources.github_world import TOKEN, Desk, Repo, World, at_desk, reading
from tests.adapters.sources.loopback import Answering, Asked, json_reply

pytestmark = pytest.mark.engine

A = "octocat/Hello-World"
NOT_DESCRIBED_YET = "/repos/{owner}/{repo}/stargazers/history"
"""Announced on 4 September 2026 and documented, but not in the description of this version."""


def operation(path: str) -> str:
    """Return the path as the description writes it."""
    return re.sub(r"^/repos/[^/]+/[^/]+", "/repos/{owner}/{repo}", path)


def resolved(description: Mapping[str, Any], node: Any) -> Any:
    """Return a node, following its reference if it is one."""
    while isinstance(node, dict) and "$ref" in node:
        found: Any = description
        for step in node["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        node = found
    return node


def example(description: Mapping[str, Any], path: str) -> Any:
    """Return the first example of a 200."""
    answer = resolved(description, description["paths"][path]["get"]["responses"]["200"])
    first = next(iter(answer["content"]["application/json"]["examples"].values()))
    return resolved(description, first)["value"]


def asked_for(token: str) -> list[Asked]:
    """Return every GET of one poll."""

    async def work(desk: Desk) -> list[Asked]:
        await desk.source.fetch()
        return [asked for asked in desk.server.asked if asked.method == "GET"]

    return at_desk(World(Repo(A)), work, A, token=token)


@pytest.mark.parametrize("token", [TOKEN, ""])
def test_every_request_is_one_github_describes(description: dict[str, Any], token: str) -> None:
    """Each path is there, and each parameter is one of its operation, inside its bounds."""
    requests = asked_for(token)
    assert len(requests) >= 2
    for asked in requests:
        path = operation(asked.path)
        if path == NOT_DESCRIBED_YET:
            continue
        found = description["paths"][path]["get"]["parameters"]
        known = {one["name"]: one for one in (resolved(description, p) for p in found)}
        for name, text in asked.params.items():
            assert name in known, f"{path} has no parameter {name}"
            allowed = known[name]["schema"].get("enum")
            assert allowed is None or text in allowed
            if name == "per_page":
                assert 1 <= int(text) <= 100


def test_githubs_own_examples_are_read(description: dict[str, Any]) -> None:
    """A poll over the description's example answers has the figures that stand in them."""

    def script(asked: Asked) -> Answering:
        path = operation(asked.path)
        if path == NOT_DESCRIBED_YET:
            return json_reply({"message": "Not Found"}, 404)
        return json_reply(example(description, path))

    async def work(desk: Desk) -> Fetched:
        return await desk.source.fetch()

    fetched = at_desk(script, work, A, token="")
    repository = example(description, "/repos/{owner}/{repo}")
    searched = example(description, "/search/issues")
    assert reading(fetched, "github_stars").value == repository["stargazers_count"]
    assert reading(fetched, "contributors").value == 1
    assert reading(fetched, "pull_requests_month").value == searched["total_count"]
    released = example(description, "/repos/{owner}/{repo}/releases")
    assert [release.tag for release in fetched.releases] == [one["tag_name"] for one in released]
    assert fetched.summary.startswith("1 repository")
    assert set(fetched.failed or {}) == {
        MetricId("vulnerabilities_critical"),
        MetricId("vulnerabilities_high"),
        MetricId("vulnerabilities_medium"),
        MetricId("time_to_patch_critical"),
    }
