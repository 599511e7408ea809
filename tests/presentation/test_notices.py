"""The words of desktop notifications."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC

from msgspec.structs import replace

from aux_monitor.domain.catalogue import TriggerRule
from aux_monitor.domain.grouping import Message
from aux_monitor.domain.notice import Episode, NoticeKind
from aux_monitor.domain.offline import OFFLINE_KEY, offline_rule
from aux_monitor.domain.reading import Part, Release
from aux_monitor.domain.silence import silence_key, silence_rule
from aux_monitor.domain.state import AppState
from aux_monitor.domain.telling import Case
from aux_monitor.ports.notifier import Notice, NoticeAction, Urgency
from aux_monitor.presentation.notices import LONGEST_BODY, NoticeComposer
from tests.presentation.builders import (
    ADOPTION_RULE,
    CATALOGUE,
    GITHUB,
    NOW,
    P95,
    P95_RULE,
    RESPONSE,
    RESPONSE_RULE,
    SUCCESS,
    SUCCESS_RULE,
    USERS,
    at,
    collector,
    episode,
    fired,
    github,
    reading,
    state,
)

NUMBER = 2**30 + 7


def compose(
    kind: NoticeKind, rule: TriggerRule, about: Episode, given: AppState, now: float
) -> Notice:
    """Return the notice of a message about one alert."""
    return of_several(kind, [Case(rule, about)], given, now)


def of_several(
    kind: NoticeKind, cases: Sequence[Case], given: AppState, now: float = NOW
) -> Notice:
    """Return the notice of a message."""
    return NoticeComposer(CATALOGUE, UTC)(Message(kind, tuple(cases), NUMBER), given, now)


BEGUN = episode(SUCCESS_RULE, SUCCESS, fired(88.6, 88.6, at(14, 2), at(14, 5)))
ENDED = replace(BEGUN, resolved_at=at(14, 19), worst=87.9)
GONE = collector(last_good_at=at(14, 18, 39), error="Connection refused", failures=20)
SILENT = replace(BEGUN, key=silence_key(GONE), fired_at=NOW, value=21.0)


def test_a_beginning() -> None:
    """The condition, then the document's order, why, since when, after what, and what ends it."""
    releases = {GITHUB: (Release("v1.3.0", at(13, 58), GITHUB),)}
    notice = compose(NoticeKind.FIRED, SUCCESS_RULE, BEGUN, state(releases=releases), NOW)
    assert notice == Notice(
        tag=f"notice-{NUMBER}",
        number=NUMBER,
        title="Success rate below 90 %",
        body=(
            "Immediate triage. 88.6 % of 4,182 commands. Began 14:02, four minutes after v1.3.0. "
            "Clears above 92 % for 5 min."
        ),
        urgency=Urgency.CRITICAL,
        actions=(NoticeAction.OPEN, NoticeAction.ACKNOWLEDGE, NoticeAction.SNOOZE),
    )


def test_an_end() -> None:
    """The end says how long it lasted and how bad it was, and is quiet."""
    notice = compose(NoticeKind.RESOLVED, SUCCESS_RULE, ENDED, state(), NOW)
    assert notice == Notice(
        tag=f"notice-{NUMBER}",
        number=NUMBER,
        title="Success rate recovered",
        body="Recovered after 14 min, worst 87.9 %.",
        urgency=Urgency.LOW,
        actions=(NoticeAction.OPEN,),
    )


def test_an_end_without_its_time_counts_to_now() -> None:
    """An episode told before its end was written down lasted until now."""
    notice = compose(NoticeKind.RESOLVED, SUCCESS_RULE, BEGUN, state(), at(14, 9))
    assert notice.body == "Recovered after 4 min, worst 88.6 %."


def test_a_beginning_names_the_parts() -> None:
    """The breakdown of the reading at that time tells which commands are slow."""
    slow = reading(RESPONSE, 318.0, breakdown=(Part("click", 402.0), Part("extract", 288.0)))
    begun = episode(RESPONSE_RULE, RESPONSE, fired(318.0, 318.0, at(14, 5), at(14, 8)))
    notice = compose(NoticeKind.FIRED, RESPONSE_RULE, begun, state(readings=[slow]), NOW)
    assert "318 ms over 4,182 commands; click 402 ms, extract 288 ms." in notice.body
    assert notice.urgency is Urgency.NORMAL


def test_a_threshold_without_an_order_begins_with_the_figure() -> None:
    """Where the document orders nothing the notice invents nothing."""
    begun = episode(P95_RULE, P95, fired(1100.0, 1100.0, at(14, 5), at(14, 8)))
    notice = compose(NoticeKind.FIRED, P95_RULE, begun, state({}), NOW)
    assert notice.body.startswith("1,100 ms over 4,182 commands.")


def test_a_share_of_the_pace_has_no_sample() -> None:
    """A sample size belongs to a value, not to its share of the pace."""
    begun = episode(ADOPTION_RULE, USERS, fired(0.6, 0.6, at(14, 5), at(14, 8)))
    notice = compose(NoticeKind.FIRED, ADOPTION_RULE, begun, state({}), NOW)
    assert notice.body.startswith("Marketing review. 60 % of pace. Began")


def test_a_silent_source() -> None:
    """How long, its last words, from when its figures are, and that their alerts are held."""
    given = state(sources=[GONE])
    notice = compose(NoticeKind.FIRED, silence_rule(GONE), SILENT, given, NOW)
    assert notice.title == "Collector silent"
    assert notice.body == (
        "No answer for 21 s. Connection refused. Its figures are from 14:18; their alerts are held."
    )


def test_a_source_that_never_answered() -> None:
    """It has no figures to be old."""
    never = replace(GONE, last_good_at=None, error="")
    notice = compose(NoticeKind.FIRED, silence_rule(never), SILENT, state(sources=[never]), NOW)
    assert notice.body == "No answer for 21 s. Its alerts are held until it answers."


def test_a_source_answers_again() -> None:
    """Its return is told with the whole silence, counted from its last answer."""
    ended = replace(SILENT, resolved_at=NOW + 19)
    notice = compose(NoticeKind.RESOLVED, silence_rule(GONE), ended, state(sources=[GONE]), NOW)
    assert notice.title == "Collector answers again"
    assert notice.body == "It was silent for 40 s."


def test_a_source_that_left_keeps_its_name() -> None:
    """A source taken out of the settings meanwhile is still named by its rule."""
    rule = silence_rule(GONE)
    left = state({}, sources=[])
    assert compose(NoticeKind.RESOLVED, rule, SILENT, left, NOW).title == "Collector answers again"
    assert compose(NoticeKind.FIRED, rule, SILENT, left, NOW).title == "Collector silent"


def test_a_demonstration_says_so() -> None:
    """Nobody is sent running by simulated data."""
    notice = compose(NoticeKind.FIRED, SUCCESS_RULE, BEGUN, state(demo=True), NOW)
    assert notice.title == "Demonstration: Success rate below 90 %"


def test_a_long_title_is_cut() -> None:
    """A rule of a user's own with a long name does not burst the title."""
    named = replace(SUCCESS_RULE, name="N" * 200)
    notice = compose(NoticeKind.FIRED, named, BEGUN, state(demo=True), NOW)
    assert len(notice.title) == 80
    assert notice.title.endswith("…")


def test_a_release_after_the_beginning_is_not_blamed() -> None:
    """What came later, or long before, cannot have brought it."""
    others = (Release("v2", at(14, 3), GITHUB), Release("v1", at(12, 0), GITHUB))
    notice = compose(NoticeKind.FIRED, SUCCESS_RULE, BEGUN, state(releases={GITHUB: others}), NOW)
    assert "Began 14:02. " in notice.body


def test_hostile_words_are_cleaned_and_bounded() -> None:
    """Part names and errors from outside neither flood nor reverse the text."""
    evil = "<b>a\u202e\n" + "x" * 9000
    slow = reading(RESPONSE, 318.0, breakdown=(Part(evil, 402.0),))
    begun = episode(RESPONSE_RULE, RESPONSE, fired(318.0, 318.0, at(14, 5), at(14, 8)))
    loud = replace(GONE, error=evil, name=evil)
    for notice in (
        compose(NoticeKind.FIRED, RESPONSE_RULE, begun, state(readings=[slow]), NOW),
        compose(NoticeKind.FIRED, silence_rule(loud), SILENT, state(sources=[loud]), NOW),
    ):
        assert len(notice.title) <= 80
        assert len(notice.body) <= LONGEST_BODY
        assert not {"\u202e", "\n"} & set(notice.title + notice.body)


SLOW = episode(RESPONSE_RULE, RESPONSE, fired(318.0, 318.0, at(14, 5), at(14, 8)))
SEVERAL = (Case(RESPONSE_RULE, SLOW), Case(SUCCESS_RULE, BEGUN))


def test_several_alerts_are_one_list() -> None:
    """The worst first, each with its action; the notice is as urgent as the worst."""
    notice = of_several(NoticeKind.FIRED, SEVERAL, state())
    assert notice.title == "2 alerts: Success rate (critical), Response time"
    assert notice.body == (
        "Success rate below 90 %: Immediate triage.\n"
        "Response time above 300 ms: Engineering investigation."
    )
    assert (notice.urgency, len(notice.actions)) == (Urgency.CRITICAL, 3)


def test_alerts_as_grave_stand_in_the_order_of_the_document() -> None:
    """Whichever fired first: the list reads as the KPI document does."""
    tail = episode(P95_RULE, P95, fired(1100.0, 1100.0, at(14, 5), at(14, 8)))
    named = [*CATALOGUE.rules]
    assert named.index(RESPONSE_RULE.id) < named.index(P95_RULE.id)
    cases = (Case(P95_RULE, tail), Case(RESPONSE_RULE, SLOW))
    assert of_several(NoticeKind.FIRED, cases, state()).title.startswith("2 alerts: Response time,")


def test_a_source_stands_in_a_list_by_its_name() -> None:
    """What has no metric, and what orders nothing, is named alone."""
    cases = (*SEVERAL, Case(silence_rule(GONE), SILENT))
    notice = of_several(NoticeKind.FIRED, cases, state(sources=[GONE]))
    assert notice.title == "3 alerts: Success rate (critical), Response time, Collector silent"
    assert notice.body.endswith("Engineering investigation.\nCollector silent")


def test_several_ends_are_one_list() -> None:
    """Each with how long it lasted and how bad it was; none is urgent any more."""
    over = replace(SLOW, resolved_at=at(14, 19))
    heard = Case(silence_rule(GONE), replace(SILENT, resolved_at=NOW + 19))
    cases = (Case(RESPONSE_RULE, over), Case(SUCCESS_RULE, ENDED), heard)
    notice = of_several(NoticeKind.RESOLVED, cases, state(sources=[GONE]))
    assert notice.title == "3 recovered: Success rate, Response time, Collector silent"
    assert notice.body == (
        "Success rate recovered after 14 min, worst 87.9 %.\n"
        "Response time recovered after 11 min, worst 318 ms.\n"
        "Collector answers again: it was silent for 40 s."
    )
    assert notice.urgency is Urgency.LOW


def test_a_reminder_says_how_long() -> None:
    """What fires on is said again with the time since it fired, as urgent as before."""
    notice = compose(NoticeKind.REMINDED, SUCCESS_RULE, BEGUN, state(), at(18, 5))
    assert notice.title == "Still firing: Success rate below 90 %"
    assert notice.body.startswith("It has fired for 4 h. Immediate triage. ")
    assert notice.urgency is Urgency.CRITICAL


def test_the_end_of_a_snooze_says_so() -> None:
    """Who silenced it learns why it speaks again, alone or in a list."""
    notice = compose(NoticeKind.STILL, SUCCESS_RULE, BEGUN, state(), at(15, 5))
    assert notice.body.startswith("Your snooze ended; it has fired for 1 h. Immediate triage. ")
    several = of_several(NoticeKind.STILL, SEVERAL, state())
    assert several.title == "2 still firing: Success rate (critical), Response time"
    assert several.body.startswith("Your snooze ended.\nSuccess rate below 90 %: ")


def test_a_flapping_alert_says_so() -> None:
    """How often it came back, and how rarely it is told for that."""
    flapping = replace(BEGUN, flaps=2)
    notice = compose(NoticeKind.FIRED, SUCCESS_RULE, flapping, state(), NOW)
    assert notice.body.endswith("Flapping: it came back 2 times, and is told at most every 30 min.")


def test_a_long_list_is_bounded() -> None:
    """Six lines, then how many more; the whole as short as any notice, each line cleaned."""
    named = replace(SUCCESS_RULE, action="Triage\n" + "x" * 30)
    cases = [Case(named, BEGUN)] * 9
    notice = of_several(NoticeKind.FIRED, cases, state(), NOW)
    lines = notice.body.split("\n")
    assert lines[-1] == "and 3 more"
    assert len(lines) == 7
    endless = [Case(replace(SUCCESS_RULE, action="x" * 500), BEGUN)] * 9
    assert len(of_several(NoticeKind.FIRED, endless, state()).body) <= LONGEST_BODY


CUT_OFF = replace(BEGUN, key=OFFLINE_KEY, fired_at=NOW, value=41.0)
ALONE = github(error="The name api.github.com is not known.", failures=20)


def test_a_computer_that_is_offline_names_what_is_held() -> None:
    """For how long, the first reason, and whose alerts wait."""
    given = state(sources=[collector(), ALONE])
    notice = compose(NoticeKind.FIRED, offline_rule(), CUT_OFF, given, NOW)
    assert notice.title == "This computer is offline"
    assert notice.body == (
        "No remote source can be reached for 41 s. The name api.github.com is not known. "
        "The alerts of GitHub are held."
    )


def test_a_computer_that_is_online_again() -> None:
    """With how long it was offline, counted from the first failure."""
    ended = replace(CUT_OFF, resolved_at=NOW + 19)
    notice = compose(NoticeKind.RESOLVED, offline_rule(), ended, state(sources=[ALONE]), NOW)
    assert notice.title == "This computer is online again"
    assert notice.body == "It was offline for 1 min."
