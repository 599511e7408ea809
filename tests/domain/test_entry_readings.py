"""The readings that entered figures make."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from aux_monitor.adapters.resources import load_catalogue
from aux_monitor.domain.catalogue import Cadence
from aux_monitor.domain.drops import DAY_S
from aux_monitor.domain.entries import Entry, Figure
from aux_monitor.domain.entry_readings import (
    ENTRIES,
    GOOD_FOR_S,
    MOST_PAST,
    daily_series,
    dated_at,
    readings_of,
    stairs,
)
from aux_monitor.domain.level import Trust, judge
from aux_monitor.domain.reading import Dated, MetricId, Reading
from tests.domain.building import metric

CATALOGUE = load_catalogue()
USERS, NPS, STARS = MetricId("daily_users"), MetricId("nps"), MetricId("github_stars")
FIRST = date(2026, 3, 2)
BEGIN = datetime(2026, 3, 2, tzinfo=UTC).timestamp()
LATER = BEGIN + 1_000 * DAY_S


def entry(name: MetricId, day: int, value: float, entered_at: float = LATER, **more: Any) -> Entry:
    """Return an entry for so many days after the first."""
    figure = replace(Figure(name, FIRST + timedelta(days=day), value), **more)
    return Entry(1, figure, entered_at)


def test_a_value_is_of_the_last_second_of_its_day() -> None:
    """It belongs to its day, and is not a day older than it is."""
    assert dated_at(entry(NPS, 0, 31.0)) == BEGIN + DAY_S - 1


def test_a_value_entered_during_its_day_is_of_that_moment() -> None:
    """Nothing is dated to a time that has not come."""
    assert dated_at(entry(NPS, 0, 31.0, entered_at=BEGIN + 3600)) == BEGIN + 3600


def test_the_newest_entry_is_the_reading_and_the_others_its_past() -> None:
    """By their days, in whatever order they were entered."""
    spring = entry(NPS, 0, 44.0, n=410)
    summer = entry(NPS, 90, 31.0, n=420, note="in the app", who="Ana")
    (made,) = readings_of(CATALOGUE, [summer, spring], frozenset())
    assert made == Reading(
        metric=NPS,
        value=31.0,
        at=dated_at(summer),
        source=ENTRIES,
        n=420,
        note="in the app; entered by Ana",
        past=(Dated(dated_at(spring), 44.0, 410),),
        good_for_s=GOOD_FOR_S[Cadence.QUARTERLY],
    )


def test_what_a_connected_source_gives_is_left_to_it() -> None:
    """A figure from a machine and one by hand never take turns; the rest stays."""
    entries = [entry(STARS, 0, 900.0), entry(NPS, 0, 44.0)]
    assert {r.metric for r in readings_of(CATALOGUE, entries, frozenset({"github"}))} == {NPS}
    assert {r.metric for r in readings_of(CATALOGUE, entries, frozenset({"collector"}))} == {
        NPS,
        STARS,
    }


def test_a_metric_that_is_no_more_makes_no_reading() -> None:
    """The catalogue may have lost it since."""
    assert readings_of(CATALOGUE, [entry(MetricId("gone"), 0, 1.0)], frozenset()) == ()


def test_the_past_is_bounded() -> None:
    """Years of days are kept in the book, not carried in every reading."""
    days = MOST_PAST + 50
    entries = [entry(USERS, day, float(day)) for day in range(days)]
    (made,) = readings_of(CATALOGUE, entries, frozenset())
    assert len(made.past) == MOST_PAST
    assert (made.value, made.past[-1].value, made.past[0].value) == (days - 1, days - 2, 49.0)


@pytest.mark.parametrize(
    ("cadence", "days"),
    [
        (Cadence.DAILY, 2),
        (Cadence.WEEKLY, 10),
        (Cadence.MONTHLY, 45),
        (Cadence.QUARTERLY, 135),
    ],
)
def test_a_figure_goes_stale_by_its_own_review(cadence: Cadence, days: int) -> None:
    """A quarterly figure is fresh for a quarter and a half, a daily one until the next is due."""
    known = replace(CATALOGUE.metrics[NPS], cadence=cadence)
    changed = replace(CATALOGUE, metrics={**CATALOGUE.metrics, NPS: known})
    (made,) = readings_of(changed, [entry(NPS, 0, 44.0)], frozenset())
    last_good = made.at + days * DAY_S
    assert judge(known, made, Trust.FRESH, last_good, None).trust is Trust.FRESH
    assert judge(known, made, Trust.FRESH, last_good + 1, None).trust is Trust.STALE


def test_a_daily_metric_draws_its_last_thirty_days_with_gaps() -> None:
    """A day that nobody entered is a gap, not the day before again."""
    entries = [entry(USERS, day, float(day)) for day in range(40) if day != 37]
    (made,) = readings_of(CATALOGUE, entries, frozenset())
    series = daily_series(CATALOGUE.metrics[USERS], made)
    assert series is not None
    assert (series.start, series.step_s) == (BEGIN + 10 * DAY_S, DAY_S)
    assert series.values == tuple(None if day == 37 else float(day) for day in range(10, 40))


def test_other_metrics_draw_no_days() -> None:
    """Four surveys a year are no line of days; nor is nothing."""
    (made,) = readings_of(CATALOGUE, [entry(NPS, 0, 44.0)], frozenset())
    assert daily_series(CATALOGUE.metrics[NPS], made) is None
    nothing = replace(made, value=None)
    assert daily_series(CATALOGUE.metrics[USERS], nothing) is None


def test_a_daily_figure_fills_its_day_and_no_other() -> None:
    """On a grid of six hours a day is four steps, and a missing day four gaps."""
    daily = metric(cadence=Cadence.DAILY)
    entries = [entry(USERS, 0, 5.0), entry(USERS, 2, 7.0)]
    series = stairs(daily, entries, BEGIN, BEGIN + 3 * DAY_S, DAY_S / 4)
    assert series.values == (5.0,) * 4 + (None,) * 4 + (7.0,) * 4 + (None,)


def test_a_survey_holds_until_the_next_or_until_it_is_stale() -> None:
    """A score of March stands until the one of May, and that one until it is good no longer."""
    quarterly = metric(cadence=Cadence.QUARTERLY)
    entries = [entry(NPS, 60, 31.0), entry(NPS, 0, 44.0)]
    series = stairs(quarterly, entries, BEGIN - 10 * DAY_S, BEGIN + 250 * DAY_S, DAY_S)
    good_until = 60 + 1 + 135
    expected = (
        (None,) * 10 + (44.0,) * 60 + (31.0,) * (good_until - 60) + (None,) * (251 - good_until)
    )
    assert series.start == BEGIN - 10 * DAY_S
    assert series.values == expected


def test_what_lies_outside_the_span_is_left_out() -> None:
    """Before and after what is asked for nothing is drawn, and nothing breaks."""
    daily = metric(cadence=Cadence.DAILY)
    entries = [entry(USERS, 0, 5.0), entry(USERS, 90, 7.0)]
    assert set(stairs(daily, entries, BEGIN + 9 * DAY_S, BEGIN + 20 * DAY_S, DAY_S).values) == {
        None
    }
    assert stairs(daily, entries, BEGIN + DAY_S, BEGIN, DAY_S).values == ()
