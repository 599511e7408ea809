"""Cards of what is no metric's: a source's trouble, a warning, the program's own."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from aux_monitor.domain.level import Level
from aux_monitor.domain.notice import Reason, Snooze
from aux_monitor.domain.offline import OFFLINE_KEY
from aux_monitor.domain.reading import SourceId
from aux_monitor.domain.silence import silence_key
from aux_monitor.domain.state import AppState, ProblemTopic
from aux_monitor.domain.trust import FailureKind
from aux_monitor.presentation.attention import attention, firing
from aux_monitor.presentation.troubles import answered, end_snooze
from aux_monitor.presentation.views import AlertCardView, AttentionView
from tests.presentation.builders import (
    NOW,
    SUCCESS,
    SUCCESS_RULE,
    at,
    collector,
    episode,
    fired,
    github,
    picture,
    state,
)

FIRED = fired(60.0, 60.0, NOW - 40, NOW - 20)
EPISODE = episode(SUCCESS_RULE, SUCCESS, FIRED, told=Reason.SENT, told_at=NOW - 20)


def of(given: AppState) -> AttentionView:
    """Return the panel of a state."""
    return attention(picture(given), (), ())


def only(given: AppState) -> AlertCardView:
    """Return the one card of a state."""
    (card,) = of(given).cards
    return card


def asks_nothing(card: AlertCardView) -> bool:
    """Return whether there is nothing to press."""
    return not (card.can_acknowledge or card.can_snooze or card.can_open or card.page)


def test_a_silent_source_has_a_card_and_counts_as_firing() -> None:
    """Its last words, what is held, when it is asked again, and buttons once it is told."""
    gone = collector(
        last_good_at=NOW - 40, error="Connection refused", failures=9, next_poll_at=NOW + 90
    )
    key = silence_key(gone)
    told = replace(EPISODE, key=key)
    given = state(sources=[gone], triggers={key: FIRED}, episodes=(told,))
    assert only(given) == AlertCardView(
        key=key,
        level=Level.OFF_TARGET,
        title="Collector silent",
        word="no answer",
        lasts="40 s",
        lines=(
            "Connection refused.",
            "Its figures are from 14:18; their alerts are held.",
            "Asked again 14:20.",
        ),
        standing="Told 14:18.",
        can_acknowledge=True,
        can_snooze=True,
        spoken=(
            "Collector silent. Connection refused. Its figures are from 14:18; their alerts are "
            "held. Asked again 14:20. Told 14:18."
        ),
    )
    assert firing(picture(given)) == 1
    assert of(given).summary == "1 firing"


def test_a_known_silence_is_not_acknowledged_twice() -> None:
    """Somebody is on it, and the card says who and until when it is silenced."""
    gone = collector(last_good_at=NOW - 40)
    key = silence_key(gone)
    known = replace(EPISODE, key=key, acknowledged_at=at(14, 18), note="On my way")
    given = state(
        sources=[gone],
        triggers={key: FIRED},
        episodes=(known, replace(EPISODE, key=key, number=0)),
        snoozes=(Snooze(at(15, 0), key),),
    )
    card = only(given)
    assert not card.can_acknowledge
    assert card.standing == "Told 14:18. Acknowledged 14:18: On my way. Snoozed until 15:00."


def test_a_failing_source_has_a_card_before_its_silence_is_told() -> None:
    """A wrong token is shown at once, in its own word; there is nothing to acknowledge yet."""
    refused = github(
        last_good_at=None, failures=1, failure=FailureKind.REFUSED, error="The token is wrong",
        next_poll_at=NOW + 5,
    )  # fmt: skip
    card = only(state({}, sources=[refused]))
    assert (card.title, card.word) == ("GitHub gives no answer", "refused")
    assert card.lines == ("The token is wrong.",)
    assert card.spoken == "GitHub gives no answer. The token is wrong."
    assert asks_nothing(card)
    assert of(state({}, sources=[refused])).summary == "1 trouble"


def test_the_programs_own_troubles_have_cards() -> None:
    """What the program cannot do is said where people look, cleaned, with nothing to press."""
    given = state(problems={ProblemTopic.HISTORY: "The disk is full\u202e"})
    card = only(given)
    assert (card.title, card.lines) == ("History not kept", ("The disk is full.",))
    assert asks_nothing(card)
    assert of(given).summary == "1 trouble"


def cut_off() -> dict[str, Any]:
    """Return what is known of a source that cannot be reached from here."""
    return {
        "failures": 2,
        "failure": FailureKind.NO_ROUTE,
        "last_good_at": NOW - 100,
        "error": "No route to host",
    }


def test_a_computer_that_is_cut_off_has_one_card() -> None:
    """Being cut off is no source's fault: the ring, one reason, and whose alerts are held."""
    cut = cut_off()
    card = only(state(sources=[github(**cut), github(**cut, id=SourceId("b"), name="B")]))
    assert (card.key, card.title, card.word) == (OFFLINE_KEY, "This computer is offline", "offline")
    assert (card.level, card.lasts) == (Level.UNKNOWN, "1 min")
    assert card.lines == ("No route to host.", "The alerts of GitHub, B are held.")
    assert asks_nothing(card)


def test_being_offline_can_be_acknowledged_once_it_is_told() -> None:
    """The one alert of the computer has its buttons like every other."""
    sources = [github(**cut_off())]
    told = replace(EPISODE, key=OFFLINE_KEY)
    given = state(sources=sources, triggers={OFFLINE_KEY: FIRED}, episodes=(told,))
    card = only(given)
    assert (card.can_acknowledge, card.can_snooze, card.can_open) == (True, True, False)


def test_an_awaited_source_has_no_card() -> None:
    """Nothing is wrong with it yet."""
    late = github(last_good_at=None, watching_since=NOW)
    assert of(state({}, sources=[late])).cards == ()


def test_a_source_that_warns_has_a_card_in_its_own_words() -> None:
    """A log that cannot be read stands where people look, not in a tool tip alone."""
    warned = replace(collector(), warnings=("b.log: permission denied", "an hour was lost."))
    (card,) = of(state(sources=[warned, github()])).cards
    assert (card.title, card.level, card.word) == (
        "Collector needs a look",
        Level.OFF_TARGET,
        "warning",
    )
    assert card.lines == ("b.log: permission denied.", "an hour was lost.")
    assert asks_nothing(card)


@pytest.mark.parametrize(
    ("snoozes", "word", "back"),
    [
        ((), "acknowledged", ""),
        ((Snooze(NOW + 60, EPISODE.key),), "snoozed", "End snooze"),
        ((Snooze(None, EPISODE.key),), "snoozed", "End snooze"),
        ((Snooze(NOW + 60, EPISODE.key), Snooze(NOW + 9)), "snoozed", "End snooze of all alerts"),
        ((Snooze(NOW - 60),), "acknowledged", ""),
    ],
    ids=["none", "its own", "until recovered", "of all", "over"],
)
def test_a_card_says_in_a_word_what_a_person_has_done(
    snoozes: tuple[Snooze, ...], word: str, back: str
) -> None:
    """A snooze before an acknowledgement, as it ends by itself; and what takes it back."""
    shown = picture(state(snoozes=snoozes))
    known = replace(EPISODE, acknowledged_at=NOW - 9)
    assert answered(EPISODE.key, known, shown) == word
    assert end_snooze(EPISODE.key, shown) == back
    assert answered(EPISODE.key, EPISODE, shown) == ("snoozed" if back else "")
