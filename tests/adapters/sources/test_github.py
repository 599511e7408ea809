"""Figures over all repositories, with a token and without, and what a missing one does to them."""

from __future__ import annotations

import pytest

from aux_monitor.adapters.sources.github_pace import anonymous_interval
from aux_monitor.domain.reading import Fetched, MetricId, Part, Release, SourceId
from aux_monitor.domain.trust import FailureKind
from aux_monitor.ports.errors import SourceError
from tests.adapters.sources.github_world import (
    DAY_S,
    NOW,
    TOKEN,
    Desk,
    Repo,
    World,
    at_desk,
    poll,
    reading,
)
from tests.adapters.sources.loopback import json_reply

A, B = "aux/server", "aux/client"
STARS = MetricId("github_stars")


def two() -> World:
    """Return a world of two repositories."""
    return World(
        Repo(A, stars=100, closed_after_s=[2 * DAY_S] * 8),
        Repo(
            B, stars=40, contributors=3, pulls=1, issues_opened=10, closed_after_s=[4 * DAY_S] * 2
        ),
    )


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


def test_alerts_are_counted_by_severity_and_moderate_is_medium() -> None:
    """One critical, no high and two moderate alerts; the fixed critical one took a day."""
    fetched = poll(World(Repo(A)), A)
    assert reading(fetched, "vulnerabilities_critical").value == 1
    assert reading(fetched, "vulnerabilities_high").value == 0
    assert reading(fetched, "vulnerabilities_medium").value == 2
    patch = reading(fetched, "time_to_patch_critical")
    assert (patch.value, patch.n) == (24.0, 1)


def test_without_a_token_alerts_are_not_called_zero() -> None:
    """Alerts nobody may see are failed with the permission they need, never a green 0."""
    fetched = poll(World(Repo(A)), A, token="")
    assert fetched.failed is not None
    assert "Dependabot alerts: read" in fetched.failed[MetricId("vulnerabilities_critical")]


@pytest.mark.parametrize(
    ("repo", "words"),
    [
        (Repo(A, severities=[], permission="READ"), "proves nothing"),
        (Repo(A, severities=[], permission=None), "proves nothing"),
        (Repo(A, severities=[], alerts_on=False), "switched off"),
    ],
)
def test_a_zero_that_proves_nothing_is_not_shown(repo: Repo, words: str) -> None:
    """No alerts where the token could see none, or where they are off, is not "none open"."""
    fetched = poll(World(repo), A)
    assert fetched.failed is not None
    assert words in fetched.failed[MetricId("vulnerabilities_high")]


def test_a_zero_that_a_maintainer_sees_is_a_zero() -> None:
    """No open alerts, seen by somebody who would see them, is a value of 0."""
    fetched = poll(World(Repo(A, severities=[], permission="MAINTAIN")), A)
    assert reading(fetched, "vulnerabilities_critical").value == 0


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


def test_one_unknown_repository_fails_the_sums_and_names_itself() -> None:
    """Rather than a sum that leaves one out, every figure fails with one sentence naming it."""
    fetched = poll(World(Repo(A)), A, "aux/missing")
    assert fetched.readings == ()
    assert fetched.failed is not None
    assert fetched.failed[STARS].startswith("The repository aux/missing: not found on 127.0.0.1:")
    assert len(set(fetched.failed.values())) == 1


def test_a_single_unknown_repository_is_the_whole_polls_failure() -> None:
    """When nothing configured can be read the poll itself fails, as not found."""
    with pytest.raises(SourceError, match="aux/missing: not found") as caught:
        poll(World(), "aux/missing", token="")
    assert caught.value.kind is FailureKind.NOT_FOUND
    assert caught.value.permanent


@pytest.mark.parametrize("name", ["server", "a/b/c", "a/..", "a b/c", "a/b?x=1", "", "-/-"])
def test_a_name_that_is_none_is_never_put_into_an_address(name: str) -> None:
    """A configured name of another form is one sentence, and nothing is asked."""

    async def work(desk: Desk) -> int:
        with pytest.raises(SourceError, match="is not the name of a repository"):
            await desk.source.fetch()
        return len(desk.server.asked)

    assert at_desk(World(), work, name) == 0


def test_a_renamed_repository_is_followed_and_told() -> None:
    """The figures are those of the new name, and a warning asks for the settings to follow."""
    old = Repo("aux/old", called=A)
    fetched = poll(World(old, Repo(A, pulls=99)), "aux/old")
    assert reading(fetched, "pull_requests_month").breakdown == (Part("aux/old", 99.0),)
    assert fetched.warnings == (f"aux/old is now called {A}: change the settings.",)


def test_a_rename_over_rest_comes_as_a_redirect() -> None:
    """301 is followed with the token kept, and the new name is noticed."""
    world = World(Repo(A))
    world.override(
        "/repos/aux/old", json_reply({"message": "Moved Permanently"}, 301, Location=f"/repos/{A}")
    )
    fetched = poll(world, "aux/old", token="")
    assert fetched.warnings[-1] == f"aux/old is now called {A}: change the settings."


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


def test_releases_of_several_repositories_carry_their_names() -> None:
    """One repository's tags stand alone; with two each says whose it is, newest first."""
    world = World(Repo(A, releases=[("v1", 10.0)]), Repo(B, releases=[("v2", 20.0)]))
    github = SourceId("github")
    assert poll(world, A).releases == (Release("v1", 10.0, github),)
    assert poll(world, A, B).releases == (
        Release("client v2", 20.0, github),
        Release("server v1", 10.0, github),
    )


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


def test_an_enterprise_server_has_its_own_two_addresses() -> None:
    """REST lies under /api/v3, GraphQL beside it under /api/graphql."""

    async def work(desk: Desk) -> list[str]:
        await desk.source.fetch()
        return desk.server.paths()

    paths = at_desk(World(Repo(A), limits=None), work, A, path="/api/v3")
    assert paths[0] == "/api/graphql"
    assert paths[1] == f"/api/v3/repos/{A}/contributors"


def test_the_tightest_allowance_is_the_budget_shown() -> None:
    """The allowance of which the least is left is reported, its reset on this machine's clock."""
    fetched = poll(World(Repo(A)), A)
    assert fetched.budget is not None
    assert fetched.budget.limit == 5000
    assert fetched.budget.reset_at == NOW + 3001


def test_a_keyring_that_fails_is_told_and_the_poll_goes_on_without_a_token() -> None:
    """Public figures are better than none; the warning says whose fault it is."""

    async def work(desk: Desk) -> Fetched:
        desk.secrets.refusal = "The keyring is locked."
        return await desk.source.fetch()

    fetched = at_desk(World(Repo(A)), work, A)
    assert reading(fetched, "github_stars").value == 100
    assert fetched.warnings[0].endswith("The keyring is locked.")


def test_a_failure_without_the_keyrings_token_names_the_keyring_too() -> None:
    """A private repository is "not found" because the keyring was locked: both are said."""

    async def work(desk: Desk) -> SourceError:
        desk.secrets.refusal = "The keyring is locked."
        with pytest.raises(SourceError) as caught:
            await desk.source.fetch()
        return caught.value

    error = at_desk(World(), work, A)
    assert "needs a token" in error.sentence
    assert "The keyring is locked." in error.sentence


def test_the_token_is_sent_and_never_shown() -> None:
    """Every request carries it; the answer, with all its sentences, does not."""

    async def work(desk: Desk) -> tuple[Fetched, set[str]]:
        fetched = await desk.source.fetch()
        return fetched, {one.headers.get("authorization", "") for one in desk.server.asked}

    fetched, sent = at_desk(World(Repo(A)), work, A, "aux/missing")
    assert sent == {f"Bearer {TOKEN}"}
    assert TOKEN not in repr(fetched)


def test_no_repository_is_said_as_such() -> None:
    """An empty list is a matter of configuration, not a sum of zero stars."""
    with pytest.raises(SourceError, match="No repository is configured"):
        poll(World())


def test_it_is_known_by_its_kind_and_leaves_time_for_every_repository() -> None:
    """Catalogue rows name the kind; a poll may take one request's limit for each repository."""

    async def work(desk: Desk) -> tuple[str, str, str, float]:
        source = desk.source
        return source.id, source.kind, source.name.partition(":")[0], source.timeout_s

    assert at_desk(World(), work, A, B) == ("github", "github", "127.0.0.1", 15.0)


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


@pytest.mark.parametrize("token", [TOKEN, ""])
def test_a_new_name_that_is_none_is_refused(token: str) -> None:
    """A server cannot lead the next request astray by calling a repository ``../user``."""
    with pytest.raises(SourceError, match=f"a name for {A} that is none") as caught:
        poll(World(Repo(A, called="../user")), A, token=token)
    assert caught.value.kind is FailureKind.GARBAGE


def test_alerts_that_are_counted_but_not_listed_are_no_figure() -> None:
    """Eleven hundred open alerts are more than are read: their severities are not guessed."""
    fetched = poll(World(Repo(A, severities=["LOW"] * 1100)), A)
    assert "did not list all" in (fetched.failed or {})[MetricId("vulnerabilities_critical")]
