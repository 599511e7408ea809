"""The collector's snapshot into readings, and everything its server may answer instead."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest

from aux_monitor.adapters.sources.collector import (
    CollectorSource,
    Endpoint,
    collector_secret_name,
    try_collector,
)
from aux_monitor.adapters.sources.http import HttpClient
from aux_monitor.domain.reading import Fetched, MetricId, Part, Series, Unit
from aux_monitor.domain.trust import FailureKind
from aux_monitor.ports.errors import HistoryError, SourceError
from aux_monitor.ports.secrets import Secret
from aux_monitor.settings.schema import CollectorSettings
from tests.adapters.sources.loopback import (
    Answering,
    Asked,
    Raw,
    Reply,
    Script,
    Server,
    json_reply,
    no_tls,
    serving,
)
from tests.fakes.clock import FakeClock

T = TypeVar("T")
NOW = 1_790_000_010.0
TOKEN = "childTokenPlanted"
SNAPSHOT: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "data/collector-snapshot.json").read_text("utf-8")
)
UNITS = {MetricId(name): Unit(body["unit"]) for name, body in SNAPSHOT["metrics"].items()}


def changed(**parts: object) -> dict[str, Any]:
    """Return the recorded snapshot with other parts."""
    return SNAPSHOT | parts


def always(endpoint: Endpoint | None) -> Callable[[], Awaitable[Endpoint | None]]:
    """Return what a source asks for where its collector listens."""

    async def listening() -> Endpoint | None:
        return endpoint

    return listening


def at_desk(
    script: Script, work: Callable[[CollectorSource, Server, FakeClock], Awaitable[T]]
) -> T:
    """Run ``work`` with a source that knows where the server is."""

    async def scenario() -> T:
        async with serving(script) as server:
            http, clock = HttpClient(no_tls), FakeClock(now=NOW)
            endpoint = Endpoint(server.url, Secret(TOKEN))
            source = CollectorSource(always(endpoint), CollectorSettings(), http, clock, UNITS)
            try:
                return await work(source, server, clock)
            finally:
                await source.aclose()
                await http.aclose()

    return asyncio.run(scenario())


def poll(answer: Answering) -> Fetched:
    """Return one poll of a server that always answers so."""
    return at_desk(lambda _asked: answer, lambda source, _server, _clock: source.fetch())


def test_every_figure_of_the_recorded_snapshot_arrives() -> None:
    """Values, counts, windows, times and series are those of the collector's own answer."""
    fetched = poll(json_reply(SNAPSHOT))
    assert fetched.at == NOW
    assert not fetched.failed
    for reading in fetched.readings:
        body = SNAPSHOT["metrics"][reading.metric]
        assert (reading.value, reading.n, reading.window_s, reading.at, reading.note) == tuple(
            body[key] for key in ("value", "n", "window_s", "at", "note")
        )
    assert {reading.metric for reading in fetched.readings} == set(UNITS)
    series = (fetched.series or {})[MetricId("response_time_p95")]
    recorded = SNAPSHOT["metrics"]["response_time_p95"]["series"]
    assert (series.start, series.step_s) == (recorded["start"], recorded["step"])
    assert list(series.values) == recorded["values"]


def test_the_four_rolled_figures_have_a_part_for_each_method() -> None:
    """Average, P95, success and retry are broken down by method; others are not."""
    fetched = poll(json_reply(SNAPSHOT))
    by_metric = {reading.metric: reading.breakdown for reading in fetched.readings}
    click = SNAPSHOT["by_method"]["click"]
    for metric, key in (
        ("response_time_avg", "avg_ms"),
        ("response_time_p95", "p95_ms"),
        ("command_success_rate", "success_rate"),
        ("retry_rate", "retry_rate"),
    ):
        assert by_metric[MetricId(metric)][0] == Part("click", click[key], click["n"])
    assert by_metric[MetricId("mtbf")] == ()


def test_it_asks_for_the_live_window_with_its_token() -> None:
    """One request: window, history and step by name, the token in the header."""

    async def work(source: CollectorSource, server: Server, _: FakeClock) -> Asked:
        await source.fetch()
        return server.asked[0]

    asked = at_desk(lambda _: json_reply(SNAPSHOT), work)
    assert asked.path == "/api/v1/snapshot"
    assert asked.params == {"window": "300", "history": "3600", "step": "10"}
    assert asked.headers["authorization"] == f"Bearer {TOKEN}"


def test_an_unchanged_snapshot_is_the_last_one_with_a_new_time() -> None:
    """On 304 nothing is decoded again: the very same readings, fetched now."""

    def script(asked: Asked) -> Answering:
        if asked.headers.get("if-none-match") == '"7"':
            return Reply(304, headers={"ETag": '"7"'})
        return json_reply(SNAPSHOT, ETag='"7"')

    async def work(
        source: CollectorSource, _server: Server, clock: FakeClock
    ) -> tuple[Fetched, Fetched]:
        first = await source.fetch()
        await clock.advance(1.0)
        return first, await source.fetch()

    first, second = at_desk(script, work)
    assert second.readings is first.readings
    assert second.at == first.at + 1.0


def test_before_the_child_listens_it_is_said_to_be_starting() -> None:
    """No endpoint yet is a kind of its own, which alarms nobody."""
    source = CollectorSource(
        always(None), CollectorSettings(), HttpClient(no_tls), FakeClock(), UNITS
    )
    with pytest.raises(SourceError, match=r"^The collector is starting\.$") as caught:
        asyncio.run(source.fetch())
    assert caught.value.kind is FailureKind.STARTING


def test_a_restarted_child_is_found_at_its_new_address() -> None:
    """The endpoint is asked before each poll, and another server's answer is not the last one's."""

    async def scenario() -> tuple[Fetched, Fetched]:
        metrics = SNAPSHOT["metrics"] | {"mtbf": SNAPSHOT["metrics"]["mtbf"] | {"value": 5.0}}
        async with (
            serving(lambda _: json_reply(SNAPSHOT, ETag='"same"')) as old,
            serving(lambda _: json_reply(changed(metrics=metrics), ETag='"same"')) as new,
        ):
            where = [Endpoint(old.url)]
            http = HttpClient(no_tls)

            async def listening() -> Endpoint:
                return where[0]

            source = CollectorSource(listening, CollectorSettings(), http, FakeClock(), UNITS)
            first = await source.fetch()
            where[0] = Endpoint(new.url)
            second = await source.fetch()
            await http.aclose()
            return first, second

    first, second = asyncio.run(scenario())
    mtbf = [next(r.value for r in f.readings if r.metric == "mtbf") for f in (first, second)]
    assert mtbf == [SNAPSHOT["metrics"]["mtbf"]["value"], 5.0]


@pytest.mark.parametrize(
    ("answer", "kind", "words"),
    [
        (json_reply({"error": "no token"}, 401), FailureKind.REFUSED, "not accept the token."),
        (json_reply({"error": "no"}, 404), FailureKind.NOT_FOUND, "No collector answers at"),
        (json_reply({"error": "window: 1"}, 400), FailureKind.GARBAGE, "answered 400: window: 1."),
        (json_reply({"error": "disk full."}, 500), FailureKind.SERVER, "answered 500: disk full."),
        (Reply(503, b"oops"), FailureKind.SERVER, "answered 503."),
        (Reply(200, b"<html>"), FailureKind.GARBAGE, "a web page instead of data"),
        (Reply(200, b'{"metrics": '), FailureKind.GARBAGE, "something that is not JSON"),
        (json_reply({"metrics": 3}), FailureKind.GARBAGE, "$.metrics"),
        (
            json_reply(
                {"metrics": {"x": {"value": 1, "unit": "", "at": 1, "series": {"step": 0}}}}
            ),
            FailureKind.GARBAGE,
            "unknown shape",
        ),
        (Raw(b""), FailureKind.UNREACHABLE, "broke off"),
    ],
)
def test_each_wrong_answer_has_one_sentence(
    answer: Answering, kind: FailureKind, words: str
) -> None:
    """A refused token, another server, garbage and a full disk are told apart."""
    with pytest.raises(SourceError) as caught:
        poll(answer)
    assert caught.value.kind is kind
    assert words in caught.value.sentence
    assert TOKEN not in repr(caught.value)


def test_a_figure_in_another_unit_fails_instead_of_being_shown() -> None:
    """Seconds where milliseconds are expected would be a thousandfold: the one figure fails."""
    metrics = SNAPSHOT["metrics"] | {
        "response_time_avg": SNAPSHOT["metrics"]["response_time_avg"] | {"unit": "s"}
    }
    fetched = poll(json_reply(changed(metrics=metrics)))
    assert fetched.failed == {
        "response_time_avg": "The collector delivers this figure in 's', not in 'ms'."
    }
    assert len(fetched.readings) == len(UNITS) - 1
    assert MetricId("response_time_avg") not in (fetched.series or {})


def test_a_figure_that_is_missing_fails_and_an_unknown_one_is_passed_over() -> None:
    """An older or newer collector is told from a broken one, figure by figure."""
    metrics = {name: body for name, body in SNAPSHOT["metrics"].items() if name != "mttr"}
    metrics["new_figure"] = metrics["mtbf"]
    fetched = poll(json_reply(changed(metrics=metrics)))
    assert fetched.failed == {"mttr": "The collector does not deliver this figure."}
    assert {r.metric for r in fetched.readings} == set(UNITS) - {"mttr"}


def ingest(**parts: object) -> Reply:
    """Return a snapshot with this state of reading."""
    return json_reply(changed(ingest=SNAPSHOT["ingest"] | parts))


@pytest.mark.parametrize(
    ("answer", "summary", "warnings"),
    [
        (ingest(), "1 log", ()),
        (ingest(files=[{"path": "a"}, {"path": "b"}]), "2 logs", ()),
        (
            ingest(files=[{"path": "a"}, {"path": "b", "error": "permission denied"}]),
            "1 of 2 logs",
            ("b: permission denied",),
        ),
        (ingest(lost="An hour was lost.\x07"), "1 log", ("An hour was lost.",)),
        (ingest(bad_lines=1), "1 log, 1 unreadable line", ()),
        (ingest(bad_lines=4200), "1 log, 4,200 unreadable lines", ()),
    ],
)
def test_trouble_with_the_logs_is_told(
    answer: Reply, summary: str, warnings: tuple[str, ...]
) -> None:
    """Unreadable files, lost hours and bad lines are warnings; the chip counts good logs."""
    fetched = poll(answer)
    assert (fetched.summary, fetched.warnings) == (summary, warnings)


def test_untrusted_names_are_bounded_and_made_plain() -> None:
    """A method's name is anybody's text: cut, without control characters, at most 50 of them."""
    methods = {f"{'x' * 500}\x1b[31m{index}": {"n": 1} for index in range(80)}
    fetched = poll(json_reply(changed(by_method=methods)))
    parts = next(r for r in fetched.readings if r.metric == "retry_rate").breakdown
    assert len(parts) == 50
    assert all(len(part.name) <= 60 and part.name.isprintable() for part in parts)


def test_an_address_is_tried_before_it_is_kept() -> None:
    """The connect panel learns how many logs the collector follows, or one sentence why not."""

    async def scenario() -> str:
        async with serving(lambda _: ingest(bad_lines=1)) as server:
            http = HttpClient(no_tls)
            try:
                return await try_collector(Endpoint(server.url), 5.0, http)
            finally:
                await http.aclose()

    assert asyncio.run(scenario()) == ("The collector answers: 1 log, 1 unreadable line.")


def test_a_token_is_kept_under_its_collectors_own_name() -> None:
    """Host and port name the secret; a user name in the address does not."""
    assert collector_secret_name("https://me@host:8/x") == "collector@host:8"


def test_a_collector_far_behind_its_logs_says_that_it_is_catching_up() -> None:
    """Figures of a log that is half read are not judged yet."""
    files = [SNAPSHOT["ingest"]["files"][0] | {"lag_bytes": 35_000_000}]
    behind = changed(ingest=SNAPSHOT["ingest"] | {"files": files})

    async def work(source: CollectorSource, _server: Server, _clock: FakeClock) -> bool:
        return (await source.fetch()).catching_up

    assert at_desk(lambda _: json_reply(behind), work)
    assert not at_desk(lambda _: json_reply(SNAPSHOT), work)


def test_the_past_of_a_metric_is_asked_of_the_collector_that_keeps_it() -> None:
    """The series answer becomes a series, gaps included; the question names metric and span."""
    body = {"metric": "mtbf", "unit": "h", "start": 60.0, "step": 60.0, "values": [1.0, None]}

    async def work(source: CollectorSource, server: Server, _clock: FakeClock) -> Series:
        series = await source.series(MetricId("mtbf"), 60.0, 120.0, 60.0)
        asked = server.asked[0]
        assert asked.path == "/api/v1/series"
        assert (asked.params["metric"], asked.params["since"]) == ("mtbf", "60.000")
        return series

    assert at_desk(lambda _: json_reply(body), work) == Series(60.0, 60.0, (1.0, None))


def test_a_past_that_cannot_be_had_is_a_sentence_of_the_history() -> None:
    """Whoever reads a history meets one kind of error."""

    async def work(source: CollectorSource, _server: Server, _clock: FakeClock) -> None:
        with pytest.raises(HistoryError, match=r"answered 500: disk full\."):
            await source.series(MetricId("mtbf"), 60.0, 120.0, 60.0)

    at_desk(lambda _: json_reply({"error": "disk full"}, 500), work)


def test_it_is_known_by_its_kind_and_keeps_the_rhythm_that_is_set() -> None:
    """Catalogue rows name the kind; interval and limit are the settings'."""
    settings = CollectorSettings(poll_every_s=2.0, timeout_s=3.0)
    source = CollectorSource(always(None), settings, HttpClient(no_tls), FakeClock(), UNITS)
    assert (source.id, source.kind, source.name) == ("collector", "collector", "Collector")
    assert (source.poll_every_s, source.timeout_s) == (2.0, 3.0)


@pytest.mark.parametrize(
    ("url", "local"),
    [
        ("", True),
        ("http://127.0.0.1:8080", True),
        ("http://[::1]:8080/", True),
        ("https://collector.example", False),
        ("https://[", False),
    ],
)
def test_a_collector_is_local_on_a_loopback_address(url: str, *, local: bool) -> None:
    """The monitor's own child too; anything else is reached over the network."""
    settings = CollectorSettings(url=url)
    source = CollectorSource(always(None), settings, HttpClient(no_tls), FakeClock(), UNITS)
    assert source.local is local
