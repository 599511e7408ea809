"""The tray's icon and tooltip."""

from __future__ import annotations

from aux_monitor.domain.level import Level
from aux_monitor.domain.notice import Snooze
from aux_monitor.domain.state import AppState
from aux_monitor.presentation.ribbon import headline
from aux_monitor.presentation.standing import stand
from aux_monitor.presentation.tray import tray
from aux_monitor.presentation.views import TrayView
from tests.presentation.builders import (
    NOW,
    RESPONSE,
    RETRY,
    STARS,
    SUCCESS,
    SUCCESS_RULE,
    alerts,
    calm_but,
    collector,
    fired,
    picture,
    state,
)


def of(given: AppState) -> TrayView:
    """Return the tray's view of a state."""
    shown = picture(given)
    standing = stand(shown)
    return tray(shown, standing, headline(shown, standing))


def test_the_worst_three_are_named() -> None:
    """Level, number of alerts that fire, and the worst three in words."""
    values = calm_but((SUCCESS, 88.6), (RESPONSE, 318.0), (RETRY, 12.0), (STARS, 1.0))
    held = fired(88.6, 87.9, NOW - 900, NOW - 700)
    view = of(state(values, triggers=alerts((SUCCESS_RULE, SUCCESS, held))))
    assert (view.level, view.count, view.demo) == (Level.BREACH, 1, False)
    assert view.tooltip.splitlines() == [
        "AUX Monitor",
        "3 breaches",
        "Success rate 88.6 %, breach",
        "Response time 318 ms, breach",
        "Retry rate 12.0 %, breach",
    ]


def test_blindness_is_told_in_full() -> None:
    """A silent source keeps its whole sentence, and the icon is not green."""
    view = of(state(sources=[collector(last_good_at=NOW - 40)]))
    assert view.level is Level.UNKNOWN
    assert view.tooltip.splitlines()[1] == (
        "Collector silent for 40 s: figures below are from 14:18"
    )


def test_what_is_silenced_is_told() -> None:
    """As long as a snooze lasts there is one to take back."""
    assert of(state(snoozes=(Snooze(NOW + 60),))).snoozed
    assert not of(state(snoozes=(Snooze(NOW - 60),))).snoozed


def test_calm() -> None:
    """All good is one line; a demonstration says what it is."""
    view = of(state(demo=True))
    assert (view.level, view.count, view.demo) == (Level.ON_TARGET, 0, True)
    assert view.tooltip.splitlines() == [
        "AUX Monitor (demonstration)",
        "All 7 connected metrics on target",
    ]
