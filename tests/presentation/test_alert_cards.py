"""Cards of the KPI document's alerts: why, what it orders, what came before, what ends them."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from aux_monitor.domain.catalogue import RuleInput
from aux_monitor.domain.level import Level
from aux_monitor.domain.notice import AlertKey, Reason, Snooze
from aux_monitor.domain.reading import Part, Release
from aux_monitor.domain.state import AppState
from aux_monitor.domain.trigger import Phase, TriggerState
from aux_monitor.presentation.alert_cards import seconds_to_clear
from aux_monitor.presentation.attention import attention
from aux_monitor.presentation.views import AlertCardView, LinkView, WhyView
from tests.presentation.builders import (
    ADOPTION_RULE,
    GITHUB,
    NOW,
    NPS,
    RESPONSE,
    RESPONSE_RULE,
    RETRY,
    RETRY_RULE,
    STARS,
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
    metric,
    pending,
    picture,
    reading,
    rule,
    state,
)

FIRED = fired(88.6, 87.9, at(14, 2), at(14, 5))
EPISODE = episode(SUCCESS_RULE, SUCCESS, FIRED, told=Reason.SENT, told_at=at(14, 5, 10))
TRIGGERS = alerts((SUCCESS_RULE, SUCCESS, FIRED))
KEY = AlertKey(SUCCESS_RULE.id, SUCCESS.id)
PAGE = "https://github.com/aux/server/releases/tag/v1.3.0"


def burning(**changes: Any) -> AppState:
    """Return a state whose success rate alert fires."""
    plain: dict[str, Any] = {"triggers": TRIGGERS, "episodes": (EPISODE,)}
    return state(calm_but((SUCCESS, 88.6)), **{**plain, **changes})


def first(given: AppState, **known: Any) -> AlertCardView:
    """Return the first card of a state."""
    return attention(picture(given, **known), (), ()).cards[0]


def released(minutes_before: float, tag: str = "v1.3.0", page: str = PAGE) -> dict[str, Any]:
    """Return a change of the state: a release so long before the alert began."""
    return {"releases": {GITHUB: (Release(tag, at(14, 2) - 60 * minutes_before, GITHUB, page),)}}


def test_a_firing_card() -> None:
    """The order, the value against its limits, since when, after what, and who was told."""
    card = first(burning(**released(4)))
    assert card == AlertCardView(
        phase=Phase.FIRING,
        key=KEY,
        level=Level.BREACH,
        title="Success rate below 90 %",
        word="firing",
        lasts="14 min",
        glance="88.6 %",
        action="Immediate triage.",
        why=(
            WhyView("Now", "88.6 %", "n 4,182"),
            WhyView("Worst", "87.9 %"),
            WhyView("Fires below", "90 %"),
            WhyView("Clears above", "92 %", "for 5 min"),
            WhyView("Since", "14:02"),
        ),
        release=LinkView("v1.3.0 was published 4 min before", PAGE),
        standing="Told 14:05.",
        can_acknowledge=True,
        can_snooze=True,
        can_open=True,
        spoken=("Success rate, firing 14 min, 88.6 % below 90 %, Immediate triage. Told 14:05."),
    )


def test_a_value_that_is_the_worst_so_far_moves_no_row() -> None:
    """The table has the same rows while a value turns back and forth at its worst."""
    at_worst = alerts((SUCCESS_RULE, SUCCESS, replace(FIRED, worst=88.6)))
    labels = [row.label for row in first(burning(triggers=at_worst)).why]
    assert labels == [row.label for row in first(burning()).why]


def test_a_sample_may_be_unknown() -> None:
    """A value without a sample size has no note."""
    bare = alerts((SUCCESS_RULE, SUCCESS, replace(FIRED, n=None)))
    assert first(burning(triggers=bare)).why[0] == WhyView("Now", "88.6 %")


def test_a_breakdown_names_the_worst_parts() -> None:
    """The parts that make the value what it is, worst first, at most three, cleaned."""
    named = [
        ("type", 90.0), ("click\u202e", 402.0), ("scroll", None), ("extract", 288.0),
        ("wait", 120.0),
    ]  # fmt: skip
    parts = tuple(Part(name, value) for name, value in named)
    slow = reading(RESPONSE, 318.0, breakdown=parts)
    held = fired(318.0, 318.0, at(14, 5), at(14, 8))
    card = first(state(readings=[slow], triggers=alerts((RESPONSE_RULE, RESPONSE, held))))
    assert card.parts == ("click 402 ms", "extract 288 ms", "wait 120 ms")


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0.5, "v1.3.0 was published 30 s before"),
        (11, "v1.3.0 was published 11 min before"),
        (200, "v1.3.0 was published 3 h 20 min before"),
        (24 * 60, "v1.3.0 was published 24 h before"),
    ],
)
def test_the_nearest_release_says_how_long_before_it_was(minutes: float, words: str) -> None:
    """Up to a day before, with its distance: how near it is, is for the reader to judge."""
    assert first(burning(**released(minutes))).release == LinkView(words, PAGE)


def test_no_other_release_is_named() -> None:
    """Neither one that came after the alert began nor one of another day."""
    assert first(burning(**released(-1))).release is None
    assert first(burning(**released(24 * 60 + 1))).release is None
    unbegun = alerts((SUCCESS_RULE, SUCCESS, replace(FIRED, began_at=None)))
    assert first(burning(triggers=unbegun, **released(4))).release is None


def test_a_release_that_is_no_longer_known_is_still_named() -> None:
    """The episode remembers its tag over a restart, without a distance and without a page."""
    card = first(burning(episodes=(replace(EPISODE, preceded_by="v1.3.0\u202e"),)))
    assert card.release == LinkView("v1.3.0 was published shortly before")


def test_what_comes_from_outside_opens_no_other_scheme() -> None:
    """A release's or a source's page that is no web page is no link."""
    evil = "javascript:alert(1)"
    assert first(burning(**released(4, page=evil))).release == LinkView(
        "v1.3.0 was published 4 min before"
    )
    seen = reading(SUCCESS, 88.6, page=evil)
    assert first(state(readings=[seen], triggers=TRIGGERS)).page == ""


def test_a_figure_of_a_source_with_pages_leads_there() -> None:
    """The page of the reading is the card's."""
    held = fired(0.604, 0.59, at(10, 0) - 86_400, at(10, 0))
    seen = reading(STARS, 604.0, page="https://github.com/aux/server")
    card = first(state(readings=[seen], triggers=alerts((ADOPTION_RULE, STARS, held))))
    assert card.page == "https://github.com/aux/server"


def test_an_acknowledged_card_says_who_is_on_it() -> None:
    """Time and note stand on the card, and it cannot be acknowledged again."""
    known = replace(EPISODE, acknowledged_at=at(14, 9), note="Rolling back")
    card = first(burning(episodes=(known,)))
    assert card.standing == "Told 14:05. Acknowledged 14:09: Rolling back."
    assert not card.can_acknowledge
    assert card.can_snooze
    plain = first(burning(episodes=(replace(known, note=""),)))
    assert plain.standing.endswith("Acknowledged 14:09.")


def test_a_snoozed_card_says_until_when() -> None:
    """The longest snooze that covers it counts; another span can still be chosen."""
    snoozes = (Snooze(at(15, 0), KEY), Snooze(at(15, 20)), Snooze(at(14, 0), KEY))
    card = first(burning(snoozes=snoozes))
    assert card.standing.endswith("Snoozed until 15:20.")
    assert card.can_snooze
    night = first(burning(snoozes=(Snooze(at(9, 0) + 86_400, KEY),)))
    assert night.standing.endswith("Snoozed until 09:00.")
    endless = first(burning(snoozes=(*snoozes, Snooze(None, KEY))))
    assert endless.standing.endswith("Snoozed until it recovers.")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"told": Reason.SENT, "told_at": None}, "Told."),
        ({"told": Reason.SENT, "reminded_at": at(14, 18)}, "Told 14:05. Reminded 14:18."),
        ({"told": Reason.QUIET, "told_until": at(20, 0)}, "Not sent: quiet hours until 20:00."),
        ({"told": Reason.NO_ACTION}, "Not sent: the KPI document orders no action."),
        ({"told": None}, ""),
    ],
)
def test_every_decision_is_shown_with_its_reason(changes: dict[str, Any], words: str) -> None:
    """When somebody was told, or why nobody was and until when; before the decision, nothing."""
    assert first(burning(episodes=(replace(EPISODE, **changes),))).standing == words


def test_an_alert_without_its_episode_is_still_shown() -> None:
    """A history that was lost hides no fire."""
    card = first(burning(episodes=()))
    assert (card.title, card.standing) == ("Success rate below 90 %", "")


def test_a_pending_card_counts_down() -> None:
    """While the hold runs: what is seen, what it waits for, and how long still."""
    held = pending(10.9, 100)
    card = first(state(triggers=alerts((RETRY_RULE, RETRY, held))))
    assert (card.title, card.word, card.lasts) == ("Retry rate rising", "pending", "fires in 1:20")
    assert card.why == (
        WhyView("Now", "10.9 %"),
        WhyView("Fires above", "10 %", "for 3 min"),
        WhyView("Since", "14:17"),
    )
    assert (card.action, card.level, card.lines) == ("", Level.OFF_TARGET, ())
    assert not card.can_acknowledge
    assert not card.can_snooze


def test_a_countdown_is_not_spoken() -> None:
    """A name that changed each second would be read each second; all else is in it."""
    given = state(triggers=alerts((RETRY_RULE, RETRY, pending(10.9, 100))))
    later = attention(picture(given, now=NOW + 1), (), ()).cards[0]
    assert later.lasts == "fires in 1:19"
    assert first(given).spoken == later.spoken == "Retry rate, pending, 10.9 % above 10 %."
    fresh = alerts((SUCCESS_RULE, SUCCESS, replace(FIRED, fired_at=NOW - 20)))
    assert first(burning(triggers=fresh, episodes=())).spoken.startswith("Success rate, firing, 88")


def test_a_frozen_pending_card_says_so() -> None:
    """Without good data the countdown stands still."""
    held = replace(pending(10.9, 100), last_good_at=None)
    card = first(state(triggers=alerts((RETRY_RULE, RETRY, held))))
    assert card.lines == ("On hold: no good data.",)


def test_a_card_without_a_value() -> None:
    """A rule without hold has no words of it; what was never seen has no figure."""
    fast = rule("fast", name="Fast", fire=SUCCESS_RULE.fire, hold_s=0.0)
    known = catalogue([metric()], [fast])
    held = TriggerState(Phase.PENDING, last_good_at=NOW, began_at=NOW)
    card = first(state({}, known=known, triggers=alerts((fast, metric(), held))), known=known)
    assert (card.title, card.glance) == ("Fast falling", "")
    assert card.why == (WhyView("Fires below", "90"), WhyView("Since", "14:19"))
    assert card.spoken == "Fast, pending, fires below 90."


def test_a_recovering_card_counts_down_to_its_end() -> None:
    """What is left of the clear hold; where it would fire again is said so."""
    held = replace(
        FIRED,
        phase=Phase.RECOVERING,
        value=93.1,
        held_s=100.0,
        last_good_at=NOW,
        fired_at=at(13, 0),
    )
    card = first(burning(triggers=alerts((SUCCESS_RULE, SUCCESS, held))))
    assert (card.word, card.lasts, card.level) == (
        "recovering",
        "clears in 3:20",
        Level.OFF_TARGET,
    )
    assert card.why[0] == WhyView("Now", "93.1 %", "n 4,182")
    assert card.spoken.startswith("Success rate, recovering, 93.1 %, fires below 90 %, Immediate")
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


def test_a_frozen_fire_says_so() -> None:
    """A fire whose source is silent is on hold, not over."""
    assert first(burning(sources=[collector(last_good_at=NOW - 2)])).lines == ()
    stale = burning(sources=[collector(last_good_at=NOW - 40)])
    card, second = attention(picture(stale), (), ()).cards
    assert card.lines == ("On hold: stale.",)
    assert second.title == "Collector silent"


def test_a_growth_alert_speaks_of_pace() -> None:
    """A group's rule names its metric and its share of the pace."""
    held = fired(0.604, 0.59, at(10, 0) - 86_400, at(10, 0))
    card = first(state(triggers=alerts((ADOPTION_RULE, USERS, held))))
    assert card.title == "Monthly active users below 70 % of pace"
    assert card.action == "Marketing review."
    assert [row.figure for row in card.why] == [
        "60 % of pace", "59 % of pace", "70 % of pace", "75 % of pace", "22 Nov 10:00",
    ]  # fmt: skip
    assert card.why[0].note == ""


@pytest.mark.parametrize(
    ("seen", "title", "value"),
    [
        (RuleInput.WEEKDAY_DROP, "Rule down more than 10 %", "22.0 % down"),
        (RuleInput.DROP_FROM_PREVIOUS, "Rule down more than 10", "22 down"),
    ],
)
def test_drops(seen: RuleInput, title: str, value: str) -> None:
    """A rule that compares with before says how much it fell."""
    drop = rule(input=seen)
    known = catalogue([metric()], [drop])
    held = TriggerState(Phase.FIRING, fired_at=NOW - 60, value=22.0, worst=22.0)
    given = state({}, known=known, triggers=alerts((drop, metric(), held)))
    card = first(given, known=known)
    assert (card.title, card.glance) == (title, value)
    waiting = alerts((drop, metric(), replace(held, phase=Phase.PENDING)))
    assert first(replace(given, triggers=waiting), known=known).title == "Rule falling"


def test_a_survey_says_its_number_of_answers() -> None:
    """Whatever a sample is of, its size stands beside the value."""
    survey = rule("nps", ["nps"], name="NPS", fire=SUCCESS_RULE.fire)
    known = catalogue([NPS], [survey])
    held = TriggerState(Phase.FIRING, fired_at=NOW - 60, value=12.0, worst=12.0, n=400)
    card = first(state({}, known=known, triggers=alerts((survey, NPS, held))), known=known)
    assert card.why[0] == WhyView("Now", "12", "n 400")
