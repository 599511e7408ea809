"""The notification policy, told as stories of samples every half minute."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from aux_monitor.domain.catalogue import RuleId
from aux_monitor.domain.grouping import plan
from aux_monitor.domain.notice import NoticeKind, Reason
from aux_monitor.domain.reading import MetricId
from aux_monitor.domain.saying import announced
from aux_monitor.domain.state import PollFailed, Resumed, TriggersStepped, reduce
from aux_monitor.domain.telling import RETRIED_FOR_S, RETRY_S, Moment, Policy
from aux_monitor.domain.trust import FailureKind
from tests.domain.building import COLLECTOR, rule
from tests.domain.teller import Teller

FIRED, RESOLVED = NoticeKind.FIRED, NoticeKind.RESOLVED

QUICK = rule(hold_s=60, clear_hold_s=60, keep_firing_s=0)
"""Fires after three bad samples, is over after four good ones."""

BAD, GOOD = [340.0] * 5, [120.0] * 6


def group(*names: str, **changes: Any) -> tuple[Any, ...]:
    """Return rules of these names, each on a metric of its own."""
    return tuple(
        replace(QUICK, id=RuleId(name), metrics=(MetricId(name),), **changes) for name in names
    )


def only(teller: Teller) -> Any:
    """Return the newest episode."""
    return teller.state.episodes[0]


class TestGrouping:
    """What comes within ten seconds is one message."""

    def test_an_alert_waits_for_others_before_it_is_told(self) -> None:
        """Fired with the third sample, told ten seconds later, and says so meanwhile."""
        teller = Teller((QUICK,))
        teller.play(BAD[:2])
        teller.hear(340)
        fired_at = teller.now
        assert (only(teller).told, only(teller).told_until) == (Reason.GATHERING, fired_at + 10)
        teller.wait(30)
        assert [(one.kind, one.at) for one in teller.told] == [(FIRED, fired_at + 10)]
        assert only(teller).told_at == fired_at + 10

    def test_five_triggers_in_one_poll_are_one_message(self) -> None:
        """One notice tells of all, one notice ends all, each in its place."""
        teller = Teller(group("a", "b", "c", "d", "e"))
        teller.play([*BAD, *GOOD])
        assert teller.kinds() == [FIRED, RESOLVED]
        assert [len(one.episodes) for one in teller.told] == [5, 5]
        assert teller.told[0].number == teller.told[1].number
        assert {episode.told_with for episode in teller.state.episodes} == {4}

    def test_the_end_of_one_of_several_does_not_take_their_place(self) -> None:
        """While others of the message fire on, what is on the screen stays."""
        teller = Teller(group("a", "b"))
        teller.play(BAD)
        teller.change(replace(only(teller), resolved_at=teller.now))
        teller.wait(20)
        assert teller.kinds() == [FIRED, RESOLVED]
        assert teller.told[0].number != teller.told[1].number

    def test_alerts_of_several_messages_that_end_together_make_a_new_one(self) -> None:
        """The end of two notices takes the place of neither."""
        teller = Teller(group("a", "b"))
        teller.play(BAD)
        first, second = teller.state.episodes
        teller.change(replace(second, notice=2**30 + 99))
        teller.play(GOOD)
        assert teller.kinds() == [FIRED, RESOLVED]
        assert teller.told[1].number not in (first.notice, 2**30 + 99)

    def test_a_message_that_was_announced_is_sent_again_as_it_was(self) -> None:
        """After a kill between the mark and the sending: the same kind, number and alerts."""
        teller = Teller(group("a", "b"))
        teller.play(BAD[:2])
        teller.hear(340)
        number = 2**30 + 5
        marked = [announced(e, FIRED, number) for e in teller.state.episodes]
        teller.state = reduce(teller.state, TriggersStepped({}, tuple(marked)))
        found = plan(teller.by_key, Moment(teller.policy, teller.state, teller.now))
        (message,) = found.messages
        assert (message.kind, message.number, message.interrupted) == (FIRED, number, True)
        assert {case.episode.id for case in message.cases} == {e.id for e in marked}
        teller.restart()
        assert [(one.kind, one.number) for one in teller.told] == [(FIRED, number)]

    def test_what_is_over_before_the_wait_is_not_told(self) -> None:
        """Neither its beginning nor its end."""
        teller = Teller((replace(QUICK, clear_hold_s=0),), Policy(group_s=50))
        teller.play([*BAD[:3], *GOOD])
        assert teller.told == []
        assert (only(teller).told, only(teller).told_resolved) == (
            Reason.OVER,
            Reason.NEVER_TOLD,
        )

    def test_a_clock_that_was_set_back_makes_nobody_wait_longer(self) -> None:
        """The wait is ten seconds from now at most."""
        teller = Teller((QUICK,))
        teller.play(BAD[:2])
        teller.hear(340)
        teller.now -= 7200
        teller.hear(340)
        assert only(teller).told_until == teller.now + 10


class TestHolding:
    """What keeps a notice back, and what lets it go."""

    @pytest.mark.parametrize(
        ("policy", "changes", "reason"),
        [
            (Policy(), {"action": "", "notify": False}, Reason.NO_ACTION),
            (Policy(enabled=False), {}, Reason.DISABLED),
        ],
    )
    def test_what_nobody_wants_is_not_told(
        self, policy: Policy, changes: dict[str, Any], reason: Reason
    ) -> None:
        """The reason is kept, and an end whose beginning was not told is not told either."""
        teller = Teller((replace(QUICK, **changes),), policy)
        teller.play(BAD)
        assert only(teller).told is reason
        teller.play(GOOD)
        assert (teller.told, only(teller).told_resolved) == ([], Reason.NEVER_TOLD)

    def test_switched_on_again_tells_what_fires(self) -> None:
        """An alert that began while notices were switched off is told once they are on."""
        teller = Teller((QUICK,), Policy(enabled=False))
        teller.play(BAD)
        teller.policy = Policy()
        teller.play(BAD)
        assert teller.kinds() == [FIRED]
        teller.policy = Policy(enabled=False)
        teller.play(GOOD)
        assert (teller.kinds(), only(teller).told_resolved) == ([FIRED], Reason.DISABLED)

    def test_an_acknowledged_alert_is_not_told_but_its_end_is(self) -> None:
        """Who was told of a fire is told that it is out, also after taking it on."""
        teller = Teller((QUICK,))
        teller.play(BAD[:2])
        teller.hear(340)
        teller.change(replace(only(teller), acknowledged_at=teller.now))
        teller.play(BAD)
        assert (teller.told, only(teller).told) == ([], Reason.ACKNOWLEDGED)
        other = Teller((QUICK,))
        other.play(BAD)
        other.change(replace(only(other), acknowledged_at=other.now))
        other.play(GOOD)
        assert other.kinds() == [FIRED, RESOLVED]

    def test_a_silent_source_hides_its_alerts_and_never_their_end(self) -> None:
        """Not told while its source is silent; told once it answers, if it still fires."""
        teller = Teller((QUICK,))
        teller.play(BAD[:2])
        teller.hear(340)
        failed = PollFailed(COLLECTOR, teller.now, FailureKind.TIMEOUT, "late", teller.now)
        for _ in range(2):
            teller.state = reduce(teller.state, failed)
        teller.wait(300)
        assert (teller.told, only(teller).told) == ([], Reason.SILENT)
        teller.play(BAD)
        assert teller.kinds() == [FIRED]
        over = replace(only(teller), resolved_at=teller.now)
        for _ in range(2):
            teller.state = reduce(teller.state, failed)
        teller.change(over)
        teller.wait(20)
        assert teller.kinds() == [FIRED, RESOLVED]

    def test_after_a_start_an_alert_waits_for_its_source(self) -> None:
        """What fired yesterday is not told before it has been seen to fire today."""
        teller = Teller((QUICK,))
        teller.play(BAD[:2])
        teller.hear(340)
        teller.restart()
        teller.wait(3600)
        assert (teller.told, only(teller).told) == ([], Reason.AWAITED)
        teller.play(BAD)
        assert teller.kinds() == [FIRED]

    def test_a_source_that_reads_its_past_has_not_been_heard(self) -> None:
        """What it says while it catches up is how things stood."""
        teller = Teller((QUICK,))
        teller.play(BAD[:2])
        teller.hear(340)
        (source,) = teller.state.sources.values()
        behind = {source.id: replace(source, catching_up=True)}
        teller.state = replace(teller.state, sources=behind)
        teller.wait(20)
        assert (teller.told, only(teller).told) == ([], Reason.AWAITED)
        teller.play(BAD)
        assert teller.kinds() == [FIRED]

    def test_after_a_resume_nothing_is_told_at_once(self) -> None:
        """Eight hours of sleep send nothing; what still fires after the grace is told."""
        teller = Teller((QUICK,))
        teller.play(BAD[:2])
        teller.hear(340)
        teller.now += 8 * 3600
        teller.state = reduce(teller.state, Resumed(teller.now))
        teller.hear(340)
        teller.wait(29)
        assert (teller.told, only(teller).told) == ([], Reason.RESUMED)
        teller.play(BAD)
        assert teller.kinds() == [FIRED]

    def test_what_recovers_is_not_told_any_more(self) -> None:
        """An alert that is on its way out interrupts nobody, unless it comes back."""
        teller = Teller((QUICK,))
        teller.play(BAD[:3], every_s=30)
        teller = Teller((QUICK,), Policy(group_s=40))
        teller.play(BAD[:2])
        teller.hear(340)
        teller.wait(30)
        teller.hear(120)
        teller.wait(29)
        assert (teller.told, only(teller).told) == ([], Reason.RECOVERING)
        teller.play(BAD)
        assert teller.kinds() == [FIRED]

    def test_a_desktop_that_shows_nothing_is_tried_again(self) -> None:
        """Every five minutes, and its end no longer than half a day."""
        teller = Teller((QUICK,))
        teller.works = False
        teller.play(BAD)
        failed_at = only(teller).told_until
        assert only(teller).told is Reason.NO_CHANNEL
        teller.works = True
        teller.play([340.0] * 4)
        assert teller.told == []
        teller.play([340.0] * 10)
        assert teller.kinds() == [FIRED]
        assert teller.told[0].at == pytest.approx(failed_at + 10)
        teller.works = False
        teller.play(GOOD)
        assert only(teller).told_resolved is Reason.NO_CHANNEL
        teller.wait(RETRIED_FOR_S + 2 * RETRY_S)
        teller.works = True
        teller.wait(2 * RETRY_S)
        assert teller.kinds() == [FIRED]

    def test_the_next_try_is_never_far_off(self) -> None:
        """After the clock was set back the wait for the next try is not kept."""
        teller = Teller((QUICK,))
        teller.works = False
        teller.play(BAD)
        teller.now -= 7200
        teller.works = True
        teller.play(BAD)
        assert teller.kinds() == [FIRED]
