"""What is believed, and from when."""

from __future__ import annotations

from datetime import UTC

import pytest
from msgspec.structs import replace

from aux_monitor.domain.level import Level, Trust
from aux_monitor.domain.reading import SourceId
from aux_monitor.domain.trigger import Phase, TriggerState
from aux_monitor.domain.trust import FailureKind
from aux_monitor.presentation.judged import Judging
from tests.presentation.builders import (
    CATALOGUE,
    COLLECTOR,
    GITHUB,
    NOW,
    NPS,
    P95,
    RESPONSE,
    RESPONSE_RULE,
    STARS,
    SUCCESS,
    SUCCESS_RULE,
    alerts,
    calm_but,
    collector,
    github,
    judged,
    picture,
    reading,
    rule,
    state,
)


def test_a_metric_nothing_can_supply_is_not_connected() -> None:
    """Without an enabled source of its supply there is nothing to believe."""
    shown = picture(state({}, sources=[collector()]))
    assert shown.metrics[NPS.id].trust is Trust.NOT_CONNECTED
    assert shown.metrics[STARS.id].trust is Trust.NOT_CONNECTED
    assert shown.metrics[SUCCESS.id].trust is Trust.NO_DATA


def test_a_fresh_value_has_its_level() -> None:
    """A reading of a source that keeps its pace is judged."""
    assert judged(SUCCESS, 96.0).level is Level.ON_TARGET


def test_a_silent_source_takes_the_level_away() -> None:
    """Past three missed polls a value is stale and has no level, but is still shown."""
    shown = judged(SUCCESS, 96.0, sources=[collector(last_good_at=NOW - 40)])
    assert (shown.level, shown.trust, shown.value, shown.age) == (
        Level.UNKNOWN,
        Trust.STALE,
        96.0,
        "40 s",
    )


def test_a_stale_source_that_never_gave_a_metric_has_no_data() -> None:
    """Nothing can be stale that never was."""
    shown = judged(SUCCESS, None, sources=[collector(last_good_at=NOW - 40)])
    assert shown.trust is Trust.NO_DATA


def test_a_refused_metric_says_why() -> None:
    """A metric that its source refuses carries the sentence, and has no data."""
    shown = picture(state({}, reading_failures={STARS.id: "The token may not see this"}))
    assert shown.metrics[STARS.id].trust is Trust.NO_DATA
    assert shown.metrics[STARS.id].failure == "The token may not see this."


def test_a_refused_metric_with_an_old_value_is_stale() -> None:
    """A value given once and refused now is not fresh, however well its source is."""
    old = reading(STARS, 998.0, at=NOW - 7300)
    shown = picture(state(readings=[old], reading_failures={STARS.id: "No"})).metrics[STARS.id]
    assert (shown.trust, shown.level, shown.age) == (Trust.STALE, Level.UNKNOWN, "2 h")


def test_the_trust_is_that_of_the_source_that_gave_the_reading() -> None:
    """A reading is believed as its own source is, whatever its metric's supply says."""
    given = reading(SUCCESS, 96.0, source=GITHUB)
    sources = [collector(last_good_at=NOW - 40), github()]
    shown = picture(state(sources=sources, readings=[given])).metrics[SUCCESS.id]
    assert shown.condition is not None
    assert (shown.condition.source, shown.trust) == (GITHUB, Trust.FRESH)


def test_a_reading_of_a_source_that_left_falls_back_on_its_supply() -> None:
    """A reading whose source is gone is held to the one that could supply it now."""
    given = reading(SUCCESS, 96.0, source=GITHUB)
    shown = picture(state(sources=[collector()], readings=[given])).metrics[SUCCESS.id]
    assert shown.condition is not None
    assert shown.condition.source == COLLECTOR


def test_after_a_resume_an_unreached_source_is_awaited() -> None:
    """For a minute after a resume old figures are neither alarmed about nor green."""
    asleep = collector(
        last_good_at=NOW - 30_000, failures=3, failure=FailureKind.UNREACHABLE, watching_since=NOW
    )
    shown = judged(SUCCESS, 96.0, sources=[asleep], resumed_at=NOW - 59)
    assert (shown.trust, shown.level) == (Trust.LEARNING, Level.UNKNOWN)


def test_the_grace_ends() -> None:
    """After a minute the same source is stale."""
    asleep = collector(last_good_at=NOW - 30_000, failures=3, failure=FailureKind.TIMEOUT)
    shown = judged(SUCCESS, 96.0, sources=[asleep], resumed_at=NOW - 61)
    assert shown.trust is Trust.STALE


def test_the_grace_hides_no_refusal() -> None:
    """A wrong token is told at once: waiting does not mend it."""
    refused = github(last_good_at=None, failures=1, failure=FailureKind.REFUSED)
    shown = picture(state({}, sources=[refused], resumed_at=NOW - 5))
    assert shown.conditions[0].trust is Trust.NO_DATA


def test_a_source_heard_since_the_resume_has_no_grace() -> None:
    """Once it has answered, its silence counts as ever."""
    heard = collector(last_good_at=NOW - 30, failures=5, failure=FailureKind.UNREACHABLE)
    shown = picture(state(sources=[heard], resumed_at=NOW - 40))
    assert shown.conditions[0].trust is Trust.STALE


def test_offline_is_said_of_remote_sources_only() -> None:
    """When nothing remote can be reached this computer is cut off; its own collector is not."""
    cut = {"failures": 2, "failure": FailureKind.NO_ROUTE, "last_good_at": NOW - 100}
    other = replace(github(**cut), id=SourceId("other"), name="Other")
    shown = picture(state(sources=[collector(), github(**cut), other]))
    assert [c.trust for c in shown.conditions] == [Trust.FRESH, Trust.OFFLINE, Trust.OFFLINE]


@pytest.mark.parametrize(
    ("since", "shown"), [(0.1, "1 s"), (1.9, "1 s"), (2.9, "1 s"), (3.5, "3 s"), (70.0, "1 min")]
)
def test_a_live_age_stands_still_while_the_source_keeps_its_pace(since: float, shown: str) -> None:
    """A source asked every second is a second old until it misses its pace."""
    found = picture(state(sources=[collector(last_good_at=NOW - since)])).conditions[0]
    assert found.age == shown


@pytest.mark.parametrize(("since", "shown"), [(5.0, "< 1 min"), (59.9, "< 1 min"), (61.0, "1 min")])
def test_a_slow_age_counts_no_seconds(since: float, shown: str) -> None:
    """A source asked every five minutes wakes nobody each second for its age."""
    found = picture(state(sources=[github(last_good_at=NOW - since)])).conditions[0]
    assert found.age == shown


def test_the_furthest_alert_counts() -> None:
    """Of several alerts on one metric the firing one shows; a silent source is no metric's."""
    other = rule("other", ["command_success_rate"])
    triggers = alerts(
        (SUCCESS_RULE, SUCCESS, TriggerState(Phase.FIRING)),
        (other, SUCCESS, TriggerState(Phase.PENDING)),
        (RESPONSE_RULE, RESPONSE, TriggerState(Phase.INACTIVE)),
        (rule("source_silent"), P95, TriggerState(Phase.FIRING)),
    )
    shown = picture(state(triggers=triggers)).metrics
    assert shown[SUCCESS.id].phase is Phase.FIRING
    assert shown[RESPONSE.id].phase is Phase.INACTIVE
    assert shown[P95.id].phase is Phase.INACTIVE


def test_nothing_new_keeps_every_object() -> None:
    """A second look at the same state a moment later yields the same mapping."""
    judging, given = Judging(CATALOGUE, UTC), state()
    first = judging.picture(given, NOW)
    assert judging.picture(given, NOW + 0.5).metrics is first.metrics


def test_a_new_reading_changes_its_metric_alone() -> None:
    """What a new reading is not about stays the same object."""
    judging = Judging(CATALOGUE, UTC)
    before = judging.picture(state(), NOW).metrics
    given = state()
    later = judging.picture(
        replace(given, readings={**given.readings, SUCCESS.id: reading(SUCCESS, 91.0)}), NOW
    ).metrics
    changed = {name for name in later if later[name] is not before[name]}
    assert changed == {SUCCESS.id}


def test_a_due_value_moves_by_the_minute() -> None:
    """A dated path is read once a minute, so that its tile does not repaint every second."""
    judging, given = Judging(CATALOGUE, UTC), state()
    first = judging.picture(given, NOW).metrics[STARS.id]
    same = judging.picture(given, NOW + 31.0).metrics[STARS.id]
    fresh = replace(given, sources={GITHUB: github(last_good_at=NOW + 60)})
    moved = judging.picture(fresh, NOW + 61.0).metrics[STARS.id]
    assert same.judgement == first.judgement
    assert moved.judgement.due is not None
    assert first.judgement.due is not None
    assert moved.judgement.due > first.judgement.due


def test_a_low_sample_is_low_traffic() -> None:
    """A ratio of a few commands is shown and not judged."""
    few = reading(SUCCESS, 50.0, n=12)
    shown = picture(state(calm_but(), readings=[few])).metrics[SUCCESS.id]
    assert (shown.trust, shown.level) == (Trust.LOW_TRAFFIC, Level.UNKNOWN)
