"""Every rule in words: its state, its limits, and what it did in a month."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from aux_monitor.domain.level import Level
from aux_monitor.domain.notice import AlertKey, Episode, Snooze
from aux_monitor.domain.state import AppState
from aux_monitor.domain.trigger import Phase
from aux_monitor.presentation.alert_rules import rule_lines
from aux_monitor.presentation.row_views import CellView, HeadingView, Mood, RowView
from tests.presentation.builders import (
    ADOPTION_RULE,
    CATALOGUE,
    NOW,
    P95,
    P95_RULE,
    RESPONSE,
    RESPONSE_RULE,
    STARTED,
    SUCCESS,
    SUCCESS_RULE,
    alerts,
    at,
    calm_but,
    collector,
    episode,
    fired,
    pending,
    picture,
    reading,
    state,
)

DAY_S = 86_400.0


def row(of: AppState, key: str, *episodes: Episode) -> RowView:
    """Return a rule's row."""
    found = [line for line in rule_lines(picture(of), episodes) if isinstance(line, RowView)]
    return next(each for each in found if each.key == key)


def now_cell(of: AppState, key: str = "response_time/response_time_avg") -> CellView:
    """Return how a rule stands."""
    return row(of, key).cells[2]


def test_a_calm_rule() -> None:
    """Its name and order, its limits, that it is calm at which value, and that it never fired."""
    found = row(state(), "response_time/response_time_avg")
    assert found.cells == (
        CellView("Response time", "Engineering investigation", Level.ON_TARGET),
        CellView("fires above 300 ms for 3 min", "clears below 270 ms for 5 min"),
        CellView("calm", "131 ms"),
        CellView("not fired yet", mood=Mood.QUIET),
    )
    assert found.metric == RESPONSE.id
    assert found.spoken == (
        "Response time, calm, 131 ms, fires above 300 ms for 3 min, clears below 270 ms for"
        " 5 min, not fired yet, Engineering investigation"
    )


def test_the_urgent_come_first_and_a_group_has_its_own_heading() -> None:
    """Rules on one figure stand together; one on several lists each of them."""
    lines = rule_lines(picture(state()), ())
    words = [line.text if isinstance(line, HeadingView) else line.cells[0].text for line in lines]
    assert words == [
        "On one figure",
        "Success rate",
        "Response time",
        "P95 response time",
        "Retry rate",
        "Adoption",
        "Monthly active users",
        "GitHub stars",
    ]
    headings = [line.note for line in lines if isinstance(line, HeadingView)]
    assert headings == ["4 rules", "on 2 figures"]


def test_a_rule_without_an_order_says_so() -> None:
    """The document orders nothing, and nobody is told."""
    cell = row(state(), "p95_threshold/response_time_p95").cells[0]
    assert cell.note == "no order, told to nobody"


def test_a_rule_that_fires() -> None:
    """Its state and value, when it last fired, and how often in a month."""
    held = fired(88.6, 87.9, at(14, 2), at(14, 5))
    moved = alerts((SUCCESS_RULE, SUCCESS, held))
    of = state(calm_but((SUCCESS, 88.6)), triggers=moved)
    old = episode(SUCCESS_RULE, SUCCESS, fired(80.0, 80.0, 0.0, NOW - 31 * DAY_S))
    found = row(of, "success_rate/command_success_rate", episode(SUCCESS_RULE, SUCCESS, held), old)
    assert found.cells[0].level is Level.BREACH
    assert found.cells[2] == CellView("firing", "88.6 %")
    assert found.cells[3] == CellView("last 14:05", "1 time in 30 days")


def test_one_that_fired_long_ago() -> None:
    """It says when, and that the last month was quiet."""
    old = episode(P95_RULE, P95, fired(1100.0, 1100.0, 0.0, NOW - 31 * DAY_S))
    cell = row(state(), "p95_threshold/response_time_p95", old).cells[3]
    assert cell == CellView("last 23 Oct 14:19", "never in 30 days")


def test_a_rule_that_pends() -> None:
    """It is not calm any more."""
    of = state(
        calm_but((RESPONSE, 320.0)), triggers=alerts((RESPONSE_RULE, RESPONSE, pending(320.0, 60)))
    )
    assert now_cell(of) == CellView(Phase.PENDING.value, "320 ms")


@pytest.mark.parametrize(("until", "words"), [(at(18, 0), "18:00"), (None, "it recovers")])
def test_a_snoozed_rule(until: float | None, words: str) -> None:
    """Until when it is silenced stands in the place of its value."""
    snooze = Snooze(until, AlertKey(RESPONSE_RULE.id, RESPONSE.id))
    assert now_cell(state(snoozes=(snooze,))).note == f"snoozed until {words}"


@pytest.mark.parametrize(
    ("of", "why"),
    [
        (AppState(), "not connected"),
        (state(sources=[collector(last_good_at=NOW - 240.0)]), "stale 4 min"),
        (state(readings=[reading(RESPONSE, 131.0, n=3)]), "low traffic n 3"),
    ],
)
def test_a_rule_that_cannot_see_is_not_calm(of: AppState, why: str) -> None:
    """Without a figure that can be believed there is no green sign, and the reason stands there."""
    found = row(of, "response_time/response_time_avg")
    assert found.cells[0].level is Level.UNKNOWN
    assert found.cells[2] == CellView("cannot tell", why, mood=Mood.QUIET)


def test_a_rule_on_the_pace_needs_a_start_date() -> None:
    """Without one nothing is due, and nothing can be below it."""
    undated = state(programme_start=None, resumed_at=STARTED)
    assert now_cell(undated, "adoption/github_stars").note == "no start date"


def test_a_sample_too_small_for_the_rule_alone() -> None:
    """The figure is judged, but its rule asks for more."""
    strict = replace(ADOPTION_RULE, minimum_sample=10)
    known = replace(CATALOGUE, rules={**CATALOGUE.rules, strict.id: strict})
    of = state(readings=[reading(CATALOGUE.metrics[strict.metrics[1]], 998.0, n=4)])
    rows = [each for each in rule_lines(picture(of, known), ()) if isinstance(each, RowView)]
    assert rows[-1].cells[2].note == "too few samples"
