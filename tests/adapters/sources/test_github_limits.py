"""Every limit of GitHub told apart, and no request made before its time."""

from __future__ import annotations

import pytest

from aux_monitor.domain.reading import Fetched, MetricId
from aux_monitor.domain.trust import FailureKind
from aux_monitor.ports.errors import SourceError
from tests.adapters.sources.github_refusals import (
    PRIMARY,
    SECONDARY,
    USED_UP,
    always,
    failing,
    graphql_error,
    limited,
)
from tests.adapters.sources.github_world import (
    NOW,
    TOKEN,
    A,
    B,
    Desk,
    Repo,
    World,
    at_desk,
    http_date,
    reading,
)
from tests.adapters.sources.loopback import Answering, Asked, Reply, json_reply

SKEW_S = 86_400.0


@pytest.mark.parametrize("token", [TOKEN, ""])
@pytest.mark.parametrize(
    ("answer", "wait_s", "words"),
    [
        (
            limited(403, PRIMARY, X_RateLimit_Reset=str(int(NOW) + 1500), **USED_UP),
            1501.0,
            "(60 ",
        ),
        (
            limited(429, PRIMARY, X_RateLimit_Reset=str(int(NOW) + 1500), **USED_UP),
            1501.0,
            "is used up: asked again in 26 min.",
        ),
        (limited(403, PRIMARY), 60.0, "is used up: asked again in 60 s."),
        (limited(403, SECONDARY), 60.0, "slow down (secondary): asked again in 60 s."),
        (limited(429, SECONDARY), 60.0, "slow down (secondary)"),
        (limited(403, SECONDARY, Retry_After="90"), 90.0, "slow down: asked again in 90 s."),
        (limited(429, SECONDARY, Retry_After=http_date(NOW + 240)), 240.0, "4 min"),
        (limited(403, {"message": "You have triggered an abuse detection mechanism."}), 60.0, ""),
        (limited(403, SECONDARY, Retry_After="soon"), 60.0, "slow down"),
        (limited(403, SECONDARY, Retry_After="1e300"), 86_400.0, "slow down"),
        (limited(429, {}), 60.0, "asked too often"),
    ],
)
def test_each_limit_waits_as_long_as_github_asks(
    answer: Reply, wait_s: float, words: str, token: str
) -> None:
    """Primary, secondary and abuse, by header, by date and by default: kind, wait and sentence."""
    error = failing(answer, token)
    assert error.kind is FailureKind.LIMITED
    assert error.retry_after_s == pytest.approx(wait_s, abs=1.0)
    assert words in error.sentence
    assert not error.permanent


@pytest.mark.parametrize("skew_s", [-SKEW_S, SKEW_S])
def test_a_wrong_clock_does_not_change_the_wait(skew_s: float) -> None:
    """Waits are counted from the answer's own Date: a day of skew changes nothing."""
    reset = limited(403, PRIMARY, X_RateLimit_Reset=str(int(NOW) + 900), **USED_UP)
    dated = limited(429, SECONDARY, Retry_After=http_date(NOW + 900))

    async def work(desk: Desk) -> float | None:
        desk.clock.set_wall(NOW + skew_s)
        with pytest.raises(SourceError) as caught:
            await desk.source.fetch()
        return caught.value.retry_after_s

    for answer in (reset, dated):
        wait_s = at_desk(always(answer), work, A)
        assert wait_s == pytest.approx(900, abs=1.5)


def test_no_request_is_made_before_the_time() -> None:
    """Polls during the wait fail with what is left of it and ask nothing; after it they ask."""
    world = World(Repo(A))
    answer = limited(403, PRIMARY, X_RateLimit_Reset=str(int(NOW) + 599), **USED_UP)
    world.override("/graphql", answer)

    async def work(desk: Desk) -> tuple[int, SourceError, Fetched]:
        with pytest.raises(SourceError):
            await desk.source.fetch()
        del desk.server.asked[:]
        with pytest.raises(SourceError) as caught:
            await desk.fetch_again(590.0)
        asked = len(desk.server.asked)
        world.overrides.clear()
        return asked, caught.value, await desk.fetch_again(11.0)

    asked, error, fetched = at_desk(world, work, A)
    assert asked == 0
    assert error.retry_after_s == pytest.approx(10.0)
    assert error.sentence.endswith("asked again in 10 s.")
    assert reading(fetched, "github_stars").value == 100


def test_a_secondary_limit_without_a_wait_doubles_until_a_good_answer() -> None:
    """60, 120, 240 s; and 60 again after an answer came in between."""
    world = World(Repo(A))

    async def work(desk: Desk) -> list[float | None]:
        waits: list[float | None] = []
        for index in range(5):
            if index == 3:
                world.overrides.clear()
                await desk.fetch_again(3600.0)
            world.override("/graphql", limited(403, SECONDARY))
            await desk.clock.advance(3600.0)
            with pytest.raises(SourceError) as caught:
                await desk.source.fetch()
            waits.append(caught.value.retry_after_s)
        return waits

    assert at_desk(world, work, A) == [60.0, 120.0, 240.0, 60.0, 120.0]


def test_the_last_allowed_request_is_the_last_one_sent() -> None:
    """A good answer that says nothing remains closes the gate as a refusal would."""
    world = World(Repo(A), Repo(B))
    spent = {"X-RateLimit-Reset": str(int(NOW) + 100), "Date": http_date(NOW), **USED_UP}
    body = {"full_name": A, "stargazers_count": 1, "default_branch": "main"}
    world.override(f"/repos/{A}", Reply(200, json_reply(body).body, spent))

    async def work(desk: Desk) -> tuple[list[str], SourceError]:
        with pytest.raises(SourceError) as caught:
            await desk.source.fetch()
        return desk.server.paths(), caught.value

    paths, error = at_desk(world, work, A, B, token="")
    assert [path for path in paths if "/search/" not in path] == [f"/repos/{A}"]
    assert error.kind is FailureKind.LIMITED


def test_a_search_limit_stops_searches_alone() -> None:
    """Ten searches a minute being spent, stars still come; the searches' figures say why not."""
    world = World(Repo(A), limits=60)
    spent = {"X-RateLimit-Limit": "10", "X-RateLimit-Remaining": "0"}
    spent |= {"X-RateLimit-Resource": "search", "X-RateLimit-Reset": str(int(NOW) + 30)}
    world.override("/search/issues", limited(403, PRIMARY, **spent))

    async def work(desk: Desk) -> tuple[Fetched, Fetched]:
        first = await desk.source.fetch()
        world.overrides.clear()
        return first, await desk.fetch_again(60.0)

    first, second = at_desk(world, work, A, token="")
    assert reading(first, "github_stars").value == 100
    assert first.failed is not None
    assert "(10 searches a minute) is used up" in first.failed[MetricId("pull_requests_month")]
    assert reading(second, "pull_requests_month").value == 12


@pytest.mark.parametrize("kind", ["RATE_LIMITED", "RATE_LIMIT"])
def test_a_limit_in_a_200_is_a_limit(kind: str) -> None:
    """Both spellings GitHub uses close the gate."""
    error = failing(graphql_error(kind, "API rate limit exceeded for user ID 1.", data=False))
    assert error.kind is FailureKind.LIMITED
    assert error.retry_after_s


def test_a_secondary_limit_in_a_200_is_one_too() -> None:
    """The secondary limit has no type, only its message."""
    error = failing(graphql_error(None, SECONDARY["message"], data=False))
    assert error.kind is FailureKind.LIMITED
    assert "secondary" in error.sentence


def test_another_tokens_limit_is_not_ones_own() -> None:
    """A new token is asked with at once; the old one's wait is still kept when it comes back."""
    world = World(Repo(A))

    def refuse(asked: Asked) -> Answering | None:
        if asked.headers["authorization"] == f"Bearer {TOKEN}":
            return limited(403, SECONDARY, Retry_After="600")
        return None

    world.overrides.append(refuse)

    async def work(desk: Desk) -> tuple[Fetched, int]:
        with pytest.raises(SourceError):
            await desk.source.fetch()
        old, desk.secrets._secrets = desk.secrets._secrets, dict(desk.secrets._secrets)
        name = next(iter(old))
        desk.secrets._secrets[name] = type(old[name])("another")
        good = await desk.source.fetch()
        desk.secrets._secrets = old
        del desk.server.asked[:]
        with pytest.raises(SourceError):
            await desk.source.fetch()
        return good, len(desk.server.asked)

    good, asked = at_desk(world, work, A)
    assert reading(good, "github_stars").value == 100
    assert asked == 0
