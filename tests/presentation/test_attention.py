"""The panel: which cards there are, in which order, and how they are counted."""

from __future__ import annotations

from msgspec.structs import replace

from aux_monitor.domain.notice import AlertKey
from aux_monitor.domain.reading import MetricId
from aux_monitor.domain.silence import SILENCE
from aux_monitor.domain.state import AppState
from aux_monitor.domain.trigger import Phase, TriggerState
from aux_monitor.presentation.attention import attention, firing
from aux_monitor.presentation.views import AttentionView
from tests.presentation.builders import (
    ADOPTION_RULE,
    NOW,
    RESPONSE,
    RESPONSE_RULE,
    RETRY,
    RETRY_RULE,
    SUCCESS,
    SUCCESS_RULE,
    USERS,
    alerts,
    at,
    collector,
    fired,
    github,
    metric,
    pending,
    picture,
    rule,
    state,
)

FIRED = fired(88.6, 87.9, at(14, 2), at(14, 5))


def of(given: AppState) -> AttentionView:
    """Return the panel of a state."""
    return attention(picture(given), (), ())


def test_cards_are_ordered_by_urgency() -> None:
    """Fires first, critical ones ahead, then sources, then what recovers, then what pends."""
    given = state(
        sources=[collector(), github(last_good_at=NOW - 7200, error="Rate limited")],
        triggers=alerts(
            (RETRY_RULE, RETRY, pending(10.9, 100)),
            (RESPONSE_RULE, RESPONSE, fired(318, 331, at(13, 0), at(13, 3))),
            (SUCCESS_RULE, SUCCESS, FIRED),
            (ADOPTION_RULE, USERS, replace(FIRED, phase=Phase.RECOVERING)),
        ),
    )
    assert [card.title for card in of(given).cards] == [
        "Success rate below 90 %",
        "Response time above 300 ms",
        "GitHub silent",
        "Monthly active users below 70 % of pace",
        "Retry rate rising",
    ]
    assert of(given).summary == "2 firing · 1 recovering · 1 pending"


def test_alerts_that_nothing_knows_are_left_out() -> None:
    """A rule, metric or source that is gone asks for nobody."""
    triggers = {
        AlertKey(rule("gone").id, SUCCESS.id): FIRED,
        AlertKey(SUCCESS_RULE.id, metric("gone").id): FIRED,
        AlertKey(SILENCE, MetricId("gone")): FIRED,
        AlertKey(RETRY_RULE.id, RETRY.id): TriggerState(),
    }
    given = state(triggers=triggers)
    assert (of(given).cards, of(given).summary) == ((), "nothing")
    assert firing(picture(given)) == 0
