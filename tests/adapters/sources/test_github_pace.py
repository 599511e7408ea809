"""How often GitHub is asked, and what a poll after the first one costs."""

from __future__ import annotations

import pytest

from aux_monitor.adapters.sources.github_pace import anonymous_interval
from aux_monitor.domain.reading import Fetched
from aux_monitor.domain.trust import FailureKind
from aux_monitor.ports.errors import SourceError
from tests.adapters.sources.github_world import (
    NOW,
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


def test_a_second_poll_with_a_token_costs_only_304s() -> None:
    """Unchanged, the second poll's REST answers are 304s all, and its figures are the first's."""
    world = two()

    async def work(desk: Desk) -> tuple[Fetched, Fetched, list[str]]:
        first = await desk.source.fetch()
        world.statuses.clear()
        del desk.server.asked[:]
        return first, await desk.fetch_again(), [one.method for one in desk.server.asked]

    first, second, methods = at_desk(world, work, A, B)
    rest = [status for status, m in zip(world.statuses, methods, strict=True) if m == "GET"]
    assert rest == [304] * 4
    assert methods.count("POST") == 2
    assert [r.value for r in second.readings] == [r.value for r in first.readings]
    assert reading(second, "contributors").value == 10
    assert second.series == first.series


def test_without_a_token_only_the_star_count_is_asked_again() -> None:
    """Within the hour a second poll costs one request a repository; the rest is kept."""

    async def work(desk: Desk) -> tuple[Fetched, list[str]]:
        await desk.source.fetch()
        del desk.server.asked[:]
        return await desk.fetch_again(600.0), desk.server.paths()

    second, paths = at_desk(World(Repo(A), Repo(B), limits=60), work, A, B, token="")
    assert paths == [f"/repos/{A}", f"/repos/{B}"]
    assert reading(second, "contributors").value == 14


def test_an_hour_of_polls_without_a_token_stays_inside_60_requests() -> None:
    """For one, five and twelve repositories, an hour at the source's own interval fits."""
    for count in (1, 5, 12):
        repos = [Repo(f"aux/r{index}") for index in range(count)]

        async def work(desk: Desk) -> int:
            await desk.source.fetch()
            passed = desk.source.poll_every_s
            while passed < 3600:
                await desk.fetch_again(desk.source.poll_every_s)
                passed += desk.source.poll_every_s
            return sum("/search/" not in path for path in desk.server.paths())

        world = World(*repos, limits=60)
        spent = at_desk(world, work, *(repo.name for repo in repos), token="")
        assert count < spent <= 60


def test_the_interval_widens_without_a_token_and_is_the_wish_with_one() -> None:
    """Twelve repositories on 60 requests an hour are asked less often than every five minutes."""

    async def work(desk: Desk) -> tuple[float, float]:
        before = desk.source.poll_every_s
        await desk.source.fetch()
        return before, desk.source.poll_every_s

    names = [f"aux/r{index}" for index in range(12)]
    world = World(*map(Repo, names), limits=60)
    wide = anonymous_interval(12, 60)
    assert wide > 300
    assert at_desk(world, work, *names, token="") == (wide, wide)
    assert at_desk(World(*map(Repo, names)), work, *names) == (wide, 300.0)


def test_more_repositories_than_60_requests_can_follow_are_refused() -> None:
    """26 repositories without a token are one sentence that asks for one."""
    names = [f"aux/r{index}" for index in range(26)]
    world = World(*map(Repo, names), limits=60)

    async def work(desk: Desk) -> SourceError:
        await desk.source.fetch()
        with pytest.raises(SourceError) as caught:
            await desk.source.fetch()
        return caught.value

    error = at_desk(world, work, *names, token="")
    assert error.kind is FailureKind.CONFIGURATION
    assert "too few for 26 repositories (at most 25): enter a token" in error.sentence


def test_a_server_without_limits_is_asked_as_often_as_wished() -> None:
    """An Enterprise server that sends no rate limit headers needs no wide interval."""

    async def work(desk: Desk) -> float:
        await desk.source.fetch()
        return desk.source.poll_every_s

    names = [f"aux/r{index}" for index in range(12)]
    world = World(*map(Repo, names), limits=None)
    assert at_desk(world, work, *names, token="") == 300.0


def test_the_tightest_allowance_is_the_budget_shown() -> None:
    """The allowance of which the least is left is reported, its reset on this machine's clock."""
    fetched = poll(World(Repo(A)), A)
    assert fetched.budget is not None
    assert fetched.budget.limit == 5000
    assert fetched.budget.reset_at == NOW + 3001
