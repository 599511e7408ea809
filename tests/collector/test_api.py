"""The HTTP API of a real collector process."""

from __future__ import annotations

import json
import os
import signal
import socket
import time
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from aux_monitor.adapters.resources import load_catalogue
from aux_monitor.collector.guard import MOST_BODY, MOST_URL
from aux_monitor.collector.serve import TOKEN_VARIABLE
from aux_monitor.domain.catalogue import Supply
from aux_monitor.domain.outcome import COUNTED_S
from tests.collector.process import RunningCollector, refused

SAMPLE = Path(__file__).parents[1] / "data" / "aux-session.log"
SAMPLE_END = 1753653072.0
TOKEN = "a-token-for-tests"


@pytest.fixture(scope="module")
def collector(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCollector]:
    """A collector that has just read the real sample log."""
    with RunningCollector(tmp_path_factory.mktemp("data"), [SAMPLE]) as running:
        running.until(lambda snapshot: snapshot["ingest"]["events"] == 13)
        yield running


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCollector]:
    """A collector that wants a token, following no log that exists."""
    data = tmp_path_factory.mktemp("data")
    environment = {TOKEN_VARIABLE: TOKEN}
    with RunningCollector(data, [data / "none.log"], environment=environment) as running:
        yield running


def test_the_real_sample_gives_the_figures_counted_by_hand(collector: RunningCollector) -> None:
    """Thirteen commands, one of which failed twice in the log and counts once, with 30043 ms."""
    snapshot = collector.snapshot(at=SAMPLE_END, window=300)
    value = {name: body["value"] for name, body in snapshot["metrics"].items()}
    assert value["response_time_avg"] == pytest.approx(39_693 / 13)
    assert value["response_time_p95"] == 30_043
    assert (value["response_time_click"], value["response_time_click_p95"]) == (1706, 1706)
    assert value["command_success_rate"] == pytest.approx(100 * 10 / 13)
    assert value["retry_rate"] == 0
    assert value["error_rate_critical"] == 0
    assert value["error_rate_high"] == pytest.approx(100 / 13)
    assert value["error_rate_medium"] == 0
    assert value["error_rate_low"] == pytest.approx(200 / 13)
    assert (value["daily_commands"], value["unique_domains"]) == (13, 2)
    assert value["concurrent_sessions"] == 1
    methods = snapshot["by_method"]
    assert {name: body["n"] for name, body in methods.items()} == {
        "click": 1,
        "extract": 4,
        "fill": 3,
        "navigate": 5,
    }
    assert methods["fill"]["avg_ms"] == pytest.approx((516 + 861 + 668) / 3)
    assert snapshot["ingest"]["bad_lines"] == 0


def test_as_of_then_knows_nothing_of_later(collector: RunningCollector) -> None:
    """A time before the long failure shows only what had ended."""
    snapshot = collector.snapshot(at=1753652950.0, window=300)
    assert snapshot["metrics"]["response_time_avg"]["n"] == 4
    assert snapshot["metrics"]["response_time_p95"]["value"] == 1706
    assert snapshot["metrics"]["daily_commands"]["value"] == 4


def test_every_collector_metric_of_the_catalogue_is_answered_in_its_unit(
    collector: RunningCollector,
) -> None:
    """Over the same window too, or over the shorter one that the log covers so far."""
    metrics = collector.snapshot()["metrics"]
    known = load_catalogue()
    assert known.budget is not None
    wanted = {
        name: metric
        for name, metric in known.metrics.items()
        if metric.supply is Supply.COLLECTOR and name != known.budget.metric
    }
    assert set(metrics) == set(wanted)
    for name, metric in wanted.items():
        assert metrics[name]["unit"] == metric.unit.value
        assert metric.window_s is not None
        assert metrics[name]["window_s"] == metric.window_s or (
            metrics[name]["window_s"] < metric.window_s and metrics[name]["note"]
        )


def test_a_snapshot_counts_what_the_error_budget_is_made_of(collector: RunningCollector) -> None:
    """Thirteen commands, three failed, in the span that holds them all; the record's beginning."""
    outcomes = collector.snapshot(at=SAMPLE_END, window=300)["outcomes"]
    counted = {each["window_s"]: (each["n"], each["failed"]) for each in outcomes["windows"]}
    assert set(counted) == {float(span) for span in COUNTED_S}
    assert counted[30 * 86_400.0] == (13, 3)
    assert SAMPLE_END - 300 < outcomes["since"] < SAMPLE_END


def test_a_window_without_commands_has_no_value_and_gaps(collector: RunningCollector) -> None:
    """Never a zero where nothing was measured."""
    body = collector.snapshot()["metrics"]["response_time_avg"]
    assert (body["value"], body["n"]) == (None, 0)
    assert body["series"]["values"] == [None] * 361
    assert body["series"]["start"] % 10 == 0


def test_series_reach_from_since_to_until(collector: RunningCollector) -> None:
    """A value with its number of commands for each step; the answer says where it begins."""
    parameters: dict[str, Any] = {
        "metric": "command_success_rate",
        "since": 1753652940,
        "until": 1753653120,
        "step": 60,
        "window": 60,
    }
    answer = collector.http.get("/api/v1/series", params=parameters).json()
    assert answer == {
        "metric": "command_success_rate",
        "unit": "%",
        "start": 1753652940.0,
        "step": 60.0,
        "values": [None, 75.0, None, pytest.approx(100 * 7 / 9)],
        "n": [0, 4, 0, 9],
    }


@pytest.mark.parametrize(
    ("metric", "last"),
    [
        ("daily_commands", 13.0),
        ("unique_domains", 2.0),
        ("concurrent_sessions", 1.0),
        ("mtbf", None),
        ("mttr", None),
    ],
)
def test_metrics_over_long_windows_have_a_history_too(
    collector: RunningCollector, metric: str, last: float | None
) -> None:
    """Thinned where it would cost too much, which the answer's step tells."""
    parameters: dict[str, Any] = {"metric": metric, "since": SAMPLE_END - 3600, "until": SAMPLE_END}
    answer = collector.http.get("/api/v1/series", params=parameters).json()
    assert len(answer["values"]) in range(40, 362)
    if metric == "concurrent_sessions":
        assert max(answer["values"]) == last
    elif metric not in ("mtbf", "mttr"):
        late = {**parameters, "until": SAMPLE_END + 300}
        assert collector.http.get("/api/v1/series", params=late).json()["values"][-1] == last


@pytest.mark.parametrize("host", ["127.0.0.1", "elsewhere.example"])
def test_every_answer_says_when_it_was_given(collector: RunningCollector, host: str) -> None:
    """One that is let in and one that is not: RFC 9110, section 6.6.1."""
    before = int(time.time())
    answer = collector.http.get("/api/v1/health", headers={"Host": host})
    [told] = answer.headers.get_list("date")
    assert before <= parsedate_to_datetime(told).timestamp() <= time.time()


def test_an_answer_that_has_not_changed_is_a_304(collector: RunningCollector) -> None:
    """The tag leaves out the time of asking."""
    path = f"/api/v1/snapshot?at={SAMPLE_END}"
    first = collector.http.get(path)
    again = collector.http.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = collector.http.get(
        "/api/v1/snapshot?at=1753652950", headers={"If-None-Match": first.headers["etag"]}
    )
    assert other.status_code == 200


def test_health_tells_who_answers(collector: RunningCollector) -> None:
    """The process that printed the listening line."""
    body = collector.http.get("/api/v1/health").json()
    assert (body["status"], body["pid"]) == ("ok", collector.process.pid)
    assert collector.listening["pid"] == collector.process.pid
    assert body["uptime_s"] > 0


def test_the_description_names_every_path_and_the_types(collector: RunningCollector) -> None:
    """An OpenAPI document whose references resolve."""
    document = collector.http.get("/openapi.json").json()
    assert set(document["paths"]) == {"/api/v1/snapshot", "/api/v1/series", "/api/v1/health"}
    text = json.dumps(document)
    for name in ("SnapshotBody", "MetricBody", "IngestBody", "OutcomesBody", "SeriesAnswer"):
        assert name in document["components"]["schemas"]
        assert f"#/components/schemas/{name}" in text


@pytest.mark.parametrize(
    ("path", "status", "named"),
    [
        ("/api/v1/snapshot?window=0", 400, "window"),
        ("/api/v1/snapshot?window=ten", 400, "window"),
        ("/api/v1/snapshot?step=0", 400, "step"),
        ("/api/v1/snapshot?history=90000&step=1", 400, "points"),
        ("/api/v1/snapshot?at=nan", 400, "at"),
        ("/api/v1/snapshot?at=99999999999", 400, "at"),
        ("/api/v1/snapshot?colour=red", 400, "colour"),
        ("/api/v1/series?metric=mtbf&since=200&until=100", 400, "since"),
        ("/api/v1/series?metric=nothing", 404, "nothing"),
        ("/api/v1/nowhere", 404, "nowhere"),
        ("/", 404, "'/'"),
    ],
)
def test_a_wrong_question_gets_one_sentence_that_names_it(
    collector: RunningCollector, path: str, status: int, named: str
) -> None:
    """Status and JSON, never a traceback."""
    answer = collector.http.get(path)
    assert answer.status_code == status
    assert set(answer.json()) == {"error"}
    assert named in answer.json()["error"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_only_reading_is_possible(collector: RunningCollector, method: str) -> None:
    """Any other method is a 405, and no CORS header invites a browser."""
    answer = collector.http.request(method, "/api/v1/snapshot", headers={"Origin": "http://x"})
    assert answer.status_code == 405
    assert "error" in answer.json()
    assert not [name for name in answer.headers if name.startswith("access-control")]


def test_the_server_does_not_say_what_it_is(collector: RunningCollector) -> None:
    """No server header."""
    assert "server" not in collector.http.get("/api/v1/health").headers


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "10.0.0.1", ""])
def test_a_foreign_host_name_is_refused(collector: RunningCollector, host: str) -> None:
    """A page cannot reach the collector under its own name (DNS rebinding)."""
    answer = collector.http.get("/api/v1/snapshot", headers={"Host": host})
    assert answer.status_code == 400


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:{port}", "[::1]:{port}", "LOCALHOST:1"])
def test_the_names_of_loopback_are_answered(collector: RunningCollector, host: str) -> None:
    """With and without a port."""
    name = host.format(port=collector.listening["port"])
    assert collector.http.get("/api/v1/health", headers={"Host": name}).status_code == 200


def test_a_long_address_is_refused(collector: RunningCollector) -> None:
    """Before anything reads it."""
    answer = collector.http.get("/api/v1/snapshot?x=" + "y" * MOST_URL)
    assert answer.status_code == 400


def test_a_large_or_endless_body_is_refused(collector: RunningCollector) -> None:
    """Its length is looked at, not its content."""
    large = collector.http.request("POST", "/api/v1/snapshot", content=b"x" * (MOST_BODY + 1))
    assert large.status_code == 413
    chunked = collector.http.request("POST", "/api/v1/snapshot", content=iter([b"x"]))
    assert chunked.status_code == 413


@pytest.mark.parametrize("path", ["/api/v1/snapshot", "/api/v1/health", "/openapi.json", "/x"])
@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer wrong", f"Basic {TOKEN}", TOKEN])
def test_without_the_token_nothing_is_answered(
    guarded: RunningCollector, path: str, header: str | None
) -> None:
    """Every path, every wrong way to give it."""
    headers = {} if header is None else {"Authorization": header}
    answer = guarded.http.get(path, headers=headers)
    assert answer.status_code == 401
    assert set(answer.json()) == {"error"}


def test_with_the_token_it_answers(guarded: RunningCollector) -> None:
    """And tells what is wrong with the log."""
    answer = guarded.http.get("/api/v1/snapshot", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200
    assert "no such file yet" in answer.json()["ingest"]["files"][0]["error"]


def test_it_ends_cleanly_when_its_input_ends(tmp_path: Path) -> None:
    """Exit code 0, and nothing said but what is wrong with the log."""
    running = RunningCollector(tmp_path / "data", [SAMPLE])
    assert running.end() == (0, "")


def test_it_ends_cleanly_when_told_to_terminate(tmp_path: Path) -> None:
    """What was read is stored first."""
    with RunningCollector(tmp_path / "data", [SAMPLE]) as running:
        running.until(lambda snapshot: snapshot["ingest"]["events"] == 13)
        os.kill(running.process.pid, signal.SIGTERM)
        assert running.process.wait(20) == 0
    with RunningCollector(tmp_path / "data", [tmp_path / "none.log"]) as running:
        assert running.snapshot()["ingest"]["events"] == 13


def test_an_occupied_port_gets_one_sentence(tmp_path: Path) -> None:
    """It names the port; exit code 3."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        code, said = refused(tmp_path / "data", SAMPLE, "--port", port)
    assert (code, said.count("\n")) == (3, 1)
    assert f"127.0.0.1:{port} cannot be listened on" in said


def test_a_second_collector_on_the_same_data_gets_one_sentence(tmp_path: Path) -> None:
    """The first goes on undisturbed."""
    with RunningCollector(tmp_path / "data", [SAMPLE]) as running:
        code, said = refused(tmp_path / "data", SAMPLE)
        assert (code, said.count("\n")) == (3, 1)
        assert "Another collector is already using" in said
        assert running.snapshot()


@pytest.mark.parametrize("kind", ["file", "damaged"])
def test_a_data_folder_that_cannot_be_used_gets_one_sentence(tmp_path: Path, kind: str) -> None:
    """A file in its place, or a store that is none."""
    data = tmp_path / "data"
    if kind == "file":
        data.write_text("")
    else:
        data.mkdir()
        (data / "events.duckdb").write_bytes(b"no database" * 1000)
    code, said = refused(data, SAMPLE)
    assert (code, said.count("\n")) == (3, 1)
    assert str(data) in said


def test_other_computers_are_not_answered_without_a_token(tmp_path: Path) -> None:
    """Any bind but loopback needs one."""
    code, said = refused(tmp_path / "data", SAMPLE, "--host", "0.0.0.0")  # noqa: S104 - refused
    assert (code, said.count("\n")) == (3, 1)
    assert TOKEN_VARIABLE in said


def test_an_address_of_another_computer_gets_one_sentence(tmp_path: Path) -> None:
    """It cannot be bound."""
    code, said = refused(tmp_path / "data", SAMPLE, "--host", "192.0.2.1")
    assert code == 3
    assert said.count("\n") == 1


def test_with_a_token_it_answers_on_every_address_under_any_name(tmp_path: Path) -> None:
    """A collector for a team is reached by the machine's own name."""
    everywhere = ("--host", "0.0.0.0")  # noqa: S104 - what is tested
    environment = {TOKEN_VARIABLE: TOKEN}
    with RunningCollector(
        tmp_path / "data", [SAMPLE], *everywhere, environment=environment
    ) as running:
        answer = httpx.get(
            f"http://127.0.0.1:{running.listening['port']}/api/v1/health",
            headers={"Host": "monitor.example", "Authorization": f"Bearer {TOKEN}"},
        )
        assert answer.status_code == 200
