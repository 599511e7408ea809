"""The overall level: never green when blind, never red for a blip."""

from __future__ import annotations

from datetime import UTC

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from aux_monitor.domain.level import Level
from aux_monitor.domain.reading import MetricId
from aux_monitor.domain.state import AppState, ProblemTopic
from aux_monitor.domain.trigger import Phase, TriggerState
from aux_monitor.presentation.judged import Judging
from aux_monitor.presentation.standing import Group, Standing, stand
from tests.presentation.builders import (
    CALM,
    CATALOGUE,
    METRICS,
    MTTR,
    NOW,
    NPS,
    RESPONSE,
    RESPONSE_RULE,
    RETRY,
    RETRY_RULE,
    STARS,
    SUCCESS,
    SUCCESS_RULE,
    USERS,
    alerts,
    calm_but,
    catalogue,
    collector,
    fired,
    github,
    metric,
    pending,
    picture,
    reading,
    state,
)


def of(given_state: AppState) -> Standing:
    """Return where everything of a state stands."""
    return stand(picture(given_state))


def ids(standing: Standing, group: Group) -> list[MetricId]:
    """Return the metrics of a group."""
    return [judged.metric.id for judged in standing.groups[group]]


def test_all_on_target_is_green() -> None:
    """Fresh sources and good values are the one way to green."""
    assert of(state()).level is Level.ON_TARGET


_SINCE = st.one_of(st.none(), st.floats(0, 2000))
_VALUES = st.fixed_dictionaries(
    {entry.id: st.one_of(st.none(), st.floats(0, 2000)) for entry in METRICS if entry is not NPS}
)


@given(_SINCE, _SINCE, _VALUES, st.floats(0, 100))
def test_green_means_every_source_is_fresh_and_every_watched_metric_known(
    collector_since: float | None,
    github_since: float | None,
    values: dict[MetricId, float | None],
    resumed_since: float,
) -> None:
    """Whatever the state, green proves freshness, known watched values, and no breach."""
    heard = [None if since is None else NOW - since for since in (collector_since, github_since)]
    sources = [collector(last_good_at=heard[0]), github(last_good_at=heard[1])]
    standing = of(state(values, sources=sources, resumed_at=NOW - resumed_since))
    if standing.level is Level.ON_TARGET:
        assert collector_since is not None
        assert collector_since <= 3
        assert github_since is not None
        assert github_since <= 900
        assert (values[SUCCESS.id] or 0) > 95
        assert values[RESPONSE.id] is not None
        assert not ids(standing, Group.OFF_TARGET)


def test_a_breach_is_red() -> None:
    """Past the alert threshold, with no alert waiting, the overall level is a breach."""
    standing = of(state(calm_but((SUCCESS, 88.6))))
    assert standing.level is Level.BREACH
    assert ids(standing, Group.BREACH) == [SUCCESS.id]


def test_a_breach_whose_hold_runs_is_off_target() -> None:
    """While its alert is pending a breach does not turn the sign red."""
    triggers = alerts((RETRY_RULE, RETRY, pending(10.9, 100)))
    standing = of(state(calm_but((RETRY, 10.9)), triggers=triggers))
    assert standing.level is Level.OFF_TARGET
    assert ids(standing, Group.OFF_TARGET) == [RETRY.id]


def test_an_alert_that_fires_is_a_breach_even_between_its_limits() -> None:
    """Between alert and clear level the alert still stands, and so does the sign."""
    triggers = alerts((SUCCESS_RULE, SUCCESS, fired(91.0, 88.0, NOW - 900, NOW - 700)))
    standing = of(state(calm_but((SUCCESS, 91.0)), triggers=triggers))
    assert ids(standing, Group.BREACH) == [SUCCESS.id]


def test_a_recovering_alert_is_not_green() -> None:
    """Until an alert has cleared the sign is not green, though the value is on target again."""
    recovering = replace(fired(96.0, 88.0, NOW - 900, NOW - 700), phase=Phase.RECOVERING)
    standing = of(state(triggers=alerts((SUCCESS_RULE, SUCCESS, recovering))))
    assert standing.level is Level.OFF_TARGET


def test_silence_does_not_end_a_fire() -> None:
    """An alert that fired before its source went silent still counts."""
    triggers = alerts((SUCCESS_RULE, SUCCESS, fired(88.6, 88.0, NOW - 900, NOW - 700)))
    silent = [collector(last_good_at=NOW - 40), github()]
    standing = of(state(sources=silent, triggers=triggers))
    assert standing.level is Level.BREACH
    assert ids(standing, Group.FROZEN) == [SUCCESS.id]


def test_a_silent_source_outranks_off_target() -> None:
    """Not seeing is said before what is seen to be off target."""
    sources = [collector(last_good_at=NOW - 40), github()]
    assert of(state(calm_but((STARS, 5.0)), sources=sources)).level is Level.UNKNOWN


def test_off_target_is_amber() -> None:
    """A value between target and alert is off target."""
    assert of(state(calm_but((RESPONSE, 200.0)))).level is Level.OFF_TARGET


def test_low_traffic_is_not_green() -> None:
    """A metric with too few samples cannot be vouched for."""
    standing = of(state(readings=[reading(SUCCESS, 99.0, n=3)]))
    assert standing.level is Level.UNKNOWN
    assert ids(standing, Group.DOUBTFUL) == [SUCCESS.id]


def test_a_rare_event_with_a_small_sample_stays_green() -> None:
    """A failure a month is few by nature: it is counted as without a level, and blocks nothing."""
    rare = replace(MTTR, minimum_sample=5)
    known = replace(CATALOGUE, metrics={**CATALOGUE.metrics, rare.id: rare})
    few = state(readings=[reading(rare, 3.0, n=1)], known=known)
    standing = stand(Judging(known, UTC).picture(few, NOW))
    assert standing.level is Level.ON_TARGET
    assert MTTR.id in ids(standing, Group.WITHOUT_LEVEL)


def test_a_month_that_has_just_begun_does_not_grey_the_sign() -> None:
    """A figure over thirty days of which two are covered has no level, and blocks no other."""
    monthly = replace(USERS, window_s=30 * 86_400.0)
    known = replace(CATALOGUE, metrics={**CATALOGUE.metrics, monthly.id: monthly})
    young = state(readings=[reading(monthly, 12.0, window_s=2 * 86_400.0)], known=known)
    standing = stand(Judging(known, UTC).picture(young, NOW))
    assert standing.level is Level.ON_TARGET
    assert USERS.id in ids(standing, Group.WITHOUT_LEVEL)


def test_half_the_telemetry_is_no_proof() -> None:
    """A log that cannot be read may be the one with the failures: the sign is not green."""
    standing = of(state(sources=[replace(collector(), warnings=("b.log: denied.",)), github()]))
    assert standing.level is Level.UNKNOWN
    assert [condition.name for condition in standing.partial] == ["Collector"]


def test_what_github_warns_of_leaves_the_sign_alone() -> None:
    """A renamed repository needs a look and takes nothing from the figures."""
    standing = of(state(sources=[collector(), replace(github(), warnings=("It moved.",))]))
    assert standing.level is Level.ON_TARGET


def test_a_missing_watched_value_is_not_green() -> None:
    """A metric that could raise an alarm has to be known."""
    assert of(state(calm_but((RESPONSE, None)))).level is Level.UNKNOWN


def test_nothing_to_measure_stays_green() -> None:
    """Without a failure there is no time to recovery: that is no reason for doubt."""
    standing = of(state(calm_but((MTTR, None))))
    assert standing.level is Level.ON_TARGET
    assert ids(standing, Group.WITHOUT_DATA) == [MTTR.id]


def test_an_undated_path_stays_green() -> None:
    """Without a start date a growing metric has no level, and takes none from the others."""
    standing = of(state(programme_start=None))
    assert standing.level is Level.ON_TARGET
    assert STARS.id in ids(standing, Group.WITHOUT_LEVEL)


def test_no_source_is_unknown() -> None:
    """A program that watches nothing shows no green."""
    assert of(state({}, sources=[])).level is Level.UNKNOWN


def test_an_internal_fault_is_not_green() -> None:
    """A program that broke does not vouch for what it shows; a full disk is no such fault."""
    assert of(state(problems={ProblemTopic.PROGRAM: "x"})).level is Level.UNKNOWN
    assert of(state(problems={ProblemTopic.HISTORY: "x"})).level is Level.ON_TARGET


def test_nothing_judged_is_unknown() -> None:
    """Fresh sources alone prove nothing."""
    plain = metric()
    shown = picture(state({plain.id: 3.0}, known=catalogue([plain])), catalogue([plain]))
    assert stand(shown).level is Level.UNKNOWN


def test_the_most_urgent_come_first() -> None:
    """Critical rules lead, then rules with an order, then those without."""
    values = calm_but((SUCCESS, 80.0), (RESPONSE, 900.0), (RETRY, 30.0))
    standing = of(state(values))
    assert ids(standing, Group.BREACH) == [SUCCESS.id, RESPONSE.id, RETRY.id]


def test_phases_of_alerts_are_listed() -> None:
    """Pending and recovering metrics are named whatever their level."""
    triggers = alerts(
        (RETRY_RULE, RETRY, pending(10.9, 1)),
        (RESPONSE_RULE, RESPONSE, TriggerState(Phase.RECOVERING)),
    )
    standing = of(state(CALM, triggers=triggers, known=CATALOGUE))
    assert [j.metric.id for j in standing.pending] == [RETRY.id]
    assert [j.metric.id for j in standing.recovering] == [RESPONSE.id]
