"""Trying GitHub settings: what was reached, what is missing, beside which field it belongs."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from aux_monitor.adapters.sources.github_connection import About, Finding, try_github
from aux_monitor.ports.secrets import Secret
from aux_monitor.settings.schema import GitHubSettings
from tests.adapters.sources.github_world import QUERY, TOKEN, A, Desk, Repo, World, at_desk
from tests.adapters.sources.loopback import Script, json_reply


def tried(
    script: Script, *repositories: str, token: str = TOKEN, api_url: str = ""
) -> tuple[Finding, ...]:
    """Return the findings, the server's port left out of their sentences."""

    async def work(desk: Desk) -> tuple[Finding, ...]:
        settings = GitHubSettings(repositories, api_url or desk.settings.api_url, timeout_s=2.0)
        secret = Secret(token) if token else None
        found = await try_github(settings, secret, desk.http, desk.clock, QUERY)
        port = f":{desk.server.port}"
        return tuple(replace(one, sentence=one.sentence.replace(port, "")) for one in found)

    return at_desk(script, work)


def test_a_good_token_and_repository_are_each_told() -> None:
    """The token is accepted; the repository says what was seen of it."""
    assert tried(World(Repo(A, stars=1234)), A) == (
        Finding(About.TOKEN, ok=True, sentence="127.0.0.1 accepts the token."),
        Finding(About.REPOSITORY, ok=True, sentence=f"{A}: 1,234 stars, 7 contributors.", item=A),
    )


def test_a_missing_permission_is_a_hint_beside_a_good_finding() -> None:
    """A token that may not see alerts works, and is told what it lacks."""
    token, repository = tried(World(Repo(A, severities=[], permission="READ")), A)
    assert token.ok
    assert repository.ok
    assert token.missing == repository.missing == ("Dependabot alerts: read",)


def test_without_a_token_one_request_is_spent_on_each_repository() -> None:
    """The sixty an hour are spared: the limits and the repository's record, nothing else."""
    world = World(Repo(A, stars=5))
    findings = tried(world, A, token="")
    assert len(world.statuses) == 2
    assert findings[0].about is About.ADDRESS
    assert findings[1].sentence == f"{A}: 5 stars."


def test_one_bad_repository_does_not_hide_the_good_ones() -> None:
    """Each repository has its own sentence."""
    _, good, missing, odd = tried(World(Repo(A)), A, "aux/missing", "odd")
    assert (good.ok, missing.ok, odd.ok) == (True, False, False)
    assert missing.item == "aux/missing"
    assert "not found" in missing.sentence
    assert "is not the name of a repository" in odd.sentence


def test_a_refused_token_is_told_beside_the_token() -> None:
    """401 is about the token, not about the address or a repository."""
    (finding,) = tried(lambda _: json_reply({"message": "Bad credentials"}, 401), A)
    assert (finding.about, finding.ok) == (About.TOKEN, False)
    assert "does not accept the token" in finding.sentence


def test_a_token_that_cannot_be_sent_is_told_beside_the_token() -> None:
    """A pasted line break is noticed before anything is asked."""
    world = World(Repo(A))
    (finding,) = tried(world, A, token="two\nlines")
    assert (finding.about, finding.ok) == (About.TOKEN, False)
    assert not world.statuses


@pytest.mark.parametrize(
    ("api_url", "words"),
    [
        ("http://127.0.0.1:1", "refuses connections"),
        ("nonsense", "is not a web address"),
        ("http://ghe.example/api/v3", "must begin with https://"),
    ],
)
def test_a_bad_address_is_told_beside_the_address(api_url: str, words: str) -> None:
    """Nothing listening, no address at all, or one in the clear: one finding each."""
    (finding,) = tried(World(), A, api_url=api_url)
    assert (finding.about, finding.ok) == (About.ADDRESS, False)
    assert words in finding.sentence


def test_a_server_without_limits_still_passes() -> None:
    """An Enterprise server answers 404 for its limits, and that is no failure."""
    world = World(Repo(A), limits=None)
    world.override("/rate_limit", json_reply({"message": "Rate limiting is not enabled."}, 404))
    assert all(finding.ok for finding in tried(world, A))
