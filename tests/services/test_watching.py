"""Sources follow the settings, and their children are kept alive."""

from __future__ import annotations

import asyncio

import pytest
from msgspec.structs import replace

from aux_monitor.domain.reading import Fetched, SourceId
from aux_monitor.domain.state import AppState
from aux_monitor.ports.errors import ChildError
from aux_monitor.services.keeper import Keeper
from aux_monitor.services.store import Store
from aux_monitor.services.supervisor import Supervisor
from aux_monitor.services.watching import Watch, Watching
from aux_monitor.settings.schema import CollectorSettings, GitHubSettings, Settings
from tests.conftest import ExpectedWarnings
from tests.fakes.clock import FakeClock
from tests.fakes.source import FakeSource
from tests.services.builders import COLLECTOR, LATENCY, fetched

GITHUB = SourceId("github")


class FakeChild:
    """A child that starts as its script says and lives until it is killed."""

    name = "collector"

    def __init__(self, *failures: str) -> None:
        self.failures = list(failures)
        self.starts = 0
        self.stops = 0
        self.alive = False
        self.exit_sentence = ""

    async def start(self) -> None:
        """Start, or fail with the next sentence of the script."""
        self.starts += 1
        if self.failures:
            raise ChildError(self.failures.pop(0))
        self.alive = True

    async def stop(self) -> None:
        """Count the stop."""
        self.stops += 1
        self.alive = False


class Room:
    """A watching over fakes, whose sources are built from the settings."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.store = Store(AppState())
        self.supervisor = Supervisor(self.clock, lambda _sentence: None)
        self.built: list[FakeSource] = []
        self.child = FakeChild()
        self.watching = Watching(self.store, self.supervisor, self.clock, self.plan, lambda: None)

    def plan(self, settings: Settings) -> tuple[Watch, ...]:
        """Return a collector always and a GitHub source where repositories are set."""
        collector = FakeSource(fetched(120, 1.0))
        self.built.append(collector)
        watches = [Watch(settings.collector, collector, (self.child,))]
        if settings.github.repositories:
            github = FakeSource(Fetched(at=1.0), source_id="github", kind="github", name="GitHub")
            self.built.append(github)
            watches.append(Watch(settings.github, github))
        return tuple(watches)


def test_sources_come_and_go_with_the_settings_and_their_readings_with_them() -> None:
    """Adding a repository leaves the collector alone; removing it takes GitHub's status away."""

    async def story() -> tuple[set[SourceId], set[SourceId], int, int]:
        room = Room()
        both = Settings(github=GitHubSettings(repositories=("a/b",)))
        await room.watching.apply(Settings(), None)
        await room.clock.advance(2.5)
        await room.watching.apply(both, None)
        await room.clock.advance(2.5)
        with_github = set(room.store.state.sources)
        await room.watching.apply(Settings(), None)
        without = set(room.store.state.sources)
        polls, starts = room.built[0].polls, room.child.starts
        await room.watching.aclose()
        await room.supervisor.aclose()
        return with_github, without, polls, starts

    with_github, without, polls, starts = asyncio.run(story())
    assert with_github == {COLLECTOR, GITHUB}
    assert without == {COLLECTOR}
    assert polls >= 5
    assert starts == 1


def test_a_source_that_changed_starts_anew_without_its_old_readings() -> None:
    """Another log is another truth: nothing of the old one stays on a tile."""

    async def story() -> tuple[bool, bool, list[bool]]:
        room = Room()
        await room.watching.apply(Settings(), None)
        await room.clock.advance(1)
        had = LATENCY in room.store.state.readings
        room.child.failures = []
        other = replace(Settings(), collector=CollectorSettings(logs=("/var/log/aux/session.log",)))
        await room.watching.apply(other, None)
        has = LATENCY in room.store.state.readings
        closed = [source.closed for source in room.built]
        await room.watching.aclose()
        await room.supervisor.aclose()
        return had, has, closed

    assert asyncio.run(story()) == (True, False, [True, False])


def test_closing_ends_every_poller_and_child() -> None:
    """After ``aclose`` the sources are released and the child has been stopped."""

    async def story() -> tuple[bool, int, bool]:
        room = Room()
        await room.watching.apply(Settings(), None)
        await room.clock.advance(1)
        await room.watching.aclose()
        return room.built[0].closed, room.child.stops, room.child.alive

    assert asyncio.run(story()) == (True, 1, False)


def test_a_programme_date_reaches_the_state() -> None:
    """Dated targets are judged from the date given."""

    async def story() -> float | None:
        room = Room()
        await room.watching.apply(Settings(), 5.0)
        await room.watching.aclose()
        return room.store.state.programme_start

    assert asyncio.run(story()) == 5.0


def test_a_refresh_reaches_only_the_source_it_names() -> None:
    """Refreshing an unknown source polls nobody; refreshing all polls everybody."""

    async def story() -> tuple[int, int]:
        room = Room()
        await room.watching.apply(Settings(), None)
        await room.clock.advance(0.5)
        room.watching.refresh(GITHUB)
        await room.clock.advance(0)
        before = room.built[0].polls
        room.watching.refresh()
        await room.clock.advance(0)
        after = room.built[0].polls
        await room.watching.aclose()
        return before, after

    before, after = asyncio.run(story())
    assert after == before + 1


def test_a_child_that_dies_is_started_again_and_its_source_asked_at_once(
    expected_warnings: ExpectedWarnings,
) -> None:
    """The keeper sees the death within a second or two and starts the next one."""
    expected_warnings("killed by signal 9")

    async def story() -> tuple[int, int]:
        clock = FakeClock()
        child = FakeChild()
        told: list[float] = []
        keeper = Keeper(child, clock, lambda: told.append(clock.monotonic()))
        task = asyncio.get_running_loop().create_task(keeper.run())
        await clock.advance(5)
        child.alive = False
        child.exit_sentence = "killed by signal 9"
        await clock.advance(5)
        task.cancel()
        await asyncio.wait([task])
        return child.starts, len(told)

    assert asyncio.run(story()) == (2, 2)


def test_a_child_that_cannot_start_is_tried_with_growing_pauses_and_logged_once(
    caplog: pytest.LogCaptureFixture, expected_warnings: ExpectedWarnings
) -> None:
    """Six failures in a minute at most, one warning, one line when it runs."""
    expected_warnings("The port is taken")

    async def story() -> int:
        clock = FakeClock()
        child = FakeChild(*["The port is taken."] * 4)
        keeper = Keeper(child, clock, lambda: None)
        task = asyncio.get_running_loop().create_task(keeper.run())
        await clock.advance(60)
        task.cancel()
        await asyncio.wait([task])
        return child.starts

    with caplog.at_level("INFO"):
        assert asyncio.run(story()) == 5
    lines = [record.getMessage() for record in caplog.records if record.name.endswith("keeper")]
    assert lines == ["The collector ended: The port is taken.", "The collector runs again"]


def test_announced_sources_are_known_before_any_of_them_is_asked() -> None:
    """The first picture names what will be watched; beginning builds nothing twice."""

    async def story() -> tuple[set[SourceId], int, int]:
        room = Room()
        room.watching.announce(Settings(), None)
        known = set(room.store.state.sources)
        await room.watching.apply(Settings(), None)
        await room.clock.advance(0.5)
        built, polls = len(room.built), room.built[0].polls
        await room.watching.aclose()
        await room.supervisor.aclose()
        return known, built, polls

    assert asyncio.run(story()) == ({COLLECTOR}, 1, 1)
