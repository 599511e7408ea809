"""Answers of which a part is missing: it costs its own figures, and the rest stands."""

from __future__ import annotations

import pytest

from aux_monitor.domain.reading import Fetched, MetricId
from tests.adapters.sources.github_refusals import (
    FORBIDDEN,
    graphql_error,
)
from tests.adapters.sources.github_world import (
    A,
    Desk,
    Repo,
    World,
    at_desk,
    poll,
    reading,
)
from tests.adapters.sources.loopback import Answering, Asked, json_reply


def test_a_list_too_large_to_count_fails_contributors_alone_and_is_not_asked_for_again() -> None:
    """GitHub's refusal for huge repositories is final: the other figures stand."""
    world = World(Repo(A))
    text = "The history or contributor list is too large to list contributors for this repository"
    world.override("/contributors", json_reply({"message": f"{text} via the API."}, 403))

    async def work(desk: Desk) -> tuple[Fetched, list[str]]:
        await desk.source.fetch()
        del desk.server.asked[:]
        return await desk.fetch_again(), desk.server.paths()

    fetched, paths = at_desk(world, work, A)
    assert (fetched.failed or {}).keys() == {"contributors"}
    assert "the list is too large" in (fetched.failed or {})[MetricId("contributors")]
    assert not any(path.endswith("/contributors") for path in paths)
    assert reading(fetched, "github_stars").value == 100


def test_a_count_still_being_computed_is_asked_for_at_the_next_poll() -> None:
    """202 fails the one figure for now; the next poll has it."""
    world = World(Repo(A))
    world.override("/contributors", json_reply({}, 202))

    async def work(desk: Desk) -> tuple[Fetched, Fetched]:
        first = await desk.source.fetch()
        world.overrides.clear()
        return first, await desk.fetch_again()

    first, second = at_desk(world, work, A)
    assert "still computing" in (first.failed or {})[MetricId("contributors")]
    assert reading(second, "contributors").value == 7


@pytest.mark.parametrize(
    ("path", "metrics"),
    [
        (
            ("repository", "openAlerts"),
            {
                "vulnerabilities_critical",
                "vulnerabilities_high",
                "vulnerabilities_medium",
                "time_to_patch_critical",
            },
        ),
        (("repository", "pullRequests"), {"pull_requests_month"}),
        (("repository", "issues"), {"issues_resolved_month", "issue_resolution_time"}),
        (("closed",), {"issues_resolved_month", "issue_resolution_time"}),
    ],
)
def test_a_forbidden_field_costs_its_own_figures_alone(
    path: tuple[str, ...], metrics: set[str]
) -> None:
    """Partial data beside FORBIDDEN: what was refused fails with a sentence, the rest stands."""
    world = World(Repo(A))
    world.override("/graphql", graphql_error("FORBIDDEN", FORBIDDEN, *path))
    fetched = poll(world, A)
    assert set(fetched.failed or {}) == metrics
    assert all("The token may not read the " in text for text in (fetched.failed or {}).values())
    assert len(fetched.readings) == 9 - len(metrics)


def test_a_forbidden_side_fact_is_a_warning() -> None:
    """Releases and checks fill no figure: their refusal is told among the warnings."""
    world = World(Repo(A))
    world.override("/graphql", graphql_error("FORBIDDEN", FORBIDDEN, "repository", "releases"))
    fetched = poll(world, A)
    assert fetched.releases == ()
    assert len(fetched.warnings) == 1
    assert f"the releases of {A}" in fetched.warnings[0]


def test_a_classic_token_without_the_scope_for_alerts_keeps_the_rest() -> None:
    """The whole answer is refused for one field: it is asked again without that field."""
    world = World(Repo(A))

    def refuse(asked: Asked) -> Answering | None:
        if not asked.path.endswith("graphql") or b'"alerts":false' in asked.body:
            return None
        return json_reply({"errors": [{"type": "INSUFFICIENT_SCOPES", "message": "scopes"}]})

    world.overrides.append(refuse)
    fetched = poll(world, A)
    assert reading(fetched, "github_stars").value == 100
    assert "security_events" in (fetched.failed or {})[MetricId("vulnerabilities_high")]


def test_a_search_that_did_not_finish_is_no_count() -> None:
    """incomplete_results means a figure too low, which is not shown."""
    world = World(Repo(A))
    body = {"total_count": 3, "incomplete_results": True, "items": []}
    world.override("/search/issues", json_reply(body))
    fetched = poll(world, A, token="")
    assert "did not finish counting" in (fetched.failed or {})[MetricId("pull_requests_month")]
