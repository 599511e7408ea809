"""A real collector process, killed and rotated under: nothing is lost, nothing counts twice."""

from __future__ import annotations

import random
import time
from pathlib import Path
from typing import Any

import pytest

from tests.collector.lines import Plain, count, ended_commands, line, traffic
from tests.collector.process import RunningCollector

SECRETS = (
    "hunter2-typed",
    "page-text-classified",
    "aux_live_apikey",
    "query-token-77",
    "203.0.113.99",
    "session-plain-id",
    "command-plain-id",
    "selector-secret",
)


def figures(snapshot: dict[str, Any]) -> tuple[float | None, ...]:
    """Return average, P95, success and retry of an answer."""
    metrics = snapshot["metrics"]
    names = ("response_time_avg", "response_time_p95", "command_success_rate", "retry_rate")
    return tuple(metrics[name]["value"] for name in names)


def same(snapshot: dict[str, Any], plain: Plain) -> bool:
    """Return whether an answer says what plain Python counted."""
    wanted = (plain.avg, plain.p95, plain.success, plain.retry)
    return figures(snapshot) == pytest.approx(wanted) and (
        snapshot["metrics"]["response_time_avg"]["n"] == plain.n
    )


def rotate(log: Path) -> None:
    """Rename as RotatingFileHandler does."""
    for number in range(4, 0, -1):
        older = log.with_name(f"{log.name}.{number}")
        if older.exists():
            older.replace(log.with_name(f"{log.name}.{number + 1}"))
    log.replace(log.with_name(f"{log.name}.1"))


def test_figures_equal_those_of_the_same_lines_while_they_are_written(tmp_path: Path) -> None:
    """Average, P95, success and retries: to the millisecond and the command."""
    log = tmp_path / "session.log"
    lines = traffic(11, time.time() - 200, 190, 4.0)
    plain = count(ended_commands(lines), 0, time.time())
    log.touch()
    with RunningCollector(tmp_path / "data", [log]) as running:
        for begin in range(0, len(lines), 200):
            with log.open("a") as handle:
                handle.write("\n".join(lines[begin : begin + 200]) + "\n")
        snapshot = running.until(lambda answer: answer["ingest"]["events"] == plain.n)
        assert same(snapshot, plain)
        assert running.end() == (0, "")


@pytest.mark.parametrize("seed", range(3))
def test_kills_rotations_torn_lines_and_garbage_lose_and_double_nothing(
    tmp_path: Path, seed: int
) -> None:
    """The collector is killed in the middle of reading, again and again."""
    rng = random.Random(seed)  # noqa: S311 - test data
    log, data = tmp_path / "session.log", tmp_path / "data"
    lines = traffic(seed, time.time() - 250, 240, 7.0)
    plain = count(ended_commands(lines), 0, time.time())
    running, garbage = RunningCollector(data, [log]), 0
    for number, begin in enumerate(range(0, len(lines), 500)):
        text = "\n".join(lines[begin : begin + 500]) + "\n"
        cut = rng.randrange(len(text))
        with log.open("a") as handle:
            if rng.random() < 0.5:
                handle.write("garbage \x00 {]\n")
                garbage += 1
            handle.write(text[:cut])
            handle.flush()
            time.sleep(rng.uniform(0, 0.4))
            if rng.random() < 0.6:
                running.kill()
                running = RunningCollector(data, [log])
            handle.write(text[cut:])
        if number % 3 == 2:
            rotate(log)
    running.kill()
    with RunningCollector(data, [log]) as last:
        snapshot = last.until(lambda answer: answer["ingest"]["events"] >= plain.n)
        assert snapshot["ingest"]["events"] == plain.n
        assert snapshot["ingest"]["bad_lines"] == garbage
        assert snapshot["ingest"]["lost"] == ""
        assert same(snapshot, plain)


def test_a_command_whose_arrival_and_end_lie_in_two_files_is_joined_across_a_restart(
    tmp_path: Path,
) -> None:
    """The retry of a failure that was read before a kill is still found."""
    log, now = tmp_path / "session.log", time.time()
    lines = retry_story(now)
    log.write_text("\n".join(lines[:3]) + "\n")
    with RunningCollector(tmp_path / "data", [log]) as running:
        running.until(lambda answer: answer["ingest"]["events"] == 1)
    rotate(log)
    log.write_text(lines[3] + "\n")
    with RunningCollector(tmp_path / "data", [log]) as running:
        snapshot = running.until(lambda answer: answer["ingest"]["events"] == 2)
    assert snapshot["metrics"]["retry_rate"]["value"] == 50


def retry_story(now: float) -> list[str]:
    """Return a failure, and the same again ten seconds later."""
    request = {"method": "click", "command_data": {"selector": "#a"}}
    done = {"method": "click"}
    return [
        line(now - 20, "command_received", "s", command="1", data=request),
        line(now - 19, "command_failed", "s", command="1", ms=9, code="TIMEOUT", data=done),
        line(now - 10, "command_received", "s", command="2", data=request),
        line(now - 9, "command_executed", "s", command="2", ms=9, data=done),
    ]


def test_two_logs_are_one_picture_and_one_bad_path_does_not_stop_the_other(tmp_path: Path) -> None:
    """The directory gets its sentence, the other two logs are read."""
    now = time.time()
    first, second, folder = tmp_path / "a.log", tmp_path / "b.log", tmp_path / "folder"
    folder.mkdir()
    lines = traffic(3, now - 100, 90, 5.0)
    first.write_text("\n".join(lines) + "\n")
    other = [text.replace('"session_id":"s', '"session_id":"t') for text in lines]
    second.write_text("\n".join(other) + "\n")
    plain = count(ended_commands([*lines, *other]), 0, now)
    with RunningCollector(tmp_path / "data", [first, folder, second]) as running:
        snapshot = running.until(lambda answer: answer["ingest"]["events"] >= plain.n)
        assert same(snapshot, plain)
        errors = [file["error"] for file in snapshot["ingest"]["files"]]
        assert [bool(error) for error in errors] == [False, True, False]
        code, said = running.end()
    assert (code, said.count("\n")) == (0, 1)
    assert "a directory, not a log file" in said


def secret_lines(now: float) -> list[str]:
    """Return lines with a secret in every place that is not kept."""
    url = "https://kept.example/path?token=query-token-77"
    request = {
        "api_key": "aux_live_apikey",
        "text": "hunter2-typed",
        "selector": "#selector-secret",
        "url": url,
        "id": "command-plain-id",
    }
    reply = {"url": url, "data": "page-text-classified", "title": "page-text-classified"}
    rest: dict[str, Any] = {"command": "command-plain-id", "ip": "203.0.113.99"}
    session, told = "session-plain-id", "typed hunter2-typed into #selector-secret"
    return [
        line(now - 9, "session_start", session, ip="203.0.113.99", data={"key": "aux_live_apikey"}),
        line(now - 8, "command_received", session, **rest, message=told,
             data={"method": "navigate", "command_data": request}),
        line(now - 7, "command_executed", session, **rest, ms=5, message=told,
             data={"method": "navigate", "response_data": reply}),
        line(now - 6, "command_failed", session, command="other", ms=5, message=told,
             code="has hunter2-typed", data={"method": "fill hunter2-typed"}),
        line(now - 5, "rate_limit_exceeded", "unknown", ip="203.0.113.99", message=told),
        "garbage with hunter2-typed and aux_live_apikey",
    ]  # fmt: skip


def test_planted_secrets_reach_neither_store_nor_answers_nor_output(tmp_path: Path) -> None:
    """Typed text, page text, keys, query strings, addresses, ids: in no byte of anything."""
    log, data = tmp_path / "session.log", tmp_path / "data"
    log.write_text("\n".join(secret_lines(time.time())) + "\n")
    with RunningCollector(data, [log]) as running:
        running.until(lambda answer: answer["ingest"]["events"] == 2)
        paths = ("snapshot", "health", "series?metric=unique_domains", "series?metric=retry_rate")
        told = [running.http.get(f"/api/v1/{path}").text for path in paths]
        while_running = [path.read_bytes() for path in data.iterdir()]
        _, said = running.end()
    stored = while_running + [path.read_bytes() for path in data.iterdir()]
    assert b"kept.example" in b"".join(stored)
    for secret in SECRETS:
        assert not [text for text in (*told, said) if secret in text]
        assert not [content for content in stored if secret.encode() in content]


def test_a_log_rotated_away_unread_is_told_in_the_answer_after_a_restart(tmp_path: Path) -> None:
    """The sentence is stored, and said once on standard error."""
    log, data, now = tmp_path / "session.log", tmp_path / "data", time.time()
    log.write_text(line(now - 9, "command_executed", "s", command="1", ms=5) + "\n")
    with RunningCollector(data, [log]) as running:
        running.until(lambda answer: answer["ingest"]["events"] == 1)
    log.write_text(line(now - 3, "command_executed", "s", command="2", ms=5) + "\n")
    with RunningCollector(data, [log]) as running:
        running.until(lambda answer: "missing" in answer["ingest"]["lost"])
        _, said = running.end()
    assert said.count("missing") == 1
    with RunningCollector(data, [log]) as running:
        assert "missing" in running.snapshot()["ingest"]["lost"]
