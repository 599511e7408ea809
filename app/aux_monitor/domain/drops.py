"""Falls, each held against what it may fairly be compared with.

A day of an audience is compared with the same weekday of the weeks before, for a Saturday is no
fall from a Friday. A survey is compared with the survey before it, and with the noise of both.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from msgspec import Struct

from aux_monitor.domain.reading import Dated, Reading

DAY_S = 86_400.0
"""A UTC day; POSIX time has no leap seconds."""

WEEKS = 4
"""The same weekday of this many weeks before makes the mean a day is compared with."""

CONFIDENCE_Z = 1.645
"""How many standard errors a fall must exceed to count as one: the normal distribution's 95th
percentile. One-sided, because only a fall is asked about: of twenty surveys after which nothing
has changed at most one seems to have fallen, for quarterly surveys one in five years."""


class WeekdayDrop(Struct, frozen=True):
    """The newest complete day beside the same weekday of the four weeks before.

    ``day`` is the day's first second; ``missing`` is how many of the four earlier days have no
    value. ``mean`` is theirs once none is missing, None while there is still to learn.
    """

    day: float
    value: float
    missing: int
    mean: float | None

    @property
    def percent(self) -> float | None:
        """Return how far the day lies below the mean in per cent, negative above it.

        None while a day is missing. From a mean of nothing nothing can fall: 0.
        """
        if self.mean is None:
            return None
        return 100.0 * (self.mean - self.value) / self.mean if self.mean > 0 else 0.0


class SurveyDrop(Struct, frozen=True):
    """The newest survey beside the one before it, in points.

    ``noise`` is the fall that chance alone could well make (see ``noise_band``), None where the
    number of answers of either survey is not known.
    """

    survey: Dated
    before: Dated
    noise: float | None

    @property
    def points(self) -> float:
        """Return how far the score fell, negative where it rose."""
        return self.before.value - self.survey.value

    @property
    def certain(self) -> bool:
        """Return whether the fall is more than chance could well make."""
        return self.noise is not None and self.points > self.noise

    @property
    def answers(self) -> int | None:
        """Return the number of answers of the smaller survey, None where one is not known."""
        if self.survey.n is None or self.before.n is None:
            return None
        return min(self.survey.n, self.before.n)


def day_of(at: float) -> int:
    """Return the number of the UTC day that a time lies in, counted from 1970-01-01.

    A value belongs to the day it is dated to: midnight is the first moment of the day it begins.
    """
    return math.floor(at / DAY_S)


def weekday_drop(reading: Reading, now: float) -> WeekdayDrop | None:
    """Return the newest complete UTC day of a reading and its past, beside its weekdays before.

    A day is complete when it is over at ``now``. Of several values in one day the last counts.
    None while no day is complete.
    """
    today = day_of(now)
    by_day = {day_of(one.at): one.value for one in _dated(reading)}
    complete = [day for day in by_day if day < today]
    if not complete:
        return None
    newest = max(complete)
    weekdays = [newest - 7 * week for week in range(1, WEEKS + 1)]
    earlier = [by_day[day] for day in weekdays if day in by_day]
    missing = WEEKS - len(earlier)
    mean = math.fsum(earlier) / WEEKS if not missing else None
    return WeekdayDrop(newest * DAY_S, by_day[newest], missing, mean)


def survey_drop(reading: Reading) -> SurveyDrop | None:
    """Return a reading beside the newest value dated before it; None where there is none."""
    values = list(_dated(reading))
    earlier = [one for one in values if one.at < reading.at]
    if reading.value is None or not earlier:
        return None
    survey, before = values[-1], max(earlier, key=lambda one: one.at)
    return SurveyDrop(survey, before, noise_band(survey, before))


def noise_band(survey: Dated, before: Dated) -> float | None:
    """Return the difference of two net promoter scores that chance alone could well make.

    One answer counts +1, 0 or -1, and a score ``s`` (as a share) is the mean of ``n`` of them, so
    its variance is ``(p + d - s**2) / n`` with ``p`` promoters and ``d`` detractors. Only the score
    is kept, not ``p`` and ``d``; since ``p + d <= 1`` the variance is at most ``(1 - s**2) / n``,
    which is taken: rather no alarm than a false one. The standard error of a difference is the
    root of the sum of both variances, and the band ``CONFIDENCE_Z`` of them, in points.
    """
    if not survey.n or not before.n:
        return None
    return (
        CONFIDENCE_Z * 100.0 * math.sqrt(_variance(survey, survey.n) + _variance(before, before.n))
    )


def _variance(one: Dated, n: int) -> float:
    return max(0.0, 1.0 - (one.value / 100.0) ** 2) / n


def _dated(reading: Reading) -> Iterator[Dated]:
    """Yield the values of a reading, its own last."""
    yield from sorted(reading.past, key=lambda one: one.at)
    if reading.value is not None:
        yield Dated(reading.at, reading.value, reading.n)
