"""Where a metric with dated targets is bound for: the path it is held against, and its forecast.

Days are those of UTC, like the programme's own.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import pairwise
from typing import assert_never

from msgspec import Struct

from aux_monitor.domain.catalogue import DatedTarget, Growth, Metric
from aux_monitor.domain.daily import daily_points
from aux_monitor.domain.forecast import (
    LEAST_POINTS,
    Beyond,
    Forecast,
    Landing,
    NotReached,
    Reached,
    TooShort,
    forecast,
)
from aux_monitor.domain.pace import add_months
from aux_monitor.domain.reading import Series
from aux_monitor.presentation import text
from aux_monitor.settings.language import tr, tr_noop

METHOD = tr_noop(
    "Extrapolated from the gain a day of the last eight weeks at most, as a random walk with drift."
)
METHOD_BY_FACTOR = tr_noop(
    "Extrapolated from the growth a day of the last eight weeks at most, "
    "as a random walk with drift on logarithms."
)


class Prospect(Struct, frozen=True):
    """The target that lies ahead and is not met yet (None: all are), and when it will be."""

    target: DatedTarget | None
    forecast: Forecast


def next_target(metric: Metric, now: float, programme_start: float | None) -> DatedTarget | None:
    """Return the dated target that lies ahead; the last one once all are past."""
    if not metric.dated:
        return None
    if programme_start is None:
        return metric.dated[0]
    for target in metric.dated:
        if now < add_months(programme_start, target.months):
            return target
    return metric.dated[-1]


def prospect_of(
    metric: Metric,
    value: float | None,
    daily: Series | None,
    now: float,
    programme_start: float | None,
) -> Prospect | None:
    """Return where a metric is bound for; ``value`` is None where it cannot be believed.

    None without a dated target or a value, and until its days have been looked up.
    """
    ahead = next_target(metric, now, programme_start)
    if ahead is None or value is None or daily is None:
        return None
    for target in metric.dated:
        if target.months >= ahead.months and not target.limit.met_by(value):
            points = daily_points(daily, now)
            return Prospect(target, forecast(points, metric.growth, target.limit, now))
    return Prospect(None, Reached())


def landing_text(prospect: Prospect | None) -> str:
    """Return the forecast in a few words, empty where there is none worth a tile's room."""
    match prospect.forecast if prospect is not None else None:
        case Landing() as landing:
            return tr(
                "lands {day} {range}",
                day=iso_day(landing.at),
                range=text.unbroken(f"(80 %: {range_text(landing)})"),
            )
        case NotReached():
            return tr("not reached at today's pace")
        case Beyond(horizon):
            return tr("lands later than {year}", year=iso_day(horizon)[:4])
        case None | TooShort() | Reached():
            return ""
        case _ as unreachable:  # pragma: no cover
            assert_never(unreachable)


def spoken_landing(prospect: Prospect | None) -> str:
    """Return the forecast for a screen reader: the day without its range."""
    if prospect is not None and isinstance(prospect.forecast, Landing):
        return tr("lands {day}", day=iso_day(prospect.forecast.at))
    return landing_text(prospect)


def forecast_sentence(prospect: Prospect, growth: Growth) -> str:
    """Return the forecast with its method, as it stands on the metric's page."""
    found = prospect.forecast
    if prospect.target is None or isinstance(found, Reached):
        return tr("Every target ahead is reached.")
    goal = text.short_number(prospect.target.limit.value)
    method = tr(METHOD_BY_FACTOR if growth is Growth.EXPONENTIAL else METHOD)
    match found:
        case Landing():
            return tr(
                "{goal} on {day} (80 %: {range}). {method}",
                goal=goal,
                day=iso_day(found.at),
                range=range_text(found),
                method=method,
            )
        case NotReached():
            return tr("{goal} is not reached at today's pace. {method}", goal=goal, method=method)
        case Beyond(horizon):
            return tr(
                "{goal} later than {year} at today's pace. {method}",
                goal=goal,
                year=iso_day(horizon)[:4],
                method=method,
            )
        case TooShort(points):
            return tr(
                "Not enough history ({points} of {least} days).",
                points=points,
                least=LEAST_POINTS,
            )
        case _ as unreachable:  # pragma: no cover
            assert_never(unreachable)


def range_text(landing: Landing) -> str:
    """Return the 80 % range: the year is left out where it is the landing's own."""
    year = iso_day(landing.at)[:5]
    earliest = iso_day(landing.earliest).removeprefix(year)
    if landing.latest is None:
        return tr("{earliest} or later", earliest=earliest)
    latest = iso_day(landing.latest).removeprefix(year)
    return tr("{earliest} to {latest}", earliest=earliest, latest=latest)


def path_sentence(
    metric: Metric, due: float | None, now: float, programme_start: float | None
) -> str:
    """Return what is due today and on which path; how to date it where it has no start."""
    if not metric.dated:
        return ""
    if due is None or programme_start is None:
        return tr("Not dated: set the start of the programme under Settings.")
    stations = [(tr("the start"), programme_start, metric.baseline)]
    stations += [
        (
            tr("month {months}", months=each.months),
            add_months(programme_start, each.months),
            each.limit.value,
        )
        for each in metric.dated
    ]
    amount = text.measured(due, metric)
    for before, after in pairwise(stations):
        if now < after[1]:
            shape = _shape(metric.growth, before[2], after[2])
            return tr(
                "{amount}, on the {shape} path from {begin} to {end}.",
                amount=amount,
                shape=shape,
                begin=_station(before),
                end=_station(after),
            )
    return tr("{amount}: the last dated target stays due.", amount=amount)


def _shape(growth: Growth, low: float, high: float) -> str:
    """Return the shape of one stretch: growth by a factor from nothing is a straight line."""
    if growth is Growth.EXPONENTIAL and min(low, high) <= 0:
        return tr("linear (nothing to multiply yet)")
    return tr(growth.value)


def _station(station: tuple[str, float, float]) -> str:
    name, at, value = station
    return tr(
        "{value} at {name} ({day})", value=text.short_number(value), name=name, day=iso_day(at)
    )


def iso_day(at: float) -> str:
    """Return the UTC day of a POSIX time: ``2027-06-19``."""
    return datetime.fromtimestamp(at, UTC).date().isoformat()


def path_facts(
    metric: Metric,
    due: float | None,
    share: str,
    prospect: Prospect | None,
    now: float,
    programme_start: float | None,
) -> Iterable[tuple[str, str]]:
    """Yield the page's rows about a dated target; ``share`` is the pace as a tile says it."""
    yield tr("Due today"), path_sentence(metric, due, now, programme_start)
    yield tr("Pace"), share
    yield tr("Forecast"), "" if prospect is None else forecast_sentence(prospect, metric.growth)
