"""Figures over all repositories, with a token and without."""

from __future__ import annotations

import pytest

from aux_monitor.domain.reading import Part, SourceId
from tests.adapters.sources.github_world import (
    DAY_S,
    A,
    B,
    Desk,
    Repo,
    World,
    at_desk,
    poll,
    reading,
    two,
)
from tests.adapters.sources.loopback import json_reply


def test_counts_are_added_up_with_a_part_for_each_repository() -> None:
    """Stars, contributors and pull requests are sums; the parts say whose share is which."""
    fetched = poll(two(), A, B)
    stars = reading(fetched, "github_stars")
    assert stars.value == 140
    assert stars.breakdown == (Part(A, 100.0), Part(B, 40.0))
    assert stars.source == SourceId("github")
    assert reading(fetched, "contributors").value == 10
    assert reading(fetched, "pull_requests_month").value == 13
    assert not fetched.failed


def test_shares_and_means_are_over_all_issues_not_over_repositories() -> None:
    """10 closed of 20 opened is 50 %; 8 issues of 2 days and 2 of 4 days take 2.4 days."""
    fetched = poll(two(), A, B)
    resolved = reading(fetched, "issues_resolved_month")
    assert (resolved.value, resolved.n) == (50.0, 20)
    assert resolved.breakdown == (Part(A, 80.0, 10), Part(B, 20.0, 10))
    resolution = reading(fetched, "issue_resolution_time")
    assert resolution.value == pytest.approx(2.4)
    assert (resolution.n, resolution.window_s) == (10, 30 * DAY_S)


def test_without_a_token_the_same_figures_come_over_rest() -> None:
    """Every figure that needs no permission is the same with and without a token."""
    with_token, without = poll(two(), A, B), poll(two(), A, B, token="")
    for metric in (
        "github_stars",
        "contributors",
        "pull_requests_month",
        "issues_resolved_month",
        "issue_resolution_time",
    ):
        assert reading(with_token, metric) == reading(without, metric)
    assert with_token.series == without.series
    assert with_token.releases == without.releases
    assert with_token.summary == without.summary == "2 repositories, checks pass"


def test_long_lists_are_read_to_their_end() -> None:
    """250 closed issues and 130 alerts come in pages, and all of them count."""
    repo = Repo(A, closed_after_s=[DAY_S] * 150 + [3 * DAY_S] * 100, severities=["HIGH"] * 130)
    fetched = poll(World(repo), A)
    assert reading(fetched, "issue_resolution_time").n == 250
    assert reading(fetched, "issue_resolution_time").value == pytest.approx(1.8)
    assert reading(fetched, "vulnerabilities_high").value == 130


def test_a_mean_over_a_part_says_so() -> None:
    """Without a token only 100 closed issues are read; the note names how many there were."""
    fetched = poll(World(Repo(A, closed_after_s=[DAY_S] * 120)), A, token="")
    resolution = reading(fetched, "issue_resolution_time")
    assert (resolution.n, resolution.note) == (
        100,
        "over 100 of 120 closed issues, those last touched",
    )


def test_no_issue_opened_is_no_figure() -> None:
    """A share of nothing has no value, and nothing has failed."""
    fetched = poll(World(Repo(A, issues_opened=0, closed_after_s=[])), A)
    assert reading(fetched, "issues_resolved_month").value is None
    assert reading(fetched, "issue_resolution_time").value is None
    assert not fetched.failed


def test_an_empty_repository_has_no_contributors() -> None:
    """204 without a body is a count of zero."""
    world = World(Repo(A))
    world.override("/contributors", json_reply(None, 204))
    assert reading(poll(world, A), "contributors").value == 0


def test_contributors_without_an_account_are_counted() -> None:
    """GitHub leaves them out unless asked: one to a page, anonymous ones included."""

    async def work(desk: Desk) -> list[dict[str, str]]:
        await desk.source.fetch()
        asked = [one for one in desk.server.asked if one.path.endswith("/contributors")]
        return [dict(one.params) for one in asked]

    assert at_desk(World(Repo(A)), work, A) == [{"per_page": "1", "anon": "true"}]


def test_the_only_contributor_has_no_last_page() -> None:
    """Without a Link header the page itself is counted."""
    world = World(Repo(A))
    world.override("/contributors", json_reply([{"login": "a"}]))
    assert reading(poll(world, A), "contributors").value == 1


def test_an_enterprise_server_has_its_own_two_addresses() -> None:
    """REST lies under /api/v3, GraphQL beside it under /api/graphql."""

    async def work(desk: Desk) -> list[str]:
        await desk.source.fetch()
        return desk.server.paths()

    paths = at_desk(World(Repo(A), limits=None), work, A, path="/api/v3")
    assert paths[0] == "/api/graphql"
    assert paths[1] == f"/api/v3/repos/{A}/contributors"


def test_it_is_known_by_its_kind_and_leaves_time_for_every_repository() -> None:
    """Catalogue rows name the kind; a poll may take one request's limit for each repository."""

    async def work(desk: Desk) -> tuple[str, str, str, float]:
        source = desk.source
        return source.id, source.kind, source.name.partition(":")[0], source.timeout_s

    assert at_desk(World(), work, A, B) == ("github", "github", "127.0.0.1", 15.0)
