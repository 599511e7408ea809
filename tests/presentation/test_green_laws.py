"""Green never lies: what must be true whenever a sign says "on target"."""

from __future__ import annotations

from datetime import UTC
from typing import Any, TypeAlias

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct

from aux_monitor.domain.level import Level, Trust
from aux_monitor.domain.reading import Fetched, Reading, SourceId
from aux_monitor.domain.state import (
    AppState,
    PollFailed,
    PollSucceeded,
    Resumed,
    SourcesConfigured,
    reduce,
)
from aux_monitor.domain.trust import FailureKind, SourceStatus, all_offline, source_trust
from aux_monitor.presentation.judged import Judging
from aux_monitor.presentation.presenter import Presenter
from tests.presentation.builders import CATALOGUE, COLLECTOR, NOW, SUCCESS, collector, github, state

KINDS = st.sampled_from([None, *FailureKind])
AGES = st.one_of(st.none(), st.sampled_from([0.0, 0.9, 2.9, 3.1, 200.0, 890.0, 901.0, 90_000.0]))


@st.composite
def conditions(draw: st.DrawFn) -> dict[str, Any]:
    """Return how one source may stand: well but for one thing, or in any way at all."""
    age = draw(AGES)
    odd: dict[str, Any] = {
        "last_good_at": None if age is None else NOW - age,
        "failures": draw(st.integers(0, 3)),
        "failure": draw(KINDS),
        "catching_up": draw(st.booleans()),
        "watching_since": NOW - draw(st.sampled_from([0.0, 10.0, 4_000.0])),
    }
    taken = draw(st.sampled_from([(), *((name,) for name in odd), tuple(odd)]))
    return {name: odd[name] for name in taken}


@given(
    here=conditions(),
    away=conditions(),
    other=st.one_of(st.none(), conditions()),
    resumed=st.sampled_from([NOW, NOW - 30.0, NOW - 4_000.0]),
)
def test_the_sign_is_green_only_while_every_source_is_fresh(
    here: dict[str, Any], away: dict[str, Any], other: dict[str, Any] | None, resumed: float
) -> None:
    """Whatever mix of sources: one that is not fresh takes the green off window and tray."""
    sources: list[SourceStatus] = [collector(**here), github(**away)]
    if other is not None:
        sources.append(github(id=SourceId("other"), **other))
    shown = Presenter(CATALOGUE, UTC).show(state(sources=sources, resumed_at=resumed), NOW)
    offline = all_offline(sources)
    trusts = [source_trust(s, NOW, offline=offline and not s.local) for s in sources]
    green = shown.overview.ribbon.level is Level.ON_TARGET
    assert shown.tray.level is shown.overview.ribbon.level
    assert green == all(trust is Trust.FRESH for trust in trusts)


class Answers(Struct, frozen=True):
    """The source answers: with this value of this sample, with none, or without the metric."""

    value: float | None
    n: int = 400
    given: bool = True
    refused: bool = False
    catching_up: bool = False


class Fails(Struct, frozen=True):
    """A poll fails."""

    kind: FailureKind


class Waits(Struct, frozen=True):
    """Time passes."""

    seconds: float


class Wakes(Struct, frozen=True):
    """The machine was asleep."""


class Leaves(Struct, frozen=True):
    """The source is no longer enabled."""


Happening: TypeAlias = Answers | Fails | Waits | Wakes | Leaves

GOOD = 99.0
HAPPENINGS = st.one_of(
    st.builds(Answers, st.sampled_from([GOOD, 93.0, 50.0, None]), st.sampled_from([0, 19, 400])),
    st.builds(Answers, st.just(GOOD), given=st.booleans(), refused=st.booleans()),
    st.builds(Answers, st.just(GOOD), catching_up=st.just(value=True)),
    st.builds(Fails, st.sampled_from(list(FailureKind))),
    st.builds(Waits, st.sampled_from([0.5, 1.0, 2.5, 5.0, 70.0])),
    st.just(Wakes()),
    st.just(Leaves()),
)


def happen(before: AppState, what: Happening, now: float) -> AppState:
    """Return the state after one happening."""
    match what:
        case Answers():
            reading = Reading(SUCCESS.id, what.value, now, COLLECTOR, what.n, SUCCESS.window_s)
            fetched = Fetched(
                now,
                (reading,) if what.given and not what.refused else (),
                failed={SUCCESS.id: "No."} if what.refused else None,
                catching_up=what.catching_up,
            )
            enabled = reduce(before, SourcesConfigured((collector(last_good_at=None),)))
            return reduce(enabled, PollSucceeded(COLLECTOR, fetched, now + 1))
        case Fails():
            return reduce(before, PollFailed(COLLECTOR, now, what.kind, "No.", now + 1))
        case Wakes():
            return reduce(before, Resumed(now))
        case Leaves():
            return reduce(before, SourcesConfigured(()))
        case Waits():
            return before


@settings(max_examples=300)
@given(st.lists(HAPPENINGS, max_size=12))
def test_nothing_but_a_fresh_good_sample_leads_to_on_target(story: list[Happening]) -> None:
    """No path from no data, thin data, old data or a refusal ends in green.

    Whenever the metric is on target its source's last answer held a good value of enough
    commands, came within three polls, and at most one poll has failed since.
    """
    now, known = NOW, AppState(resumed_at=NOW)
    judging = Judging(CATALOGUE, UTC)
    answered: tuple[float, Answers] | None = None
    failed = 0
    for what in story:
        now += what.seconds if isinstance(what, Waits) else 0.1
        known = happen(known, what, now)
        match what:
            case Answers():
                answered, failed = (now, what), 0
            case Fails():
                failed += 1
            case Leaves():
                answered = None
            case _:
                pass
        if judging.picture(known, now).metrics[SUCCESS.id].level is not Level.ON_TARGET:
            continue
        assert answered is not None
        heard_at, last = answered
        assert (last.value, last.n, last.given, last.refused) == (GOOD, 400, True, False)
        assert not last.catching_up
        assert now - heard_at <= 3.0
        assert failed < 2


def test_a_fresh_good_sample_does_lead_there() -> None:
    """The law above is not kept by never being green."""
    known = happen(AppState(resumed_at=NOW), Answers(GOOD), NOW)
    picture = Judging(CATALOGUE, UTC).picture(known, NOW + 1)
    assert picture.metrics[SUCCESS.id].level is Level.ON_TARGET
