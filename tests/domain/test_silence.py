"""A source that says nothing, as a rule like any other."""

from __future__ import annotations

import pytest

from aux_monitor.domain.notice import AlertKey
from aux_monitor.domain.reading import MetricId
from aux_monitor.domain.silence import SILENCE, silence, silence_key, silence_rule
from aux_monitor.domain.trigger import QUIET, Phase, Transition, TriggerState, step
from tests.domain.building import COLLECTOR, T0, status


def test_the_alert_of_a_silence_carries_the_source() -> None:
    """Each source has an alert of its own, by its id."""
    assert silence_key(status()) == AlertKey(SILENCE, MetricId(str(COLLECTOR)))


@pytest.mark.parametrize(("poll_every_s", "patience"), [(1.0, 20.0), (300.0, 900.0)])
def test_patience_is_three_polls_but_never_less_than_a_restart_takes(
    poll_every_s: float, patience: float
) -> None:
    """A slow source may miss three polls; a fast one is given twenty seconds."""
    rule = silence_rule(status(poll_every_s=poll_every_s))
    assert not rule.fire.met_by(patience)
    assert rule.fire.met_by(patience + 0.1)
    assert rule.clear.met_by(patience - 0.1)


def test_a_silence_is_told_and_its_end_too() -> None:
    """Past its patience a silence fires at once, and the first good answer begins the end."""
    rule, state = silence_rule(status()), QUIET
    told = []
    for at, heard in ((10, 0), (21, 0), (22, 0), (23, 23), (24, 24)):
        source = status(last_good_at=T0 + heard)
        state, what = step(rule, state, silence(source, T0 + at, resumed_at=0.0), T0 + at)
        told.append(what)
    assert rule.notify
    assert told == [
        None,
        Transition.PENDING,
        Transition.FIRED,
        Transition.RECOVERING,
        Transition.RESOLVED,
    ]


def test_silence_counts_from_the_last_good_answer() -> None:
    """Failed polls in between do not shorten it."""
    seen = silence(status(last_good_at=T0, failures=5), T0 + 42, resumed_at=0.0)
    assert seen.value == 42


def test_a_source_never_heard_is_silent_since_it_is_watched() -> None:
    """Before the first answer, silence counts from when the source was first asked."""
    assert silence(status(), T0 + 42, resumed_at=0.0).value == 42


def test_a_source_is_given_the_same_minute_after_a_start() -> None:
    """The window says "awaiting an answer" as long, and no notice contradicts it."""
    assert silence(status(), T0 + 59, resumed_at=T0).value == 0
    assert silence(status(), T0 + 70, resumed_at=T0).value == 10


def test_a_suspend_is_not_silence() -> None:
    """After a resume, seconds count from the end of its grace; before that there are none."""
    asleep = status(last_good_at=T0)
    assert silence(asleep, T0 + 30_000, resumed_at=T0 + 29_990).value == 0
    assert silence(asleep, T0 + 30_070, resumed_at=T0 + 30_000).value == 10


@pytest.mark.parametrize("last_good_at", [None, T0 - 900], ids=["restart", "resume"])
def test_only_an_answer_ends_a_silence(last_good_at: float | None) -> None:
    """A silent source is not back because this program, or the computer, is."""
    mute = status(last_good_at=last_good_at, watching_since=T0)
    fired = TriggerState(Phase.FIRING, episode=1, fired_at=T0 - 600, value=900.0)
    rule, state, told = silence_rule(mute), fired, []
    for after in range(0, 200, 5):
        state, what = step(rule, state, silence(mute, T0 + after, resumed_at=T0), T0 + after)
        told.append(what)
    assert set(told) == {None}
    what = None
    for after in (200, 201):
        heard = status(last_good_at=T0 + after)
        state, what = step(rule, state, silence(heard, T0 + after, resumed_at=T0), T0 + after)
    assert what is Transition.RESOLVED
