"""Levels for the command line."""

from __future__ import annotations

import json

import msgspec

from aux_monitor.domain.state import AppState, ProblemTopic
from aux_monitor.presentation.check import Check, ExitCode, check, check_lines
from tests.presentation.builders import (
    CALM,
    METRICS,
    NOW,
    RESPONSE,
    RETRY,
    RETRY_RULE,
    STARS,
    SUCCESS,
    alerts,
    calm_but,
    catalogue,
    collector,
    github,
    pending,
    picture,
    state,
)


def of(given: AppState) -> Check:
    """Return the answer for a state."""
    return check(picture(given))


def test_on_target_is_zero() -> None:
    """All good ends with 0."""
    answer = of(state())
    assert (answer.exit_code, answer.level) == (ExitCode.ON_TARGET, "on target")


def test_off_target_is_zero_and_said() -> None:
    """Without a breach the exit is 0; the level printed is off target."""
    answer = of(state(calm_but((RESPONSE, 200.0))))
    assert (answer.exit_code, answer.level) == (ExitCode.ON_TARGET, "off target")


def test_a_breach_is_one_even_while_a_hold_runs() -> None:
    """One look cannot wait for a hold."""
    triggers = alerts((RETRY_RULE, RETRY, pending(10.9, 1)))
    assert of(state(calm_but((RETRY, 10.9)), triggers=triggers)).exit_code == ExitCode.BREACH
    assert of(state(calm_but((SUCCESS, 80.0)))).exit_code == ExitCode.BREACH


def test_a_breach_counts_before_what_cannot_be_seen() -> None:
    """A silent source hides no breach of another."""
    sources = [collector(), github(last_good_at=1.0)]
    assert of(state(calm_but((SUCCESS, 80.0)), sources=sources)).exit_code == ExitCode.BREACH


def test_not_seeing_is_two() -> None:
    """Stale, missing and never given data end with 2."""
    assert of(state(sources=[collector(last_good_at=NOW - 40)])).exit_code == ExitCode.NO_DATA
    assert of(state(calm_but((RESPONSE, None)))).exit_code == ExitCode.NO_DATA
    assert of(state({}, sources=[])).exit_code == ExitCode.NO_DATA
    assert of(state(problems={ProblemTopic.PROGRAM: "x"})).exit_code == ExitCode.NO_DATA


def test_the_answer_is_plain_json() -> None:
    """Every metric and source is in it, as plain values with their ids and units."""
    answer = of(state({**CALM, STARS.id: None}))
    plain = json.loads(msgspec.json.encode(answer))
    assert [row["id"] for row in plain["metrics"]] == [entry.id for entry in METRICS]
    assert plain["metrics"][0] == {
        "id": "command_success_rate",
        "name": "Command success rate",
        "value": 97.2,
        "unit": "%",
        "n": 4182,
        "at": NOW - 0.4,
        "level": "on target",
        "trust": "fresh",
        "target": "target > 95 % · alert < 90 %",
        "word": "on target",
    }
    assert plain["metrics"][-1]["value"] is None
    assert plain["metrics"][-2]["target"] == "due 764"
    assert plain["sources"][0] == {
        "id": "collector",
        "name": "Collector",
        "trust": "fresh",
        "last_good_at": NOW - 0.4,
        "error": "",
    }


def test_lines_for_a_terminal() -> None:
    """Connected metrics, what is wrong with a source, and the sum."""
    silent = github(last_good_at=NOW - 7200, error="Rate limited")
    lines = check_lines(of(state({**CALM, STARS.id: None}, sources=[collector(), silent])))
    words = "Command success rate 97.2 % on target target > 95 % · alert < 90 %"
    assert " ".join(lines[0].split()) == words
    assert lines[6].split()[:4] == ["GitHub", "stars", "—", "no"]
    assert lines[-2:] == ("GitHub: stale. Rate limited.", "unknown (7 connected, 1 not connected)")


def test_lines_of_an_empty_catalogue() -> None:
    """Nothing to list is still a sum."""
    known = catalogue([])
    answer = check(picture(state({}, known=known), known))
    assert check_lines(answer) == ("unknown (0 connected, 0 not connected)",)
