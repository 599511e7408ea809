"""Who is told what, and why not."""

from __future__ import annotations

from typing import Any

import pytest

from aux_monitor.domain.catalogue import RuleId, Severity
from aux_monitor.domain.notice import (
    AlertKey,
    NoticeKind,
    Reason,
    Snooze,
    is_urgent,
    should_notify,
)
from tests.domain.building import KEY, LATENCY, T0, episode, rule

OTHER = AlertKey(RuleId("churn"), LATENCY)
SILENT = rule(action="", notify=False)
OVER: dict[str, Any] = {"resolved_at": T0 + 900}


def why(kind: NoticeKind, snoozes: tuple[Snooze, ...] = (), **changes: Any) -> Reason:
    """Return the decision on the response-time rule's episode at ``T0``."""
    return should_notify(kind, rule(), episode(**changes), snoozes, T0)


def test_a_firing_alert_with_an_order_is_told() -> None:
    """The document orders an action: somebody is told."""
    assert why(NoticeKind.FIRED) is Reason.SENT
    assert Reason.SENT.sends


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"told": Reason.SENT}, Reason.ALREADY),
        (OVER, Reason.OVER),
        ({"acknowledged_at": T0}, Reason.ACKNOWLEDGED),
    ],
)
def test_a_beginning_is_not_told_twice_nor_too_late(
    changes: dict[str, Any], reason: Reason
) -> None:
    """What was told, is over, or somebody is on already interrupts nobody."""
    decided = why(NoticeKind.FIRED, **changes)
    assert decided is reason
    assert not decided.sends


def test_a_threshold_without_an_order_interrupts_nobody_unless_asked() -> None:
    """Without an action in the document, only a user's own wish makes a notice."""
    assert should_notify(NoticeKind.FIRED, SILENT, episode(), (), T0) is Reason.NO_ACTION
    wished = rule(action="", notify=True)
    assert should_notify(NoticeKind.FIRED, wished, episode(), (), T0) is Reason.SENT


@pytest.mark.parametrize(
    ("snooze", "reason"),
    [
        (Snooze(T0 + 1), Reason.SNOOZED),
        (Snooze(T0 + 1, KEY), Reason.SNOOZED),
        (Snooze(T0 + 1, OTHER), Reason.SENT),
        (Snooze(T0), Reason.SENT),
    ],
    ids=["all", "this one", "another", "just over"],
)
def test_a_snooze_silences_what_it_covers_until_its_end(snooze: Snooze, reason: Reason) -> None:
    """A snooze covers its own alert, or all, and not the second it ends."""
    assert why(NoticeKind.FIRED, (snooze,)) is reason


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"told": Reason.SENT}, Reason.SENT),
        ({"told": Reason.SENT, "acknowledged_at": T0}, Reason.SENT),
        ({"told": Reason.SNOOZED}, Reason.NEVER_TOLD),
        ({"told": Reason.SENT, "told_resolved": Reason.SENT}, Reason.ALREADY),
    ],
)
def test_an_end_is_told_exactly_when_its_beginning_was(
    changes: dict[str, Any], reason: Reason
) -> None:
    """Who was told of a fire is told that it is out, once, even in a snooze."""
    assert why(NoticeKind.RESOLVED, (Snooze(T0 + 1),), **OVER, **changes) is reason


def test_an_episode_is_known_by_rule_metric_and_number() -> None:
    """The identity of an episode holds no time, so it survives a restart."""
    assert episode(began_at=0.0).id == (KEY.rule, KEY.metric, 1)


def test_only_a_critical_rule_stays_on_screen() -> None:
    """Urgency follows the rule's severity."""
    assert is_urgent(rule(severity=Severity.CRITICAL))
    assert not is_urgent(rule(severity=Severity.WARNING))
