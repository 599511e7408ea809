"""Laws that hold for any history: of restarts, of blindness, and of what is green."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from aux_monitor.adapters.history.rows import state_body, state_of
from aux_monitor.domain.level import Level, Trust, judge
from aux_monitor.domain.observation import observe
from aux_monitor.domain.trigger import QUIET, Observation, Phase, TriggerState, step
from tests.domain.building import T0, below, metric, reading, rule

RULE = rule(hold_s=60, clear_hold_s=90, keep_firing_s=120, gap_s=45, minimum_sample=20)
METRIC = metric(target=below(150), minimum_sample=20)

values = st.one_of(st.floats(0, 1_000), st.sampled_from([140.0, 285.0, 318.0, 318.0, 420.0]))
trusts = st.sampled_from([Trust.FRESH, Trust.FRESH, Trust.FRESH, *Trust])
answers = st.tuples(
    st.one_of(st.none(), values, values), st.sampled_from([None, 19, 400, 400]), trusts
)
histories = st.lists(st.tuples(answers, st.sampled_from([10.0, 30.0, 46.0])), max_size=60)


def observed(value: float | None, n: int | None, trust: Trust, at: float) -> Observation:
    """Return what the rule sees of one answer."""
    answer = reading(value, at=at, n=n)
    judgement = judge(METRIC, answer, trust, at, None)
    return observe(RULE, METRIC, answer, judgement, at)


@given(histories, st.integers(0, 60))
def test_a_restart_at_any_moment_changes_nothing(
    history: list[tuple[tuple[float | None, int | None, Trust], float]], restart: int
) -> None:
    """A state that was written and read back goes on exactly as one that was kept in memory."""
    kept = written = QUIET
    at = T0
    for index, (answer, after_s) in enumerate(history):
        at += after_s
        if index == restart:
            written = state_of(state_body(written))
        seen = observed(*answer, at)
        kept, changed = step(RULE, kept, seen, at)
        written, changed_too = step(RULE, written, seen, at)
        assert (written, changed_too) == (kept, changed)


@given(st.one_of(st.none(), values), st.sampled_from([None, 0, 19, 20, 400]), trusts)
def test_only_a_fresh_good_sample_is_on_target(
    value: float | None, n: int | None, trust: Trust
) -> None:
    """There is no way to green but a value that can be believed and meets the target."""
    judgement = judge(METRIC, reading(value, at=T0, n=n), trust, T0, None)
    enough = n is None or n >= METRIC.minimum_sample
    good = value is not None and value < 150 and enough and trust is Trust.FRESH
    assert (judgement.level is Level.ON_TARGET) is good


firing = st.builds(
    TriggerState,
    phase=st.sampled_from([Phase.FIRING, Phase.RECOVERING]),
    held_s=st.floats(0, 1e6),
    last_good_at=st.one_of(st.none(), st.just(T0)),
    episode=st.just(1),
    fired_at=st.just(T0),
)
blind = st.tuples(
    st.one_of(st.none(), values),
    st.sampled_from([None, 400]),
    st.sampled_from([trust for trust in Trust if trust not in (Trust.FRESH, Trust.LOW_TRAFFIC)]),
)


@given(firing, st.lists(blind, max_size=30))
def test_what_cannot_be_seen_never_ends_an_alert(
    state: TriggerState, history: list[tuple[float | None, int | None, Trust]]
) -> None:
    """However long nothing is known, an alert neither ends nor counts a second toward its end."""
    before, at = state, T0
    for answer in history:
        at += 30
        state, changed = step(RULE, state, observed(*answer, at), at)
        assert changed is None
    assert (state.phase, state.episode) == (before.phase, before.episode)
    assert math.isclose(state.held_s, before.held_s)
