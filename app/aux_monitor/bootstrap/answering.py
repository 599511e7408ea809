"""What a press on a notification asks for, of every alert that it told of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from aux_monitor.domain.notice import AlertKey, Episode
from aux_monitor.domain.offline import OFFLINE
from aux_monitor.domain.reading import MetricId
from aux_monitor.domain.silence import SILENCE
from aux_monitor.domain.snooze import SnoozeSpan
from aux_monitor.ports.notifier import NoticeAction
from aux_monitor.services.intents import Acknowledge, Intent, OpenMetric, SnoozeAlerts
from aux_monitor.services.notifying import notice_tag


def answers(episodes: Sequence[Episode], tag: str, action: NoticeAction) -> Sequence[Intent]:
    """Return what pressing ``action`` on the notice ``tag`` asks for."""
    told = [e.key for e in episodes if e.notice and notice_tag(e.notice) == tag]
    firing = [e.key for e in episodes if e.fires and e.key in told]
    match action:
        case NoticeAction.OPEN:
            return [OpenMetric(_metric_of(told))]
        case NoticeAction.ACKNOWLEDGE:
            return [Acknowledge(key) for key in firing]
        case NoticeAction.SNOOZE:
            return [SnoozeAlerts(SnoozeSpan.HOUR, key) for key in firing]
        case _ as unreachable:  # pragma: no cover
            assert_never(unreachable)


def _metric_of(keys: Sequence[AlertKey]) -> MetricId | None:
    """Return the metric that alerts are about, None where it is no one metric."""
    metrics = {key.metric for key in keys if key.rule not in (SILENCE, OFFLINE)}
    return metrics.pop() if len(metrics) == 1 and len(set(keys)) == 1 else None
