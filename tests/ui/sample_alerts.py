"""Frozen views of the panel at the right for the widgets' tests: cards, and what is over."""

from __future__ import annotations

from typing import Any

from aux_monitor.domain.catalogue import RuleId
from aux_monitor.domain.level import Level
from aux_monitor.domain.notice import AlertKey
from aux_monitor.domain.reading import MetricId
from aux_monitor.domain.trigger import Phase
from aux_monitor.presentation.views import (
    AlertCardView,
    AttentionView,
    EarlierView,
    LinkView,
    ReviewView,
    WhyView,
)

_ON, _OFF, _BREACH, _UNKNOWN = Level.ON_TARGET, Level.OFF_TARGET, Level.BREACH, Level.UNKNOWN


def card(
    rule: str, title: str, word: str, lasts: str, *, level: Level = _BREACH, **more: Any
) -> AlertCardView:
    """Return one alert card."""
    key = AlertKey(RuleId(rule), MetricId(rule))
    spoken = f"{title}, {word} {lasts}."
    phase = next((phase for phase in Phase if phase.value == word), None)
    return AlertCardView(key, level, title, word, spoken, lasts, phase=phase, **more)


_ASKS: dict[str, Any] = {"can_acknowledge": True, "can_snooze": True, "can_open": True}

RELEASE = LinkView(
    "v1.3.0 was published 4 min before", "https://github.com/aux/server/releases/tag/v1.3.0"
)


def success_card() -> AlertCardView:
    """Return the card of an alert that nobody has taken on."""
    return card(
        "command_success_rate",
        "Success rate below 90 %",
        "firing",
        "14 min",
        glance="88.6 %",
        action="Immediate triage.",
        why=(
            WhyView("Now", "88.6 %", "n 4,182"),
            WhyView("Worst", "87.9 %"),
            WhyView("Fires below", "90 %"),
            WhyView("Clears above", "92 %", "for 5 min"),
            WhyView("Since", "14:02"),
        ),
        release=RELEASE,
        standing="Told 14:05.",
        **_ASKS,
    )


def response_card() -> AlertCardView:
    """Return the card of an alert that somebody has taken on."""
    return card(
        "response_time_avg",
        "Response time above 300 ms",
        "firing",
        "11 min",
        glance="318 ms",
        action="Engineering investigation.",
        why=(
            WhyView("Now", "318 ms", "n 4,182"),
            WhyView("Worst", "402 ms"),
            WhyView("Fires above", "300 ms"),
            WhyView("Clears below", "270 ms", "for 5 min"),
            WhyView("Since", "14:05"),
        ),
        parts=("click 402 ms", "extract 288 ms", "wait 120 ms", "fill 96 ms"),
        release=LinkView("v1.3.0 was published 7 min before"),
        standing="Not sent: quiet hours until 08:00. Acknowledged 14:10: Rolling back.",
        **{**_ASKS, "can_acknowledge": False},
    )


def retry_card() -> AlertCardView:
    """Return the card of an alert that waits out its hold."""
    return card(
        "retry_rate",
        "Retry rate rising",
        "pending",
        "fires in 1:20",
        level=_OFF,
        glance="10.9 %",
        why=(
            WhyView("Now", "10.9 %", "n 4,182"),
            WhyView("Fires above", "10 %", "for 3 min"),
            WhyView("Since", "14:17"),
        ),
        can_open=True,
    )


def recovering_card() -> AlertCardView:
    """Return the card of an alert that is nearly over."""
    return card(
        "github_stars",
        "GitHub stars below 70 % of pace",
        "recovering",
        "clears in 2:10",
        level=_OFF,
        glance="76 % of pace",
        action="Marketing review.",
        why=(
            WhyView("Now", "76 % of pace"),
            WhyView("Worst", "59 % of pace"),
            WhyView("Fires below", "70 % of pace"),
            WhyView("Clears above", "75 % of pace", "for 5 min"),
            WhyView("Since", "22 Nov 10:00"),
        ),
        standing="Told 22 Nov 10:02. Snoozed until it recovers.",
        page="https://github.com/aux/server",
        can_open=True,
    )


def silent_card(name: str) -> AlertCardView:
    """Return the card of a source that is silent."""
    return card(
        f"silent_{name.lower()}",
        f"{name} silent",
        "no answer",
        "4 min",
        level=_OFF,
        lines=("Connection refused.", "Its figures are from 14:15; their alerts are held."),
        standing="Told 14:16.",
        can_acknowledge=True,
        can_snooze=True,
    )


def many_cards() -> tuple[AlertCardView, ...]:
    """Return more alerts than fit."""
    problem = card(
        "history", "History not kept", "problem", "", level=_OFF, lines=("The disk is full.",)
    )
    return (
        success_card(),
        response_card(),
        silent_card("Collector"),
        silent_card("Discord"),
        problem,
        recovering_card(),
        retry_card(),
    )


def attention() -> AttentionView:
    """Return the panel of the incident."""
    return AttentionView(
        summary="2 firing · 1 pending",
        cards=(success_card(), response_card(), retry_card()),
        earlier=(
            EarlierView(
                "Earlier today",
                "11:36",
                _ON,
                "P95 response time above 1,000 ms",
                "6 min · worst 1,240 ms · told · acknowledged: Cache warming",
                MetricId("response_time_p95"),
            ),
            EarlierView(
                "Earlier today",
                "09:14",
                _UNKNOWN,
                "Collector silent",
                "40 s · its alerts were held",
            ),
            EarlierView(
                "Yesterday",
                "23:10",
                _ON,
                "Retry rate above 10 %",
                "14 min · worst 12.2 % · not sent: the KPI document orders no action",
                MetricId("retry_rate"),
            ),
        ),
        reviews=(
            ReviewView("today", "Error rates, performance (daily)"),
            ReviewView("Fri", "Usage trends, support (weekly)"),
            ReviewView("30 Nov", "Full KPI review, community health"),
        ),
    )
