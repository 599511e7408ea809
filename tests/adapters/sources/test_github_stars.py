"""The history of stars: GitHub's own counted back, or the counts kept on this machine."""

from __future__ import annotations

import pytest

from aux_monitor.domain.reading import Fetched
from tests.adapters.sources.github_world import (
    DAY_S,
    NOW,
    STARS,
    A,
    B,
    Desk,
    Repo,
    World,
    at_desk,
    poll,
)
from tests.adapters.sources.loopback import json_reply


def test_stars_are_counted_back_day_by_day() -> None:
    """Today stands at today's count; each earlier day is less by what was gained after it."""
    world = World(Repo(A, stars=100, weeks=[[0, 0, 1, 2, 0, 0, 3]]))
    series = (poll(world, A).series or {})[STARS]
    assert series.values == (94.0, 94.0, 95.0, 97.0, 97.0, 97.0, 100.0)
    assert series.end == NOW // DAY_S * DAY_S
    assert series.step_s == DAY_S


def test_days_that_have_not_begun_are_left_out_of_the_star_history() -> None:
    """GitHub fills the rest of the week with zeros: the series ends today, not on Saturday."""

    async def shifted(desk: Desk) -> Fetched:
        desk.clock.set_wall(NOW - 3 * DAY_S)
        return await desk.source.fetch()

    world = World(Repo(A, stars=10, weeks=[[1, 1, 1, 1, 0, 0, 0]]))
    fetched = at_desk(world, shifted, A)
    series = (fetched.series or {})[STARS]
    assert series.values == (7.0, 8.0, 9.0, 10.0)


def test_the_sum_of_two_histories_begins_where_both_are_known() -> None:
    """A whole but shorter history counts as nothing gained before it began."""
    world = World(
        Repo(A, stars=50, weeks=[[0] * 7, [7, 0, 0, 0, 0, 0, 0]]), Repo(B, stars=5, weeks=[[1] * 7])
    )
    values = (poll(world, A, B).series or {})[STARS].values
    assert len(values) == 14
    assert values[0] == 50 + 0
    assert values[-1] == 55


def test_a_repository_without_stars_has_a_flat_history() -> None:
    """No star ever is a known history of zero, not a missing one."""
    fetched = poll(World(Repo(A, stars=0, weeks=[])), A)
    assert (fetched.series or {})[STARS].values == (0.0,)
    assert fetched.warnings == ()


@pytest.mark.parametrize("status", [202, 403, 404])
def test_without_a_star_history_the_counts_kept_here_are_shown(status: int) -> None:
    """An Enterprise server has no history: the recorded counts stand in, and it is said."""
    world = World(Repo(A))
    world.override("/stargazers/history", json_reply({"message": "no"}, status))

    async def work(desk: Desk) -> Fetched:
        first = await desk.source.fetch()
        await desk.history.record(first.readings)
        return await desk.fetch_again(DAY_S)

    fetched = at_desk(world, work, A)
    assert (fetched.series or {})[STARS].values[-2:].count(100.0) == 1
    assert "gives no star history" in fetched.warnings[0]


def test_a_history_that_cannot_be_read_either_is_said() -> None:
    """Neither GitHub's history nor this machine's: no series, and one warning with both reasons."""
    world = World(Repo(A, weeks=None))

    async def work(desk: Desk) -> Fetched:
        desk.history.failure = "history.db: disk image is malformed."
        return await desk.source.fetch()

    fetched = at_desk(world, work, A)
    assert fetched.series is None
    assert "disk image is malformed" in fetched.warnings[0]


@pytest.mark.parametrize(
    "week",
    [
        {"week": int(NOW), "total": 1, "days": [1]},
        {"week": -1, "total": 0, "days": [0] * 7},
        {"week": 10**12, "total": 0, "days": [0] * 7},
    ],
)
def test_a_star_history_of_another_shape_is_not_drawn(week: object) -> None:
    """A week of other than seven days, or from nowhere, is refused: kept counts stand in."""
    world = World(Repo(A))
    world.override("/stargazers/history", json_reply([week]))
    fetched = poll(world, A)
    assert "gives no star history" in fetched.warnings[0]
