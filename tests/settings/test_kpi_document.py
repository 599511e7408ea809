"""The shipped catalogue against the KPI document, row by row: none dropped, none altered."""

from __future__ import annotations

import pytest

from aux_monitor.adapters.resources import load_catalogue
from aux_monitor.domain.catalogue import (
    Cadence,
    Category,
    Comparison,
    Direction,
    Growth,
    Limit,
    Metric,
    Stage,
    Supply,
)
from aux_monitor.domain.reading import MetricId, Unit
from tests.settings.kpi_document import Bound, Row, rows, section

CATALOGUE = load_catalogue()
ROWS = rows()
METRICS = {metric.document: metric for metric in CATALOGUE.metrics.values() if metric.document}
PLAIN = {Direction.HIGHER: Comparison.AT_LEAST, Direction.LOWER: Comparison.AT_MOST}

CATEGORIES = {
    "Primary Success Indicator": Category.NORTH_STAR,
    "Secondary Indicators": Category.NORTH_STAR,
    "Installation & Usage": Category.ADOPTION,
    "Geographic Distribution": Category.GEOGRAPHY,
    "Platform Adoption": Category.PLATFORM,
    "Command Execution": Category.PERFORMANCE,
    "System Performance": Category.SYSTEM,
    "Efficiency Metrics": Category.EFFICIENCY,
    "Code Quality": Category.CODE_QUALITY,
    "Reliability": Category.RELIABILITY,
    "Security": Category.SECURITY,
    "Onboarding": Category.ONBOARDING,
    "Developer Engagement": Category.ENGAGEMENT,
    "Support Metrics": Category.SUPPORT,
    "Engagement": Category.COMMUNITY,
    "Content & Education": Category.CONTENT,
    "Ecosystem Growth": Category.ECOSYSTEM,
    "Market Penetration": Category.MARKET,
    "Financial (if applicable)": Category.FINANCIAL,
    "Partnership Metrics": Category.PARTNERSHIP,
    "Feature Parity": Category.COMPETITIVE,
    "Differentiation": Category.DIFFERENTIATION,
}

UNITS = {
    "ms": Unit.MILLISECOND,
    "min": Unit.MINUTE,
    "minutes": Unit.MINUTE,
    "hours": Unit.HOUR,
    "days": Unit.DAY,
    "week": Unit.WEEK,
    "%": Unit.PERCENT,
    "% uptime": Unit.PERCENT,
    "% self-service": Unit.PERCENT,
    "% completion rate": Unit.PERCENT,
    "/5": Unit.SCORE,
    ":1": Unit.RATIO,
    "MB average": Unit.MEGABYTE,
    "KB average": Unit.KILOBYTE,
    "": Unit.COUNT,
    "browsers": Unit.COUNT,
    "platforms": Unit.COUNT,
    "per instance": Unit.COUNT,
    "total": Unit.COUNT,
    "annually": Unit.COUNT,
}


def name_of(row: Row) -> str:
    """Return how a row is called in the test report."""
    return f"{row.heading}: {row.name}"


def limit(bound: Bound, metric: Metric) -> Limit:
    """Return the figure as a limit; one without an operator is to be reached."""
    plain = PLAIN[metric.direction]
    comparison = Comparison(bound.operator) if bound.operator else plain
    return Limit(comparison, bound.value)


def metric(name: str) -> Metric:
    """Return the metric of this id."""
    return CATALOGUE.metrics[MetricId(name)]


def test_the_document_still_has_all_its_rows() -> None:
    """The copy read here holds 84 rows, one of them (the success rate) twice."""
    names = [row.name for row in ROWS]
    assert len(names) == 84
    assert {name for name in names if names.count(name) > 1} == {"Command Success Rate"}


def test_every_row_has_its_metric_in_the_document_s_order() -> None:
    """The catalogue's rows are the document's, each once, in the same order."""
    assert list(METRICS) == list(dict.fromkeys(row.name for row in ROWS))


def test_no_metric_claims_the_row_of_another() -> None:
    """A document row belongs to one metric alone."""
    claimed = [one.document for one in CATALOGUE.metrics.values() if one.document]
    assert len(claimed) == len(set(claimed))


@pytest.mark.parametrize("row", ROWS, ids=name_of)
def test_the_targets_are_the_document_s(row: Row) -> None:
    """Each figure, its operator and its date are the row's, and there are no others."""
    known = METRICS[row.name]
    given = [(bound.months, limit(bound, known)) for bound in row.targets]
    undated = [] if known.target is None else [(None, known.target)]
    assert [*undated, *((target.months, target.limit) for target in known.dated)] == given


@pytest.mark.parametrize("row", [row for row in ROWS if row.targets], ids=name_of)
def test_the_unit_is_the_document_s(row: Row) -> None:
    """A figure is held in the unit in which the document gives it."""
    given = {UNITS[bound.unit] for bound in row.targets}
    score_in_points = row.name == "NPS Score"  # the document leaves its unit out
    assert {METRICS[row.name].unit} == ({Unit.POINT} if score_in_points else given)


def test_the_alert_thresholds_are_the_document_s_and_no_others() -> None:
    """The performance table gives four; the churn trigger gives the fifth."""
    given = {row.name: limit(row.alert, METRICS[row.name]) for row in ROWS if row.alert}
    held = {one.document: one.alert for one in CATALOGUE.metrics.values() if one.alert is not None}
    assert len(given) == 4
    assert held == {**given, "": Limit(Comparison.GREATER, 10)}
    assert metric("churn_rate").alert == Limit(Comparison.GREATER, 10)


@pytest.mark.parametrize("row", [row for row in ROWS if row.measurement], ids=name_of)
def test_the_measurement_is_the_document_s(row: Row) -> None:
    """Where the document says how a row is measured, the catalogue says the same."""
    assert METRICS[row.name].measurement == row.measurement


@pytest.mark.parametrize("row", ROWS, ids=name_of)
def test_the_category_is_the_document_s_section(row: Row) -> None:
    """A row stands under its own heading; the success rate under the one that names it first."""
    first = next(one for one in ROWS if one.name == row.name)
    assert METRICS[row.name].category is CATEGORIES[first.heading]


REVIEWS = {
    Cadence.DAILY: "- Daily: Error rates, performance",
    Cadence.WEEKLY: "- Weekly: Usage trends, support metrics",
    Cadence.MONTHLY: "- Monthly: Full KPI review, community health",
    Cadence.QUARTERLY: "- Quarterly: Strategic metrics, competitive analysis",
}


def due_review(row: Row) -> Cadence:
    """Return the review to which the document's list of reviews assigns a row."""
    if row.part == "Performance Metrics" or row.name.startswith("Error rate"):
        return Cadence.DAILY
    if row.heading in ("Primary Success Indicator", "Installation & Usage", "Support Metrics"):
        return Cadence.WEEKLY
    if row.part in ("Business Metrics", "Competitive Metrics"):
        return Cadence.QUARTERLY
    return Cadence.MONTHLY


def test_the_reviews_are_those_of_the_document() -> None:
    """The list of reviews reads as it did when the rows were assigned to them."""
    assert section("Review Cadence").lines == tuple(REVIEWS.values())


@pytest.mark.parametrize("name", list(METRICS))
def test_each_row_is_reviewed_when_the_document_says(name: str) -> None:
    """Errors and performance daily, usage and support weekly, strategy quarterly, all monthly."""
    named = [row for row in ROWS if row.name == name]
    reviews = [due_review(row) for row in named]
    assert METRICS[name].cadence is min(reviews, key=list(Cadence).index)


LIVE_SHARES = (
    "command_success_rate",
    "retry_rate",
    "error_rate_critical",
    "error_rate_high",
    "error_rate_medium",
    "error_rate_low",
)


@pytest.mark.parametrize("name", LIVE_SHARES)
def test_a_live_share_needs_two_hundred_commands(name: str) -> None:
    """At 200 commands a true 95 % reads as less than 90 % once in a thousand windows."""
    assert metric(name).minimum_sample == 200
    for rule in CATALOGUE.rules.values():
        if metric(name).id in rule.metrics:
            assert rule.minimum_sample == 200


SUPPLIED = {
    Supply.COLLECTOR: {
        "response_time_avg",
        "response_time_p95",
        "response_time_click",
        "response_time_click_p95",
        "daily_commands",
        "unique_domains",
        "concurrent_sessions",
        "mtbf",
        "mttr",
        "error_budget",
        *LIVE_SHARES,
    },
    Supply.GITHUB: {
        "github_stars",
        "contributors",
        "pull_requests_month",
        "issues_resolved_month",
        "issue_resolution_time",
        "vulnerabilities_critical",
        "vulnerabilities_high",
        "vulnerabilities_medium",
        "time_to_patch_critical",
    },
}


@pytest.mark.parametrize("supply", list(SUPPLIED))
def test_each_source_supplies_what_it_can_measure(supply: Supply) -> None:
    """No other row pretends to be connected."""
    held = {one.id for one in CATALOGUE.metrics.values() if one.supply is supply}
    assert held == SUPPLIED[supply]


def test_beyond_the_rows_stand_only_what_triggers_and_rows_imply() -> None:
    """Clicks alone, the live session count, what only triggers name, and the error budget."""
    assert {one.id for one in CATALOGUE.metrics.values() if not one.document} == {
        "error_budget",
        "response_time_click",
        "response_time_click_p95",
        "concurrent_sessions",
        "daily_users",
        "churn_rate",
    }
    assert len(CATALOGUE.metrics) == 83 + 6


@pytest.mark.parametrize(
    ("click", "whole"),
    [
        ("response_time_click", "response_time_avg"),
        ("response_time_click_p95", "response_time_p95"),
    ],
)
def test_clicks_alone_have_the_target_of_the_row_they_belong_to(click: str, whole: str) -> None:
    """The document's "click to completion", to the letter, is held to the same target."""
    part = metric(click)
    assert (part.parts_of, part.target) == (whole, metric(whole).target)


def test_growth_is_exponential_where_the_document_asks_for_a_factor_of_five() -> None:
    """From the 6-month to the 12-month target, five-fold or more is growth by a factor."""
    for known in CATALOGUE.metrics.values():
        values = [target.limit.value for target in known.dated]
        by_factor = len(values) == 2 and values[1] >= 5 * values[0]
        assert (known.growth is Growth.EXPONENTIAL) is by_factor, known.id


def test_the_lifecycle_stage_follows_from_target_and_supply() -> None:
    """Without a target proposed, with one set; measured live it is monitored; WAI is baseline."""
    for known in METRICS.values():
        if known.id == "weekly_active_installations":
            expected = Stage.BASELINE
        elif known.target is None and not known.dated:
            expected = Stage.PROPOSED
        else:
            expected = Stage.TARGET if known.supply is Supply.NONE else Stage.MONITORED
        assert known.stage is expected, known.id


def test_names_are_told_apart_and_definitions_are_sentences() -> None:
    """No two tiles read alike, and every definition says what is counted."""
    known = CATALOGUE.metrics.values()
    assert len({one.short_name for one in known}) == len(known)
    assert len({one.name for one in known}) == len(known)
    for one in known:
        assert one.definition.endswith("."), one.id
        assert len(one.definition) > 40, one.id
