"""The card about an absence."""

from __future__ import annotations

from datetime import UTC

from msgspec.structs import replace

from aux_monitor.domain.away import Missed, Presence
from aux_monitor.domain.quiet import Span
from aux_monitor.presentation.away import AwayView, away_view, away_words
from aux_monitor.presentation.judged import Judging
from tests.presentation.builders import (
    CATALOGUE,
    NOW,
    SUCCESS,
    SUCCESS_RULE,
    at,
    episode,
    fired,
    state,
)

BEGUN = episode(SUCCESS_RULE, SUCCESS, fired(88.6, 88.6, at(2, 2), at(2, 5)))
ENDED = replace(BEGUN, resolved_at=at(2, 19))


def test_the_card_says_what_happened_and_how_it_stands() -> None:
    """From when to when, how many fired and cleared, the longest, and that nothing fires now."""
    night = Presence(at(8, 0), Span(at(22, 0) - 86_400, at(8, 0)))
    given = state(episodes=(ENDED,), presence=night)
    assert away_view(Judging(CATALOGUE, UTC).picture(given, NOW)) == AwayView(
        "While you were away",
        "Sun 22:00 to Mon 08:00",
        "1 fired, 1 cleared, longest 14 min, nothing now",
    )


def test_what_still_fires_is_counted() -> None:
    """The last words are about now."""
    assert away_words(Missed(3, 2, 60.0, 1)) == "3 fired, 2 cleared, longest 1 min, 1 firing now"


def test_without_an_absence_there_is_no_card() -> None:
    """Nothing to read about is nothing to see."""
    assert away_view(Judging(CATALOGUE, UTC).picture(state(episodes=(ENDED,)), NOW)) is None
