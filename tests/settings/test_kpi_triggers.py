"""The shipped rules against the KPI document: its triggers word for word, its figures, no more."""

from __future__ import annotations

import pytest

from aux_monitor.adapters.resources import load_catalogue
from aux_monitor.domain.catalogue import Comparison, Limit, RuleId, RuleInput, Severity
from tests.settings.kpi_document import rows, triggers

CATALOGUE = load_catalogue()

RULE_OF_TRIGGER = {
    "Response time >300ms": "response_time",
    "Success rate <90%": "success_rate",
    "Daily users drop >20%": "daily_users_drop",
    "Adoption below 70% of target": "adoption",
    "Churn rate >10%": "churn",
    "NPS drop >10 points": "nps_drop",
}

FIRES = {
    "response_time": (RuleInput.VALUE, Limit(Comparison.GREATER, 300)),
    "success_rate": (RuleInput.VALUE, Limit(Comparison.LESS, 90)),
    "daily_users_drop": (RuleInput.WEEKDAY_DROP, Limit(Comparison.GREATER, 20)),
    "adoption": (RuleInput.PACE_RATIO, Limit(Comparison.LESS, 0.7)),
    "churn": (RuleInput.VALUE, Limit(Comparison.GREATER, 10)),
    "nps_drop": (RuleInput.DROP_FROM_PREVIOUS, Limit(Comparison.GREATER, 10)),
    "p95_threshold": (RuleInput.VALUE, Limit(Comparison.GREATER, 1000)),
    "retry_threshold": (RuleInput.VALUE, Limit(Comparison.GREATER, 10)),
}

WATCHES = {
    "response_time": ("response_time_avg",),
    "success_rate": ("command_success_rate",),
    "daily_users_drop": ("daily_users",),
    "churn": ("churn_rate",),
    "nps_drop": ("nps",),
    "p95_threshold": ("response_time_p95",),
    "retry_threshold": ("retry_rate",),
}


def test_the_triggers_are_the_document_s_word_for_word() -> None:
    """Each trigger's condition and action stand in the rule as the document writes them."""
    rules = CATALOGUE.rules
    held = {
        rules[RuleId(rule)].condition: rules[RuleId(rule)].action
        for rule in RULE_OF_TRIGGER.values()
    }
    assert held == triggers()
    assert list(held) == list(RULE_OF_TRIGGER)


def test_there_is_no_rule_beyond_triggers_and_thresholds() -> None:
    """Six action triggers, and the two thresholds for which the document orders nothing."""
    assert list(CATALOGUE.rules) == list(FIRES)


@pytest.mark.parametrize("rule", list(FIRES))
def test_each_rule_fires_at_the_document_s_figure(rule: str) -> None:
    """What is looked at, the operator and the figure are those of the condition."""
    held = CATALOGUE.rules[RuleId(rule)]
    assert (held.input, held.fire) == FIRES[rule]


@pytest.mark.parametrize("rule", list(WATCHES))
def test_each_rule_watches_its_metric(rule: str) -> None:
    """A rule looks at the metric its condition names."""
    assert CATALOGUE.rules[RuleId(rule)].metrics == WATCHES[rule]


def test_the_adoption_rule_watches_the_adoption_table() -> None:
    """Every row of "Installation & Usage" keeps pace by itself."""
    table = [row.name for row in rows() if row.heading == "Installation & Usage"]
    watched = CATALOGUE.rules[RuleId("adoption")].metrics
    assert [CATALOGUE.metrics[name].document for name in watched] == table


def test_each_alert_threshold_has_a_rule_that_fires_at_it() -> None:
    """The tile turns to breach where the alert begins to pend: they cannot disagree."""
    for known in CATALOGUE.metrics.values():
        if known.alert is not None:
            fires = [one.fire for one in CATALOGUE.rules.values() if known.id in one.metrics]
            assert fires == [known.alert], known.id


@pytest.mark.parametrize("rule", ["p95_threshold", "retry_threshold"])
def test_a_threshold_without_an_order_interrupts_nobody(rule: str) -> None:
    """The document gives these thresholds and no action."""
    held = CATALOGUE.rules[RuleId(rule)]
    assert (held.action, held.notify) == ("", False)


def test_only_immediate_triage_stays_on_screen() -> None:
    """Of the document's orders one alone says at once."""
    critical = [r.id for r in CATALOGUE.rules.values() if r.severity is Severity.CRITICAL]
    assert critical == ["success_rate"]


@pytest.mark.parametrize(
    ("rule", "clear"),
    [
        ("response_time", Limit(Comparison.LESS, 270)),
        ("success_rate", Limit(Comparison.GREATER, 92)),
        ("p95_threshold", Limit(Comparison.LESS, 900)),
        ("retry_threshold", Limit(Comparison.LESS, 8)),
    ],
)
def test_a_live_rule_waits_three_minutes_and_clears_after_five(rule: str, clear: Limit) -> None:
    """Live rules do not ring for a blip, nor again at the limit itself."""
    held = CATALOGUE.rules[RuleId(rule)]
    assert (held.hold_s, held.clear_hold_s, held.clear) == (180, 300, clear)


def test_a_hold_of_a_slow_rule_outlasts_the_pause_between_its_figures() -> None:
    """Figures that change once a day count toward a hold from one to the next."""
    for rule in ("daily_users_drop", "adoption", "churn", "nps_drop"):
        assert CATALOGUE.rules[RuleId(rule)].gap_s > 86_400
