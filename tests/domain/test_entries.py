"""What may be entered by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from msgspec.structs import replace

from aux_monitor.adapters.resources import load_catalogue
from aux_monitor.domain.catalogue import Metric
from aux_monitor.domain.entries import (
    LONGEST_NOTE,
    Demands,
    Figure,
    demands_of,
    fault_of,
    usual_day,
)
from aux_monitor.domain.reading import MetricId, Unit
from tests.domain.building import metric

NOW = datetime(2026, 11, 23, 22, 0, tzinfo=UTC).timestamp()
FINE = Figure(MetricId("response_time_avg"), date(2026, 11, 23), 120.0, n=50, note="x", who="Ana")
CATALOGUE = load_catalogue()


def fault(demands: Demands | None = None, known: Metric | None = None, **changes: Any) -> str:
    """Return what is wrong with a fine figure after changes."""
    figure = replace(FINE, **changes)
    return fault_of(figure, known or metric(), demands or Demands(), NOW)


def test_a_fine_figure_has_no_fault() -> None:
    """A number of today, with its sample and a note, is entered."""
    assert fault() == ""
    assert fault(n=None, note="", who="") == ""


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"day": date(2026, 11, 24)}, "2026-11-24 has not come yet (UTC)."),
        ({"day": date(206, 11, 24)}, "0206-11-24 is before 2000-01-01."),
        ({"value": float("nan")}, "nan is no figure that response_time_avg can have."),
        ({"value": -float("inf")}, "-inf is no figure that response_time_avg can have."),
        ({"value": 1e15}, "1e+15 is no figure that response_time_avg can have."),
        ({"n": 0}, "n must be a whole number from 1 on, not 0."),
        ({"n": 10**15}, "n must be a whole number from 1 on, not 1000000000000000."),
        ({"note": "x" * (LONGEST_NOTE + 1)}, "the note is longer than 200 characters."),
        ({"who": "x" * 61}, "the name is longer than 60 characters."),
        ({"note": "a\nb"}, "the note holds characters that cannot be shown."),
        ({"who": "\u202eAna"}, "the name holds characters that cannot be shown."),
    ],
)
def test_each_fault_is_one_sentence(changes: dict[str, Any], sentence: str) -> None:
    """What cannot be entered is named, and why."""
    assert fault(**changes) == sentence


@pytest.mark.parametrize(
    ("unit", "value", "sentence"),
    [
        (Unit.COUNT, -1.0, "response_time_avg must be at least 0, not -1."),
        (Unit.POINT, 101.0, "response_time_avg must be between -100 and 100, not 101."),
        (Unit.POINT, -100.0, ""),
        (Unit.SCORE, 5.5, "response_time_avg must be between 0 and 5, not 5.5."),
        (Unit.PERCENT, -12.5, ""),
        (Unit.DAY, -30.0, ""),
    ],
)
def test_a_figure_lies_within_what_its_unit_can_be(unit: Unit, value: float, sentence: str) -> None:
    """A count is not negative and a score ends at its end; a margin or a lead may be negative."""
    assert fault(known=metric(unit=unit), value=value) == sentence


def test_whole_days_are_entered_once_they_are_over() -> None:
    """Half a day's users would be a fall; yesterday's are all there are."""
    whole = Demands(complete_days=True)
    today = "response_time_avg counts whole days, and 2026-11-23 is not over yet (UTC)."
    assert fault(whole) == today
    assert fault(whole, day=date(2026, 11, 22)) == ""


def test_a_survey_is_entered_with_its_number_of_answers() -> None:
    """Without it no fall could be told from noise, and its alert would never come."""
    asked = "response_time_avg is judged by its number of answers, which is missing (n)."
    assert fault(Demands(answers=True), n=None) == asked
    assert fault(Demands(answers=True)) == ""


@pytest.mark.parametrize(
    ("name", "demands"),
    [
        ("daily_users", Demands(complete_days=True)),
        ("nps", Demands(answers=True)),
        ("churn_rate", Demands()),
    ],
)
def test_the_rules_say_what_a_figure_needs(name: str, demands: Demands) -> None:
    """What the shipped rules compare decides what has to be entered."""
    assert demands_of(CATALOGUE, MetricId(name)) == demands


def test_a_figure_without_a_day_is_of_today_or_of_the_last_whole_day() -> None:
    """Nobody has to type the usual date."""
    assert usual_day(Demands(), NOW) == date(2026, 11, 23)
    assert usual_day(Demands(complete_days=True), NOW) == date(2026, 11, 22)
