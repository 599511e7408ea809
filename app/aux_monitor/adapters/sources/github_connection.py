"""Trying GitHub settings before they are kept: what was reached, and what is missing."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from aux_monitor.adapters.sources import github_rest as rest
from aux_monitor.adapters.sources.github_api import GitHubApi, host_name, is_repository_name
from aux_monitor.adapters.sources.github_errors import GitHubError, is_host_wide
from aux_monitor.adapters.sources.github_facts import Known, Refused, RepositoryFacts
from aux_monitor.adapters.sources.github_limits import RateGate
from aux_monitor.adapters.sources.github_pace import Pace
from aux_monitor.adapters.sources.github_reader import read_with_token
from aux_monitor.adapters.sources.http import HttpClient, sendable
from aux_monitor.ports.clock import Clock
from aux_monitor.ports.errors import SourceError
from aux_monitor.ports.secrets import Secret
from aux_monitor.settings.schema import GitHubSettings


class About(Enum):
    """Which of the settings a finding is about."""

    ADDRESS = "address"
    TOKEN = "token"  # noqa: S105 -- the name of a setting, not a token
    REPOSITORY = "repository"


class Finding(Struct, frozen=True):
    """One sentence about one setting; ``item`` is the repository where it is about one.

    ``missing`` are permissions the token lacks: a hint with a good finding, not a failure.
    """

    about: About
    ok: bool
    sentence: str
    item: str = ""
    missing: tuple[str, ...] = ()


async def try_github(
    settings: GitHubSettings, token: Secret | None, http: HttpClient, clock: Clock, query: str
) -> tuple[Finding, ...]:
    """Return a finding for each repository, before them one for the address or the token.

    Never raises ``SourceError``. With a token everything a poll asks for is asked for, so missing
    permissions show; without one, a single request is spent on each repository.
    """
    host = host_name(settings.api_url)
    if token is not None:
        try:
            sendable(token, host)
        except SourceError as error:
            return (Finding(About.TOKEN, ok=False, sentence=error.sentence),)
    try:
        gate = RateGate(clock, host)
        api = GitHubApi(http, settings.api_url, token, gate, settings.timeout_s)
        await _reach(api)
        findings = [
            await _try_repository(api, Pace(clock), name, clock.now(), query)
            for name in settings.repositories
        ]
    except SourceError as error:
        about = About.TOKEN if _blames_token(error, token) else About.ADDRESS
        return (Finding(about, ok=False, sentence=error.sentence),)
    return (_reached(host, token, findings), *findings)


async def _reach(api: GitHubApi) -> None:
    """Ask for the limits, which costs nothing; a server without limits does not know them."""
    try:
        await api.get("/rate_limit", "its limits")
    except GitHubError as error:
        if error.status != 404:
            raise


async def _try_repository(api: GitHubApi, pace: Pace, name: str, now: float, query: str) -> Finding:
    if not is_repository_name(name):
        text = f"{name[:100]!r} is not the name of a repository, such as owner/name."
        return Finding(About.REPOSITORY, ok=False, sentence=text, item=name)
    try:
        if not api.has_token:
            body = await rest.repository(api, name)
            text = f"{body.full_name}: {body.stargazers_count:,} stars."
            return Finding(About.REPOSITORY, ok=True, sentence=text, item=name)
        facts = await read_with_token(api, pace, query, name, None, now)
    except SourceError as error:
        if is_host_wide(error):
            raise
        return Finding(About.REPOSITORY, ok=False, sentence=error.sentence, item=name)
    return Finding(
        About.REPOSITORY, ok=True, sentence=_seen(facts), item=name, missing=_missing(facts)
    )


def _seen(facts: RepositoryFacts) -> str:
    words = []
    if isinstance(facts.stars, Known):
        words.append(f"{facts.stars.value:,} stars")
    if isinstance(facts.contributors, Known):
        words.append(f"{facts.contributors.value:,} contributors")
    return f"{facts.now_called or facts.name}: {', '.join(words) or 'reached'}."


def _missing(facts: RepositoryFacts) -> tuple[str, ...]:
    asked = (facts.contributors, facts.pulls_opened, facts.issues, facts.alerts, facts.releases)
    lacking = [fact.permission for fact in asked if isinstance(fact, Refused)]
    return tuple(dict.fromkeys(permission for permission in lacking if permission))


def _reached(host: str, token: Secret | None, findings: list[Finding]) -> Finding:
    if token is None:
        text = f"{host} answers; without a token it does so 60 times an hour."
        return Finding(About.ADDRESS, ok=True, sentence=text)
    missing = tuple(dict.fromkeys(one for finding in findings for one in finding.missing))
    text = f"{host} accepts the token."
    return Finding(About.TOKEN, ok=True, sentence=text, missing=missing)


def _blames_token(error: SourceError, token: Secret | None) -> bool:
    return isinstance(error, GitHubError) and error.status in (401, 403) and token is not None
