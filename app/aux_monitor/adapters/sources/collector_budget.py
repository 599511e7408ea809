"""The error budget as a reading: worked out at the edge from what the collector counted."""

from __future__ import annotations

from aux_monitor.adapters.sources.collector_wire import OutcomesBody
from aux_monitor.domain.budget import assess
from aux_monitor.domain.catalogue import BudgetPlan
from aux_monitor.domain.outcome import Outcome, Outcomes
from aux_monitor.domain.reading import Reading, SourceId

MOST_WINDOWS = 100


def counted(body: OutcomesBody, now: float) -> Outcomes:
    """Return the counts as of ``now``; a span with more failures than commands is passed over."""
    recorded_s = 0.0 if body.since is None else max(0.0, now - body.since)
    counts = tuple(
        Outcome(each.window_s, each.n, each.failed)
        for each in body.windows[:MOST_WINDOWS]
        if each.failed <= each.n
    )
    return Outcomes(recorded_s, counts)


def budget_reading(plan: BudgetPlan, outcomes: Outcomes, at: float, source: SourceId) -> Reading:
    """Return what is left of the budget, in per cent; without a command there is no value."""
    budget = assess(plan, outcomes)
    if budget is None:
        return Reading(plan.metric, None, at, source, n=0)
    left = 100.0 * budget.left
    return Reading(plan.metric, left, at, source, n=budget.n, window_s=budget.covered_s)
