"""What an episode is, and how grave a rule."""

from __future__ import annotations

from aux_monitor.domain.catalogue import Severity
from aux_monitor.domain.notice import Decision, Reason, is_urgent
from tests.domain.building import KEY, T0, episode, rule


def test_an_episode_is_known_by_rule_metric_and_number() -> None:
    """The identity of an episode holds no time, so it survives a restart."""
    assert episode(began_at=0.0).id == (KEY.rule, KEY.metric, 1)


def test_only_a_critical_rule_stays_on_screen() -> None:
    """Urgency follows the rule's severity."""
    assert is_urgent(rule(severity=Severity.CRITICAL))
    assert not is_urgent(rule(severity=Severity.WARNING))


def test_only_told_sends() -> None:
    """Every other reason keeps a notice back."""
    assert [reason for reason in Reason if Decision(reason).sends] == [Reason.SENT]


def test_the_last_word_is_the_latest_notice() -> None:
    """Told, reminded or ended: whichever came last."""
    assert episode().last_word_at == 0.0
    assert episode(told_at=T0, reminded_at=T0 + 9, ended_at=T0 + 5).last_word_at == T0 + 9
