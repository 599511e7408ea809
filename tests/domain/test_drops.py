"""Falls: days against the same weekday before, a survey against the one before and the noise."""

from __future__ import annotations

import math
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aux_monitor.adapters.resources import load_catalogue
from aux_monitor.domain.catalogue import RuleId
from aux_monitor.domain.drops import (
    CONFIDENCE_Z,
    DAY_S,
    day_of,
    noise_band,
    survey_drop,
    weekday_drop,
)
from aux_monitor.domain.level import Trust, judge
from aux_monitor.domain.observation import observe
from aux_monitor.domain.reading import Dated, MetricId, Reading
from aux_monitor.domain.trigger import QUIET, Phase, Transition, step
from tests.domain.building import COLLECTOR

USERS = MetricId("daily_users")
MONDAY = 1_790_553_600.0
"""The first second of a Monday, UTC."""

END_S = DAY_S - 1.0
CATALOGUE = load_catalogue()


def days(*values: float | None, n: int | None = None) -> Reading:
    """Return a reading whose values are of one day after the other, the last of ``MONDAY``."""
    found = [
        Dated(MONDAY - back * DAY_S + END_S, value, n)
        for back, value in zip(range(len(values) - 1, -1, -1), values, strict=True)
        if value is not None
    ]
    *past, newest = found
    return Reading(USERS, newest.value, newest.at, COLLECTOR, past=tuple(past))


def weeks(*mondays: float | None, between: float | None = 1.0) -> Reading:
    """Return a reading whose Mondays are these, the last of ``MONDAY``."""
    values: list[float | None] = []
    for monday in mondays:
        values += [between] * 6 + [monday]
    return days(*values)


def test_a_day_is_held_against_the_same_weekday_of_four_weeks() -> None:
    """Neither the days between nor the weeks before those four count."""
    found = weekday_drop(weeks(9_999, 100, 120, 80, 100, 75, between=5_000), MONDAY + DAY_S)
    assert found is not None
    assert (found.day, found.value, found.mean, found.missing) == (MONDAY, 75, 100, 0)
    assert found.percent == pytest.approx(25.0)


def test_a_rise_is_a_drop_below_nothing() -> None:
    """Ten per cent more is a drop of minus ten."""
    found = weekday_drop(weeks(100, 100, 100, 100, 110), MONDAY + DAY_S)
    assert found is not None
    assert found.percent == pytest.approx(-10.0)


@pytest.mark.parametrize(
    ("mondays", "missing"),
    [((75,), 4), ((100, 75), 3), ((100, 100, 100, 75), 1), ((100, 100, None, 100, 75), 1)],
)
def test_under_four_earlier_weekdays_there_is_still_to_learn(
    mondays: tuple[float | None, ...], missing: int
) -> None:
    """A week that is missing is missing, be it at the beginning or between."""
    found = weekday_drop(weeks(*mondays), MONDAY + DAY_S)
    assert found is not None
    assert (found.missing, found.mean, found.percent) == (missing, None, None)


def test_a_day_counts_when_it_is_over() -> None:
    """Until its last second Monday is not compared: the newest complete day is Sunday."""
    reading = weeks(100, 100, 100, 100, 75, between=40)
    before = weekday_drop(reading, MONDAY + END_S)
    after = weekday_drop(reading, MONDAY + DAY_S)
    assert before is not None
    assert after is not None
    assert (before.day, before.percent) == (MONDAY - DAY_S, 0.0)
    assert (after.day, after.percent) == (MONDAY, 25.0)


def test_before_the_first_complete_day_there_is_nothing_to_compare() -> None:
    """A first figure of today says nothing of any day."""
    assert weekday_drop(days(75), MONDAY + END_S) is None


def test_of_several_values_in_a_day_the_last_counts() -> None:
    """A source that answers through the day has told the day's value last."""
    noon = Dated(MONDAY + DAY_S / 2, 3.0)
    reading = Reading(USERS, 75.0, MONDAY + END_S, COLLECTOR, past=(noon,))
    found = weekday_drop(reading, MONDAY + DAY_S)
    assert found is not None
    assert found.value == 75.0


def test_midnight_belongs_to_the_day_it_begins() -> None:
    """A value dated to the first second of a day is of that day."""
    assert day_of(MONDAY) == day_of(MONDAY + END_S) == day_of(MONDAY - 0.001) + 1


def test_from_nothing_nothing_can_fall() -> None:
    """Four Mondays without users make no drop, and no division by nothing."""
    found = weekday_drop(weeks(0, 0, 0, 0, 0), MONDAY + DAY_S)
    assert found is not None
    assert found.percent == 0.0


def survey(value: float, n: int | None, *past: Dated) -> Reading:
    """Return a survey with those before it."""
    return Reading(MetricId("nps"), value, MONDAY, COLLECTOR, n=n, past=past)


def test_a_survey_is_held_against_the_one_before() -> None:
    """The newest of the earlier ones, however many there are and in whatever order."""
    found = survey_drop(survey(31, 420, Dated(MONDAY - 9e6, 44, 410), Dated(MONDAY - 2e7, 10, 300)))
    assert found is not None
    assert (found.points, found.before.value, found.answers) == (13, 44, 410)


@pytest.mark.parametrize("past", [(), (Dated(MONDAY, 44.0, 410),)])
def test_a_first_survey_is_held_against_nothing(past: tuple[Dated, ...]) -> None:
    """A value of the very same moment is no survey before."""
    assert survey_drop(survey(31, 420, *past)) is None


def test_no_value_is_no_survey() -> None:
    """A source that answered without a value has no newest survey."""
    nothing = Reading(MetricId("nps"), None, MONDAY, COLLECTOR, past=(Dated(0.0, 44.0, 410),))
    assert survey_drop(nothing) is None


def test_the_noise_is_that_of_both_surveys() -> None:
    """Worked by hand: 1.645 * 100 * sqrt((1 - 0.31**2)/420 + (1 - 0.44**2)/410) = 10.56."""
    assert noise_band(Dated(0.0, 31.0, 420), Dated(0.0, 44.0, 410)) == pytest.approx(
        10.56, abs=0.01
    )


@pytest.mark.parametrize(("n", "certain"), [(100, False), (250, False), (400, True), (1_000, True)])
def test_a_fall_by_thirteen_needs_some_hundred_answers(n: int, certain: bool) -> None:  # noqa: FBT001 - a table
    """44 to 31 may be chance among 100 answers, and is none among 400."""
    found = survey_drop(survey(31, n, Dated(0.0, 44.0, n)))
    assert found is not None
    assert found.certain is certain


@pytest.mark.parametrize(("now", "before"), [(None, 410), (420, None), (420, 0)])
def test_without_both_numbers_of_answers_no_fall_is_certain(
    now: int | None, before: int | None
) -> None:
    """Nothing is known of the noise, so nothing is told."""
    found = survey_drop(survey(-90, now, Dated(0.0, 90.0, before)))
    assert found is not None
    assert (found.noise, found.certain) == (None, False)
    assert found.answers == (0 if before == 0 else None)


@given(
    promoters=st.integers(0, 200),
    passives=st.integers(0, 200),
    detractors=st.integers(0, 200),
)
def test_the_bound_holds_whatever_the_answers_were(
    promoters: int, passives: int, detractors: int
) -> None:
    """The variance taken is never smaller than that of the answers themselves."""
    n = promoters + passives + detractors
    if n == 0:
        return
    score = (promoters - detractors) / n
    variance = (promoters + detractors) / n - score**2
    one = Dated(0.0, 100 * score, n)
    assert noise_band(one, one) >= CONFIDENCE_Z * 100 * math.sqrt(2 * variance / n) - 1e-6  # type: ignore[operator]  # n is positive


def test_chance_alone_fires_rarely() -> None:
    """60 % promoters and 15 % detractors twice, 100 answers each: of 4,000 pairs few fall so far.

    The literal rule fires for one pair in six; the band lets under one in twenty pass, and with
    the rule's own ten points still fewer.
    """
    random = Random(7)  # noqa: S311 - answers drawn at random, the same in every run

    def score() -> float:
        return sum(random.choices((1, 0, -1), (60, 25, 15), k=100))

    literal = certain = 0
    for _ in range(4_000):
        found = survey_drop(survey(score(), 100, Dated(0.0, score(), 100)))
        assert found is not None
        literal += found.points > 10
        certain += found.certain
    assert literal > 4_000 * 0.1
    assert certain < 4_000 * 0.05


RHYTHM = (1.0, 1.02, 1.01, 0.99, 0.95, 0.55, 0.5)
"""The shape of a working week: Saturday and Sunday have half of Monday's users."""


def year(seed: int, *, fall_from: int | None = None) -> list[float]:
    """Return 393 days of users with 4 % noise; from a day on a quarter of them stays away."""
    random = Random(seed)  # noqa: S311 - see above
    return [
        5_000
        * RHYTHM[day % 7]
        * random.gauss(1.0, 0.04)
        * (0.75 if fall_from is not None and day >= fall_from else 1.0)
        for day in range(393)
    ]


def played(values: list[float]) -> list[tuple[int, Transition]]:
    """Return the day on which something happened to the shipped rule, looked at twice a day.

    A day's figure is known from the next day on, with all days before it as its past.
    """
    rule, metric = CATALOGUE.rules[RuleId("daily_users_drop")], CATALOGUE.metrics[USERS]
    dated = [Dated(MONDAY + day * DAY_S + END_S, value) for day, value in enumerate(values)]
    state, happened = QUIET, []
    for day, newest in enumerate(dated):
        past = tuple(dated[max(0, day - 30) : day])
        reading = Reading(USERS, newest.value, newest.at, COLLECTOR, past=past)
        for hour in (0, 12):
            now = MONDAY + (day + 1) * DAY_S + hour * 3600.0
            judgement = judge(metric, reading, Trust.FRESH, now, None)
            seen = observe(rule, metric, reading, judgement, now)
            state, transition = step(rule, state, seen, now)
            if transition is not None:
                happened.append((day, transition))
    return happened


@pytest.mark.parametrize("seed", range(5))
def test_the_rhythm_of_a_week_never_fires_in_a_year(seed: int) -> None:
    """365 days after the first four weeks, Saturdays at half of Fridays, 4 % noise: nothing."""
    assert played(year(seed)) == []


@pytest.mark.parametrize("weekday", range(7))
def test_a_real_fall_by_a_quarter_fires_with_the_next_complete_day(weekday: int) -> None:
    """Whatever weekday it begins on, the figure of its first day fires, at the first look."""
    begun = 210 + weekday
    values = [5_000 * RHYTHM[day % 7] * (0.75 if day >= begun else 1.0) for day in range(230)]
    assert played(values)[0] == (begun, Transition.FIRED)


def test_a_fall_that_stays_ends_when_it_has_become_the_rule() -> None:
    """After some weeks the mean has fallen too: the alert ends, and does not come again."""
    happened = played(year(1, fall_from=200))
    assert happened[0][1] is Transition.FIRED
    ends = [(day, what) for day, what in happened if what is Transition.RESOLVED]
    assert len(ends) == sum(what is Transition.FIRED for _, what in happened)
    assert all(200 <= day <= 232 for day, _ in happened)


def test_days_that_are_missing_fire_nothing() -> None:
    """While a weekday before is missing nothing is compared, however low the figure."""
    reading = weeks(100, None, 100, 100, 1)
    rule, metric = CATALOGUE.rules[RuleId("daily_users_drop")], CATALOGUE.metrics[USERS]
    now = MONDAY + DAY_S
    seen = observe(rule, metric, reading, judge(metric, reading, Trust.FRESH, now, None), now)
    state, transition = step(rule, QUIET, seen, now)
    assert (state.phase, transition) == (Phase.INACTIVE, None)
