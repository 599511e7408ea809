"""The alert state machine: each arrow by example, and its laws over any series of samples."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from aux_monitor.domain.trigger import (
    QUIET,
    Observation,
    Phase,
    Transition,
    TriggerState,
    seconds_to_fire,
    step,
)
from tests.domain.building import T0, above, below, rule

RULE = rule(hold_s=180, clear_hold_s=300, keep_firing_s=600, gap_s=90, minimum_sample=200)
BAD = Observation(318.0, 400)
BETWEEN = Observation(285.0, 400)
GOOD = Observation(140.0, 400)
FIRING = TriggerState(phase=Phase.FIRING, fired_at=T0, episode=1, worst=320.0, last_good_at=T0)


@dataclass(frozen=True)
class Sample:
    """What a rule saw, so many seconds after the sample before."""

    after_s: float
    seen: Observation


@dataclass(frozen=True)
class Step:
    """One step taken: when, what was seen, and what it did."""

    at: float
    sample: Sample
    before: TriggerState
    after: TriggerState
    transition: Transition | None


def run(samples: list[Sample], state: TriggerState = QUIET, at: float = T0) -> list[Step]:
    """Step through the samples and return the trail."""
    trail = []
    for sample in samples:
        at += sample.after_s
        after, transition = step(RULE, state, sample.seen, at)
        trail.append(Step(at, sample, state, after, transition))
        state = after
    return trail


def changes(samples: list[Sample], state: TriggerState = QUIET) -> list[tuple[float, Transition]]:
    """Return each transition with its seconds after the start."""
    trail = run(samples, state)
    return [(one.at - T0, one.transition) for one in trail if one.transition is not None]


def every(seconds: float, seen: Observation, times: int) -> list[Sample]:
    """Return so many samples at an even pace."""
    return [Sample(seconds, seen)] * times


def test_a_condition_that_lasts_fires_after_its_hold() -> None:
    """Bad values pend first, and fire once they have lasted for the hold."""
    assert changes(every(30, BAD, 8)) == [(30, Transition.PENDING), (210, Transition.FIRED)]


def test_without_a_hold_the_first_good_sample_fires() -> None:
    """A figure of a whole day is told with its first look, and its episode begins there."""
    at_once = rule(hold_s=0.0)
    state, transition = step(at_once, QUIET, Observation(301.0, 500), T0)
    assert (state.phase, transition) == (Phase.FIRING, Transition.FIRED)
    assert (state.began_at, state.fired_at, state.worst, state.episode) == (T0, T0, 301.0, 1)
    assert step(at_once, QUIET, Observation(300.0, 500), T0)[1] is None
    assert step(at_once, QUIET, Observation(301.0, 5), T0)[1] is None


def test_a_blip_is_cancelled() -> None:
    """One good value during the hold ends it; the next bad one starts it anew."""
    samples = [*every(30, BAD, 6), *every(30, GOOD, 1), *every(30, BAD, 7)]
    assert changes(samples) == [
        (30, Transition.PENDING),
        (210, Transition.CANCELLED),
        (240, Transition.PENDING),
        (420, Transition.FIRED),
    ]


def test_a_value_between_the_limits_neither_fires_nor_clears() -> None:
    """Between fire and clear nothing starts, and nothing that fires recovers."""
    assert changes(every(30, BETWEEN, 50)) == []
    assert changes(every(30, BETWEEN, 50), FIRING) == []


def test_a_clear_value_resolves_after_its_own_hold() -> None:
    """The end waits for the clear hold and for the least time an alert stays."""
    assert changes(every(30, GOOD, 30), FIRING) == [
        (30, Transition.RECOVERING),
        (600, Transition.RESOLVED),
    ]


def test_an_old_alert_resolves_as_soon_as_the_clear_hold_is_over() -> None:
    """The least time an alert stays firing counts from its firing, not from its recovery."""
    old = replace(FIRING, fired_at=T0 - 600)
    assert changes(every(30, GOOD, 12), old)[-1] == (330, Transition.RESOLVED)


def test_a_relapse_starts_the_recovery_anew() -> None:
    """A value that is not clear during a recovery sends the alert back to firing, silently."""
    old = replace(FIRING, fired_at=T0 - 600)
    samples = [*every(30, GOOD, 9), *every(30, BETWEEN, 1), *every(30, GOOD, 11)]
    assert changes(samples, old) == [
        (30, Transition.RECOVERING),
        (300, Transition.RELAPSED),
        (330, Transition.RECOVERING),
        (630, Transition.RESOLVED),
    ]


def test_a_clock_set_back_does_not_keep_an_alert_for_ever() -> None:
    """When time lies before the firing, the least time an alert stays is waived."""
    ahead = replace(FIRING, fired_at=T0 + 86_400)
    assert changes(every(30, GOOD, 12), ahead)[-1] == (330, Transition.RESOLVED)


def test_a_recovery_whose_firing_time_is_unknown_still_ends() -> None:
    """A state restored without its firing time resolves after the clear hold."""
    odd = TriggerState(phase=Phase.RECOVERING, held_s=300.0)
    assert step(RULE, odd, GOOD, T0)[1] is Transition.RESOLVED


def test_the_worst_value_of_the_episode_is_kept() -> None:
    """The worst is the highest where high is bad, also while pending and recovering."""
    samples = [Sample(30, Observation(value)) for value in (310.0, 450.0, 320.0)]
    trail = run([*samples, *every(30, BAD, 8), *every(30, GOOD, 30)])
    assert trail[-1].after.worst == 450.0


def test_the_worst_value_is_the_lowest_where_low_is_bad() -> None:
    """For a rate that falls, the worst is the lowest value seen."""
    falling = rule(fire=below(90), clear=above(92))
    state = QUIET
    for value in (89.0, 87.9, 88.5):
        state, _ = step(falling, state, Observation(value), T0)
    assert state.worst == 87.9


def test_each_firing_is_an_episode_of_its_own() -> None:
    """The episode number grows with every firing, and a new one starts with its own worst."""
    samples = [*every(30, BAD, 8), *every(30, GOOD, 30), *every(30, Observation(310.0), 8)]
    final = run(samples)[-1].after
    assert (final.phase, final.episode, final.worst) == (Phase.FIRING, 2, 310.0)


def test_the_countdown_runs_with_the_clock_but_not_through_a_gap() -> None:
    """A pending alert counts down between samples, at most by the gap that would still count."""
    pending = TriggerState(phase=Phase.PENDING, held_s=60.0, last_good_at=T0)
    assert seconds_to_fire(RULE, pending, T0) == 120
    assert seconds_to_fire(RULE, pending, T0 + 20) == 100
    assert seconds_to_fire(RULE, pending, T0 + 3_600) == 30
    assert seconds_to_fire(RULE, pending, T0 - 50) == 120


def test_the_countdown_never_falls_below_zero() -> None:
    """When the hold is over before the sample that fires has come, the countdown says zero."""
    due = TriggerState(phase=Phase.PENDING, held_s=170.0, last_good_at=T0)
    assert seconds_to_fire(RULE, due, T0 + 60) == 0


def test_a_frozen_countdown_stands_still() -> None:
    """While no sample is usable, the countdown does not move."""
    frozen = TriggerState(phase=Phase.PENDING, held_s=60.0, last_good_at=None)
    assert seconds_to_fire(RULE, frozen, T0 + 500) == 120


@pytest.mark.parametrize("phase", [Phase.INACTIVE, Phase.FIRING, Phase.RECOVERING])
def test_only_a_pending_alert_counts_down(phase: Phase) -> None:
    """In any other phase there is no countdown."""
    assert seconds_to_fire(RULE, TriggerState(phase=phase), T0) is None


UNUSABLE = (Observation(None), Observation(900.0, usable=False), Observation(900.0, n=199))
usable = st.builds(
    Observation,
    st.one_of(st.floats(0, 1_000), st.sampled_from([270.0, 285.0, 300.0, 318.0, 318.0, 140.0])),
    st.sampled_from([None, 200, 5_000]),
)
observations = st.one_of(usable, usable, usable, st.sampled_from(UNUSABLE))
samples = st.lists(st.builds(Sample, st.floats(-50, 300), observations), max_size=60)
spells = st.lists(  # long enough to fire, to end, and to relapse in between
    st.tuples(
        st.sampled_from([BAD, BAD, GOOD, GOOD, BETWEEN, *UNUSABLE]),
        st.sampled_from([15.0, 60.0, 90.0, 91.0]),
        st.integers(1, 20),
    ),
    max_size=12,
).map(lambda parts: [Sample(pace, seen) for seen, pace, times in parts for _ in range(times)])
series = st.one_of(samples, spells)


def good_seconds(trail: list[Step]) -> float:
    """Return the seconds between usable neighbours that are no further apart than the gap."""
    return sum(
        later.sample.after_s
        for sooner, later in pairwise(trail)
        if sooner.sample.seen not in UNUSABLE
        and later.sample.seen not in UNUSABLE
        and 0 <= later.sample.after_s <= RULE.gap_s
    )


def since_last(what: Transition, trail: list[Step]) -> list[Step]:
    """Return the end of the trail, from its last such transition on."""
    return trail[max(i for i, one in enumerate(trail) if one.transition is what) :]


@settings(max_examples=150)
@given(series)
def test_nothing_fires_before_its_hold_in_good_seconds(history: list[Sample]) -> None:
    """Each firing has behind it an unbroken pending phase with the whole hold in good data."""
    trail = run(history)
    for index, one in enumerate(trail):
        if one.transition is not Transition.FIRED:
            continue
        held = since_last(Transition.PENDING, trail[: index + 1])
        for seen in (past.sample.seen for past in held):
            assert seen in UNUSABLE or (seen.value is not None and seen.value > 300)
        assert good_seconds(held) >= RULE.hold_s - 1e-6
        assert (one.after.began_at, one.after.fired_at) == (held[0].at, one.at)


@settings(max_examples=150)
@given(series)
def test_resolved_only_after_firing_and_each_once(history: list[Sample]) -> None:
    """Transitions alternate as the drawing has it: no end without a beginning, none twice."""
    allowed = {
        Transition.PENDING: Phase.INACTIVE,
        Transition.CANCELLED: Phase.PENDING,
        Transition.FIRED: Phase.PENDING,
        Transition.RECOVERING: Phase.FIRING,
        Transition.RELAPSED: Phase.RECOVERING,
        Transition.RESOLVED: Phase.RECOVERING,
    }
    for one in run(history):
        if one.transition is None:
            assert one.after.phase is one.before.phase
        else:
            assert one.before.phase is allowed[one.transition]
        fired = one.transition is Transition.FIRED
        assert one.after.episode - one.before.episode == int(fired)


@settings(max_examples=150)
@given(series)
def test_nothing_resolves_before_its_clear_hold_in_good_seconds(history: list[Sample]) -> None:
    """Each end has behind it an unbroken recovery with the whole clear hold in good data."""
    trail = run(history)
    for index, one in enumerate(trail):
        if one.transition is not Transition.RESOLVED:
            continue
        held = since_last(Transition.RECOVERING, trail[: index + 1])
        assert good_seconds(held) >= RULE.clear_hold_s - 1e-6
        assert one.before.fired_at is not None
        assert not 0 <= one.at - one.before.fired_at < RULE.keep_firing_s


@given(series, st.sampled_from(UNUSABLE), st.floats(0, 1e6))
def test_an_unusable_sample_changes_nothing_and_freezes(
    history: list[Sample], useless: Observation, after_s: float
) -> None:
    """No value, a value not believed, or too few behind it: all stays, no second is counted."""
    trail = run(history)
    at, state = (trail[-1].at, trail[-1].after) if trail else (T0, QUIET)
    frozen, transition = step(RULE, state, useless, at + after_s)
    assert transition is None
    assert frozen == replace(state, last_good_at=None)
    resumed, _ = step(RULE, frozen, BAD, at + after_s + 60)
    assert resumed.held_s in (frozen.held_s, 0.0)


@given(st.floats(90.001, 1e7), st.integers(1, 20))
def test_a_gap_does_not_shorten_the_hold(gap_s: float, steps: int) -> None:
    """Silence longer than the gap counts for nothing: as much good data is needed as without."""
    pause = Sample(gap_s, BAD)
    without = changes(every(15, BAD, 14))[-1]
    interrupted = [*every(15, BAD, min(steps, 12)), pause, *every(15, BAD, 14)]
    at, what = changes(interrupted)[-1]
    assert what is without[1] is Transition.FIRED
    assert at == pytest.approx(without[0] + gap_s, rel=1e-9)
