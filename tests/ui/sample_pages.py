"""What the pages of alerts and reviews show beyond the overview: a busy week, and a first start."""

from __future__ import annotations

from datetime import UTC, datetime

from msgspec.structs import replace

from aux_monitor.domain.catalogue import Cadence, Metric, TriggerRule
from aux_monitor.domain.moved import Moved
from aux_monitor.domain.notice import AlertKey, Episode, Reason, Snooze
from aux_monitor.domain.reading import MetricId
from aux_monitor.domain.reviews import Reviewed
from aux_monitor.domain.silence import SILENCE
from aux_monitor.domain.state import AppState
from aux_monitor.presentation.alerts_page import AlertsPresenter, AlertsView
from aux_monitor.presentation.judged import Picture
from aux_monitor.presentation.review_page import ReviewPageView, review_page
from aux_monitor.services.reviewing import OpenReview
from tests.presentation.builders import (
    ADOPTION_RULE,
    NOW,
    P95,
    P95_RULE,
    RESPONSE,
    RESPONSE_RULE,
    RETRY,
    STARS,
    SUCCESS,
    SUCCESS_RULE,
    USERS,
    alerts,
    at,
    calm_but,
    episode,
    fired,
    picture,
    state,
)

DAY_S = 86_400.0
NAME = (
    "Average response time of every command that a page answers, from the click to the moment at"
    " which nothing moves any more"
)
"""A name that fits into no column."""


def past(
    rule: TriggerRule, of: Metric, worst: float, fired_at: float, lasted_s: float, number: int = 1
) -> Episode:
    """Return an alert that is over and of which somebody was told."""
    made = episode(rule, of, fired(worst, worst, fired_at - 180.0, fired_at))
    return replace(
        made,
        number=number,
        resolved_at=fired_at + lasted_s,
        told=Reason.SENT,
        told_at=fired_at + 10.0,
        told_resolved=Reason.SENT,
        ended_at=fired_at + lasted_s + 10.0,
    )


def busy_week() -> tuple[Episode, ...]:
    """Return what fires now, and what came and went in nine days."""
    firing = episode(SUCCESS_RULE, SUCCESS, fired(88.6, 87.9, at(14, 2), at(14, 5)), number=2)
    quiet = past(RESPONSE_RULE, RESPONSE, 341.0, at(2, 12), 1260.0)
    slow = past(P95_RULE, P95, 1240.0, at(11, 36) - DAY_S, 360.0)
    silent = replace(
        quiet,
        key=AlertKey(SILENCE, MetricId("github")),
        value=300.0,
        resolved_at=at(2, 12) + 900.0,
    )
    return (
        replace(firing, told=Reason.SENT, told_at=at(14, 5), told_with=2),
        replace(quiet, told=Reason.QUIET, told_until=at(8, 0), told_at=None, told_resolved=None),
        silent,
        replace(
            slow,
            acknowledged_at=slow.fired_at + 120.0,
            note="the index was being rebuilt; Ana has moved the job to the night",
        ),
        past(SUCCESS_RULE, SUCCESS, 84.1, at(9, 30) - 2 * DAY_S, 5400.0),
        replace(
            past(ADOPTION_RULE, STARS, 0.66, at(0, 5) - 9 * DAY_S, 2 * DAY_S),
            told=Reason.SNOOZED,
            told_until=at(9, 0) - 8 * DAY_S,
        ),
    )


def _busy() -> Picture:
    values = calm_but((SUCCESS, 88.6), (RESPONSE, 268.0), (RETRY, 6.2), (USERS, 640.0))
    moved = alerts((SUCCESS_RULE, SUCCESS, fired(88.6, 87.9, at(14, 2), at(14, 5))))
    snooze = Snooze(at(18, 0), AlertKey(P95_RULE.id, P95.id))
    return picture(state(values, triggers=moved, episodes=busy_week(), snoozes=(snooze,)))


def busy_alerts() -> AlertsView:
    """Return the page in a week with something of everything."""
    return AlertsPresenter().show(_busy(), (), "")


def calm_alerts() -> AlertsView:
    """Return the page of a first start: nothing is connected, and nothing has fired."""
    return AlertsPresenter().show(picture(AppState()), (), "")


def busy_review(cadence: Cadence = Cadence.DAILY) -> ReviewPageView:
    """Return a review with changes of every kind, one of them late."""
    friday = datetime(2026, 11, 13, 16, 2, tzinfo=UTC).timestamp()
    opened = OpenReview(
        cadence,
        moved={
            RESPONSE.id: Moved(262.0, 140.0),
            SUCCESS.id: Moved(96.4, 97.1),
            P95.id: Moved(430.0, 455.0),
            STARS.id: Moved(998.0, 951.0, NOW - 30 * DAY_S),
            USERS.id: Moved(640.0, 640.0, NOW - 7 * DAY_S),
        },
        reviewed=(
            Reviewed(1, Cadence.WEEKLY, friday, ""),
            Reviewed(2, Cadence.DAILY, NOW - 3600.0, "slow since the release; Ben looks into it"),
        ),
        looking=False,
    )
    return review_page(_busy(), opened, busy_week())


def bare_review() -> ReviewPageView:
    """Return a review of a first start."""
    return review_page(picture(AppState()), OpenReview(Cadence.MONTHLY, looking=False), ())
