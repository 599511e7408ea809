"""How often each fact is asked for, so that an allowance of 60 requests an hour lasts.

With a token every fact is asked for at every poll: what has not changed is a 304, which is free.
Without one, only the star count is; the rest waits for its turn, and for a request to spare.
"""

from __future__ import annotations

import math
from collections.abc import Awaitable, Callable
from typing import TypeVar

from aux_monitor.adapters.sources.github_api import GitHubApi
from aux_monitor.adapters.sources.github_errors import GitHubError, is_host_wide
from aux_monitor.adapters.sources.github_facts import Fact, Known, Refused
from aux_monitor.adapters.sources.github_limits import Bucket
from aux_monitor.domain.reading import RequestBudget
from aux_monitor.domain.trust import FailureKind
from aux_monitor.ports.clock import Clock
from aux_monitor.ports.errors import SourceError

T = TypeVar("T")

HOUR_S = 3600.0
SLOW_S = 6 * HOUR_S
"""How often contributors, star history and releases are asked for without a token, and a fact
that was refused for good in any case: GitHub itself recounts contributors only every few hours."""

SPENT_SHARE = 5 / 6
"""The share of an allowance this program takes; the rest is left to others at the address."""

SLOW_REQUESTS_AN_HOUR = 1.5
"""Without a token, per repository: checks hourly, three facts every six hours."""

ANONYMOUS_LIMIT = 60
MOST_ANONYMOUS = 25
"""The most repositories that 60 requests an hour can follow, at one star count in two hours."""


def anonymous_interval(repositories: int, limit: int) -> float:
    """Return the seconds between polls that keep ``repositories`` inside ``limit`` an hour."""
    spare = limit * SPENT_SHARE - SLOW_REQUESTS_AN_HOUR * repositories
    return HOUR_S * repositories / spare if spare > 0 else HOUR_S * repositories


class Pace:
    """Decides whether a fact's turn has come; remembers across polls of one identity."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._due: dict[tuple[str, str], float] = {}
        self.reserve = 0
        """Core requests that must be left over after an optional one."""

    def plan(self, repositories: int, poll_every_s: float, budget: RequestBudget | None) -> None:
        """Set the reserve: every star count until the allowance is renewed."""
        if budget is None or budget.reset_at is None:
            until_reset = HOUR_S
        else:
            until_reset = min(max(budget.reset_at - self._clock.now(), 0.0), HOUR_S)
        self.reserve = repositories * math.ceil(until_reset / poll_every_s)

    async def ask(
        self,
        api: GitHubApi,
        key: tuple[str, str],
        before: Fact[T],
        every_s: float,
        ask: Callable[[], Awaitable[T]],
        bucket: Bucket = Bucket.CORE,
    ) -> Fact[T]:
        """Return the fact ``key`` (repository, what), asked anew if it is due and affordable.

        Host-wide failures are raised; others become ``Refused``. A search that must wait for its
        allowance leaves the fact as it was.
        """
        if self._clock.monotonic() < self._due.get(key, -math.inf):
            return before
        if not self._affordable(api, bucket):
            return before if isinstance(before, Known) else self._postponed(api, key)
        try:
            value = await ask()
        except SourceError as error:
            if bucket is Bucket.SEARCH and error.kind is FailureKind.LIMITED:
                return before if isinstance(before, Known) else Refused(error.sentence)
            if is_host_wide(error):
                raise
            self._due[key] = self._clock.monotonic() + (SLOW_S if error.permanent else 0.0)
            return refused(error)
        self._due[key] = self._clock.monotonic() + every_s
        return Known(value, self._clock.now())

    def _affordable(self, api: GitHubApi, bucket: Bucket) -> bool:
        budget = api.gate.budget(bucket)
        if api.has_token or bucket is not Bucket.CORE or budget is None:
            return True
        return budget.remaining > self.reserve

    def _postponed(self, api: GitHubApi, key: tuple[str, str]) -> Refused:
        repository, what = key
        return Refused(
            f"The {what} of {repository} are not asked for yet: without a token "
            f"{api.host} answers too few requests an hour."
        )


def refused(error: SourceError) -> Refused:
    """Return the refusal of a fact for a failure."""
    permission = error.permission if isinstance(error, GitHubError) else ""
    return Refused(error.sentence, permission)
