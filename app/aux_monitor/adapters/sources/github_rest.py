"""Facts that come over GitHub's REST interface, one request each (star history: up to two)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import msgspec

from aux_monitor.adapters.sources.decoding import decode, plain
from aux_monitor.adapters.sources.github_api import GitHubApi, is_repository_name
from aux_monitor.adapters.sources.github_errors import GitHubError
from aux_monitor.adapters.sources.github_facts import Checks, Issues, Published, StarDays
from aux_monitor.adapters.sources.github_limits import Bucket
from aux_monitor.adapters.sources.http import Answer
from aux_monitor.domain.trust import FailureKind

DAY_S = 86_400.0
MONTH_S = 30 * DAY_S
TAG_CHARACTERS = 40
_NEXT_OR_LAST = re.compile(r'<([^<>]{1,2000})>\s*;\s*rel="(next|last)"')


class RepositoryBody(msgspec.Struct):
    """``GET /repos/{owner}/{repo}``, as far as it is read."""

    full_name: str
    stargazers_count: int
    default_branch: str = ""


class ReleaseBody(msgspec.Struct):
    """One entry of ``GET /repos/{owner}/{repo}/releases``."""

    tag_name: str
    published_at: datetime | None = None
    draft: bool = False


class RunBody(msgspec.Struct):
    """One workflow run."""

    head_sha: str
    status: str | None = None
    conclusion: str | None = None


class RunsBody(msgspec.Struct):
    """``GET /repos/{owner}/{repo}/actions/runs``."""

    workflow_runs: list[RunBody]


class IssueBody(msgspec.Struct):
    """One issue or pull request found by a search."""

    created_at: datetime
    closed_at: datetime | None = None


class SearchBody(msgspec.Struct):
    """``GET /search/issues``."""

    total_count: int
    items: list[IssueBody]
    incomplete_results: bool = False


class WeekBody(msgspec.Struct):
    """One week of ``GET /repos/{owner}/{repo}/stargazers/history``; it begins on a Sunday."""

    week: int
    total: int
    days: list[int]


_REPOSITORY = msgspec.json.Decoder(RepositoryBody)
_LIST = msgspec.json.Decoder(list[msgspec.Raw])
_RELEASES = msgspec.json.Decoder(list[ReleaseBody])
_RUNS = msgspec.json.Decoder(RunsBody)
_SEARCH = msgspec.json.Decoder(SearchBody)
_WEEKS = msgspec.json.Decoder(tuple[WeekBody, ...])


async def repository(api: GitHubApi, name: str) -> RepositoryBody:
    """Return a repository's own record; its ``full_name`` is the new one after a rename."""
    answer = await api.get(f"/repos/{name}", f"the repository {name}")
    body = decode(answer, _REPOSITORY, api.host)
    if not is_repository_name(body.full_name):
        text = f"{api.host} answered with a name for {name} that is none."
        raise GitHubError(FailureKind.GARBAGE, text, status=200)
    return body


async def contributors(api: GitHubApi, name: str) -> int:
    """Return the number of contributors, those without an account included.

    Asked for one to a page, the number of the last page is the count.
    """
    subject = f"the contributors of {name}"
    answer = await api.get(
        f"/repos/{name}/contributors", subject, params={"per_page": "1", "anon": "true"}
    )
    if answer.status == 204:
        return 0
    listed = len(decode(answer, _LIST, api.host))
    return last_page(answer) or listed


async def releases(api: GitHubApi, name: str) -> tuple[Published, ...]:
    """Return the newest published releases, at most 20."""
    answer = await api.get(
        f"/repos/{name}/releases", f"the releases of {name}", params={"per_page": "20"}
    )
    bodies = decode(answer, _RELEASES, api.host)
    return tuple(
        Published(plain(body.tag_name, TAG_CHARACTERS), body.published_at.timestamp())
        for body in bodies
        if body.published_at is not None and not body.draft
    )


async def checks(api: GitHubApi, name: str, branch: str) -> Checks:
    """Return how the workflow runs of the newest commit on ``branch`` ended."""
    answer = await api.get(
        f"/repos/{name}/actions/runs",
        f"the workflow runs of {name}",
        params={"branch": branch, "per_page": "10", "exclude_pull_requests": "true"},
    )
    runs = decode(answer, _RUNS, api.host).workflow_runs
    return _verdict([run for run in runs if run.head_sha == runs[0].head_sha])


def _verdict(runs: Sequence[RunBody]) -> Checks:
    if not runs:
        return Checks.NONE
    if any(run.conclusion in ("failure", "timed_out", "startup_failure") for run in runs):
        return Checks.FAIL
    if any(run.status != "completed" for run in runs):
        return Checks.RUN
    return Checks.PASS


async def pulls_opened(api: GitHubApi, name: str, now: float) -> int:
    """Return how many pull requests were opened in the 30 days before ``now``."""
    subject = f"the pull requests of {name}"
    found = await _search(api, subject, pulls_query(name, now), per_page=1)
    return found.total_count


async def issues(api: GitHubApi, name: str, now: float) -> Issues:
    """Return the issues of the 30 days before ``now``; ages of the 100 last touched of them."""
    subject = f"the issues of {name}"
    opened = await _search(api, subject, opened_query(name, now), per_page=1)
    closed = await _search(api, subject, closed_query(name, now), per_page=100)
    return Issues(
        opened.total_count,
        closed.total_count,
        tuple(
            (item.closed_at - item.created_at).total_seconds()
            for item in closed.items
            if item.closed_at is not None
        ),
    )


async def _search(api: GitHubApi, subject: str, query: str, per_page: int) -> SearchBody:
    answer = await api.get(
        "/search/issues",
        subject,
        params={"q": query, "per_page": str(per_page), "sort": "updated"},
        bucket=Bucket.SEARCH,
    )
    found = decode(answer, _SEARCH, api.host)
    if found.incomplete_results:
        text = f"{api.host} did not finish counting {subject}; the figure would be too low."
        raise GitHubError(FailureKind.SERVER, text, status=200)
    return found


def pulls_query(name: str, now: float) -> str:
    """Return the search for pull requests opened in the last 30 days."""
    return f"repo:{name} is:pr created:>={_since(now)}"


def opened_query(name: str, now: float) -> str:
    """Return the search for issues opened in the last 30 days."""
    return f"repo:{name} is:issue created:>={_since(now)}"


def closed_query(name: str, now: float) -> str:
    """Return the search for issues closed as completed in the last 30 days."""
    return f"repo:{name} is:issue is:closed reason:completed closed:>={_since(now)}"


def _since(now: float) -> str:
    return datetime.fromtimestamp(now - MONTH_S, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


async def star_days(api: GitHubApi, name: str, now: float, pages: int) -> StarDays:
    """Return the stars gained day by day over ``pages`` pages of 30 weeks, up to today.

    GitHub counts a day by its own calendar (Pacific time) and fills the rest of the current week
    with zeros: days that have not begun are left out.
    """
    weeks: list[WeekBody] = []
    more = True
    for page in range(1, pages + 1):
        answer = await api.get(
            f"/repos/{name}/stargazers/history",
            f"the star history of {name}",
            params={"per_page": "30", "page": str(page)},
        )
        if answer.status == 200:
            listed = decode(answer, _WEEKS, api.host)
            weeks.extend(listed)
        more = page_of(answer, "next") is not None
        if not more:
            break
    return StarDays(_days(weeks, now, api.host), whole=not more)


def _days(weeks: Sequence[WeekBody], now: float, host: str) -> tuple[tuple[float, int], ...]:
    """Return one entry a day without gaps: a week that is not listed gained nothing."""
    gained: dict[int, int] = {}
    for week in weeks:
        if len(week.days) != 7 or not 0 <= week.week <= now + 7 * DAY_S:
            text = f"{host} answered with a star history of an unknown shape."
            raise GitHubError(FailureKind.GARBAGE, text, status=200)
        first = week.week // int(DAY_S)
        gained.update({first + index: count for index, count in enumerate(week.days)})
    if not gained:
        return ()
    today = int(now // DAY_S)
    begin = max(min(gained), today - 60 * 7 * 2)
    return tuple((day * DAY_S, gained.get(day, 0)) for day in range(begin, today + 1))


def last_page(answer: Answer) -> int | None:
    """Return the page number of ``rel="last"``; None when everything is on this page."""
    return page_of(answer, "last")


def page_of(answer: Answer, relation: str) -> int | None:
    """Return the page a ``Link`` relation points to; only its ``page`` parameter is believed."""
    for url, rel in _NEXT_OR_LAST.findall(answer.headers.get("link", "")):
        pages = parse_qs(urlsplit(url).query).get("page", [])
        if rel == relation and pages and pages[0].isdecimal() and len(pages[0]) < 10:
            return int(pages[0])
    return None
