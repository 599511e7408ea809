"""Cards of what asks for a person."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from aux_monitor.domain.catalogue import RuleInput
from aux_monitor.domain.level import Level
from aux_monitor.domain.notice import AlertKey, Reason, Snooze
from aux_monitor.domain.reading import MetricId, Part, Release, SourceId
from aux_monitor.domain.silence import SILENCE, silence_key
from aux_monitor.domain.state import AppState, ProblemTopic
from aux_monitor.domain.trigger import Phase, TriggerState
from aux_monitor.domain.trust import FailureKind
from aux_monitor.presentation.attention import attention, firing, seconds_to_clear
from aux_monitor.presentation.views import AlertCardView, AttentionView
from tests.presentation.builders import (
    ADOPTION_RULE,
    GITHUB,
    NOW,
    NPS,
    RESPONSE,
    RESPONSE_RULE,
    RETRY,
    RETRY_RULE,
    SUCCESS,
    SUCCESS_RULE,
    USERS,
    alerts,
    at,
    calm_but,
    catalogue,
    collector,
    episode,
    fired,
    github,
    metric,
    pending,
    picture,
    reading,
    rule,
    state,
)

FIRED = fired(88.6, 87.9, at(14, 2), at(14, 5))
EPISODE = episode(SUCCESS_RULE, SUCCESS, FIRED, told=Reason.SENT)
TRIGGERS = alerts((SUCCESS_RULE, SUCCESS, FIRED))


def of(given: AppState) -> AttentionView:
    """Return the panel of a state."""
    return attention(picture(given), (), ())


def burning(**changes: Any) -> AppState:
    """Return a state whose success rate alert fires."""
    plain: dict[str, Any] = {"triggers": TRIGGERS, "episodes": (EPISODE,)}
    return state(calm_but((SUCCESS, 88.6)), **{**plain, **changes})


def only(given: AppState) -> AlertCardView:
    """Return the one card of a state."""
    (card,) = of(given).cards
    return card


def test_a_firing_card() -> None:
    """The order in the document's words, why, since when, after what, and what clears it."""
    card = only(burning(releases={GITHUB: (Release("v1.3.0", at(13, 58), GITHUB),)}))
    assert card == AlertCardView(
        key=AlertKey(SUCCESS_RULE.id, SUCCESS.id),
        level=Level.BREACH,
        title="Success rate below 90 %",
        corner="14 min",
        action="Immediate triage.",
        body=(
            "88.6 % of 4,182 commands, worst 87.9 %. Began 14:02, four minutes after v1.3.0. "
            "Clears above 92 % for 5 min."
        ),
        can_acknowledge=True,
        can_snooze=True,
    )


def test_a_breakdown_names_the_worst_parts() -> None:
    """The parts that make the value what it is, worst first, at most three, cleaned."""
    parts = tuple(
        Part(name, value)
        for name, value in [
            ("type", 90.0), ("click\u202e", 402.0), ("scroll", None), ("extract", 288.0),
            ("wait", 120.0),
        ]
    )  # fmt: skip
    slow = reading(RESPONSE, 318.0, breakdown=parts)
    held = fired(318.0, 318.0, at(14, 5), at(14, 8))
    card = only(state(readings=[slow], triggers=alerts((RESPONSE_RULE, RESPONSE, held))))
    assert card.body == (
        "318 ms over 4,182 commands; click 402 ms, extract 288 ms, wait 120 ms. "
        "Began 14:05. Clears below 270 ms for 5 min."
    )


def test_an_acknowledged_card_says_who_is_on_it() -> None:
    """Time and note stand on the card, and it cannot be acknowledged again."""
    known = replace(EPISODE, acknowledged_at=at(14, 9), note="Rolling back")
    card = only(burning(episodes=(known,)))
    assert card.body.endswith("Acknowledged 14:09: Rolling back.")
    assert not card.can_acknowledge
    plain = only(burning(episodes=(replace(known, note=""),)))
    assert plain.body.endswith("Acknowledged 14:09.")


def test_a_snoozed_card_says_until_when() -> None:
    """The longest snooze that covers it counts; it cannot be snoozed again."""
    key = AlertKey(SUCCESS_RULE.id, SUCCESS.id)
    snoozes = (Snooze(at(15, 0), key), Snooze(at(15, 20)), Snooze(at(14, 0), key))
    card = only(burning(snoozes=snoozes))
    assert card.body.endswith("Snoozed until 15:20.")
    assert not card.can_snooze
    endless = only(burning(snoozes=(*snoozes, Snooze(None, key))))
    assert endless.body.endswith("Snoozed until it recovers.")


def test_a_card_says_why_nobody_was_told() -> None:
    """A decision not to tell is shown as a sentence."""
    card = only(burning(episodes=(replace(EPISODE, told=Reason.SNOOZED),)))
    assert card.body.endswith("Not sent: snoozed.")


def test_an_undecided_card_says_nothing_of_it() -> None:
    """Before the decision there is no reason to show."""
    assert only(burning(episodes=(replace(EPISODE, told=None),))).body.endswith("for 5 min.")


def test_an_alert_without_its_episode_is_still_shown() -> None:
    """A history that was lost hides no fire."""
    assert only(burning(episodes=())).title == "Success rate below 90 %"


def test_a_pending_card_counts_down() -> None:
    """While the hold runs: what is seen, what it waits for, and how long still."""
    held = pending(10.9, 100)
    card = only(state(triggers=alerts((RETRY_RULE, RETRY, held))))
    assert card.title == "Retry rate rising"
    assert card.corner == "fires in 1:20"
    assert card.body == "10.9 % of the last 5 min; alert above 10 % for 3 min."
    assert (card.action, card.level) == ("", Level.OFF_TARGET)
    assert not card.can_acknowledge
    assert not card.can_snooze


def test_a_frozen_pending_card_says_so() -> None:
    """Without good data the countdown stands still."""
    held = replace(pending(10.9, 100), last_good_at=None)
    assert only(state(triggers=alerts((RETRY_RULE, RETRY, held)))).body.endswith(
        "On hold: no good data."
    )


def test_a_pending_card_of_a_value_without_window() -> None:
    """A rule without hold on a metric without window has neither in its words."""
    fast = rule("fast", name="Fast", fire=SUCCESS_RULE.fire, hold_s=0.0)
    known = catalogue([metric()], [fast])
    held = TriggerState(Phase.PENDING, last_good_at=NOW, began_at=NOW)
    shown = picture(state({}, known=known, triggers=alerts((fast, metric(), held))), known)
    (card,) = attention(shown, (), ()).cards
    assert (card.title, card.body) == ("Fast falling", "; alert below 90.")


def test_a_recovering_card_counts_down_to_its_end() -> None:
    """What is left of the clear hold stands in the corner."""
    held = replace(
        FIRED,
        phase=Phase.RECOVERING,
        value=93.1,
        held_s=100.0,
        last_good_at=NOW,
        fired_at=at(13, 0),
    )
    card = only(state(triggers=alerts((SUCCESS_RULE, SUCCESS, held)), episodes=(EPISODE,)))
    assert (card.corner, card.level) == ("clears in 3:20", Level.OFF_TARGET)
    assert card.body.startswith("93.1 % of 4,182 commands, worst 87.9 %.")
    assert not card.can_snooze


@pytest.mark.parametrize(
    ("held_s", "last_good_at", "fired_at", "left"),
    [
        (300.0, NOW, NOW - 100, 500.0),
        (0.0, None, None, 300.0),
        (290.0, NOW - 4, None, 6.0),
        (290.0, NOW, NOW + 9000, 10.0),
    ],
)
def test_clearing_waits_for_hold_and_least_firing_time(
    held_s: float, last_good_at: float | None, fired_at: float | None, left: float
) -> None:
    """The longer of the two counts; a hold runs on from the last good sample."""
    held = TriggerState(
        Phase.RECOVERING, held_s=held_s, last_good_at=last_good_at, fired_at=fired_at
    )
    assert seconds_to_clear(SUCCESS_RULE, held, NOW) == pytest.approx(left)


def test_a_sample_behind_a_firing_value_may_be_unknown() -> None:
    """A value without a sample size has none in its words."""
    bare = alerts((SUCCESS_RULE, SUCCESS, replace(FIRED, n=None)))
    assert only(burning(triggers=bare)).body.startswith("88.6 %, worst 87.9 %.")


def test_a_frozen_fire_says_so() -> None:
    """A fire whose source is silent is on hold, not over."""
    card = only(burning(sources=[collector(last_good_at=NOW - 2)]))
    assert "On hold" not in card.body
    first, second = of(burning(sources=[collector(last_good_at=NOW - 40)])).cards
    assert "On hold: stale." in first.body
    assert second.title == "Collector silent"


def test_a_growth_alert_speaks_of_pace() -> None:
    """A group's rule names its metric and its share of the pace."""
    held = fired(0.604, 0.59, at(10, 0) - 86_400, at(10, 0))
    card = only(state(triggers=alerts((ADOPTION_RULE, USERS, held))))
    assert card.title == "Monthly active users below 70 % of pace"
    assert card.action == "Marketing review."
    assert card.body == (
        "60 % of pace, worst 59 % of pace. Began 22 Nov 10:00. Clears above 75 % of pace for 5 min."
    )


@pytest.mark.parametrize(
    ("seen", "title", "value"),
    [
        (RuleInput.WEEKDAY_DROP, "Rule down more than 10 %", "22.0 %"),
        (RuleInput.DROP_FROM_PREVIOUS, "Rule down more than 10", "22"),
    ],
)
def test_drops(seen: RuleInput, title: str, value: str) -> None:
    """A rule that compares with before says how much it fell."""
    drop = rule(input=seen)
    known = catalogue([metric()], [drop])
    held = TriggerState(Phase.FIRING, fired_at=NOW - 60, value=22.0, worst=22.0)
    shown = picture(state({}, known=known, triggers=alerts((drop, metric(), held))), known)
    (card,) = attention(shown, (), ()).cards
    assert card.title == title
    assert card.body.startswith(f"{value}. Clears below 8")
    waiting = alerts((drop, metric(), replace(held, phase=Phase.PENDING)))
    shown = picture(state({}, known=known, triggers=waiting), known)
    assert attention(shown, (), ()).cards[0].title == "Rule falling"


def test_cards_are_ordered_by_urgency() -> None:
    """Fires first, critical ones ahead, then sources, then what recovers, then what pends."""
    given = state(
        sources=[collector(), github(last_good_at=NOW - 7200, error="Rate limited")],
        triggers=alerts(
            (RETRY_RULE, RETRY, pending(10.9, 100)),
            (RESPONSE_RULE, RESPONSE, fired(318, 331, at(13, 0), at(13, 3))),
            (SUCCESS_RULE, SUCCESS, FIRED),
            (ADOPTION_RULE, USERS, replace(FIRED, phase=Phase.RECOVERING)),
        ),
    )
    assert [card.title for card in of(given).cards] == [
        "Success rate below 90 %",
        "Response time above 300 ms",
        "GitHub silent",
        "Monthly active users below 70 % of pace",
        "Retry rate rising",
    ]
    assert of(given).summary == "2 firing · 1 recovering · 1 pending"


def test_alerts_that_nothing_knows_are_left_out() -> None:
    """A rule, metric or source that is gone asks for nobody."""
    triggers = {
        AlertKey(rule("gone").id, SUCCESS.id): FIRED,
        AlertKey(SUCCESS_RULE.id, metric("gone").id): FIRED,
        AlertKey(SILENCE, MetricId("gone")): FIRED,
        AlertKey(RETRY_RULE.id, RETRY.id): TriggerState(),
    }
    given = state(triggers=triggers)
    assert (of(given).cards, of(given).summary) == ((), "nothing")
    assert firing(picture(given)) == 0


def test_a_silent_source_has_a_card_and_counts_as_firing() -> None:
    """Its last words, what is held, when it is asked again, and buttons once it is told."""
    gone = collector(
        last_good_at=NOW - 40, error="Connection refused", failures=9, next_poll_at=NOW + 90
    )
    key = silence_key(gone)
    told = replace(EPISODE, key=key, fired_at=NOW - 20)
    given = state(sources=[gone], triggers={key: FIRED}, episodes=(told,))
    assert only(given) == AlertCardView(
        key=key,
        level=Level.OFF_TARGET,
        title="Collector silent",
        corner="40 s",
        action="",
        body=(
            "Connection refused. Its figures are from 14:18; their alerts are held. "
            "Asked again 14:20."
        ),
        can_acknowledge=True,
        can_snooze=True,
        can_open=False,
    )
    assert firing(picture(given)) == 1
    assert of(given).summary == "1 firing"


def test_a_known_silence_is_not_acknowledged_twice() -> None:
    """Somebody is on it."""
    gone = collector(last_good_at=NOW - 40)
    key = silence_key(gone)
    episodes = (replace(EPISODE, key=key, acknowledged_at=NOW), replace(EPISODE, key=key, number=0))
    given = state(sources=[gone], triggers={key: FIRED}, episodes=episodes)
    assert not only(given).can_acknowledge


def test_a_failing_source_has_a_card_before_its_silence_is_told() -> None:
    """A wrong token is shown at once; there is nothing to acknowledge yet."""
    refused = github(
        last_good_at=None, failures=1, failure=FailureKind.REFUSED, error="The token is wrong",
        next_poll_at=NOW + 5,
    )  # fmt: skip
    card = only(state({}, sources=[refused]))
    assert (card.title, card.body) == ("GitHub gives no answer", "The token is wrong.")
    assert not card.can_acknowledge
    assert of(state({}, sources=[refused])).summary == "1 trouble"


def test_the_programs_own_troubles_have_cards() -> None:
    """What the program cannot do is said where people look, cleaned, with nothing to press."""
    given = state(problems={ProblemTopic.HISTORY: "The disk is full\u202e"})
    card = only(given)
    assert (card.title, card.body) == ("History not kept", "The disk is full.")
    assert (card.can_acknowledge, card.can_snooze, card.can_open) == (False, False, False)
    assert of(given).summary == "1 trouble"


def test_an_offline_source_has_the_ring() -> None:
    """Being cut off is no source's fault."""
    cut = {"failures": 2, "failure": FailureKind.UNREACHABLE, "last_good_at": NOW - 100}
    cards = of(state(sources=[github(**cut), github(**cut, id=SourceId("b"), name="B")])).cards
    assert [(card.title, card.level) for card in cards] == [
        ("GitHub offline", Level.UNKNOWN),
        ("B offline", Level.UNKNOWN),
    ]


def test_an_awaited_source_has_no_card() -> None:
    """Nothing is wrong with it yet."""
    late = github(last_good_at=None, watching_since=NOW)
    assert of(state({}, sources=[late])).cards == ()


def test_a_sample_that_is_no_commands_is_called_a_sample() -> None:
    """Only the collector counts commands."""
    survey = rule("nps", ["nps"], name="NPS", fire=SUCCESS_RULE.fire)
    known = catalogue([NPS], [survey])
    held = TriggerState(Phase.FIRING, fired_at=NOW - 60, value=12.0, worst=12.0, n=400)
    shown = picture(state({}, known=known, triggers=alerts((survey, NPS, held))), known)
    assert attention(shown, (), ()).cards[0].body.startswith("12 over a sample of 400.")


def test_a_source_that_warns_has_a_card_in_its_own_words() -> None:
    """A log that cannot be read stands where people look, not in a tool tip alone."""
    warned = replace(collector(), warnings=("b.log: permission denied", "an hour was lost."))
    (card,) = of(state(sources=[warned, github()])).cards
    assert (card.title, card.level) == ("Collector needs a look", Level.OFF_TARGET)
    assert card.body == "b.log: permission denied. an hour was lost."
    assert (card.can_acknowledge, card.can_snooze, card.can_open) == (False, False, False)
