"""What is kept for the next start, when, and what comes of a disk that does not take it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from aux_monitor.domain.last_known import LastKnown
from aux_monitor.domain.reading import Fetched, MetricId, Reading, SourceId
from aux_monitor.domain.state import AppState, PollFailed, PollSucceeded, SourcesConfigured
from aux_monitor.domain.trust import FailureKind, SourceStatus
from aux_monitor.ports.errors import HistoryError
from aux_monitor.services.remembering import KEPT_EVERY_S, Remembering
from aux_monitor.services.store import Store
from tests.fakes.clock import FakeClock

MARK, OTHER = b"these sources", b"other sources"
SOURCE = SourceId("collector")
SPEED = MetricId("response_time_avg")
BEFORE = 1_789_990_000.0
KNOWN = LastKnown(MARK, {SOURCE: BEFORE}, {SPEED: Reading(SPEED, 320.0, BEFORE, SOURCE)})


class Shelf:
    """A ``PictureKeeper`` in memory; ``full`` lets it refuse."""

    def __init__(self) -> None:
        self.kept: list[LastKnown] = []
        self.full = False

    async def keep(self, known: LastKnown) -> None:
        """Keep it, or say that there is no room."""
        if self.full:
            raise HistoryError("No space left on device.")
        self.kept.append(known)


class Run:
    """One run with a collector that is awaited."""

    def __init__(self, known: LastKnown | None = None, *, kept: bool = True) -> None:
        self.clock, self.store, self.shelf = FakeClock(), Store(AppState()), Shelf()
        keeper = self.shelf if kept else None
        self.picture = Remembering(self.store, self.clock, keeper, known, MARK)
        awaited = SourceStatus(SOURCE, "Collector", "collector", 1.0, self.clock.now())
        self.store.apply(SourcesConfigured((awaited,)))

    def answer(self, value: float) -> None:
        """Let the collector answer."""
        now = self.clock.now()
        said = Fetched(now, (Reading(SPEED, value, now, SOURCE),))
        self.store.apply(PollSucceeded(SOURCE, said, now + 1.0))

    @property
    def values(self) -> list[float | None]:
        """Return the value of each picture kept."""
        return [known.readings[SPEED].value for known in self.shelf.kept]


def during(run: Run, story: Callable[[], Awaitable[None]]) -> None:
    """Tell a story while the picture is being kept."""

    async def both() -> None:
        task = asyncio.get_running_loop().create_task(run.picture.run())
        await story()
        task.cancel()
        await asyncio.wait([task])

    asyncio.run(both())


def test_the_picture_is_kept_once_a_minute_while_there_is_something_new() -> None:
    """A silent minute writes nothing."""
    run = Run()

    async def story() -> None:
        run.answer(150.0)
        await run.clock.advance(KEPT_EVERY_S)
        await run.clock.advance(3 * KEPT_EVERY_S)
        run.answer(160.0)
        await run.clock.advance(KEPT_EVERY_S)

    during(run, story)
    assert run.values == [150.0, 160.0]


def test_what_the_run_before_knew_is_shown_until_an_answer_comes() -> None:
    """The state that is judged never holds it, and what is drawn is the same object each time."""
    run = Run(KNOWN)
    assert run.picture.shown is run.picture.shown
    assert run.picture.shown.readings[SPEED].value == 320.0
    assert run.store.state.readings == {}
    run.answer(150.0)
    assert run.picture.shown is run.store.state


def test_a_run_that_hears_nothing_keeps_what_was_known() -> None:
    """After a day without network the next start still shows it, with its own time."""
    run = Run(KNOWN)
    failed = PollFailed(SOURCE, run.clock.now(), FailureKind.TIMEOUT, "slow", 0.0)
    run.store.apply(failed)
    asyncio.run(run.picture.settle())
    assert run.shelf.kept == [KNOWN]


def test_a_run_that_knows_nothing_leaves_the_file_alone() -> None:
    """An empty picture is not worth more than the one that lies there."""
    run = Run()
    asyncio.run(run.picture.settle())
    assert run.shelf.kept == []


def test_without_a_keeper_nothing_is_kept() -> None:
    """The demonstration, and a single look from a script, leave nothing behind."""
    run = Run(kept=False)
    run.answer(150.0)
    asyncio.run(run.picture.settle())
    assert run.shelf.kept == []


def test_other_settings_forget_what_was_known_and_keep_under_their_own_mark() -> None:
    """Meanwhile nothing is kept: it could be a figure of the sources before."""
    run = Run(KNOWN)
    run.picture.leave(OTHER)
    assert run.picture.shown.readings == {}
    run.answer(150.0)
    asyncio.run(run.picture.settle())
    assert run.shelf.kept == []
    run.picture.use(OTHER)
    asyncio.run(run.picture.settle())
    assert [known.settings for known in run.shelf.kept] == [OTHER]


def test_settings_that_name_the_same_sources_change_nothing() -> None:
    """Another theme is no reason to forget."""
    run = Run(KNOWN)
    run.picture.leave(MARK)
    run.picture.use(MARK)
    assert run.picture.shown.readings[SPEED].value == 320.0


def test_a_disk_that_is_full_is_said_once_and_its_end_too(
    caplog: pytest.LogCaptureFixture, expected_warnings: Callable[[str], None]
) -> None:
    """Hours without room are one line in the log, and keeping goes on by itself."""
    expected_warnings("No space left on device")
    run = Run()
    run.shelf.full = True
    caplog.set_level("INFO")

    async def story() -> None:
        run.answer(150.0)
        await run.clock.advance(5 * KEPT_EVERY_S)
        run.shelf.full = False
        await run.clock.advance(KEPT_EVERY_S)

    during(run, story)
    assert run.values == [150.0]
    assert [record.message for record in caplog.records] == [
        "No space left on device.",
        "The last known picture is kept again",
    ]
