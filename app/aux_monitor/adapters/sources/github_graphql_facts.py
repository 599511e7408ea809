"""A GraphQL answer's data and errors into facts.

An error beside data concerns one path: the fact there is refused with its sentence, and the
others stand. A zero is believed only where the token would have seen something else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TypeVar

from msgspec import Struct

from aux_monitor.adapters.sources.decoding import plain
from aux_monitor.adapters.sources.github_api import GitHubApi, is_repository_name
from aux_monitor.adapters.sources.github_errors import GitHubError
from aux_monitor.adapters.sources.github_facts import (
    Alerts,
    AlertSeverity,
    Checks,
    Fact,
    Issues,
    Known,
    Published,
    Refused,
)
from aux_monitor.adapters.sources.github_graphql_wire import (
    Alert,
    Data,
    Error,
    Found,
    GraphQLAnswer,
    Issue,
    Repository,
)
from aux_monitor.adapters.sources.github_rest import TAG_CHARACTERS
from aux_monitor.domain.trust import FailureKind

V = TypeVar("V")

ALERTS_PERMISSION = "Dependabot alerts: read"
_SEES_ALERTS = ("ADMIN", "MAINTAIN", "WRITE")
_STATES = {
    "SUCCESS": Checks.PASS,
    "FAILURE": Checks.FAIL,
    "ERROR": Checks.FAIL,
    "PENDING": Checks.RUN,
    "EXPECTED": Checks.RUN,
}


class Pages(Struct, frozen=True):
    """All answers about one repository; only the first has more than the lists."""

    answers: tuple[GraphQLAnswer, ...]
    alerts_asked: bool

    def data(self) -> Iterator[Data]:
        """Yield the data of each page that has any."""
        for answer in self.answers:
            if answer.data is not None:
                yield answer.data

    def error_at(self, *paths: tuple[str, ...]) -> Error | None:
        """Return the first error about any of the paths, or about nothing in particular."""
        for answer in self.answers:
            for error in answer.errors or ():
                if error.path is None or any(error.is_at(*path) for path in paths):
                    return error
        return None


class Core(Struct, frozen=True):
    """The facts that one query brings; ``name`` is the repository's name now."""

    name: str
    stars: Fact[int]
    pulls_opened: Fact[int]
    issues: Fact[Issues]
    alerts: Fact[Alerts]
    releases: Fact[tuple[Published, ...]]
    checks: Fact[Checks]


def core_of(pages: Pages, api: GitHubApi, name: str, at: float) -> Core:
    """Return the facts in the pages, or raise ``SourceError`` when the repository is not there."""
    return _Reading(pages, api, name, at).core()


class _Reading:
    """One repository's pages being read."""

    def __init__(self, pages: Pages, api: GitHubApi, name: str, at: float) -> None:
        self._pages = pages
        self._api = api
        self._name = name
        self._at = at

    def core(self) -> Core:
        repository = self._repository()
        pulls = next(self._pages.data()).pulls
        return Core(
            name=repository.name_with_owner,
            stars=self._fact(repository.stargazer_count, "stars", ("repository", "stargazerCount")),
            pulls_opened=self._fact(
                pulls.issue_count if pulls is not None else None,
                "pull requests",
                ("pulls",),
                ("repository", "pullRequests"),
            ),
            issues=self._fact(
                self._issues(),
                "issues",
                ("opened",),
                ("closed",),
                ("repository", "issues"),
            ),
            alerts=self._alerts(repository),
            releases=self._fact(_published(repository), "releases", ("repository", "releases")),
            checks=self._fact(_checks(repository), "checks", ("repository", "defaultBranchRef")),
        )

    def _repository(self) -> Repository:
        data = self._pages.answers[0].data
        if data is not None and data.repository is not None:
            if not is_repository_name(data.repository.name_with_owner):
                text = f"{self._api.host} answered with a name for {self._name} that is none."
                raise GitHubError(FailureKind.GARBAGE, text, status=200)
            return data.repository
        errors = self._pages.answers[0].errors or ()
        if any(error.type == "NOT_FOUND" for error in errors):
            raise GitHubError(
                FailureKind.NOT_FOUND,
                f"The repository {self._name}: not found on {self._api.host}; "
                "the name is wrong, or it is private and the token may not see it.",
                status=404,
                permanent=True,
            )
        if errors:
            raise self._failure(errors[0], f"the repository {self._name}")
        text = f"{self._api.host} answered without data or reason for {self._name}."
        raise GitHubError(FailureKind.GARBAGE, text, status=200)

    def _issues(self) -> Issues | None:
        opened = next(self._pages.data()).opened
        found = [data.closed for data in self._pages.data() if data.closed is not None]
        if opened is None or not found:
            return None
        return Issues(opened.issue_count, found[0].issue_count, tuple(_ages(found)))

    def _alerts(self, repository: Repository) -> Fact[Alerts]:
        subject = f"Dependabot alerts of {self._name}"
        if not self._pages.alerts_asked:
            return Refused(
                f"The token lacks the scope security_events to read the {subject}.",
                ALERTS_PERMISSION,
            )
        error = self._pages.error_at(("repository", "openAlerts"), ("repository", "fixedAlerts"))
        if error is not None:
            failure = self._failure(error, f"the {subject}", ALERTS_PERMISSION)
            return Refused(failure.sentence, failure.permission)
        if not repository.has_vulnerability_alerts_enabled:
            return Refused(f"The {subject} are switched off.")
        found = self._open_alerts()
        if found is None:
            return Refused(f"{self._api.host} did not list all the {subject}.", ALERTS_PERMISSION)
        if not found and repository.viewer_permission not in _SEES_ALERTS:
            return Refused(
                f"None of the {subject} can be seen, which proves nothing: "
                "the token's owner has no write access there.",
                ALERTS_PERMISSION,
            )
        by_severity = Counter(_severity(alert) for alert in found)
        opened = {severity: by_severity[severity] for severity in AlertSeverity}
        return Known(Alerts(opened, tuple(_patch_times(repository))), self._at)

    def _open_alerts(self) -> list[Alert] | None:
        """Return every open alert, None unless as many are listed as are counted."""
        pages = [
            data.repository.open_alerts
            for data in self._pages.data()
            if data.repository is not None and data.repository.open_alerts is not None
        ]
        found = [alert for page in pages for alert in page.nodes or () if alert is not None]
        complete = pages and len(found) >= pages[0].total_count
        rated = all(alert.security_vulnerability is not None for alert in found)
        return found if complete and rated else None

    def _fact(self, value: V | None, what: str, *paths: tuple[str, ...]) -> Fact[V]:
        """Return the value unless an error is about its path, or it is missing."""
        error = self._pages.error_at(*paths)
        if error is not None:
            failure = self._failure(error, f"the {what} of {self._name}")
            return Refused(failure.sentence, failure.permission)
        if value is None:
            return Refused(f"{self._api.host} left out the {what} of {self._name}.")
        return Known(value, self._at)

    def _failure(self, error: Error, what: str, permission: str = "") -> GitHubError:
        said = plain(self._api.redacted(error.message)).rstrip(".") or "no reason given"
        if error.type not in ("FORBIDDEN", "INSUFFICIENT_SCOPES"):
            text = f"{self._api.host} could not answer for {what}: {said}."
            return GitHubError(FailureKind.SERVER, text, status=200)
        lacks = f"; it needs the permission {permission}" if permission else ""
        return GitHubError(
            FailureKind.REFUSED,
            f"The token may not read {what}{lacks}: {said}.",
            status=200,
            permanent=True,
            permission=permission or what,
        )


def _ages(found: list[Found]) -> Iterator[float]:
    issues: Iterator[Issue] = (i for page in found for i in page.nodes or () if i is not None)
    for issue in issues:
        if issue.created_at is not None and issue.closed_at is not None:
            yield (issue.closed_at - issue.created_at).total_seconds()


def _published(repository: Repository) -> tuple[Published, ...] | None:
    if repository.releases is None:
        return None
    return tuple(
        Published(plain(release.tag_name, TAG_CHARACTERS), release.published_at.timestamp())
        for release in repository.releases.nodes or ()
        if release is not None and release.published_at is not None and not release.is_draft
    )


def _checks(repository: Repository) -> Checks:
    branch = repository.default_branch_ref
    target = branch.target if branch is not None else None
    rollup = target.status_check_rollup if target is not None else None
    return Checks.NONE if rollup is None else _STATES.get(rollup.state, Checks.NONE)


def _severity(alert: Alert) -> AlertSeverity | None:
    about = alert.security_vulnerability
    return about.severity if about is not None else None


def _patch_times(repository: Repository) -> Iterator[float]:
    nodes = repository.fixed_alerts.nodes if repository.fixed_alerts is not None else None
    for alert in nodes or ():
        if alert is None or alert.fixed_at is None:
            continue
        if _severity(alert) is AlertSeverity.CRITICAL:
            yield (alert.fixed_at - alert.created_at).total_seconds()
