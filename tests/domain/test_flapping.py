"""How rarely an alert is told that comes and goes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aux_monitor.domain.catalogue import RuleId
from aux_monitor.domain.flapping import (
    FIRST_WAIT_S,
    FLAPS_WITHIN_S,
    LONGEST_WAIT_S,
    flap_wait_s,
    flaps_before,
    may_speak_at,
)
from aux_monitor.domain.notice import AlertKey
from tests.domain.building import KEY, LATENCY, T0, episode

OVER = episode(resolved_at=T0 + 600, flaps=2)


def test_an_alert_that_fires_soon_after_its_end_flaps() -> None:
    """Within an hour the count grows; after it, or for the first time, it begins anew."""
    assert flaps_before((OVER,), KEY, T0 + 600 + FLAPS_WITHIN_S - 1) == 3
    assert flaps_before((OVER,), KEY, T0 + 600 + FLAPS_WITHIN_S) == 0
    assert flaps_before((), KEY, T0) == 0
    assert flaps_before((OVER,), AlertKey(RuleId("churn"), LATENCY), T0 + 700) == 0


def test_the_newest_end_counts() -> None:
    """An older quick return says nothing; one that still fires has not come back."""
    newer = episode(number=2, fired_at=T0 + 9000, resolved_at=T0 + 9600)
    assert flaps_before((newer, OVER), KEY, T0 + 9700) == 1
    assert flaps_before((episode(), OVER), KEY, T0 + 9700) == 0


@given(st.integers(0, 10_000))
def test_the_wait_doubles_up_to_an_hour(flaps: int) -> None:
    """Each return doubles the wait; it is never longer than an hour, and zero without a return."""
    assert flap_wait_s(0) == 0.0
    assert flap_wait_s(1) == FIRST_WAIT_S
    assert flap_wait_s(flaps + 1) == min(LONGEST_WAIT_S, max(FIRST_WAIT_S, 2 * flap_wait_s(flaps)))


def test_the_wait_counts_from_the_last_word() -> None:
    """Whatever of the alert was said last: of this episode, or of the one before."""
    told = episode(told_at=T0 + 190, ended_at=T0 + 610, resolved_at=T0 + 600)
    again = episode(number=2, fired_at=T0 + 900, flaps=1)
    assert may_speak_at((again, told), again, T0 + 900) == T0 + 610 + FIRST_WAIT_S
    assert may_speak_at((again, told), told, T0 + 900) == 0.0


def test_words_to_come_were_not_said() -> None:
    """After the clock was set back, what seems to lie ahead does not silence anybody."""
    told = episode(told_at=T0 + 9000)
    again = episode(number=2, flaps=1)
    assert may_speak_at((again, told), again, T0) == FIRST_WAIT_S
