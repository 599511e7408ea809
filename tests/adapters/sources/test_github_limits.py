"""Every limit and refusal of GitHub told apart, and no request made before its time."""

from __future__ import annotations

from typing import Any

import pytest

from aux_monitor.domain.reading import Fetched, MetricId
from aux_monitor.domain.trust import FailureKind
from aux_monitor.ports.errors import SourceError
from tests.adapters.sources.github_world import (
    NOW,
    TOKEN,
    Desk,
    Repo,
    World,
    at_desk,
    graphql_data,
    http_date,
    poll,
    reading,
)
from tests.adapters.sources.loopback import Answering, Asked, Reply, Reset, Script, json_reply

A, B = "aux/server", "aux/client"
PRIMARY = {"message": "API rate limit exceeded for 192.0.2.7. (But here's the good news: …)"}
SECONDARY = {"message": "You have exceeded a secondary rate limit. Please wait a few minutes."}
USED_UP = {"X-RateLimit-Limit": "60", "X-RateLimit-Remaining": "0"}
SKEW_S = 86_400.0


def limited(status: int, body: object, **headers: str) -> Reply:
    """Return a refusal with the server's ``Date``."""
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    reply = json_reply(body, status)
    return Reply(status, reply.body, {**reply.headers, "Date": http_date(NOW), **named})


def always(answer: Answering) -> Script:
    """Return a server that answers everything alike."""
    return lambda _asked: answer


def failing(answer: Answering, token: str = TOKEN) -> SourceError:
    """Return how a poll fails whose every request is answered so."""
    with pytest.raises(SourceError) as caught:
        poll(always(answer), A, token=token)
    return caught.value


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


@pytest.mark.parametrize(
    ("answer", "kind", "words"),
    [
        (
            json_reply({"message": "Bad credentials"}, 401, X_RateLimit_Limit="0"),
            FailureKind.REFUSED,
            "does not accept the token (bad credentials)",
        ),
        (
            json_reply({"message": "Missing or invalid User Agent string."}, 403),
            FailureKind.CONFIGURATION,
            "refuses requests without a User-Agent",
        ),
        (
            json_reply(
                {"message": "Resource not accessible by personal access token"},
                403,
                X_Accepted_GitHub_Permissions="metadata=read,contents=read; issues=read",
            ),
            FailureKind.REFUSED,
            "it lacks the permission metadata=read and contents=read or issues=read.",
        ),
        (
            json_reply({"message": "Resource not accessible by integration"}, 403),
            FailureKind.REFUSED,
            "it lacks a permission.",
        ),
        (
            json_reply({"message": "Resource protected by organization SAML enforcement."}, 403),
            FailureKind.REFUSED,
            "single sign-on",
        ),
        (
            json_reply({"message": "Repository access blocked"}, 403),
            FailureKind.REFUSED,
            "Repository access blocked.",
        ),
        (json_reply({"message": "Not Found"}, 404), FailureKind.NOT_FOUND, "not found on"),
        (json_reply({"message": "Gone"}, 410), FailureKind.NOT_FOUND, "no longer has"),
        (json_reply({}, 451), FailureKind.REFUSED, "for legal reasons"),
        (json_reply({"message": "Bad version"}, 400), FailureKind.REFUSED, ": Bad version."),
        (json_reply({"message": "Validation Failed"}, 422), FailureKind.REFUSED, "Validation"),
        (json_reply({"error": "Server Error"}, 502), FailureKind.SERVER, "error 502 for"),
        (
            Reply(503, b"<!DOCTYPE html><p>Unicorn", {"Content-Type": "text/html"}),
            FailureKind.SERVER,
            "error 503 (a web page)",
        ),
        (
            Reply(200, b"<html>Please log in", {"Content-Type": "text/html"}),
            FailureKind.GARBAGE,
            "a web page instead of data",
        ),
        (Reply(418, b"<html>"), FailureKind.GARBAGE, "a web page instead of"),
        (json_reply({}, 418), FailureKind.GARBAGE, "answered 418 for"),
        (json_reply({}, 202), FailureKind.SERVER, "still computing"),
        (Reply(200, b"{"), FailureKind.GARBAGE, "something that is not JSON"),
        (Reply(200, b"\xff\xfe"), FailureKind.GARBAGE, "something that is not JSON"),
        (Reply(200, b"[" * 100_000), FailureKind.GARBAGE, "answered"),
        (json_reply([1]), FailureKind.GARBAGE, "unknown shape"),
        (json_reply({}), FailureKind.GARBAGE, "without data or reason"),
        (Reset(), FailureKind.UNREACHABLE, "broke off"),
    ],
)
def test_each_refusal_has_its_kind_and_one_sentence(
    answer: Answering, kind: FailureKind, words: str
) -> None:
    """Nothing but a limit is retried as one; each sentence is one line without the token."""
    error = failing(answer)
    assert (error.kind, words in error.sentence) == (kind, True), error.sentence
    assert error.retry_after_s is None
    assert "\n" not in error.sentence
    assert error.sentence.endswith((".", "?"))
    assert error.permanent is (
        kind in (FailureKind.REFUSED, FailureKind.NOT_FOUND, FailureKind.CONFIGURATION)
    )


def test_a_private_server_asks_for_a_token() -> None:
    """401 to nobody is another sentence than 401 to a token."""
    error = failing(json_reply({"message": "Must authenticate"}, 401), token="")
    assert error.sentence.endswith("answers only with a token, and none is stored.")


def test_an_endpoint_that_echoes_the_token_does_not_get_it_shown() -> None:
    """A server that writes the Authorization header into its message is quoted without it."""

    def echo(asked: Asked) -> Reply:
        return json_reply({"message": f"no: {asked.headers['authorization']}"}, 422)

    with pytest.raises(SourceError) as caught:
        poll(echo, A)
    assert "no: Bearer ***" in caught.value.sentence
    assert TOKEN not in repr(caught.value)


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


def graphql_error(kind: str | None, message: str, *path: str, data: bool = True) -> Reply:
    """Return a 200 with one error, beside data from which the path's own field is missing."""
    variables: dict[str, Any] = {"first": True, "alerts": True, "closedPage": True}
    variables |= {"closedAfter": None, "alertsAfter": None}
    body: dict[str, Any] = {"errors": [{"message": message, "path": list(path) or None}]}
    if kind is not None:
        body["errors"][0]["type"] = kind
    if data:
        body["data"] = graphql_data(Repo(A), variables)
        inner = body["data"]
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] = None
    return limited(200, body, X_RateLimit_Reset=str(int(NOW) + 50))


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


def test_a_rejected_query_is_quoted() -> None:
    """An older server that lacks a field says which; the sentence passes it on."""
    error = failing(
        graphql_error("undefinedField", "Field 'x' doesn't exist on type 'Y'", data=False)
    )
    assert error.kind is FailureKind.SERVER
    assert "Field 'x' doesn't exist on type 'Y'." in error.sentence


FORBIDDEN = "Resource not accessible by personal access token"


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
