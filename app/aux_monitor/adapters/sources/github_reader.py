"""All facts of one repository, with a token and without."""

from __future__ import annotations

from functools import partial

from aux_monitor.adapters.sources import github_rest as rest
from aux_monitor.adapters.sources.github_api import GitHubApi
from aux_monitor.adapters.sources.github_facts import (
    Alerts,
    Fact,
    Known,
    Refused,
    RepositoryFacts,
    nothing_known,
)
from aux_monitor.adapters.sources.github_graphql import read_core
from aux_monitor.adapters.sources.github_graphql_facts import ALERTS_PERMISSION
from aux_monitor.adapters.sources.github_limits import Bucket
from aux_monitor.adapters.sources.github_pace import HOUR_S, SLOW_S, Pace

HISTORY_PAGES = 2
"""With a token, 60 weeks of star history: the programme's year."""


async def read_with_token(
    api: GitHubApi,
    pace: Pace,
    query: str,
    name: str,
    before: RepositoryFacts | None,
    now: float,
) -> RepositoryFacts:
    """Return facts from one GraphQL request and two or three conditional REST ones."""
    known = before or _unasked(name)
    core = await read_core(api, query, name, now)
    return RepositoryFacts(
        name=name,
        stars=core.stars,
        contributors=await pace.ask(
            api,
            (name, "contributors"),
            known.contributors,
            0.0,
            partial(rest.contributors, api, core.name),
        ),
        pulls_opened=core.pulls_opened,
        issues=core.issues,
        alerts=core.alerts,
        releases=core.releases,
        checks=core.checks,
        star_days=await pace.ask(
            api,
            (name, "star history"),
            known.star_days,
            0.0,
            partial(rest.star_days, api, core.name, now, HISTORY_PAGES),
        ),
        now_called=_renamed(name, core.name),
    )


async def read_anonymously(
    api: GitHubApi, pace: Pace, name: str, before: RepositoryFacts | None, now: float
) -> RepositoryFacts:
    """Return facts from REST alone: the star count anew, the others as their turns come."""
    known = before or _unasked(name)
    body = await rest.repository(api, name)
    called = body.full_name
    stars = Known(body.stargazers_count, now)
    return RepositoryFacts(
        name=name,
        stars=stars,
        contributors=await pace.ask(
            api,
            (name, "contributors"),
            known.contributors,
            SLOW_S,
            partial(rest.contributors, api, called),
        ),
        pulls_opened=await pace.ask(
            api,
            (name, "pull requests"),
            known.pulls_opened,
            HOUR_S,
            partial(rest.pulls_opened, api, called, now),
            Bucket.SEARCH,
        ),
        issues=await pace.ask(
            api,
            (name, "issues"),
            known.issues,
            HOUR_S,
            partial(rest.issues, api, called, now),
            Bucket.SEARCH,
        ),
        alerts=_no_alerts(name),
        releases=await pace.ask(
            api,
            (name, "releases"),
            known.releases,
            SLOW_S,
            partial(rest.releases, api, called),
        ),
        checks=await pace.ask(
            api,
            (name, "checks"),
            known.checks,
            HOUR_S,
            partial(rest.checks, api, called, body.default_branch),
        ),
        star_days=await pace.ask(
            api,
            (name, "star history"),
            known.star_days,
            SLOW_S,
            partial(rest.star_days, api, called, now, 1),
        ),
        now_called=_renamed(name, called),
    )


def _no_alerts(name: str) -> Fact[Alerts]:
    return Refused(
        f"The Dependabot alerts of {name} are shown only to a token with the permission "
        f"{ALERTS_PERMISSION}.",
        ALERTS_PERMISSION,
    )


def _renamed(configured: str, called: str) -> str:
    return called[:200] if called.lower() != configured.lower() else ""


def _unasked(name: str) -> RepositoryFacts:
    return nothing_known(name, Refused(f"{name} has not been asked for yet."))
