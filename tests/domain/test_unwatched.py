"""Alerts that nobody watches any more."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import pytest
from msgspec.structs import replace

from aux_monitor.domain.catalogue import Catalogue, Supply
from aux_monitor.domain.notice import AlertKey, Reason
from aux_monitor.domain.offline import OFFLINE_KEY
from aux_monitor.domain.reading import MetricId
from aux_monitor.domain.silence import silence_key
from aux_monitor.domain.state import AppState, reduce
from aux_monitor.domain.trigger import Phase, TriggerState
from aux_monitor.domain.unwatched import ended, is_watched
from tests.domain.building import (
    GITHUB,
    KEY,
    LATENCY,
    RULE,
    T0,
    episode,
    metric,
    reading,
    rule,
    status,
)

COLLECTOR_HERE = status(local=True)
FIRING = TriggerState(Phase.FIRING, began_at=T0, fired_at=T0 + 180, episode=1)


def catalogue(supply: Supply = Supply.COLLECTOR) -> Catalogue:
    """Return the catalogue of one metric with one rule."""
    return Catalogue({LATENCY: metric(supply=supply)}, {RULE: rule()})


def state(**changes: Any) -> AppState:
    """Return a state in which the latency alert fires and was told, and nothing is enabled."""
    plain = AppState(
        triggers=MappingProxyType({KEY: FIRING}), episodes=(episode(told=Reason.SENT),)
    )
    return replace(plain, **changes)


def sources(*statuses: Any) -> Any:
    """Return the mapping of sources."""
    return MappingProxyType({each.id: each for each in statuses})


def test_an_alert_without_a_source_ends_and_nobody_is_told_that_it_recovered() -> None:
    """What the last run left firing rests; its episode says why."""
    end = ended(state(), catalogue(), T0 + 999)
    assert end is not None
    after = reduce(state(), end)
    assert (after.triggers[KEY].phase, after.triggers[KEY].episode) == (Phase.INACTIVE, 1)
    assert after.episodes[0].resolved_at == T0 + 999
    assert after.episodes[0].told is Reason.SENT
    assert after.episodes[0].told_resolved is Reason.UNWATCHED
    assert ended(after, catalogue(), T0 + 1000) is None


def test_an_episode_nobody_was_told_of_says_why_not() -> None:
    """One that never got that far is not told later either."""
    end = ended(state(episodes=(episode(),)), catalogue(), T0 + 999)
    assert end is not None
    assert end.episodes[0].told is Reason.UNWATCHED


def test_an_open_episode_whose_trigger_is_gone_ends_too() -> None:
    """The settings took the trigger away; a later firing has a number of its own."""
    end = ended(state(triggers=MappingProxyType({})), catalogue(), T0 + 999)
    assert end is not None
    assert end.episodes[0].resolved_at == T0 + 999
    assert end.triggers[KEY].episode == 1


@pytest.mark.parametrize(
    ("supply", "kind", "watched"),
    [
        (Supply.COLLECTOR, "collector", True),
        (Supply.GITHUB, "collector", False),
        (Supply.NONE, "collector", False),
        (Supply.NONE, "manual", True),
    ],
)
def test_before_the_first_answer_the_kind_of_source_decides(
    supply: Supply, kind: str, *, watched: bool
) -> None:
    """A restart does not end an alert before its source had a chance to answer."""
    enabled = state(sources=sources(status(kind=kind)))
    assert is_watched(KEY, enabled, catalogue(supply)) is watched


def test_a_metric_with_a_reading_is_watched() -> None:
    """Whoever delivered it, it is delivered."""
    known = state(readings=MappingProxyType({LATENCY: reading(1.0)}))
    assert is_watched(KEY, known, catalogue())


def test_an_alert_of_a_rule_that_is_gone_is_not_watched() -> None:
    """A rule or a metric that left the catalogue, or a rule that dropped the metric."""
    enabled = state(sources=sources(COLLECTOR_HERE))
    assert not is_watched(KEY, enabled, Catalogue({LATENCY: metric()}, {}))
    assert not is_watched(AlertKey(RULE, MetricId("nps")), enabled, catalogue())
    other = Catalogue({LATENCY: metric()}, {RULE: rule(metrics=())})
    assert not is_watched(KEY, enabled, other)


def test_the_monitors_own_alerts_last_as_long_as_what_they_are_about() -> None:
    """A silence belongs to its source, being offline to the remote ones."""
    local = state(sources=sources(COLLECTOR_HERE))
    remote = state(sources=sources(status(id=GITHUB, kind="github")))
    assert is_watched(silence_key(COLLECTOR_HERE), local, catalogue())
    assert not is_watched(silence_key(COLLECTOR_HERE), remote, catalogue())
    assert is_watched(OFFLINE_KEY, remote, catalogue())
    assert not is_watched(OFFLINE_KEY, local, catalogue())
