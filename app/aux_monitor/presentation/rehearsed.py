"""A rehearsal's outcome for the command line: lines for people, rows for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from aux_monitor.domain.rehearsal import Outcome, Played
from aux_monitor.domain.scenario import Expected
from aux_monitor.domain.trigger import Transition
from aux_monitor.presentation import text

MOST_LISTED = 40
"""A line lists this many transitions; a rule that flaps for a day has thousands."""


class RuleRow(Struct, frozen=True):
    """One rule of a scenario: what was expected and what happened, transitions as pairs."""

    rule: str
    metric: str
    ok: bool
    expected: dict[str, list[tuple[float, str]] | int]
    happened: list[tuple[float, str]]
    fires: int
    literal: int


class ScenarioResult(Struct, frozen=True):
    """One scenario; ``ok`` where all of its rules, and its messages, were as expected.

    ``messages`` is None where their number was not asked about.
    """

    about: str
    ok: bool
    rules: list[RuleRow]
    messages: int | None
    messages_fault: str


class Rehearsed(Struct, frozen=True):
    """A whole file."""

    file: str
    ok: bool
    scenarios: list[ScenarioResult]


def rehearsed(file: str, outcomes: Iterable[Outcome]) -> Rehearsed:
    """Return what became of each scenario of a file."""
    scenarios = [
        ScenarioResult(
            each.scenario.about,
            each.as_expected,
            [_row(played) for played in each.played],
            each.messages,
            "" if each.told_as_expected else _messages(each),
        )
        for each in outcomes
    ]
    return Rehearsed(file, all(scenario.ok for scenario in scenarios), scenarios)


def rehearsed_lines(answer: Rehearsed) -> Iterator[str]:
    """Yield a line for each scenario; under a failed one what was expected and what happened."""
    for scenario in answer.scenarios:
        yield f"{'ok    ' if scenario.ok else 'FAILED'}  {text.clean(scenario.about, 200)}"
        for row in scenario.rules:
            if not row.ok:
                yield f"        {row.rule} on {row.metric}"
                yield f"          expected  {_wanted(row)}"
                yield f"          happened  {_listed(row.happened)}{_counted(row)}"
        if scenario.messages_fault:
            yield f"        {scenario.messages_fault}"
    failed = sum(not scenario.ok for scenario in answer.scenarios)
    count = text.counted(len(answer.scenarios), "scenario", "scenarios")
    yield f"{count}, {failed} failed" if failed else f"{count}, all as expected"


def _messages(outcome: Outcome) -> str:
    wanted, most = outcome.scenario.messages, outcome.scenario.messages_at_most
    expected = f"{wanted}" if wanted is not None else f"at most {most}"
    return f"messages: expected {expected}, happened {outcome.messages}"


def _row(played: Played) -> RuleRow:
    track = played.track
    return RuleRow(
        rule=track.rule.id,
        metric=track.metric.id,
        ok=played.as_expected,
        expected=_expected(track.expect),
        happened=_pairs(played.happened),
        fires=played.fires,
        literal=played.literal,
    )


def _expected(wanted: Expected) -> dict[str, list[tuple[float, str]] | int]:
    named: dict[str, list[tuple[float, str]] | int | None] = {
        "transitions": None if wanted.transitions is None else _pairs(wanted.transitions),
        "fires_at_least": wanted.fires_at_least,
        "fires_at_most": wanted.fires_at_most,
        "literal_at_least": wanted.literal_at_least,
    }
    return {name: value for name, value in named.items() if value is not None}


def _pairs(transitions: tuple[tuple[float, Transition], ...]) -> list[tuple[float, str]]:
    return [(at, what.value) for at, what in transitions]


def _wanted(row: RuleRow) -> str:
    return ", ".join(
        _listed(value) if isinstance(value, list) else f"{name} {value}"
        for name, value in row.expected.items()
    )


def _listed(pairs: list[tuple[float, str]]) -> str:
    if not pairs:
        return "nothing"
    shown = ", ".join(f"{what} at {at:g} s" for at, what in pairs[:MOST_LISTED])
    more = len(pairs) - MOST_LISTED
    return f"{shown} and {more:,} more" if more > 0 else shown


def _counted(row: RuleRow) -> str:
    """Return the counts, where one was asked about."""
    asked = row.expected.keys() - {"transitions"}
    return f" (fires {row.fires:,}, literal {row.literal:,})" if asked else ""
