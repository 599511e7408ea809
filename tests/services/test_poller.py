"""The poller keeps its rhythm, backs off, obeys the source, and never overlaps."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from itertools import pairwise
from random import Random

import pytest

from aux_monitor.domain.reading import Fetched
from aux_monitor.domain.state import AppState, Event, PollFailed, PollSucceeded, SourcesConfigured
from aux_monitor.domain.trust import FailureKind
from aux_monitor.ports.errors import SourceError
from aux_monitor.services.poller import Poller, watched
from aux_monitor.services.store import Store
from tests.conftest import ExpectedWarnings
from tests.fakes.clock import FakeClock
from tests.fakes.source import FakeSource, hang

GOOD = Fetched(at=1.0, summary="1 log")


def poll(
    source: FakeSource,
    seconds: float,
    during: Callable[[FakeClock, Poller], None] | None = None,
) -> list[tuple[float, Event]]:
    """Run a poller for some fake seconds and return its events with their monotonic times."""

    async def scenario() -> list[tuple[float, Event]]:
        clock = FakeClock()
        store = Store(AppState())
        store.apply(SourcesConfigured((watched(source, clock.now()),)))
        events: list[tuple[float, Event]] = []
        store.subscribe(lambda _s, event: events.append((clock.monotonic() - 1000.0, event)))
        poller = Poller(source, store, clock, Random(1), lambda: None)  # noqa: S311 - jitter
        task = asyncio.get_running_loop().create_task(poller.run())
        await clock.advance(seconds / 2)
        if during is not None:
            during(clock, poller)
        await clock.advance(seconds / 2)
        task.cancel()
        await asyncio.wait([task])
        return events

    return asyncio.run(scenario())


def test_good_polls_keep_the_sources_own_rhythm() -> None:
    """A source of 10 s is asked at 0, 10, 20 and 30 s."""
    events = poll(FakeSource(GOOD, poll_every_s=10.0), 35.0)
    assert [at for at, _ in events] == [0.0, 10.0, 20.0, 30.0]
    assert all(isinstance(event, PollSucceeded) for _, event in events)


def test_failures_double_the_wait_and_a_good_answer_restores_the_rhythm(
    expected_warnings: ExpectedWarnings,
) -> None:
    """Three failures are followed after about 10, 20 and 40 s, then by 10 s again."""
    expected_warnings("GitHub answered 500")
    error = SourceError(FailureKind.SERVER, "GitHub answered 500.")
    events = poll(FakeSource(error, error, error, GOOD, poll_every_s=10.0), 100.0)
    times = [at for at, _ in events]
    waits = [later - earlier for earlier, later in pairwise(times)]
    assert waits[0] == pytest.approx(10, rel=0.1)
    assert waits[1] == pytest.approx(20, rel=0.1)
    assert waits[2] == pytest.approx(40, rel=0.1)
    assert waits[3] == pytest.approx(10)


def test_retry_after_is_obeyed_even_when_a_person_asks_to_refresh(
    expected_warnings: ExpectedWarnings,
) -> None:
    """A source that asks for 60 s is left alone for 60 s."""
    expected_warnings("GitHub's limit is used up")
    limited = SourceError(FailureKind.LIMITED, "GitHub's limit is used up.", retry_after_s=60.0)
    source = FakeSource(limited, GOOD, poll_every_s=5.0)
    events = poll(source, 90.0, lambda _clock, poller: poller.refresh())
    assert isinstance(events[0][1], PollFailed)
    assert events[1][0] >= 60.0


def test_a_refresh_asks_at_once() -> None:
    """A refresh in the middle of a wait polls then, not at the end of the wait."""
    source = FakeSource(GOOD, poll_every_s=100.0)
    events = poll(source, 60.0, lambda _clock, poller: poller.refresh())
    assert [at for at, _ in events] == [0.0, 30.0]


def test_a_source_that_hangs_fails_with_its_timeout_named(
    expected_warnings: ExpectedWarnings,
) -> None:
    """The poll ends by its own timeout and says how long it waited; nothing overlaps."""
    expected_warnings("did not answer within")

    async def scenario() -> tuple[Event, int]:
        source = FakeSource(hang, timeout_s=0.05)
        store = Store(AppState())
        store.apply(SourcesConfigured((watched(source, 0.0),)))
        heard: asyncio.Queue[Event] = asyncio.Queue()
        store.subscribe(lambda _s, event: heard.put_nowait(event))
        poller = Poller(source, store, FakeClock(), Random(1), lambda: None)  # noqa: S311 - jitter
        task = asyncio.get_running_loop().create_task(poller.run())
        event = await heard.get()
        task.cancel()
        await asyncio.wait([task])
        return event, source.at_once

    event, at_once = asyncio.run(scenario())
    assert isinstance(event, PollFailed)
    assert event.failure is FailureKind.TIMEOUT
    assert "0.05 s" in event.error
    assert at_once == 1


def test_a_suspend_is_followed_by_one_poll_not_by_the_missed_ones() -> None:
    """Eight hours of suspend leave one overdue poll."""
    source = FakeSource(GOOD, poll_every_s=10.0)
    events = poll(source, 40.0, lambda clock, _poller: clock.suspend(8 * 3600.0))
    assert [at for at, _ in events] == [0.0, 10.0, 20.0, 30.0, 40.0]


def test_one_outage_is_logged_once_and_its_end_once(
    caplog: pytest.LogCaptureFixture, expected_warnings: ExpectedWarnings
) -> None:
    """Many failures in a row write one warning; the recovery writes one line."""
    expected_warnings("refused the connection")
    error = SourceError(FailureKind.UNREACHABLE, "The collector refused the connection.")
    with caplog.at_level("INFO"):
        poll(FakeSource(error, error, error, GOOD, poll_every_s=1.0), 20.0)
    lines = [(r.levelname, r.getMessage()) for r in caplog.records if "Collector" in r.getMessage()]
    assert lines == [
        ("WARNING", "Collector fails: The collector refused the connection."),
        ("INFO", "Collector answers again"),
    ]
