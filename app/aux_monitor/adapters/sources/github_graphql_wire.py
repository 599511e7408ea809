"""The answer to ``resources/github/kpi.graphql``, as far as it is read, field by field optional."""

from __future__ import annotations

from datetime import datetime

import msgspec

from aux_monitor.adapters.sources.github_facts import AlertSeverity


class Camel(msgspec.Struct, rename="camel", frozen=True):
    """A part of an answer in GraphQL's spelling."""


class PageInfo(Camel, frozen=True):
    """Whether a list goes on, and from where."""

    has_next_page: bool = False
    end_cursor: str | None = None


class Issue(Camel, frozen=True):
    """A closed issue."""

    created_at: datetime | None = None
    closed_at: datetime | None = None


class Found(Camel, frozen=True):
    """What a search found."""

    issue_count: int
    page_info: PageInfo = PageInfo()
    nodes: tuple[Issue | None, ...] | None = None


class Vulnerability(Camel, frozen=True):
    """What an alert is about."""

    severity: AlertSeverity


class Alert(Camel, frozen=True):
    """A Dependabot alert."""

    created_at: datetime
    fixed_at: datetime | None = None
    security_vulnerability: Vulnerability | None = None


class AlertList(Camel, frozen=True):
    """A page of alerts."""

    total_count: int = 0
    page_info: PageInfo = PageInfo()
    nodes: tuple[Alert | None, ...] | None = None


class Release(Camel, frozen=True):
    """A release; a draft has no date."""

    tag_name: str
    published_at: datetime | None = None
    is_draft: bool = False


class ReleaseList(Camel, frozen=True):
    """The newest releases."""

    nodes: tuple[Release | None, ...] | None = None


class Rollup(Camel, frozen=True):
    """All checks of a commit taken together."""

    state: str


class Target(Camel, frozen=True):
    """The newest commit on a branch."""

    status_check_rollup: Rollup | None = None


class Branch(Camel, frozen=True):
    """A branch."""

    target: Target | None = None


class Repository(Camel, frozen=True):
    """One repository."""

    name_with_owner: str
    viewer_permission: str | None = None
    has_vulnerability_alerts_enabled: bool | None = None
    stargazer_count: int | None = None
    releases: ReleaseList | None = None
    default_branch_ref: Branch | None = None
    fixed_alerts: AlertList | None = None
    open_alerts: AlertList | None = None


class Data(Camel, frozen=True):
    """The good part of an answer."""

    repository: Repository | None = None
    opened: Found | None = None
    pulls: Found | None = None
    closed: Found | None = None


class Error(Camel, frozen=True):
    """One error in a 200; GitHub adds ``type`` to the standard's fields."""

    message: str = ""
    type: str | None = None
    path: tuple[str | int, ...] | None = None

    def is_at(self, *path: str) -> bool:
        """Return whether the error is about exactly this path or something beneath it."""
        return self.path is not None and self.path[: len(path)] == path


class GraphQLAnswer(Camel, frozen=True):
    """A whole answer: data, errors, or both."""

    data: Data | None = None
    errors: tuple[Error, ...] | None = None


class Variables(Camel, frozen=True):
    """The query's variables."""

    owner: str
    name: str
    opened: str
    closed: str
    pulls: str
    first: bool = True
    alerts: bool = True
    closed_page: bool = True
    closed_after: str | None = None
    alerts_after: str | None = None


class Question(Camel, frozen=True):
    """The body of a GraphQL request."""

    query: str
    variables: Variables
