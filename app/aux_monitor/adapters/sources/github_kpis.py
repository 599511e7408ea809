"""Facts of all watched repositories into readings: added up or averaged, a part for each.

A figure is given only when every repository gave its share: a sum that leaves one out would be
understated, so its metric fails with the sentence of the repository that is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar
from urllib.parse import quote

from msgspec import Struct

from aux_monitor.adapters.sources.github_facts import (
    Alerts,
    AlertSeverity,
    Checks,
    Fact,
    Issues,
    Known,
    Refused,
    RepositoryFacts,
)
from aux_monitor.domain.reading import MetricId, Part, Reading, Release, SourceId

T = TypeVar("T")

STARS = MetricId("github_stars")
CONTRIBUTORS = MetricId("contributors")
PULLS = MetricId("pull_requests_month")
RESOLVED = MetricId("issues_resolved_month")
RESOLUTION = MetricId("issue_resolution_time")
PATCH = MetricId("time_to_patch_critical")
OPEN_ALERTS: Mapping[AlertSeverity, MetricId] = {
    AlertSeverity.CRITICAL: MetricId("vulnerabilities_critical"),
    AlertSeverity.HIGH: MetricId("vulnerabilities_high"),
    AlertSeverity.MODERATE: MetricId("vulnerabilities_medium"),
}

MONTH_S = 30 * 86_400.0
_DAY_S = 86_400.0
_HOUR_S = 3_600.0


class Figures(Struct, frozen=True):
    """Readings, and a sentence for each metric that has none."""

    readings: tuple[Reading, ...]
    failed: Mapping[MetricId, str]


class _Share(Struct, frozen=True):
    """One repository's part of a figure: a mean is ``total`` over ``n``, a sum is ``total``."""

    name: str
    total: float
    n: int | None
    at: float


def figures(repositories: Sequence[RepositoryFacts], source: SourceId, web: str) -> Figures:
    """Return the reading of every metric that GitHub fills, or why there is none.

    ``web`` is the address of its pages. A figure over several repositories has no page of its own.
    """
    alone = len(repositories) == 1
    page = f"{web}/{repositories[0].name}" if alone else ""
    gathered = _Gathered(repositories, source, page)
    gathered.sums(STARS, lambda r: r.stars, float)
    gathered.sums(CONTRIBUTORS, lambda r: r.contributors, float)
    gathered.sums(PULLS, lambda r: r.pulls_opened, float, MONTH_S)
    gathered.ratio(RESOLVED, lambda r: r.issues, _resolved)
    gathered.ratio(RESOLUTION, lambda r: r.issues, _resolution_days, _sampled(repositories))
    for severity, metric in OPEN_ALERTS.items():
        gathered.sums(metric, lambda r: r.alerts, _open_count(severity))
    gathered.ratio(PATCH, lambda r: r.alerts, _patch_hours, window_s=None)
    return Figures(tuple(gathered.readings), gathered.failed)


class _Gathered:
    """Readings and failures being collected, metric by metric."""

    def __init__(
        self, repositories: Sequence[RepositoryFacts], source: SourceId, page: str
    ) -> None:
        self._repositories = repositories
        self._source = source
        self._page = page
        self.readings: list[Reading] = []
        self.failed: dict[MetricId, str] = {}

    def sums(
        self,
        metric: MetricId,
        pick: Callable[[RepositoryFacts], Fact[T]],
        share: Callable[[T], float],
        window_s: float | None = None,
    ) -> None:
        shares = self._shares(metric, pick, lambda value: (share(value), None))
        if not shares:
            return
        parts = tuple(Part(one.name, one.total) for one in shares)
        total = sum(one.total for one in shares)
        self._add(metric, total, None, shares, parts, window_s, "")

    def ratio(
        self,
        metric: MetricId,
        pick: Callable[[RepositoryFacts], Fact[T]],
        share: Callable[[T], tuple[float, int]],
        note: str = "",
        window_s: float | None = MONTH_S,
    ) -> None:
        """Add sum(total) / sum(n); without any sample the reading has no value."""
        shares = self._shares(metric, pick, share)
        if not shares:
            return
        n = sum(one.n or 0 for one in shares)
        value = sum(one.total for one in shares) / n if n else None
        parts = tuple(Part(one.name, one.total / one.n if one.n else None, one.n) for one in shares)
        self._add(metric, value, n, shares, parts, window_s, note)

    def _shares(
        self,
        metric: MetricId,
        pick: Callable[[RepositoryFacts], Fact[T]],
        share: Callable[[T], tuple[float, int | None]],
    ) -> list[_Share]:
        """Return every repository's share; none, and the metric failed, when one is missing."""
        shares: list[_Share] = []
        refusals: list[str] = []
        for repository in self._repositories:
            match pick(repository):
                case Refused() as refused:
                    refusals.append(refused.sentence)
                case Known() as known:
                    total, n = share(known.value)
                    shares.append(_Share(repository.name, total, n, known.at))
        if refusals:
            self.failed[metric] = _first_of(refusals)
            return []
        return shares

    def _add(
        self,
        metric: MetricId,
        value: float | None,
        n: int | None,
        shares: Sequence[_Share],
        parts: tuple[Part, ...],
        window_s: float | None,
        note: str,
    ) -> None:
        at = min(share.at for share in shares)
        self.readings.append(
            Reading(metric, value, at, self._source, n, window_s, parts, note, page=self._page)
        )


def _first_of(sentences: Sequence[str]) -> str:
    more = len(set(sentences)) - 1
    if not more:
        return sentences[0]
    return f"{sentences[0]} ({more} more like it.)"


def _resolved(issues: Issues) -> tuple[float, int]:
    return 100.0 * issues.closed, issues.opened


def _resolution_days(issues: Issues) -> tuple[float, int]:
    return sum(issues.resolved_after_s) / _DAY_S, len(issues.resolved_after_s)


def _patch_hours(alerts: Alerts) -> tuple[float, int]:
    return sum(alerts.critical_fixed_after_s) / _HOUR_S, len(alerts.critical_fixed_after_s)


def _open_count(severity: AlertSeverity) -> Callable[[Alerts], float]:
    return lambda alerts: float(alerts.open.get(severity, 0))


def _sampled(repositories: Sequence[RepositoryFacts]) -> str:
    """Return the note that a mean is over a part of the issues only; empty when over all."""
    known = [r.issues.value for r in repositories if isinstance(r.issues, Known)]
    closed = sum(issues.closed for issues in known)
    read = sum(len(issues.resolved_after_s) for issues in known)
    return f"over {read:,} of {closed:,} closed issues, those last touched" if read < closed else ""


def summary(repositories: Sequence[RepositoryFacts]) -> str:
    """Return the chip's few words: how many repositories, and how their checks stand."""
    count = len(repositories)
    words = "1 repository" if count == 1 else f"{count} repositories"
    verdicts = {r.checks.value for r in repositories if isinstance(r.checks, Known)}
    for verdict in (Checks.FAIL, Checks.RUN, Checks.PASS):
        if verdict in verdicts:
            return f"{words}, {verdict.value}"
    return words


def warnings(repositories: Sequence[RepositoryFacts]) -> tuple[str, ...]:
    """Return what a person should see about the repositories beyond their figures."""
    found: list[str] = []
    for repository in repositories:
        checks = repository.checks
        if repository.now_called:
            found.append(
                f"{repository.name} is now called {repository.now_called}: change the settings."
            )
        if isinstance(checks, Known) and checks.value is Checks.FAIL:
            found.append(f"The newest checks on {repository.name} failed.")
        for fact in (checks, repository.releases):
            if isinstance(fact, Refused) and fact.sentence not in found:
                found.append(fact.sentence)
    return tuple(found)


def releases(
    repositories: Sequence[RepositoryFacts], source: SourceId, web: str
) -> tuple[Release, ...]:
    """Return published releases, newest first; with more than one repository, by its name.

    ``web`` is the address of GitHub's pages, under which each has its own.
    """
    several = len(repositories) > 1
    found = [
        Release(
            f"{_short(repository)} {one.tag}" if several else one.tag,
            one.at,
            source,
            f"{web}/{repository.name}/releases/tag/{quote(one.tag, safe='', errors='replace')}",
        )
        for repository in repositories
        if isinstance(repository.releases, Known)
        for one in repository.releases.value
    ]
    return tuple(sorted(found, key=lambda release: release.at, reverse=True))


def _short(repository: RepositoryFacts) -> str:
    return repository.name.rpartition("/")[2]
