"""What the running program costs: memory with charts, processor time idle and live."""

from __future__ import annotations

import time
from pathlib import Path

from tests.benchmarks.desk import Desk
from tests.benchmarks.figures import Figure
from tests.benchmarks.pictures import write_picture
from tests.benchmarks.processes import (
    ROOT,
    children,
    cpu_seconds,
    program,
    resident_mib,
    running,
    wait_for_line,
)

SETTLING_S = 15.0
LIVE_S = 30.0
IDLE_S = 60.0
LOG = ROOT / "tests" / "data" / "aux-session.log"
QUIET_SETTINGS = """
version = 1
[collector]
url = "http://127.0.0.1:{port}"
poll_every_s = 60.0
"""


def measure_live(desk: Desk, pictures: Path) -> list[Figure]:
    """Return memory and processor time with the demonstration live: one poll a second."""
    command = program("--demo", "--data", desk.fresh("live"))
    with running(command, desk.env) as monitor:
        time.sleep(SETTLING_S)
        collector = _child(monitor.pid, "serve")
        busy = _shares({"monitor": monitor.pid, "collector": collector}, LIVE_S)
        memory = {pid: resident_mib(pid) for pid in (monitor.pid, collector)}
        write_picture(desk.screen.whole(), pictures / "live.png")
    over = f"over {LIVE_S:.0f} s"
    return [
        Figure("memory with charts", memory[monitor.pid], "MiB", 150.0, "monitor, live"),
        Figure("memory of the collector", memory[collector], "MiB"),
        Figure("processor, live, monitor", busy["monitor"], "% of a core", 1.5, over),
        Figure("processor, live, collector", busy["collector"], "% of a core", 1.5, over),
    ]


def measure_idle(desk: Desk, pictures: Path) -> list[Figure]:
    """Return processor time with nothing to do: a log nobody writes, the longest poll interval."""
    folder = desk.fresh("idle")
    serve = program("collector", "serve", "--log", LOG, "--data", folder / "collector")
    with running(serve, desk.env, read=True) as collector:
        port = int(wait_for_line(collector)["port"])
        settings = folder / "config.toml"
        settings.write_text(QUIET_SETTINGS.format(port=port), "utf-8")
        command = program("--config", settings, "--data", folder / "monitor")
        with running(command, desk.env) as monitor:
            time.sleep(SETTLING_S)
            busy = _shares({"monitor": monitor.pid, "collector": collector.pid}, IDLE_S)
            write_picture(desk.screen.whole(), pictures / "idle.png")
    over = f"over {IDLE_S:.0f} s"
    return [
        Figure("processor, idle, monitor", busy["monitor"], "% of a core", 0.1, over),
        Figure("processor, idle, collector", busy["collector"], "% of a core", 0.1, over),
    ]


def _shares(pids: dict[str, int], seconds: float) -> dict[str, float]:
    """Return the share of one core that each process uses for some seconds, in percent."""
    before, start = {name: cpu_seconds(pid) for name, pid in pids.items()}, time.monotonic()
    time.sleep(seconds)
    took = time.monotonic() - start
    return {name: 100 * (cpu_seconds(pid) - before[name]) / took for name, pid in pids.items()}


def _child(pid: int, word: str) -> int:
    """Return the child whose command line has ``word`` in it, or raise ``RuntimeError``."""
    for child, command in children(pid).items():
        if word in command:
            return child
    raise RuntimeError(f"the monitor has no child with {word!r} on its command line")
