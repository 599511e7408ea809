"""Children start, are heard, are seen to die, and never outlive the monitor."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from aux_monitor.adapters.children import CollectorChild, SimulatorChild
from aux_monitor.ports.children import ChildProcess, Endpoint
from aux_monitor.ports.errors import ChildError
from aux_monitor.ports.secrets import Secret

ODD = (sys.executable, str(Path(__file__).with_name("odd_child.py")))
TOKEN = "token-that-nobody-may-see"
Make = Callable[..., CollectorChild]


@pytest.fixture
async def odd(tmp_path: Path) -> AsyncIterator[Make]:
    """Give what makes collectors of an odd kind, and end them."""
    made: list[CollectorChild] = []

    def make(kind: str, *, start_timeout_s: float = 15.0, **environment: str) -> CollectorChild:
        record = str(tmp_path / "record")
        child = CollectorChild(
            [tmp_path / "a.log", tmp_path / "b.log"],
            tmp_path / "data",
            Secret(TOKEN),
            start_timeout_s=start_timeout_s,
            command=ODD,
            environment={**os.environ, "ODD": kind, "RECORD": record, **environment},
        )
        made.append(child)
        return child

    yield make
    for child in made:
        await child.stop()


async def until(happened: Callable[[], bool]) -> None:
    """Return once ``happened``; fail after 10 s."""

    def wait() -> None:
        deadline = time.monotonic() + 10
        while not happened():
            assert time.monotonic() < deadline, "it did not happen"
            time.sleep(0.005)

    await asyncio.to_thread(wait)


def process_exists(pid: int) -> bool:
    """Return whether a process has this id and has not ended."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def recorded(tmp_path: Path) -> dict[str, Any]:
    """Return what the odd child wrote down."""
    found: dict[str, Any] = json.loads((tmp_path / "record").read_text())
    return found


@pytest.mark.anyio
async def test_a_collector_is_told_what_to_read(odd: Make, tmp_path: Path) -> None:
    """Logs and database go by the command line, and its answer says where it listens."""
    child = odd("good")
    await child.start()
    assert (child.alive, child.exit_sentence) == (True, "")
    assert child.endpoint == Endpoint("127.0.0.1", 4321)
    assert recorded(tmp_path)["arguments"] == [
        *("collector", "serve", "--log", str(tmp_path / "a.log")),
        *("--log", str(tmp_path / "b.log"), "--data", str(tmp_path / "data")),
        "--exit-with-stdin",
    ]


@pytest.mark.anyio
async def test_a_child_has_its_own_token_alone(odd: Make, tmp_path: Path) -> None:
    """Its token comes by the environment, no other token does, and none by the command line."""
    others = {"AUX_MONITOR_GITHUB_TOKEN": "ghp_x", "AUX_MONITOR_CHANNEL_OPS": "json://host/token"}
    child = odd("good", AUX_MONITOR_COLLECTOR_TOKEN="older", **others)
    await child.start()
    record = recorded(tmp_path)
    assert record["environment"]["AUX_MONITOR_COLLECTOR_TOKEN"] == TOKEN
    assert others.keys().isdisjoint(record["environment"])
    assert TOKEN not in " ".join(record["arguments"])


@pytest.mark.anyio
async def test_stopping_ends_it(odd: Make) -> None:
    """After stop nothing lives, nothing is wrong, stopping again is quiet, and it may start."""
    child = odd("good")
    await child.start()
    await child.stop()
    assert (child.alive, child.endpoint, child.exit_sentence) == (False, None, "")
    await child.stop()
    await child.start()
    assert child.alive


@pytest.mark.anyio
async def test_starting_a_running_child_changes_nothing(odd: Make, tmp_path: Path) -> None:
    """A second start leaves the process that runs as it is."""
    child = odd("good")
    await child.start()
    (tmp_path / "record").unlink()
    await child.start()
    assert not (tmp_path / "record").exists()


@pytest.mark.anyio
async def test_why_it_could_not_start(odd: Make) -> None:
    """A child that dies at once is one sentence with its last words, cut short, without secrets."""
    child = odd("dies")
    with pytest.raises(ChildError, match="The collector ended with exit code 3: ") as caught:
        await child.start()
    sentence = str(caught.value)
    assert "third" in sentence
    assert sentence.endswith("last  [31m***")
    assert TOKEN not in sentence
    assert len(sentence) < 1000


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("killed", r"^The collector was ended by SIGKILL\.$"),
        ("silent", r"^The collector did not listen within 0\.5 s\.$"),
        ("garbage", r"^The collector did not say where it listens\.$"),
        ("elsewhere", r"^The collector did not say where it listens\.$"),
    ],
)
async def test_a_start_that_fails(odd: Make, kind: str, sentence: str) -> None:
    """Whatever a child does instead of listening is one sentence, and no process is left."""
    child = odd(kind, start_timeout_s=0.5 if kind == "silent" else 15.0)
    with pytest.raises(ChildError, match=sentence):
        await child.start()
    assert (child.alive, child.endpoint) == (False, None)


@pytest.mark.anyio
async def test_a_program_that_is_not_there(tmp_path: Path) -> None:
    """A command that cannot be run is one sentence."""
    child = CollectorChild([], tmp_path, None, command=(str(tmp_path / "nothing"),))
    with pytest.raises(ChildError, match="could not be started: No such file"):
        await child.start()
    assert (child.alive, child.exit_sentence) == (False, "")


@pytest.mark.anyio
async def test_a_death_is_seen(odd: Make) -> None:
    """A child that dies later is no longer alive, and its last words say why; it may restart."""
    child = odd("dies later", AFTER_S="0")
    await child.start()
    running = child._running
    assert running is not None
    assert running.process.stdin is not None
    running.process.stdin.close()
    await until(lambda: not child.alive)
    assert child.endpoint is None
    assert child.exit_sentence == ("The collector ended with exit code 1: The database is locked.")
    await child.start()
    assert child.alive


@pytest.mark.anyio
async def test_a_stubborn_child_is_ended(odd: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """A child that hears neither its pipe nor the request is ended by force."""
    monkeypatch.setattr("aux_monitor.adapters.child_process._ENDS_BY_ITSELF_S", 0.1)
    monkeypatch.setattr("aux_monitor.adapters.child_process._ENDS_WHEN_ASKED_S", 0.1)
    child = odd("stubborn")
    await child.start()
    running = child._running
    assert running is not None
    await child.stop()
    assert running.process.returncode == -9


@pytest.mark.anyio
async def test_what_it_says_never_stops_it(odd: Make, tmp_path: Path) -> None:
    """A child that writes more than a pipe holds, to either stream, goes on."""
    child = odd("chatty")
    await child.start()
    await until((tmp_path / "record").exists)
    assert child.alive


@pytest.mark.anyio
async def test_a_start_that_is_called_off(odd: Make) -> None:
    """Cancelling a start leaves no process."""
    child = odd("silent")
    starting = asyncio.ensure_future(child.start())
    await until(lambda: child.alive)
    starting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await starting
    assert not child.alive


@pytest.mark.anyio
async def test_the_real_collector(tmp_path: Path) -> None:
    """The program's own collector starts without a display and answers who has the token."""
    log = tmp_path / "session.log"
    log.touch()
    environment = {key: value for key, value in os.environ.items() if key != "DISPLAY"}
    child = CollectorChild([log], tmp_path / "data", Secret(TOKEN), environment=environment)
    port: ChildProcess = child
    assert port.name == "collector"
    await child.start()
    assert child.endpoint is not None
    async with httpx.AsyncClient(base_url=child.endpoint.url, trust_env=False) as client:
        known = await client.get("/api/v1/health", headers={"Authorization": f"Bearer {TOKEN}"})
        unknown = await client.get("/api/v1/health")
    await child.stop()
    assert (known.status_code, unknown.status_code) == (200, 401)


@pytest.mark.anyio
async def test_the_real_simulator(tmp_path: Path) -> None:
    """The program's own simulator writes its log, and ends when it is stopped."""
    log = tmp_path / "session.log"
    child = SimulatorChild(log, rate=50, backlog_s=60, seed=1)
    port: ChildProcess = child
    assert port.name == "simulator"
    await child.start()
    await until(lambda: log.exists() and log.stat().st_size > 0)
    assert (child.alive, child.exit_sentence) == (True, "")
    await child.stop()
    size = log.stat().st_size
    await asyncio.sleep(0.1)
    assert log.stat().st_size == size


@pytest.mark.anyio
async def test_a_simulator_that_dies_says_why(tmp_path: Path) -> None:
    """A log that cannot be written ends it, with a sentence."""
    (tmp_path / "file").touch()
    child = SimulatorChild(tmp_path / "file" / "session.log")
    await child.start()
    await until(lambda: not child.alive)
    assert child.exit_sentence.startswith("The simulator ended with exit code ")
    assert "session.log" in child.exit_sentence
    assert "Traceback" not in child.exit_sentence
    await child.stop()


_MONITOR = """
import asyncio, sys
from pathlib import Path
from aux_monitor.adapters.children import CollectorChild

async def main():
    child = CollectorChild([Path(sys.argv[1])], Path(sys.argv[2]), None)
    await child.start()
    print(child._running.process.pid, flush=True)
    await asyncio.sleep(60)

asyncio.run(main())
"""


def test_a_child_does_not_outlive_a_killed_monitor(tmp_path: Path) -> None:
    """When the monitor is killed with -9 its collector ends too."""
    log = tmp_path / "session.log"
    log.touch()
    command = [sys.executable, "-c", _MONITOR, str(log), str(tmp_path / "data")]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as monitor:  # noqa: S603 - our own
        assert monitor.stdout is not None
        pid = int(monitor.stdout.readline())
        assert process_exists(pid)
        monitor.kill()
    asyncio.run(until(lambda: not process_exists(pid)))
