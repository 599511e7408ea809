"""The simulator: entries as the real server writes them, and a believable hour."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import pytest

from aux_monitor.collector.cli import main
from aux_monitor.collector.entries import Entry
from aux_monitor.collector.simulate import RotatingLog
from aux_monitor.collector.traffic import Forced, Incident, IncidentKind, Traffic, script
from tests.collector.lines import EndedCommand, Plain, count, ended_commands
from tests.collector.process import COMMAND, RunningCollector

SAMPLE = Path(__file__).parents[1] / "data" / "aux-session.log"
NOW = 1_790_000_000.0


def shapes(lines: list[str]) -> dict[tuple[str, str], tuple[Any, ...]]:
    """Return, for each event type and method, the keys of a line and of what it holds, in order."""
    found: dict[tuple[str, str], tuple[Any, ...]] = {}
    for raw in lines:
        entry = json.loads(raw)
        data = entry["data"]
        inner = data.get("command_data", data.get("response_data", {}))
        kinds = tuple((key, type(value).__name__) for key, value in entry.items())
        found[entry["event_type"], data.get("method", "")] = (kinds, tuple(data), tuple(inner))
    return found


def hour(seed: int, forced: Forced | None = None, ahead_s: float = 0.0) -> list[str]:
    """Return the lines of the hour before NOW, and so much after it."""
    plan = script(seed, NOW, 3600, forced)
    lines: list[str] = []
    for entry in Traffic(seed, NOW - 3600, 4.0, plan).entries():
        if entry.timestamp > NOW + ahead_s:
            return lines
        lines.append(entry.text)
    raise AssertionError("traffic never ends")


@pytest.fixture(scope="module")
def past() -> list[str]:
    """One hour."""
    return hour(3)


@pytest.fixture(scope="module")
def commands(past: list[str]) -> list[EndedCommand]:
    """Its commands."""
    return ended_commands(past)


def test_entries_have_the_keys_order_and_types_of_the_real_ones(past: list[str]) -> None:
    """Every kind of entry that the real sample holds, compared key by key."""
    real, made = shapes(SAMPLE.read_text().splitlines()), shapes(past)
    for kind, shape in real.items():
        assert made[kind] == shape, kind


def test_entries_come_in_order_of_time(past: list[str]) -> None:
    """As a server writes them."""
    times = [json.loads(raw)["timestamp"] for raw in past]
    assert all(earlier <= later for earlier, later in pairwise(times))


def test_a_command_ends_within_two_milliseconds_of_its_execution_time(past: list[str]) -> None:
    """The log's two measures of a duration agree, as they do on a real server."""
    begun: dict[str, float] = {}
    for raw in past:
        entry = json.loads(raw)
        if entry["event_type"] == "command_received":
            begun[entry["command_id"]] = entry["timestamp"]
        elif entry["command_id"]:
            took_ms = 1000 * (entry["timestamp"] - begun[entry["command_id"]])
            assert 0 < took_ms - entry["execution_time_ms"] < 1.5


def quiet(commands: list[EndedCommand]) -> Plain:
    """Return the counts of the last ten minutes, in which nothing is wrong."""
    return count(commands, NOW - 600, NOW)


def test_a_quiet_time_meets_the_targets(commands: list[EndedCommand]) -> None:
    """Average, P95, success and retries within the document's limits, with some retries."""
    plain = quiet(commands)
    assert plain.avg is not None
    assert plain.p95 is not None
    assert plain.success is not None
    assert plain.retry is not None
    assert (plain.avg < 150, plain.p95 < 500) == (True, True)
    assert 95 < plain.success < 100
    assert 0 < plain.retry < 5
    assert 3 < plain.n / 600 < 5


def test_the_past_hour_holds_one_incident(commands: list[EndedCommand]) -> None:
    """The five-minute average passes the alert threshold and comes back; success dips."""
    rolling = [count(commands, end - 300, end) for end in range(int(NOW) - 3300, int(NOW), 30)]
    slow = [index for index, plain in enumerate(rolling) if (plain.avg or 0) > 300]
    assert slow
    assert slow == list(range(slow[0], slow[-1] + 1))
    assert min(plain.success or 100 for plain in rolling) < 95


def test_the_past_hour_holds_one_gap_that_a_chart_shows(commands: list[EndedCommand]) -> None:
    """For about ninety seconds the five-minute window is empty."""
    times = sorted(command.at for command in commands)
    silence = max(later - earlier for earlier, later in pairwise(times))
    assert 370 < silence < 420


def test_the_same_seed_gives_the_same_traffic() -> None:
    """And another seed another."""

    def some(seed: int) -> list[Entry]:
        return list(islice(Traffic(seed, NOW, 4.0, script(seed, NOW, 0, None)).entries(), 50))

    assert some(1) == some(1)
    assert some(1) != some(2)


@pytest.mark.parametrize("kind", list(IncidentKind))
def test_a_forced_incident_comes_when_it_is_asked_for(kind: IncidentKind) -> None:
    """Latency rises, or commands fail, for as long as asked; then all is well again."""
    commands = ended_commands(hour(4, Forced(60, 200, kind), ahead_s=400))
    before = count(commands, NOW - 60, NOW + 55)
    during = count(commands, NOW + 100, NOW + 220)
    after = count(commands, NOW + 300, NOW + 400)
    assert before.avg is not None
    assert during.avg is not None
    assert during.success is not None
    if kind is IncidentKind.LATENCY:
        assert during.avg > 2 * before.avg
    else:
        assert during.success < 85
    assert (after.avg or 0) < 180
    assert (after.success or 0) > 95


def test_an_incident_comes_and_goes_gradually() -> None:
    """Its strength rises, holds and falls."""
    incident = Incident(100, 80, IncidentKind.LATENCY)
    assert [incident.strength(at) for at in (99, 105, 110, 150, 175, 181)] == [
        0,
        0.5,
        1,
        1,
        0.5,
        0,
    ]


def test_rotation_renames_like_the_real_handler(tmp_path: Path) -> None:
    """Five older files at most, whole lines only, each file within its size."""
    path = tmp_path / "session.log"
    log = RotatingLog(path, 100)
    for number in range(80):
        log.write(f"line number {number:04}")
    log.close()
    names = sorted(file.name for file in tmp_path.iterdir())
    assert names == ["session.log", *(f"session.log.{number}" for number in range(1, 6))]
    kept = [tmp_path / f"session.log.{number}" for number in range(5, 0, -1)] + [path]
    lines = [line for file in kept for line in file.read_text().splitlines()]
    assert lines == [f"line number {number:04}" for number in range(80 - len(lines), 80)]
    assert all(file.stat().st_size <= 100 for file in kept)


def test_a_log_that_cannot_be_written_gets_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 3."""
    assert main(["simulate", "--log", str(tmp_path)]) == 3
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert f"The log {tmp_path} cannot be written" in said


@pytest.mark.parametrize(
    "wrong", [["--rate", "0"], ["--rate", "x"], ["--backlog", "-1"], ["--kind", "flood"]]
)
def test_a_wrong_option_is_named(
    tmp_path: Path, wrong: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """By argparse, with exit code 2."""
    with pytest.raises(SystemExit) as caught:
        main(["simulate", "--log", str(tmp_path / "x.log"), *wrong])
    assert caught.value.code == 2
    assert wrong[0] in capsys.readouterr().err


def test_the_simulator_loads_neither_database_nor_server() -> None:
    """It starts fast and stays small."""
    code = (
        "import sys, aux_monitor.collector.simulate\n"
        "print(sorted({'duckdb', 'starlette', 'uvicorn'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - ours
    assert done.stdout == "[]\n"


@pytest.fixture
def simulator(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A simulator in its own process that rotates often."""
    arguments = ("--rate", "40", "--backlog", "120", "--seed", "5", "--max-bytes", "1500000")
    log = str(tmp_path / "session.log")
    process = subprocess.Popen(  # noqa: S603 - our own command
        [*COMMAND, "simulate", "--log", log, *arguments, "--exit-with-stdin"],
        stdin=subprocess.PIPE,
    )
    yield process
    process.communicate(timeout=60)


def test_a_collector_follows_the_simulator_through_its_rotations(
    tmp_path: Path, simulator: subprocess.Popen[bytes]
) -> None:
    """Backlog and live lines: in the end the collector has counted each of its commands."""
    log = tmp_path / "session.log"
    with RunningCollector(tmp_path / "data", [log]) as running:
        # The collector may well be ahead of a backlog that is still being written.
        running.until(lambda _: (tmp_path / "session.log.2").exists())
        begun = running.snapshot()["ingest"]["events"]
        running.until(lambda answer: answer["ingest"]["events"] > begun + 40)
        simulator.communicate(timeout=60)
        assert simulator.returncode == 0
        files = sorted(tmp_path.glob("session.log*"))
        lines = [raw for file in files for raw in file.read_text().splitlines()]
        wanted = len(ended_commands(lines))
        ingest = running.until(lambda answer: answer["ingest"]["events"] >= wanted)["ingest"]
        assert (ingest["events"], ingest["bad_lines"], ingest["lost"]) == (wanted, 0, "")


def test_a_simulator_that_starts_again_goes_on_where_the_log_ends(tmp_path: Path) -> None:
    """The hour before is not written twice over the same time."""
    log = tmp_path / "session.log"
    for _ in range(2):
        process = subprocess.Popen(  # noqa: S603 - our own command
            [*COMMAND, "simulate", "--log", str(log), "--backlog", "60", "--exit-with-stdin"],
            stdin=subprocess.PIPE,
        )
        deadline = time.monotonic() + 60
        before = log.stat().st_size if log.exists() else 0
        while not log.exists() or log.stat().st_size == before:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        process.communicate(timeout=60)
    times = [json.loads(raw)["timestamp"] for raw in log.read_text().splitlines()]
    assert all(earlier <= later for earlier, later in pairwise(times))
