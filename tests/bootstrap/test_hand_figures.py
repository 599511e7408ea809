"""Figures by hand in a running session: from the book to the tile, the alert and the notice."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec.structs import replace

from aux_monitor.adapters.resources import load_catalogue
from aux_monitor.adapters.sources.http import HttpClient
from aux_monitor.bootstrap.plans import Planner
from aux_monitor.bootstrap.runtime import Hooks, Parts, Runtime
from aux_monitor.domain.catalogue import RuleId
from aux_monitor.domain.entries import Figure
from aux_monitor.domain.entry_readings import ENTRIES
from aux_monitor.domain.notice import AlertKey
from aux_monitor.domain.reading import MetricId
from aux_monitor.domain.trigger import Phase
from aux_monitor.presentation.notices import NoticeComposer
from aux_monitor.settings.schema import CollectorSettings, GitHubSettings, Settings
from tests.fakes.clock import FakeClock
from tests.fakes.entries import MemoryEntries
from tests.fakes.history import MemoryHistory
from tests.fakes.notifier import FakeNotifier
from tests.fakes.secrets import FakeSecrets

CATALOGUE = load_catalogue()
USERS, NPS = MetricId("daily_users"), MetricId("nps")
DOWN = AlertKey(RuleId("daily_users_drop"), USERS)
LOOKED_S = 61.0
"""By then the book has been looked at, and its source asked."""


class World:
    """Sessions over one book and one history; a second session is a restart."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.book = MemoryEntries()
        self.history = MemoryHistory()
        self.notifier = FakeNotifier()

    def planner(self) -> Planner:
        """Return the program's own planner, over fakes."""
        return Planner(
            catalogue=CATALOGUE,
            secrets=FakeSecrets(),
            history=self.history,
            book=self.book,
            clock=self.clock,
            http=HttpClient(),
            query="",
            collector_dir=Path("nowhere"),
            demo_log=None,
        )

    async def session(self, story: Callable[[Runtime], Awaitable[None]]) -> None:
        """Run one session, let ``story`` happen in it, and end it."""
        planner = self.planner()
        parts = Parts(
            catalogue=CATALOGUE,
            clock=self.clock,
            history=self.history,
            notifier=self.notifier,
            compose=NoticeComposer(CATALOGUE, UTC),
            plan=planner,
            book=self.book,
            note_entries=planner.note_entries,
            zone=UTC,
        )
        hooks = Hooks(lambda: None, lambda _now: None)
        runtime = Runtime(parts, Settings(), hooks, demo=False, problems={})
        await runtime.start()
        await self.clock.advance(1.0)
        await story(runtime)
        await runtime.aclose()
        self.history.closed = self.book.closed = False

    async def enter(self, *figures: Figure) -> None:
        """Enter figures, as another program does."""
        await self.book.enter(figures, self.clock.now())

    def users(self, days_ago: int, value: float) -> Figure:
        """Return the users of a day."""
        day = datetime.fromtimestamp(self.clock.now(), UTC).date() - timedelta(days=days_ago)
        return Figure(USERS, day, value)

    def month(self, last: float) -> tuple[Figure, ...]:
        """Return 29 days of a thousand users, and a last complete day of this many."""
        return (*(self.users(back, 1_000.0) for back in range(30, 1, -1)), self.users(1, last))


def phase(runtime: Runtime) -> Phase | None:
    """Return where the alert of falling users stands, None before it was ever looked at."""
    held = runtime.store.state.triggers.get(DOWN)
    return None if held is None else held.phase


def test_a_fall_that_is_entered_while_the_program_runs_is_told() -> None:
    """Before the first entry there is no source; then there is, and its alert fires at once."""
    world = World()

    async def story(runtime: Runtime) -> None:
        assert ENTRIES not in runtime.store.state.sources
        await world.enter(*world.month(740.0))
        await world.clock.advance(LOOKED_S)
        state = runtime.store.state
        assert state.sources[ENTRIES].summary == "1 KPI"
        assert state.readings[USERS].value == 740.0
        assert phase(runtime) is Phase.FIRING
        assert [episode.key for episode in state.episodes] == [DOWN]

    asyncio.run(world.session(story))
    (notice,) = world.notifier.shown
    assert notice.title == "Daily users down more than 20 %"
    assert notice.body.startswith("Executive review. Sunday 740, mean of the four Sundays before")
    assert "26.0 % fewer" in notice.body


def test_a_restart_goes_on_where_the_last_run_stopped() -> None:
    """The alert of an entered figure outlives the program, and nobody is told twice."""
    world = World()

    async def first(runtime: Runtime) -> None:
        await world.enter(*world.month(740.0))
        await world.clock.advance(LOOKED_S)
        assert phase(runtime) is Phase.FIRING

    async def second(runtime: Runtime) -> None:
        assert phase(runtime) is Phase.FIRING
        await world.clock.advance(LOOKED_S)
        (episode,) = runtime.store.state.episodes
        assert (episode.number, episode.resolved_at) == (1, None)

    asyncio.run(world.session(first))
    asyncio.run(world.session(second))
    assert len(world.notifier.shown) == 1


def test_a_corrected_figure_begins_the_recovery() -> None:
    """A typing mistake that rang is taken back by its correction, after the rule's own hold."""
    world = World()

    async def story(runtime: Runtime) -> None:
        await world.enter(*world.month(74.0))
        await world.clock.advance(LOOKED_S)
        assert phase(runtime) is Phase.FIRING
        await world.enter(world.users(1, 740.0 + 250.0))
        await world.clock.advance(LOOKED_S)
        assert phase(runtime) is Phase.RECOVERING

    asyncio.run(world.session(story))


def test_the_source_goes_with_the_last_entry() -> None:
    """A book that is empty again leaves no chip, no figure and no alert behind."""
    world = World()

    async def story(runtime: Runtime) -> None:
        ((made),) = await world.book.enter((world.users(1, 5.0),), world.clock.now())
        await world.clock.advance(LOOKED_S)
        assert USERS in runtime.store.state.readings
        await world.book.remove(made.entry.id, "", world.clock.now())
        await world.clock.advance(LOOKED_S)
        assert ENTRIES not in runtime.store.state.sources
        assert USERS not in runtime.store.state.readings

    asyncio.run(world.session(story))


def test_a_figure_nobody_renews_goes_stale_and_freezes_its_alert() -> None:
    """Three days without a new figure prove nothing, and resolve nothing."""
    world = World()

    async def story(runtime: Runtime) -> None:
        await world.enter(*world.month(740.0))
        await world.clock.advance(LOOKED_S)
        world.clock.suspend(3 * 86_400.0)
        await world.clock.advance(200.0)
        state = runtime.store.state
        assert phase(runtime) is Phase.FIRING
        assert state.triggers[DOWN].last_good_at is None
        assert state.episodes[0].resolved_at is None

    asyncio.run(world.session(story))


def test_connecting_a_source_takes_over_what_it_supplies() -> None:
    """The same source of entries serves every plan, and leaves to others what is theirs."""
    world = World()
    connected = Settings(
        collector=CollectorSettings(url="http://127.0.0.1:9"),
        github=GitHubSettings(repositories=("aux/protocol",)),
    )

    async def story() -> None:
        stars = replace(world.users(1, 900.0), metric=MetricId("github_stars"))
        commands = replace(stars, metric=MetricId("daily_commands"))
        await world.enter(stars, commands, world.users(1, 5.0))
        planner = world.planner()
        assert planner(Settings()) == ()
        planner.note_entries(present=True)
        (alone,) = planner(Settings())
        assert len((await alone.source.fetch()).readings) == 3
        *others, still = planner(connected)
        assert [watch.source.kind for watch in others] == ["collector", "github"]
        assert (still.key, still.source) == (alone.key, alone.source)
        assert [r.metric for r in (await still.source.fetch()).readings] == [USERS]

    asyncio.run(story())
