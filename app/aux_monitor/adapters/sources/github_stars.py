"""The stars of all repositories day by day, counted back from what they are now."""

from __future__ import annotations

from collections.abc import Sequence

from aux_monitor.adapters.sources.github_facts import Known, RepositoryFacts, StarDays
from aux_monitor.domain.reading import Series

DAY_S = 86_400.0


def star_series(repositories: Sequence[RepositoryFacts], now: float) -> Series | None:
    """Return the stars at the end of each day up to that of ``now``, whose value is today's count.

    The value of a day stands at its 00:00 UTC. It is today's count less what was gained since,
    never below zero: GitHub's history may add up to less than the count, never to more. The
    series begins where every repository's history is known. None when one has no history.
    """
    histories: list[tuple[int, StarDays]] = []
    for repository in repositories:
        if not isinstance(repository.stars, Known) or not isinstance(repository.star_days, Known):
            return None
        histories.append((repository.stars.value, repository.star_days.value))
    end = now // DAY_S * DAY_S
    start = _start([history for _, history in histories if history.days], end)
    count = round((end - start) / DAY_S) + 1
    totals = [0.0] * count
    for stars, history in histories:
        for index, value in enumerate(_backward(stars, history, start, count)):
            totals[index] += value
    return Series(start, DAY_S, tuple(totals))


def _start(filled: Sequence[StarDays], end: float) -> float:
    """Return the first day known of every repository; a whole history gained nothing before it."""
    cut = [history.days[0][0] for history in filled if not history.whole]
    begun = [history.days[0][0] for history in filled]
    return min(end, max(cut) if cut else min(begun, default=end))


def _backward(stars: int, history: StarDays, start: float, count: int) -> list[float]:
    gained = dict(history.days)
    values = [0.0] * count
    left = float(stars)
    for index in range(count - 1, -1, -1):
        values[index] = left
        left = max(0.0, left - gained.get(start + index * DAY_S, 0))
    return values
