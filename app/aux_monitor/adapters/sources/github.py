"""The GitHub source: all configured repositories in one poll, their requests one at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aux_monitor.adapters.sources.github_api import (
    GitHubApi,
    host_name,
    is_repository_name,
    secret_name,
    web_base,
)
from aux_monitor.adapters.sources.github_errors import is_host_wide
from aux_monitor.adapters.sources.github_facts import Known, RepositoryFacts, nothing_known
from aux_monitor.adapters.sources.github_kpis import (
    STARS,
    figures,
    releases,
    summary,
    warnings,
)
from aux_monitor.adapters.sources.github_limits import Bucket, RateGate
from aux_monitor.adapters.sources.github_pace import (
    ANONYMOUS_LIMIT,
    MOST_ANONYMOUS,
    Pace,
    anonymous_interval,
    refused,
)
from aux_monitor.adapters.sources.github_reader import read_anonymously, read_with_token
from aux_monitor.adapters.sources.github_stars import DAY_S, star_series
from aux_monitor.adapters.sources.http import HttpClient, fingerprint
from aux_monitor.domain.reading import Fetched, RequestBudget, Series, SourceId
from aux_monitor.domain.trust import FailureKind
from aux_monitor.ports.clock import Clock
from aux_monitor.ports.errors import HistoryError, SecretError, SourceError
from aux_monitor.ports.history import MetricHistory
from aux_monitor.ports.secrets import Secret, SecretStore
from aux_monitor.settings.schema import GitHubSettings

GITHUB = SourceId("github")
KEPT_DAYS = 365
"""How far back the counts kept on this machine are shown where GitHub has no star history."""


@dataclass
class _Identity:
    """What belongs to one token, or to none: its limits, its turns, and what it may know."""

    gate: RateGate
    pace: Pace
    facts: dict[str, RepositoryFacts]


class GitHubSource:
    """A ``Source`` over the repositories of ``settings``.

    With a token (``secret_name(api_url)`` in the secret store) a repository costs one GraphQL
    request and REST requests that are 304s while nothing changes; without one, REST alone, inside
    60 requests an hour. When the secret store cannot answer, the poll goes on without a token and
    says so: public figures are better than none, and private ones fail with both sentences.
    ``query`` is the text of ``resources/github/kpi.graphql``.
    """

    def __init__(
        self,
        settings: GitHubSettings,
        http: HttpClient,
        secrets: SecretStore,
        history: MetricHistory,
        clock: Clock,
        query: str,
    ) -> None:
        self._settings = settings
        self._http = http
        self._secrets = secrets
        self._history = history
        self._clock = clock
        self._query = query
        self._host = host_name(settings.api_url)
        self._web = web_base(settings.api_url)
        self._identities: dict[str, _Identity] = {}
        self._interval_s = self._interval(None, asked=False, has_token=False)

    @property
    def id(self) -> SourceId:
        """Return ``github``."""
        return GITHUB

    @property
    def name(self) -> str:
        """Return ``GitHub``, or an Enterprise server's host."""
        return self._host

    @property
    def kind(self) -> str:
        """Return ``github``."""
        return "github"

    @property
    def local(self) -> bool:
        """Return False: even one on this computer is asked like any other."""
        return False

    @property
    def poll_every_s(self) -> float:
        """Return the interval asked for, or the wider one that 60 requests an hour need.

        Until the first poll has seen whether there is a token, there is held to be none.
        """
        return self._interval_s

    @property
    def timeout_s(self) -> float:
        """Return how long one poll may take: a request's limit for each repository and one more.

        A request that times out ends the poll, so this is reached only by many slow answers.
        """
        return self._settings.timeout_s * (1 + len(self._settings.repositories))

    async def aclose(self) -> None:
        """Leave the client open: it is shared, and its owner closes it."""

    async def fetch(self) -> Fetched:
        """Return figures over all repositories, or raise ``SourceError``."""
        token, trouble = await self._token()
        try:
            return await self._fetch(token, trouble)
        except SourceError as error:
            if not trouble:
                raise
            raise SourceError(
                error.kind,
                f"{error.sentence} {trouble}",
                retry_after_s=error.retry_after_s,
                permanent=error.permanent,
            ) from None

    async def _token(self) -> tuple[Secret | None, str]:
        try:
            return await self._secrets.get(secret_name(self._settings.api_url)), ""
        except SecretError as error:
            return None, f"Asked without a token, since none could be read: {error}"

    async def _fetch(self, token: Secret | None, trouble: str) -> Fetched:
        identity = self._identity(token)
        api = GitHubApi(
            self._http, self._settings.api_url, token, identity.gate, self._settings.timeout_s
        )
        self._check_repositories(api)
        budget = identity.gate.budget(Bucket.CORE)
        identity.pace.plan(len(self._settings.repositories), self._interval_s, budget)
        found: list[RepositoryFacts] = []
        failures: list[SourceError] = []
        for name in self._settings.repositories:
            facts = await self._repository(api, identity, name)
            if isinstance(facts, SourceError):
                failures.append(facts)
                facts = nothing_known(name, refused(facts))
            found.append(facts)
        if len(failures) == len(found):
            raise failures[0]
        identity.facts = {facts.name: facts for facts in found}
        self._interval_s = self._interval(
            identity.gate.budget(Bucket.CORE), asked=True, has_token=api.has_token
        )
        return await self._fetched(found, _tightest(identity.gate), trouble)

    async def _repository(
        self, api: GitHubApi, identity: _Identity, name: str
    ) -> RepositoryFacts | SourceError:
        """Return one repository's facts, or what failed for it alone."""
        if not is_repository_name(name):
            text = f"{name[:100]!r} is not the name of a repository, such as owner/name."
            return SourceError(FailureKind.NOT_FOUND, text, permanent=True)
        before = identity.facts.get(name)
        now = self._clock.now()
        try:
            if api.has_token:
                return await read_with_token(api, identity.pace, self._query, name, before, now)
            return await read_anonymously(api, identity.pace, name, before, now)
        except SourceError as error:
            if is_host_wide(error):
                raise
            return error

    async def _fetched(
        self, found: Sequence[RepositoryFacts], budget: RequestBudget | None, trouble: str
    ) -> Fetched:
        measured = figures(found, GITHUB, self._web)
        series, kept = await self._star_series(found)
        notes = (trouble, *warnings(found), kept)
        return Fetched(
            at=self._clock.now(),
            readings=measured.readings,
            series={STARS: series} if series is not None else None,
            releases=releases(found, GITHUB, self._web),
            failed=measured.failed,
            budget=budget,
            summary=summary(found),
            warnings=tuple(note for note in notes if note),
        )

    async def _star_series(self, found: Sequence[RepositoryFacts]) -> tuple[Series | None, str]:
        """Return the stars by day and, when they are this machine's own record, a sentence."""
        series = star_series(found, self._clock.now())
        if series is not None or not all(isinstance(r.stars, Known) for r in found):
            return series, ""
        now = self._clock.now()
        sentence = f"{self._host} gives no star history: the chart shows the counts kept here."
        try:
            return await self._history.series(STARS, now - KEPT_DAYS * DAY_S, now, DAY_S), sentence
        except HistoryError as error:
            return None, f"{sentence} They cannot be read: {error}"

    def _check_repositories(self, api: GitHubApi) -> None:
        count = len(self._settings.repositories)
        if not count:
            raise SourceError(
                FailureKind.CONFIGURATION, "No repository is configured.", permanent=True
            )
        budget = api.gate.budget(Bucket.CORE)
        limit = ANONYMOUS_LIMIT if budget is None and self._host == "GitHub" else None
        limit = budget.limit if budget is not None else limit
        if not api.has_token and limit == ANONYMOUS_LIMIT and count > MOST_ANONYMOUS:
            raise SourceError(
                FailureKind.CONFIGURATION,
                f"Without a token {self._host} answers {ANONYMOUS_LIMIT} requests an hour, too "
                f"few for {count} repositories (at most {MOST_ANONYMOUS}): enter a token.",
                permanent=True,
            )

    def _identity(self, token: Secret | None) -> _Identity:
        """Return what belongs to a token; limits of the last few are remembered."""
        key = fingerprint(token)
        if key not in self._identities:
            while len(self._identities) >= 4:
                del self._identities[next(iter(self._identities))]
            gate = RateGate(self._clock, self._host)
            self._identities[key] = _Identity(gate, Pace(self._clock), {})
        return self._identities[key]

    def _interval(self, budget: RequestBudget | None, *, asked: bool, has_token: bool) -> float:
        wish = self._settings.poll_every_s
        if has_token or (asked and budget is None):
            return wish
        limit = budget.limit if budget is not None else ANONYMOUS_LIMIT
        return max(wish, anonymous_interval(len(self._settings.repositories), limit))


def _tightest(gate: RateGate) -> RequestBudget | None:
    """Return the hourly allowance of which the least is left."""
    budgets = [gate.budget(Bucket.CORE), gate.budget(Bucket.GRAPHQL)]
    known = [budget for budget in budgets if budget is not None]
    return min(known, key=lambda budget: budget.remaining / budget.limit, default=None)
