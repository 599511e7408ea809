"""What holds an alert back although its rule fired."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import pytest

from aux_monitor.domain.inhibition import Held, held_by, in_grace
from aux_monitor.domain.notice import AlertKey
from aux_monitor.domain.offline import OFFLINE_KEY
from aux_monitor.domain.reading import MetricId, Reading
from aux_monitor.domain.silence import silence_key
from aux_monitor.domain.state import AppState
from aux_monitor.domain.trust import FailureKind, SourceStatus
from tests.domain.building import COLLECTOR, GITHUB, KEY, RULE, T0, reading, status

STARS = MetricId("github_stars")
STARS_KEY = AlertKey(RULE, STARS)
ANSWERING: dict[str, Any] = {"last_good_at": T0, "local": True}
CUT_OFF: dict[str, Any] = {
    "id": GITHUB,
    "kind": "github",
    "failures": 2,
    "failure": FailureKind.NO_ROUTE,
}


def known(*sources: SourceStatus, woke_at: float | None = None) -> AppState:
    """Return a state with these sources, a latency of the collector's and stars of GitHub's."""
    stars = Reading(STARS, 7.0, T0, GITHUB)
    return AppState(
        woke_at=woke_at,
        sources=MappingProxyType({source.id: source for source in sources}),
        readings=MappingProxyType({KEY.metric: reading(120.0), STARS: stars}),
    )


def test_nothing_is_held_while_sources_answer() -> None:
    """An alert of a fresh source, and one that no source supplies, interrupt as they may."""
    state = known(status(**ANSWERING))
    assert held_by(KEY, state, T0) is None
    assert held_by(AlertKey(RULE, MetricId("nps")), state, T0) is None
    assert held_by(silence_key(status()), state, T0) is None


def test_offline_holds_what_is_remote_but_not_itself() -> None:
    """One notice says it all; what runs on this computer is judged as ever."""
    state = known(status(**ANSWERING), status(**CUT_OFF))
    assert held_by(STARS_KEY, state, T0) is Held.OFFLINE
    assert held_by(silence_key(status(**CUT_OFF)), state, T0) is Held.OFFLINE
    assert held_by(KEY, state, T0) is None
    assert held_by(OFFLINE_KEY, state, T0) is None


def test_a_silent_source_holds_its_metrics_alerts_but_not_its_own() -> None:
    """The silence is told; what its last figures said is not."""
    state = known(status(**ANSWERING | {"failures": 2}))
    assert held_by(KEY, state, T0) is Held.SILENT
    assert held_by(silence_key(status(id=COLLECTOR)), state, T0) is None


def test_a_resume_holds_everything_for_a_minute() -> None:
    """Nothing that was concluded across a suspend interrupts anybody."""
    state = known(status(**ANSWERING), woke_at=T0)
    assert held_by(KEY, state, T0 + 1) is Held.RESUMED
    assert held_by(OFFLINE_KEY, state, T0 + 1) is Held.RESUMED
    assert held_by(silence_key(status()), state, T0 + 61) is None


@pytest.mark.parametrize(
    ("woke_at", "grace"),
    [(None, False), (T0, True), (T0 - 60, True), (T0 - 61, False), (T0 + 1, False)],
    ids=["never slept", "now", "a minute ago", "longer ago", "a clock set back"],
)
def test_grace_lasts_a_minute(woke_at: float | None, *, grace: bool) -> None:
    """From the resume on, and not for ever where the clock was set back."""
    assert in_grace(woke_at, T0) is grace
