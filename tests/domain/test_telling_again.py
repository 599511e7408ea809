"""Snoozes, reminders, quiet hours and flapping, told as stories of samples every half minute."""

from __future__ import annotations

from datetime import UTC, datetime, time
from itertools import pairwise
from typing import Any

import pytest
from msgspec.structs import replace

from aux_monitor.domain.catalogue import Cadence, RuleId, Severity
from aux_monitor.domain.notice import AlertKey, NoticeKind, Reason, Snooze
from aux_monitor.domain.quiet import QuietWindow
from aux_monitor.domain.telling import Policy
from tests.domain.building import KEY, LATENCY, rule
from tests.domain.teller import Teller

FIRED, RESOLVED = NoticeKind.FIRED, NoticeKind.RESOLVED
STILL, REMINDED = NoticeKind.STILL, NoticeKind.REMINDED

QUICK = rule(hold_s=60, clear_hold_s=60, keep_firing_s=0)
"""Fires after three bad samples, is over after four good ones."""

BAD, GOOD = [340.0] * 5, [120.0] * 6
HOUR = 120
"""Samples of an hour."""

NIGHT = QuietWindow(frozenset(range(7)), time(22), time(8), UTC)
EVENING = datetime(2026, 6, 1, 22, tzinfo=UTC).timestamp()


def only(teller: Teller) -> Any:
    """Return the newest episode."""
    return teller.state.episodes[0]


@pytest.mark.parametrize(
    ("cadence", "reminders"),
    [
        (Cadence.DAILY, 14 * 6),
        (Cadence.WEEKLY, 14),
        (Cadence.MONTHLY, 2),
        (Cadence.QUARTERLY, 2),
    ],
)
def test_a_slow_figure_is_said_again_slowly(cadence: Cadence, reminders: int) -> None:
    """In a fortnight a quarterly figure's alert is said again twice, a live one 84 times."""
    teller = Teller((QUICK,), cadences={LATENCY: cadence})
    teller.play(BAD)
    teller.play([340.0] * (14 * 24 + 1), every_s=3600)
    assert teller.kinds() == [FIRED, *[REMINDED] * reminders]


def test_a_longer_interval_of_ones_own_is_kept() -> None:
    """The cadence only ever makes reminders rarer."""
    policy = Policy(remind_every_s=3 * 86_400)
    teller = Teller((QUICK,), policy, cadences={LATENCY: Cadence.WEEKLY})
    teller.play(BAD)
    teller.play([340.0] * (7 * 24), every_s=3600)
    assert teller.kinds() == [FIRED, REMINDED, REMINDED]


class TestSnoozing:
    """A person has said "not now"."""

    def test_a_snoozed_alert_is_told_at_the_end_if_it_fires(self) -> None:
        """Its beginning was not told: so it is told now, as a beginning."""
        teller = Teller((QUICK,))
        end = teller.now + 600
        teller.snooze(Snooze(end))
        teller.play(BAD)
        assert (only(teller).told, only(teller).told_until) == (Reason.SNOOZED, end)
        teller.play([340.0] * 20)
        assert [(one.kind, one.at) for one in teller.told] == [(FIRED, end + 10)]

    def test_the_end_of_a_snooze_says_still_firing(self) -> None:
        """Once, and the next reminder counts from there."""
        teller = Teller((QUICK,), Policy(remind_every_s=1800))
        teller.play(BAD)
        teller.snooze(Snooze(teller.now + 3600, KEY))
        end = teller.now + 3600
        teller.play([340.0] * (3 * HOUR))
        assert teller.kinds() == [FIRED, STILL, REMINDED, REMINDED, REMINDED]
        assert teller.told[1].at == end + 10
        assert teller.told[2].at == pytest.approx(end + 10 + 1800, abs=31)
        assert {one.number for one in teller.told} == {teller.told[0].number}

    def test_an_end_in_a_snooze_is_told_at_once(self) -> None:
        """A silence never swallows the news that it is over."""
        teller = Teller((QUICK,))
        teller.play(BAD)
        teller.snooze(Snooze(teller.now + 9000, KEY))
        teller.play(GOOD)
        assert teller.kinds() == [FIRED, RESOLVED]
        teller.play([120.0] * (4 * HOUR))
        assert teller.kinds() == [FIRED, RESOLVED]

    @pytest.mark.parametrize("restarted", [False, True])
    def test_until_recovered_ends_with_the_recovery(self, restarted: bool) -> None:  # noqa: FBT001
        """Silent while it fires, told that it is out, and told anew when it fires again."""
        teller = Teller((QUICK,), Policy(remind_every_s=1800))

        def perhaps_restart() -> None:
            if restarted:
                teller.restart()

        teller.play(BAD)
        teller.snooze(Snooze(None, KEY))
        perhaps_restart()
        teller.play([340.0] * (5 * HOUR))
        assert teller.kinds() == [FIRED]
        perhaps_restart()
        teller.play(GOOD)
        assert teller.kinds() == [FIRED, RESOLVED]
        perhaps_restart()
        teller.play([120.0] * (2 * HOUR))
        perhaps_restart()
        teller.play(BAD)
        assert teller.kinds() == [FIRED, RESOLVED, FIRED]

    def test_a_snooze_over_another_counts_from_its_own_end(self) -> None:
        """Snoozed again until recovered, nothing is said when the first would have ended."""
        teller = Teller((QUICK,))
        teller.play(BAD)
        teller.snooze(Snooze(teller.now + 600, KEY))
        assert only(teller).snoozed_until == teller.now + 600
        teller.snooze(Snooze(None, KEY))
        teller.play([340.0] * HOUR)
        assert teller.kinds() == [FIRED]


class TestReminding:
    """An alert that nobody takes on is said again."""

    def test_every_four_hours(self) -> None:
        """Counted from the last word, in the place of the notice before."""
        teller = Teller((QUICK,))
        teller.play([340.0] * (9 * HOUR))
        assert teller.kinds() == [FIRED, REMINDED, REMINDED]
        first, second, _ = (one.at for one in teller.told)
        assert second == first + 4 * 3600

    def test_never_when_switched_off_or_taken_on(self) -> None:
        """Zero means never; an acknowledged alert is somebody's."""
        silent = Teller((QUICK,), Policy(remind_every_s=0))
        silent.play([340.0] * (9 * HOUR))
        taken = Teller((QUICK,))
        taken.play(BAD)
        taken.change(replace(only(taken), acknowledged_at=taken.now))
        taken.play([340.0] * (9 * HOUR))
        assert silent.kinds() == taken.kinds() == [FIRED]

    def test_a_reminder_that_cannot_be_shown_is_tried_again(self) -> None:
        """Five minutes later, not four hours."""
        teller = Teller((QUICK,))
        teller.play([340.0] * (3 * HOUR))
        teller.works = False
        teller.play([340.0] * (HOUR + 10))
        teller.works = True
        teller.play([340.0] * 20)
        assert teller.kinds() == [FIRED, REMINDED]


class TestQuietHours:
    """Nobody is woken."""

    def asleep(self, **changes: Any) -> Teller:
        """Return a teller at the beginning of the night, with quiet hours until eight."""
        made = Teller((replace(QUICK, **changes),), Policy(quiet=(NIGHT,)), now=EVENING)
        made.play(GOOD[:1])
        return made

    def test_what_fires_all_night_is_told_in_the_morning(self) -> None:
        """One message when the quiet ends, and no reminder before."""
        teller = self.asleep()
        teller.play(BAD)
        assert (only(teller).told, only(teller).told_until) == (Reason.QUIET, EVENING + 36_000)
        teller.play([340.0] * (11 * HOUR))
        assert [(one.kind, one.at) for one in teller.told] == [(FIRED, EVENING + 36_010)]

    def test_what_came_and_went_is_no_notice(self) -> None:
        """It stands in the card of the morning."""
        teller = self.asleep()
        teller.play([*BAD, *GOOD])
        teller.play([120.0] * (11 * HOUR))
        assert teller.told == []
        assert (only(teller).told, only(teller).told_resolved) == (
            Reason.QUIET,
            Reason.NEVER_TOLD,
        )

    def test_the_end_of_something_told_waits_for_the_morning(self) -> None:
        """Told in the evening, over in the night: said when the quiet ends."""
        teller = Teller((QUICK,), Policy(quiet=(NIGHT,)), now=EVENING - 600)
        teller.play(BAD)
        teller.play([340.0] * HOUR)
        teller.play(GOOD)
        assert only(teller).told_resolved is Reason.QUIET
        teller.play([120.0] * (11 * HOUR))
        assert [(one.kind, one.at) for one in teller.told[1:]] == [(RESOLVED, EVENING + 36_010)]

    def test_a_critical_alert_breaks_through_where_that_is_set(self) -> None:
        """By default it does; a person may want it otherwise."""
        loud = self.asleep(severity=Severity.CRITICAL)
        loud.play([*BAD, *GOOD])
        assert loud.kinds() == [FIRED, RESOLVED]
        quiet = self.asleep(severity=Severity.CRITICAL)
        quiet.policy = Policy(quiet=(NIGHT,), critical_through=False)
        quiet.play([*BAD, *GOOD])
        assert quiet.told == []

    def test_reminders_wait_too(self) -> None:
        """Due at two in the night, said at eight."""
        teller = Teller((QUICK,), Policy(quiet=(NIGHT,)), now=EVENING - 7200)
        teller.play([340.0] * (13 * HOUR))
        assert teller.kinds() == [FIRED, REMINDED]
        assert teller.told[1].at == pytest.approx(EVENING + 36_000, abs=31)


class TestFlapping:
    """An alert that comes and goes."""

    def test_each_return_is_told_later(self) -> None:
        """Never more often than the wait allows, up to one notice an hour."""
        teller = Teller((QUICK,))
        for _ in range(40):
            teller.play([*BAD, *[120.0] * 15])
        times = [one.at for one in teller.told]
        gaps = [later - earlier for earlier, later in pairwise(times)]
        assert max(gaps[-3:]) <= 3600 + 600
        assert min(gaps[4:]) >= 3600
        assert only(teller).flaps == 39

    def test_what_is_told_is_how_it_stands(self) -> None:
        """After a flapping alert is over for good, the last notice says that it is over."""
        teller = Teller((QUICK,))
        for _ in range(5):
            teller.play([*BAD, *[120.0] * 15])
        teller.play([120.0] * (3 * HOUR))
        assert teller.kinds()[-1] is RESOLVED

    def test_an_end_that_was_overtaken_is_not_told(self) -> None:
        """It fired again before its end might be told: the return is told instead."""
        teller = Teller((QUICK,))
        teller.play([*BAD, *GOOD, *BAD])
        assert (only(teller).told, only(teller).flaps) == (Reason.FLAPPING, 1)
        teller.play([340.0] * 40)
        teller.play([*GOOD, *BAD])
        assert teller.state.episodes[1].told_resolved is Reason.FIRED_AGAIN
        teller.play([340.0] * (2 * HOUR))
        assert teller.kinds() == [FIRED, RESOLVED, FIRED, FIRED]
        assert teller.state.episodes[1].told_resolved is Reason.FIRED_AGAIN
        teller.play(GOOD)
        teller.play([120.0] * (2 * HOUR))
        assert teller.kinds()[-1] is RESOLVED

    def test_another_alert_is_not_slowed_down(self) -> None:
        """Only the alert that flaps is told more rarely."""
        teller = Teller((QUICK,))
        teller.play([*BAD, *GOOD, *BAD])
        other = AlertKey(RuleId("other"), LATENCY)
        teller.by_key[other] = replace(QUICK, id=other.rule)
        teller.change(replace(only(teller), key=other, told=None, flaps=0))
        teller.wait(20)
        assert teller.kinds() == [FIRED, RESOLVED, FIRED]
