"""Levels for the command line: what ``check`` prints, and the exit code it ends with."""

from __future__ import annotations

from enum import IntEnum

from msgspec import Struct

from aux_monitor.domain.gates import GateState
from aux_monitor.domain.level import Level, Trust
from aux_monitor.presentation import text
from aux_monitor.presentation.budget import short_text
from aux_monitor.presentation.judged import Judged, Picture
from aux_monitor.presentation.standing import Group, Standing, stand
from aux_monitor.presentation.tiles import level_word


class ExitCode(IntEnum):
    """How ``check`` ends. ERROR is for the caller: a check that could not be made."""

    ON_TARGET = 0
    BREACH = 1
    NO_DATA = 2
    ERROR = 3


class CheckRow(Struct, frozen=True):
    """One metric; plain values only, for JSON. ``at`` is POSIX seconds, ``word`` for people."""

    id: str
    name: str
    value: float | None
    unit: str
    n: int | None
    at: float | None
    level: str
    trust: str
    target: str
    word: str


class CheckSource(Struct, frozen=True):
    """One source; ``last_good_at`` is POSIX seconds, ``error`` what it said last."""

    id: str
    name: str
    trust: str
    last_good_at: float | None
    error: str


class CheckGate(Struct, frozen=True):
    """One phase gate: how many of its targets are met and needed, and the ids of the missing."""

    id: str
    name: str
    condition: str
    verdict: str
    met: int
    needed: int
    counted: int
    missing: tuple[str, ...]


class CheckBurn(Struct, frozen=True):
    """One window of the error budget; ``burn`` is None where no command ended in it."""

    window_s: float
    n: int
    burn: float | None


class CheckBudget(Struct, frozen=True):
    """The error budget: shares of it in percent, the fastest tier reached, and when it ends.

    ``ends_in_s`` is None when it outlasts its window, 0 when it is spent. Its level and trust
    stand with its metric.
    """

    metric: str
    left: float
    spent: float
    recorded_s: float
    tier: float | None
    ends_in_s: float | None
    burns: tuple[CheckBurn, ...]
    words: str


class Check(Struct, frozen=True):
    """The whole answer; plain values only, so that any JSON encoder can write it."""

    at: float
    level: str
    exit_code: int
    demo: bool
    sources: tuple[CheckSource, ...]
    metrics: tuple[CheckRow, ...]
    gates: tuple[CheckGate, ...] = ()
    budget: CheckBudget | None = None


def check(picture: Picture) -> Check:
    """Return every metric's level and the exit code that sums them up."""
    standing = stand(picture)
    return Check(
        at=picture.now,
        level=standing.level.value,
        exit_code=int(exit_code(standing)),
        demo=picture.state.demo,
        sources=tuple(_source_row(picture, index) for index in range(len(picture.conditions))),
        metrics=tuple(_row(judged) for judged in picture.metrics.values()),
        gates=tuple(_gate_row(state) for state in picture.gates),
        budget=_budget_row(picture),
    )


def exit_code(standing: Standing) -> ExitCode:
    """Return the code: a breach before all, then what cannot be seen, then 0.

    A breach counts here at once, hold or no hold: one look has no time to wait. Off target
    without a breach is 0, for the document orders nothing there; the printed level says it.
    """
    groups = standing.groups
    breached = any(judged.level is Level.BREACH for judged in groups[Group.OFF_TARGET])
    if groups[Group.BREACH] or groups[Group.FROZEN] or breached:
        return ExitCode.BREACH
    judged_any = groups[Group.ON_TARGET] or groups[Group.OFF_TARGET]
    if standing.blind or standing.fault or groups[Group.DOUBTFUL] or not judged_any:
        return ExitCode.NO_DATA
    return ExitCode.ON_TARGET


def check_lines(answer: Check) -> tuple[str, ...]:
    """Return the answer as lines for a terminal: connected metrics, then the sum."""
    width = max((len(row.name) for row in answer.metrics), default=0)
    shown = [row for row in answer.metrics if row.trust != Trust.NOT_CONNECTED.value]
    hidden = len(answer.metrics) - len(shown)
    told = {} if answer.budget is None else {answer.budget.metric: answer.budget.words}
    lines = [_line(row, width, told.get(row.id, row.target)) for row in shown]
    lines.extend(
        f"{gate.name:<{width}}  {f'{gate.met} of {gate.counted}':>12}  {gate.verdict:<20}  "
        f"needs {gate.needed} · {gate.condition}"
        for gate in answer.gates
    )
    lines.extend(
        f"{source.name}: {source.trust}. {text.sentence(source.error)}".rstrip()
        for source in answer.sources
        if source.trust != Trust.FRESH.value
    )
    lines.append(f"{answer.level} ({len(shown)} connected, {hidden} not connected)")
    return tuple(lines)


def _budget_row(picture: Picture) -> CheckBudget | None:
    found = (judged for judged in picture.metrics.values() if judged.budget is not None)
    judged = next(found, None)
    budget = None if judged is None else judged.budget
    if judged is None or budget is None:
        return None
    return CheckBudget(
        metric=judged.metric.id,
        left=100.0 * budget.left,
        spent=100.0 * budget.spent,
        recorded_s=budget.covered_s,
        tier=None if budget.tier is None else budget.tier.burn,
        ends_in_s=budget.ends_in_s,
        burns=tuple(CheckBurn(burn.window_s, burn.n, burn.rate) for burn in budget.burns),
        words=short_text(budget),
    )


def _line(row: CheckRow, width: int, beside: str) -> str:
    value = text.NO_FIGURE if row.value is None else f"{row.value:g} {row.unit}".rstrip()
    return f"{row.name:<{width}}  {value:>12}  {row.word:<20}  {beside}".rstrip()


def _row(judged: Judged) -> CheckRow:
    metric, reading = judged.metric, judged.reading
    return CheckRow(
        id=metric.id,
        name=judged.words.name,
        value=judged.value,
        unit=metric.unit.value,
        n=reading.n if reading is not None else None,
        at=reading.at if reading is not None else None,
        level=judged.level.value,
        trust=judged.trust.value,
        target=_target(judged),
        word=level_word(judged),
    )


def _gate_row(state: GateState) -> CheckGate:
    return CheckGate(
        id=state.gate.id,
        name=text.clean(state.gate.name, 60),
        condition=text.clean(state.gate.condition),
        verdict=state.verdict.value,
        met=state.met,
        needed=state.needed,
        counted=len(state.counted),
        missing=tuple(each.metric for each in state.missing),
    )


def _target(judged: Judged) -> str:
    due, limits = judged.judgement.due, judged.words.foot_with_unit
    path = text.dated_text(judged.metric, due, 0) if judged.metric.dated else ""
    return " · ".join(part for part in (path, limits) if part)


def _source_row(picture: Picture, index: int) -> CheckSource:
    condition = picture.conditions[index]
    status = picture.state.sources[condition.source]
    return CheckSource(
        id=status.id,
        name=condition.name,
        trust=condition.trust.value,
        last_good_at=status.last_good_at,
        error=text.clean(status.error),
    )
