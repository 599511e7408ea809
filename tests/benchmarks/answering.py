"""How long the collector takes to answer with ten million events stored."""

from __future__ import annotations

import http.client
import statistics
import time
from pathlib import Path

from tests.benchmarks.collector_events import fill
from tests.benchmarks.desk import Desk
from tests.benchmarks.figures import Figure
from tests.benchmarks.processes import program, resident_mib, running, wait_for_line

EVENTS = 10_000_000
ASKED = 200
QUESTION = "/api/v1/snapshot?window=300&history=3600&step=10"
HEALTH = "/api/v1/health"


def measure(desk: Desk) -> list[Figure]:
    """Return the median of 200 answers while a simulated server goes on writing.

    The simulator keeps the figures changing, so that no answer is one kept from before.
    """
    folder = desk.fresh("answer")
    data, log = folder / "data", folder / "session.log"
    data.mkdir(mode=0o700)
    fill(data, EVENTS, time.time())
    simulate = program("collector", "simulate", "--log", log, "--rate", "20", "--backlog", "0")
    serve = program("collector", "serve", "--log", log, "--data", data)
    with (
        running(simulate, desk.env),
        running(serve, desk.env, read=True) as collector,
    ):
        port = int(wait_for_line(collector)["port"])
        nothing = _ask(port, HEALTH, ASKED // 4)
        times = _ask(port, QUESTION, ASKED)
        memory = resident_mib(collector.pid)
        stored = _stored(data)
    beside = (
        f"{EVENTS:,} events, {stored:,.0f} MiB on disk; worst {max(times):.1f} ms of {ASKED}; "
        f"an answer without figures {statistics.median(nothing):.1f} ms"
    )
    runs = {"ms": [round(each, 2) for each in times]}
    return [
        Figure("collector's answer", statistics.median(times), "ms", 5.0, beside, runs),
        Figure("memory of the collector, filled", memory, "MiB"),
    ]


def _ask(port: int, question: str, often: int) -> list[float]:
    """Return the times of answers on one connection, in milliseconds."""
    connection, times = http.client.HTTPConnection("127.0.0.1", port, timeout=30), list[float]()
    for _ in range(often):
        time.sleep(0.05)
        start = time.perf_counter()
        connection.request("GET", question)
        answer = connection.getresponse()
        body = answer.read()
        times.append((time.perf_counter() - start) * 1000)
        if answer.status != 200:
            raise RuntimeError(f"the collector answered {answer.status}: {body[:200]!r}")
    connection.close()
    return times


def _stored(data: Path) -> float:
    return sum(path.stat().st_size for path in data.rglob("*") if path.is_file()) / 2**20
