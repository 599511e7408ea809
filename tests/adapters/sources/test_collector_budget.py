"""What is left of the error budget, worked out from a collector's counts."""

from __future__ import annotations

import asyncio

from aux_monitor.adapters.sources.collector import CollectorSource, Endpoint
from aux_monitor.adapters.sources.http import HttpClient
from aux_monitor.domain.catalogue import BudgetPlan, BurnTier, Severity
from aux_monitor.domain.outcome import COUNTED_S, Outcome
from aux_monitor.domain.reading import Fetched, MetricId, Series
from aux_monitor.ports.history import MetricHistory
from aux_monitor.settings.schema import CollectorSettings
from tests.adapters.sources.loopback import json_reply, no_tls, serving
from tests.adapters.sources.test_collector import NOW, SNAPSHOT, UNITS, always, changed
from tests.fakes.clock import FakeClock

PLAN = BudgetPlan(
    metric=MetricId("error_budget"),
    target_of=MetricId("command_success_rate"),
    objective=95.0,
    window_s=30 * 86_400.0,
    forecast_s=21_600.0,
    minimum_sample=200,
    tiers=(BurnTier(2.0, 21_600.0, 1_800.0, Severity.CRITICAL),),
)


def budgeted(outcomes: object, kept: MetricHistory | None = None) -> Fetched:
    """Return one poll of a source with an error budget; the collector counted ``outcomes``."""

    async def scenario() -> Fetched:
        body = changed(**({} if outcomes is None else {"outcomes": outcomes}))
        async with serving(lambda _asked: json_reply(body)) as server:
            http, clock = HttpClient(no_tls), FakeClock(now=NOW)
            where = always(Endpoint(server.url))
            source = CollectorSource(where, CollectorSettings(), http, clock, UNITS, PLAN, kept)
            try:
                return await source.fetch()
            finally:
                await http.aclose()

    return asyncio.run(scenario())


def windows(n: int, failed: int) -> list[dict[str, float]]:
    """Return the same count over every span."""
    return [{"window_s": span, "n": n, "failed": failed} for span in COUNTED_S]


def test_what_is_left_of_the_error_budget_is_a_reading() -> None:
    """Half of what 95 % allows has failed over thirty days on record: half is left."""
    since = SNAPSHOT["at"] - 40 * 86_400
    answer = budgeted({"since": since, "windows": windows(1000, 25)})
    left = next(one for one in answer.readings if one.metric == PLAN.metric)
    assert (left.value, left.n, left.window_s) == (50.0, 1000, PLAN.window_s)
    assert answer.outcomes is not None
    assert answer.outcomes.over(300) == Outcome(300, 1000, 25)


def test_a_collector_that_has_seen_nothing_leaves_the_budget_without_a_value() -> None:
    """No record and no commands: a reading without a value, which is no data."""
    answer = budgeted({"since": None, "windows": windows(0, 0)})
    left = next(one for one in answer.readings if one.metric == PLAN.metric)
    assert (left.value, left.n) == (None, 0)


def test_a_count_that_cannot_be_is_passed_over() -> None:
    """More failures than commands is no count; hundreds of spans are not taken in."""
    answer = budgeted({"since": 1.0, "windows": windows(1, 2) + windows(9, 0) * 20})
    assert answer.outcomes is not None
    assert 0 < len(answer.outcomes.counts) <= 100
    assert all(each.failed <= each.n for each in answer.outcomes.counts)


def test_a_collector_that_does_not_count_is_said_to_refuse_the_budget() -> None:
    """An older one delivers everything else as ever."""
    answer = budgeted(None)
    assert answer.failed is not None
    assert "does not count" in answer.failed[PLAN.metric]
    assert answer.readings


def test_the_budgets_past_is_the_one_kept_on_this_machine() -> None:
    """The collector knows no objective, and is not asked."""
    series = Series(NOW - 900, 900, (80.0, 79.0))

    class Kept:
        async def series(
            self, metric: MetricId, since: float, until: float, step_s: float
        ) -> Series:
            assert (metric, since, until, step_s) == (PLAN.metric, NOW - 900, NOW, 900)
            return series

    async def work() -> Series:
        http = HttpClient(no_tls)
        source = CollectorSource(
            always(None), CollectorSettings(), http, FakeClock(now=NOW), UNITS, PLAN, Kept()
        )
        return await source.series(PLAN.metric, NOW - 900, NOW, 900)

    assert asyncio.run(work()) is series
