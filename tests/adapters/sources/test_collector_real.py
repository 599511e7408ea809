"""The client and the real collector understand each other."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from aux_monitor.adapters.desktop.clock import SystemClock
from aux_monitor.adapters.resources import load_catalogue
from aux_monitor.adapters.sources.beside import BesideCollector
from aux_monitor.adapters.sources.collector import CollectorSource, Endpoint
from aux_monitor.adapters.sources.http import HttpClient
from aux_monitor.domain.catalogue import Supply
from aux_monitor.domain.reading import Fetched, MetricId, Series
from aux_monitor.settings.schema import CollectorSettings
from tests.collector.lines import executed, received
from tests.collector.process import RunningCollector
from tests.fakes.history import MemoryHistory

T = TypeVar("T")
CATALOGUE = load_catalogue()
AVERAGE = MetricId("response_time_avg")
SUPPLIED = {m.id for m in CATALOGUE.metrics.values() if m.supply is Supply.COLLECTOR}
UNITS = {
    metric: CATALOGUE.metrics[metric].unit
    for metric in SUPPLIED
    if CATALOGUE.budget is None or metric != CATALOGUE.budget.metric
}
"""What the collector itself delivers; the budget is worked out of its counts."""


def asked(tmp_path: Path, question: Callable[[CollectorSource], Awaitable[T]]) -> T:
    """Ask a real collector that has read two hundred clicks of 120 ms four minutes ago."""
    log = tmp_path / "session.log"
    at = time.time() - 250
    with log.open("w", encoding="utf-8") as file:
        for number in range(200):
            command = f"c{number}"
            file.write(received(at, "s", command, "click", "#b") + "\n")
            file.write(executed(at + 0.12, "s", command, "click", 120) + "\n")

    async def story(endpoint: Endpoint) -> T:
        async def listening() -> Endpoint:
            return endpoint

        http, clock = HttpClient(), SystemClock()
        source = CollectorSource(
            listening,
            CollectorSettings(),
            http,
            clock,
            UNITS,
            CATALOGUE.budget,
            MemoryHistory(),
        )
        try:
            async with asyncio.timeout(60):
                await _until_read(source, clock)
            return await question(source)
        finally:
            await http.aclose()

    with RunningCollector(tmp_path / "data", [log]) as collector:
        return asyncio.run(story(Endpoint(f"http://127.0.0.1:{collector.listening['port']}")))


async def _until_read(source: CollectorSource, clock: SystemClock) -> None:
    readings: dict[MetricId, int | None] = {}
    while readings.get(AVERAGE) != 200:
        await clock.sleep(0.1)
        readings = {reading.metric: reading.n for reading in (await source.fetch()).readings}


def test_every_figure_the_catalogue_expects_is_delivered_in_its_unit(tmp_path: Path) -> None:
    """No metric of the collector's is refused for a missing figure or a wrong unit."""

    async def fetch(source: CollectorSource) -> Fetched:
        return await source.fetch()

    fetched = asked(tmp_path, fetch)
    assert fetched.failed == {}
    assert {reading.metric for reading in fetched.readings} == SUPPLIED


def test_the_past_of_every_figure_can_be_asked_for_a_day(tmp_path: Path) -> None:
    """A day in 360 points is answered for each of them; the clicks are in it."""

    async def day(source: CollectorSource) -> dict[MetricId, Series]:
        now = time.time()
        return {
            metric: await source.series(metric, now - 86_400, now, 86_400 / 360)
            for metric in SUPPLIED
        }

    async def once_stored(source: CollectorSource) -> dict[MetricId, Series]:
        """Ask until the lines just read have been stored, which takes some seconds."""
        while True:
            series = await day(source)
            if any(series[AVERAGE].values):
                return series
            await SystemClock().sleep(0.5)

    series = asked(tmp_path, once_stored)
    assert {value for value in series[AVERAGE].values if value is not None} == {120.0}
    assert {len(each.values) for each in series.values() if each.step_s == 240} <= {360, 361}


def test_a_further_collector_is_asked_the_same_and_fills_nothing(tmp_path: Path) -> None:
    """Its figures stand beside the first one's, under its own name, and are no readings."""

    async def beside(source: CollectorSource) -> tuple[Fetched, Fetched]:
        return await source.fetch(), await BesideCollector(source).fetch()

    first, further = asked(tmp_path, beside)
    assert further.readings == ()
    assert not further.series
    assert not further.failed
    assert further.outcomes is None
    average = {reading.metric: reading.value for reading in further.beside}[AVERAGE]
    assert average == {reading.metric: reading.value for reading in first.readings}[AVERAGE] == 120
