"""The messages of a scenario, told as the program tells them."""

from __future__ import annotations

from aux_monitor.domain.notice import NoticeKind
from aux_monitor.domain.rehearsal import rehearse
from aux_monitor.domain.scenario import Asleep, Expected, Listed, Scenario, Span, Track
from aux_monitor.domain.telling import Policy
from aux_monitor.domain.told import told
from tests.domain.building import metric, rule

START = 1_780_272_000.0
LIVE = rule(hold_s=180, clear_hold_s=300, keep_firing_s=600, gap_s=90, action="Look at it")
BAD, GOOD = Listed((400.0,)), Listed((100.0,))


def story(*spans: Span, messages: int | None = None) -> Scenario:
    """Return a scenario of the response time."""
    track = Track(LIVE, metric(), spans, Expected())
    return Scenario("a story", START, 10, 10, (track,), messages)


def said(scenario: Scenario, policy: Policy | None = None) -> list[tuple[float, NoticeKind]]:
    """Return the seconds and kinds of a scenario's messages."""
    return [(each.at, each.message.kind) for each in told(scenario, policy)]


def test_an_incident_is_told_when_it_has_gathered_and_so_is_its_end() -> None:
    """Ten seconds after it fires, and ten after it is over."""
    assert said(story(Span(900, BAD), Span(900, GOOD))) == [
        (190, NoticeKind.FIRED),
        (1_210, NoticeKind.RESOLVED),
    ]


def test_reminders_come_between_samples_too() -> None:
    """A look is taken when the policy asks for it, whenever that is."""
    reminded = Policy(remind_every_s=1_005.0)
    assert said(story(Span(2_500, BAD)), reminded) == [
        (190, NoticeKind.FIRED),
        (1_195, NoticeKind.REMINDED),
        (2_200, NoticeKind.REMINDED),
    ]


def test_a_policy_that_tells_nothing_tells_nothing() -> None:
    """The decisions are the policy's own."""
    assert said(story(Span(900, BAD)), Policy(enabled=False)) == []


def test_a_sleep_is_no_silence_and_no_message() -> None:
    """What pends when the machine goes to sleep is told only when it has held awake."""
    assert said(story(Span(120, BAD), Span(28_800, Asleep()), Span(200, GOOD))) == []


def test_messages_are_counted_only_where_they_are_asked_about() -> None:
    """A scenario that expects none is failed by one."""
    spans = (Span(900, BAD),)
    assert rehearse(story(*spans)).messages is None
    assert rehearse(story(*spans)).as_expected
    assert rehearse(story(*spans, messages=1)).as_expected
    assert not rehearse(story(*spans, messages=0)).as_expected
