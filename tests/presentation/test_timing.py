"""When something shown changes by itself."""

from __future__ import annotations

from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from aux_monitor.domain.notice import AlertKey, Snooze
from aux_monitor.domain.state import AppState
from aux_monitor.domain.trigger import Phase, TriggerState
from aux_monitor.domain.trust import FailureKind
from aux_monitor.presentation.presenter import Presenter, Shown
from aux_monitor.presentation.timing import next_change_at
from tests.presentation.builders import (
    CATALOGUE,
    NOW,
    RETRY,
    RETRY_RULE,
    SUCCESS,
    SUCCESS_RULE,
    alerts,
    calm_but,
    collector,
    episode,
    fired,
    github,
    pending,
    rule,
    state,
)

SLOW = github(last_good_at=NOW)


def after(given_state: AppState, now: float = NOW) -> float:
    """Return the seconds until the next change."""
    return next_change_at(CATALOGUE, given_state, now) - now


def test_an_idle_program_sleeps_to_the_minute() -> None:
    """With nothing under way only the clock changes."""
    assert after(state(sources=[SLOW])) == 60.0
    assert after(state(sources=[SLOW]), NOW + 0.25) == 59.75
    assert after(state({}, sources=[])) == 60.0


def test_a_live_source_wakes_nobody_before_it_is_stale() -> None:
    """Its age stands still; the next change is its third missed poll."""
    assert after(state(sources=[collector(last_good_at=NOW)])) == pytest.approx(3.001)


def test_a_silent_live_source_counts_seconds() -> None:
    """The headline counts how long it has been silent."""
    given_state = state(sources=[collector(last_good_at=NOW - 40.25)])
    assert after(given_state) == pytest.approx(0.75)


def test_a_slow_source_counts_minutes() -> None:
    """Its age changes with its own minute."""
    assert after(state(sources=[github(last_good_at=NOW - 250)])) == pytest.approx(50.0)
    assert after(state(sources=[github(last_good_at=NOW - 15)])) == pytest.approx(45.0)


def test_an_awaited_source_is_looked_at_when_its_time_is_up() -> None:
    """The end of the wait and of the grace are changes."""
    late = collector(last_good_at=None, watching_since=NOW - 1)
    assert after(state({}, sources=[late])) == pytest.approx(2.001)
    woken = github(last_good_at=None, failures=1, failure=FailureKind.TIMEOUT)
    assert after(state({}, sources=[woken], resumed_at=NOW - 41)) == pytest.approx(19.001)


def test_a_countdown_wakes_every_second_of_its_own() -> None:
    """It ticks where its own seconds end, and not at all while it is frozen or done."""
    held = pending(10.9, 100.25)
    ticking = state(sources=[SLOW], triggers=alerts((RETRY_RULE, RETRY, held)))
    assert after(ticking) == pytest.approx(0.75)
    whole = replace(held, held_s=100.0)
    assert after(replace(ticking, triggers=alerts((RETRY_RULE, RETRY, whole)))) == 1.0
    frozen = replace(held, last_good_at=None)
    assert after(replace(ticking, triggers=alerts((RETRY_RULE, RETRY, frozen)))) == 60.0
    due = replace(held, held_s=180.0)
    assert after(replace(ticking, triggers=alerts((RETRY_RULE, RETRY, due)))) == 60.0


def test_an_end_is_counted_down_too() -> None:
    """A recovering alert ticks."""
    held = TriggerState(Phase.RECOVERING, held_s=0.5, last_good_at=NOW)
    given_state = state(sources=[SLOW], triggers=alerts((SUCCESS_RULE, SUCCESS, held)))
    assert after(given_state) == pytest.approx(0.5)


@pytest.mark.parametrize(("lasted", "left"), [(30.5, 0.5), (100.0, 20.0)])
def test_a_fire_grows_older(lasted: float, left: float) -> None:
    """Seconds first, then minutes since it fired."""
    held = fired(88.6, 88.0, NOW - 900, NOW - lasted)
    given_state = state(sources=[SLOW], triggers=alerts((SUCCESS_RULE, SUCCESS, held)))
    assert after(given_state) == pytest.approx(left)


def test_alerts_that_show_nothing_wake_nobody() -> None:
    """Quiet alerts, fires without a time, and rules that are gone do not tick."""
    triggers = {
        AlertKey(SUCCESS_RULE.id, SUCCESS.id): TriggerState(),
        AlertKey(RETRY_RULE.id, RETRY.id): TriggerState(Phase.FIRING),
        AlertKey(rule("gone").id, RETRY.id): fired(1.0, 1.0, NOW, NOW),
    }
    assert after(state(sources=[SLOW], triggers=triggers)) == 60.0


def test_the_end_of_a_snooze_is_a_change() -> None:
    """A card says until when it is snoozed, and then no more."""
    assert after(state(sources=[SLOW], snoozes=(Snooze(NOW + 7), Snooze(NOW - 7)))) == 7.0


_STATES = st.builds(
    lambda heard, asked, held_s, lasted, resumed: state(
        calm_but((RETRY, 10.9), (SUCCESS, 88.0)),
        sources=[collector(last_good_at=NOW - heard), github(last_good_at=NOW - asked)],
        resumed_at=NOW - resumed,
        triggers=alerts(
            (RETRY_RULE, RETRY, replace(pending(10.9, held_s), last_good_at=NOW - heard)),
            (SUCCESS_RULE, SUCCESS, fired(88.0, 88.0, NOW - lasted - 180, NOW - lasted)),
        ),
        episodes=(
            episode(SUCCESS_RULE, SUCCESS, fired(88.0, 88.0, NOW - lasted - 180, NOW - lasted)),
        ),
    ),
    st.floats(0, 300),
    st.floats(0, 2000),
    st.floats(0, 180),
    st.floats(0, 9000),
    st.floats(0, 120),
)


@given(_STATES, st.floats(0, 1))
def test_nothing_shown_changes_before_it_is_announced(given_state: AppState, share: float) -> None:
    """At any time before the announced change every view is what it is now."""
    presenter = Presenter(CATALOGUE, UTC)
    first: Shown = presenter.show(given_state, NOW)
    wait = presenter.next_change_at(given_state, NOW) - NOW
    assert 0.0 < wait <= 60.0
    later = presenter.show(given_state, NOW + share * max(0.0, wait - 0.01))
    assert later.overview is first.overview
    assert later.tray is first.tray
