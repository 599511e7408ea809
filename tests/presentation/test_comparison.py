"""What a fall is held against, in words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from aux_monitor.adapters.resources import load_catalogue
from aux_monitor.domain.catalogue import RuleId, TriggerRule
from aux_monitor.domain.drops import DAY_S
from aux_monitor.domain.reading import Dated, MetricId, Reading
from aux_monitor.presentation.comparison import comparison, hint
from tests.domain.building import COLLECTOR

CATALOGUE = load_catalogue()
USERS, NPS = CATALOGUE.metrics[MetricId("daily_users")], CATALOGUE.metrics[MetricId("nps")]
USERS_DOWN = CATALOGUE.rules[RuleId("daily_users_drop")]
NPS_DOWN = CATALOGUE.rules[RuleId("nps_drop")]
CHURN = CATALOGUE.rules[RuleId("churn")]
SATURDAY = datetime(2026, 11, 21, 12, tzinfo=UTC).timestamp()
SUNDAY = SATURDAY + DAY_S


def users(value: float, *before: float) -> Reading:
    """Return Saturday's users with those of the Saturdays before it, the newest first."""
    past = tuple(
        Dated(SATURDAY - 7 * week * DAY_S, one) for week, one in enumerate(before, start=1)
    )
    return Reading(USERS.id, value, SATURDAY, COLLECTOR, past=past)


def score(value: float, n: int | None, before: float | None, before_n: int | None) -> Reading:
    """Return a survey with the one before it."""
    past = () if before is None else (Dated(SATURDAY - 90 * DAY_S, before, before_n),)
    return Reading(NPS.id, value, SATURDAY, COLLECTOR, n=n, past=past)


@pytest.mark.parametrize(
    ("reading", "words", "short"),
    [
        (
            users(812, 1090, 1080, 1100, 1090),
            "Saturday 812, mean of the four Saturdays before 1,090: 25.5 % fewer",
            "25.5 % below Saturdays",
        ),
        (
            users(1199, 1090, 1090, 1090, 1090),
            "Saturday 1,199, mean of the four Saturdays before 1,090: 10.0 % more",
            "10.0 % above Saturdays",
        ),
        (
            users(1090, 1090, 1090, 1090, 1090),
            "Saturday 1,090, mean of the four Saturdays before 1,090: as many",
            "as Saturdays before",
        ),
        (
            users(812, 1090, 1090),
            "Saturday 812; learning: 2 of the four Saturdays before are missing",
            "learning",
        ),
        (
            users(812, 1090, 1090, 1090),
            "Saturday 812; learning: 1 of the four Saturdays before is missing",
            "learning",
        ),
        (
            users(6, 12, 12, 12, 12),
            (
                "Saturday 6, mean of the four Saturdays before 12: 50.0 % fewer;"
                " too few to judge, under 200"
            ),
            "too few to compare",
        ),
    ],
)
def test_a_day_is_named_with_what_it_is_compared_with(
    reading: Reading, words: str, short: str
) -> None:
    """Its weekday, the mean, how far apart they are, and why that may say nothing."""
    assert comparison(USERS_DOWN, USERS, reading, SUNDAY) == words
    assert hint(USERS_DOWN, reading, SUNDAY) == short


def test_a_first_day_that_is_not_over_is_still_to_learn() -> None:
    """Nothing is compared before a day is complete."""
    assert comparison(USERS_DOWN, USERS, users(5), SATURDAY) == "learning: no day is complete yet"
    assert hint(USERS_DOWN, users(5), SATURDAY) == "learning"


@pytest.mark.parametrize(
    ("reading", "words", "short"),
    [
        (
            score(31, 420, 44, 410),
            "NPS 31 (n 420), 44 before (n 410): 13 points down",
            "13 points down",
        ),
        (
            score(31, 100, 44, 410),
            (
                "NPS 31 (n 100), 44 before (n 410): 13 points down;"
                " within noise (n 100: up to 17 points)"
            ),
            "within noise",
        ),
        (
            score(31, None, 44, 410),
            (
                "NPS 31, 44 before (n 410): 13 points down;"
                " without both numbers of answers it may be noise"
            ),
            "within noise",
        ),
        (
            score(-60, 40, 44, 410),
            "NPS \u221260 (n 40), 44 before (n 410): 104 points down; too few to judge, under 50",
            "too few to compare",
        ),
        (
            score(43, 100, 44, 100),
            "NPS 43 (n 100), 44 before (n 100): 1 point down",
            "1 point down",
        ),
        (score(44, 100, 44, 100), "NPS 44 (n 100), 44 before (n 100): as before", "as before"),
        (score(48, 100, 44, 100), "NPS 48 (n 100), 44 before (n 100): 4 points up", "4 points up"),
        (score(31, 420, None, None), "learning: there is no survey before", "learning"),
    ],
)
def test_a_survey_is_named_with_the_one_before(reading: Reading, words: str, short: str) -> None:
    """Both scores, both numbers of answers, how far apart they are, and whether that is noise."""
    assert comparison(NPS_DOWN, NPS, reading, SUNDAY) == words
    assert hint(NPS_DOWN, reading, SUNDAY) == short


@pytest.mark.parametrize(
    ("rule", "reading"),
    [
        (CHURN, users(812, 1090)),
        (NPS_DOWN, None),
        (NPS_DOWN, Reading(NPS.id, None, 0.0, COLLECTOR)),
    ],
)
def test_what_compares_nothing_says_nothing(rule: TriggerRule, reading: Reading | None) -> None:
    """A rule on a value has no fall to name, and no value has none either."""
    assert comparison(rule, NPS, reading, SUNDAY) == ""
    assert hint(rule, reading, SUNDAY) == ""
