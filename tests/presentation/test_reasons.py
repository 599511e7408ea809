"""Why nobody was told, in words."""

from __future__ import annotations

from datetime import UTC
from typing import Any

import pytest
from msgspec.structs import replace

from aux_monitor.domain.notice import Reason
from aux_monitor.presentation.judged import Judging
from aux_monitor.presentation.reasons import standing_words
from tests.presentation.builders import (
    CATALOGUE,
    NOW,
    SUCCESS,
    SUCCESS_RULE,
    at,
    collector,
    episode,
    fired,
    reading,
    state,
)

BEGUN = episode(SUCCESS_RULE, SUCCESS, fired(88.6, 88.6, at(14, 2), at(14, 5)))


def said(**changes: Any) -> str:
    """Return what is said of the telling of an alert, the collector being known."""
    given = state(readings=[reading(SUCCESS, 88.6)], sources=[collector()])
    picture = Judging(CATALOGUE, UTC).picture(given, NOW)
    return " ".join(standing_words(replace(BEGUN, **changes), picture))


@pytest.mark.parametrize(
    ("reason", "until", "words"),
    [
        (Reason.GATHERING, NOW + 5, "About to be told."),
        (Reason.QUIET, at(8, 0) + 86_400, "Not sent: quiet hours until 08:00."),
        (Reason.QUIET, at(8, 0) + 3 * 86_400, "Not sent: quiet hours until 26 Nov 08:00."),
        (Reason.SNOOZED, at(14, 30), "Not sent: snoozed until 14:30."),
        (Reason.SNOOZED, None, "Not sent: snoozed until it recovers."),
        (Reason.SILENT, None, "Not sent: Collector is silent."),
        (Reason.FLAPPING, at(16, 5), "Not sent: flapping, next at 16:05."),
        (
            Reason.NO_CHANNEL,
            at(14, 25),
            "Not sent: this desktop shows no notifications, tried again 14:25.",
        ),
        (Reason.DISABLED, None, "Not sent: notifications are switched off."),
    ],
)
def test_why_nobody_was_told(reason: Reason, until: float | None, words: str) -> None:
    """Each reason, with the time it holds until where that is known."""
    assert said(told=reason, told_until=until) == words


def test_nothing_is_said_before_a_decision() -> None:
    """An alert of this moment has no reason yet."""
    assert said() == ""


def test_when_and_with_how_many_others_it_was_told() -> None:
    """The group, and the last time it was said again."""
    told = {"told": Reason.SENT, "told_at": at(14, 6)}
    assert said(**told) == "Told 14:06."
    assert said(**told, told_with=4) == "Told 14:06 with 4 others."
    again = said(**told, told_with=1, reminded_at=at(14, 16))
    assert again == "Told 14:06 with 1 other. Reminded 14:16."


def test_an_episode_of_an_older_version_was_told_at_no_known_time() -> None:
    """What was told before the time was kept is told all the same."""
    ended = {"resolved_at": at(14, 9), "told_resolved": Reason.SENT}
    assert said(told=Reason.SENT, **ended) == "Told. Its end was told."


def test_the_end_has_its_own_reason() -> None:
    """An end that was held, and one that was told."""
    over = {"told": Reason.SENT, "told_at": at(14, 6), "resolved_at": at(14, 9)}
    held = said(**over, told_resolved=Reason.QUIET, ended_until=at(15, 0))
    assert held == "Told 14:06. Its end: not sent: quiet hours until 15:00."
    told = said(**over, told_resolved=Reason.SENT, ended_at=at(14, 10))
    assert told == "Told 14:06. Its end was told 14:10."
    assert said(**over) == "Told 14:06."


def test_a_flapping_alert_says_so() -> None:
    """How often it came back."""
    assert said(told=Reason.OVER, flaps=1) == (
        "Not sent: over before it could be told. Flapping: it came back 1 time."
    )


def test_a_source_that_is_not_known_is_called_so() -> None:
    """Without a reading nobody knows whose silence it is."""
    picture = Judging(CATALOGUE, UTC).picture(state({}), NOW)
    words = standing_words(replace(BEGUN, told=Reason.SILENT), picture)
    assert [*words] == ["Not sent: its source is silent."]
