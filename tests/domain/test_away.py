"""What an absence comes to."""

from __future__ import annotations

from aux_monitor.domain.away import (
    AWAY_AFTER_S,
    Missed,
    Presence,
    missed,
    noted,
    returned,
)
from aux_monitor.domain.quiet import Span
from tests.domain.building import T0, episode

NIGHT = Span(T0, T0 + 36_000)
LATER = NIGHT.end + 60


def test_what_fired_and_cleared_is_counted_with_the_longest() -> None:
    """Before, inside and across: each counted where it belongs."""
    episodes = (
        episode(number=1, fired_at=T0 - 900, resolved_at=T0 + 60),
        episode(number=2, fired_at=T0 + 100, resolved_at=T0 + 160),
        episode(number=3, fired_at=T0 + 35_000),
        episode(number=4, fired_at=T0 - 9000, resolved_at=T0 - 8000),
        episode(number=5, fired_at=LATER),
    )
    found = missed(episodes, NIGHT, LATER + 40)
    assert found == Missed(fired=2, cleared=2, longest_s=LATER + 40 - T0 - 35_000, firing=2)


def test_an_absence_in_which_nothing_happened_is_not_told() -> None:
    """A quiet night needs no card."""
    assert missed((), NIGHT, LATER) == Missed(0, 0, 0.0, 0)
    assert noted(Presence(T0), (), NIGHT, LATER) == Presence(T0)


def test_who_comes_back_after_long_has_been_away() -> None:
    """From the last use of the window to this one, if something happened."""
    fired = (episode(fired_at=T0 + 60),)
    assert returned(Presence(T0), fired, T0 + AWAY_AFTER_S - 1) == Presence(T0 + AWAY_AFTER_S - 1)
    back = T0 + AWAY_AFTER_S
    assert returned(Presence(T0), fired, back) == Presence(back, Span(T0, back))
    assert returned(Presence(T0), (), back) == Presence(back)
    assert returned(Presence(), fired, back) == Presence(back)


def test_absences_that_nobody_has_read_about_are_joined() -> None:
    """One card for the evening and the night."""
    fired = (episode(fired_at=T0 + 60),)
    evening = Presence(T0, Span(T0 - 7200, T0 - 3600))
    assert noted(evening, fired, NIGHT, LATER).away == Span(T0 - 7200, NIGHT.end)
    assert returned(evening, fired, T0 + 5).away == evening.away
