"""Releases, and how the newest checks stand."""

from __future__ import annotations

import pytest

from aux_monitor.adapters.sources.github_api import web_base
from aux_monitor.domain.reading import Release, SourceId
from tests.adapters.sources.github_world import (
    WEB,
    A,
    B,
    Repo,
    World,
    poll,
)
from tests.adapters.sources.loopback import json_reply


def test_releases_of_several_repositories_carry_their_names() -> None:
    """One repository's tags stand alone; with two each says whose it is, newest first."""
    world = World(Repo(A, releases=[("v1", 10.0)]), Repo(B, releases=[("v2", 20.0)]))
    github = SourceId("github")
    first, second = f"{WEB}/{A}/releases/tag/v1", f"{WEB}/{B}/releases/tag/v2"
    assert poll(world, A).releases == (Release("v1", 10.0, github, first),)
    assert poll(world, A, B).releases == (
        Release("client v2", 20.0, github, second),
        Release("server v1", 10.0, github, first),
    )


def test_a_release_and_a_figure_have_their_pages() -> None:
    """Each leads to its repository on the host that was asked; a tag cannot leave its path."""
    world = World(Repo(A, releases=[("v1/../..?a#b", 10.0)]))
    fetched = poll(world, A)
    (release,) = fetched.releases
    assert {reading.page for reading in fetched.readings} == {f"{WEB}/{A}"}
    assert release.page == f"{WEB}/{A}/releases/tag/v1%2F..%2F..%3Fa%23b"


def test_a_figure_over_several_repositories_has_no_page() -> None:
    """There is no one place where a person could see it."""
    fetched = poll(World(Repo(A), Repo(B)), A, B)
    assert {reading.page for reading in fetched.readings} == {""}


@pytest.mark.parametrize(
    ("api", "web"),
    [
        ("https://api.github.com", "https://github.com"),
        ("https://github.example.org/api/v3", "https://github.example.org"),
    ],
)
def test_pages_for_people_stand_beside_the_api(api: str, web: str) -> None:
    """GitHub's own pages have another host; an Enterprise server's the same."""
    assert web_base(api) == web


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("FAILURE", "1 repository, checks fail"),
        ("ERROR", "1 repository, checks fail"),
        ("PENDING", "1 repository, checks running"),
        (None, "1 repository"),
    ],
)
def test_the_chip_says_how_the_checks_stand(state: str | None, words: str) -> None:
    """The state of the default branch's newest checks is in the summary; a failure is a warning."""
    fetched = poll(World(Repo(A, checks=state)), A)
    assert fetched.summary == words
    assert fetched.warnings == ((f"The newest checks on {A} failed.",) if "fail" in words else ())


@pytest.mark.parametrize(
    ("runs", "words"),
    [
        ([("b", "completed", "success"), ("a", "completed", "failure")], "checks pass"),
        ([("b", "completed", "success"), ("b", "completed", "timed_out")], "checks fail"),
        ([("b", "in_progress", None), ("b", "completed", "success")], "checks running"),
        ([], "1 repository"),
    ],
)
def test_without_a_token_checks_are_the_newest_commits_workflow_runs(
    runs: list[tuple[str, str, str | None]], words: str
) -> None:
    """Runs of earlier commits do not count; of the newest one the worst does."""
    world = World(Repo(A))
    listed = [{"head_sha": sha, "status": st, "conclusion": end} for sha, st, end in runs]
    world.override("/actions/runs", json_reply({"workflow_runs": listed}))
    assert poll(world, A, token="").summary.endswith(words)
