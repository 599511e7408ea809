"""The catalogue against the collector that fills it: the same units over the same spans."""

from __future__ import annotations

import pytest

from aux_monitor.adapters.resources import load_catalogue
from aux_monitor.collector.slow import DAY_S, DOMAINS_S, RELIABILITY_S
from aux_monitor.collector.wire import LONG, ROLLING, SESSIONS
from aux_monitor.domain.catalogue import Metric, Supply
from aux_monitor.domain.reading import Unit

CATALOGUE = load_catalogue()
BUDGET = CATALOGUE.budget
SUPPLIED = [
    one
    for one in CATALOGUE.metrics.values()
    if one.supply is Supply.COLLECTOR and BUDGET is not None and one.id != BUDGET.metric
]
"""The error budget is worked out from what the collector counts; the rest it delivers itself."""

UNITS = {name: unit for name, (unit, _) in ROLLING.items()} | dict(LONG) | {SESSIONS: Unit.COUNT}
SPANS = {
    "daily_commands": DAY_S,
    "unique_domains": DOMAINS_S,
    "mtbf": RELIABILITY_S,
    "mttr": RELIABILITY_S,
}
LIVE_S = 300


def test_the_collector_fills_exactly_the_rows_that_name_it() -> None:
    """No row waits for a figure that never comes, and no figure is measured for nothing."""
    assert {one.id for one in SUPPLIED} == set(UNITS)


@pytest.mark.parametrize("metric", SUPPLIED, ids=lambda metric: metric.id)
def test_unit_and_span_are_those_the_collector_measures(metric: Metric) -> None:
    """A figure is read in the unit and over the span in which it was computed."""
    assert metric.unit is UNITS[metric.id]
    assert metric.window_s == SPANS.get(metric.id, LIVE_S)
