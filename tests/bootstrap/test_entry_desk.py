"""A figure that is entered on a metric's page, from its field to the tile."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

from aux_monitor.adapters.history.entries import SqliteEntries
from aux_monitor.adapters.history.sqlite import SqliteHistory
from aux_monitor.adapters.resources import load_catalogue
from aux_monitor.adapters.sources.http import HttpClient
from aux_monitor.bootstrap.entry_desk import EntryDesk
from aux_monitor.bootstrap.plans import Planner
from aux_monitor.bootstrap.runtime import Hooks, Parts, Runtime
from aux_monitor.bootstrap.sessions import Session
from aux_monitor.domain.entries import Figure
from aux_monitor.domain.level import Level
from aux_monitor.domain.reading import MetricId
from aux_monitor.presentation.detail_views import (
    DetailRange,
    DetailView,
)
from aux_monitor.presentation.entry_views import DEMO
from aux_monitor.presentation.notices import NoticeComposer
from aux_monitor.presentation.presenter import Presenter
from aux_monitor.services.entry_intents import OpenEntries, RecordEntry, UndoEntry
from aux_monitor.settings.schema import Settings
from tests.fakes.clock import FakeClock
from tests.fakes.notifier import FakeNotifier
from tests.fakes.secrets import FakeSecrets

CATALOGUE = load_catalogue()
NPS, USERS = MetricId("nps"), MetricId("daily_users")


class World:
    """A running session over a real book, and the desk that changes it."""

    def __init__(self, folder: Path, *, demo: bool) -> None:
        self.clock = FakeClock()
        history = SqliteHistory(folder / "history.sqlite3")
        book = SqliteEntries(history)
        planner = Planner(
            catalogue=CATALOGUE,
            secrets=FakeSecrets(),
            history=history,
            book=book,
            clock=self.clock,
            http=HttpClient(),
            query="",
            collector_dir=folder,
            demo_log=None,
        )
        parts = Parts(
            catalogue=CATALOGUE,
            clock=self.clock,
            history=history,
            notifier=FakeNotifier(),
            compose=NoticeComposer(CATALOGUE, UTC),
            plan=planner,
            book=book,
            note_entries=planner.note_entries,
            zone=UTC,
        )
        self._news = asyncio.Event()
        hooks = Hooks(self._news.set, lambda _now: None)
        self.runtime = Runtime(parts, Settings(), hooks, demo=demo, problems={})
        self.presenter = Presenter(CATALOGUE, UTC)
        self.changes = 0
        self.desk = EntryDesk(self.clock)
        self.desk.attach(Session(self.runtime, planner, history), lambda: CATALOGUE, self._changed)

    def page(self) -> DetailView:
        """Return the page of the surveys as the window shows it."""
        state, now = self.runtime.store.state, self.clock.now()
        shown = self.presenter.detail(state, now, NPS, DetailRange.YEAR, None)
        assert shown is not None
        return shown

    def survey(self, value: float) -> Figure:
        """Return a survey of today."""
        return Figure(NPS, datetime.fromtimestamp(self.clock.now(), UTC).date(), value, 400)

    async def until(self, happened: Callable[[], bool]) -> None:
        """Wait for what worker threads and pollers bring, no time passing on the clock."""
        async with asyncio.timeout(60):
            while not happened():
                self._news.clear()
                await self._news.wait()

    def _changed(self) -> None:
        self.changes += 1
        self._news.set()


def play(folder: Path, story: Callable[[World], Awaitable[None]], *, demo: bool = False) -> None:
    """Let a story happen in a session that starts and ends in order."""

    async def whole() -> None:
        world = World(folder, demo=demo)
        await world.runtime.start()
        await story(world)
        await world.runtime.aclose()

    asyncio.run(whole())


def test_an_entered_figure_is_on_its_tile_at_once_and_goes_with_undo(tmp_path: Path) -> None:
    """No time passes between Enter and the tile, for the first figure and for the next."""

    async def story(world: World) -> None:
        assert world.page().by_hand
        assert world.page().tile.level is Level.UNKNOWN
        world.desk.carry_out(OpenEntries(NPS))
        world.desk.carry_out(RecordEntry(world.survey(61.0)))
        await world.until(lambda: world.page().tile.figure.text == "61")
        assert world.page().tile.level is Level.ON_TARGET
        assert world.changes
        world.desk.carry_out(RecordEntry(world.survey(31.0)))
        await world.until(lambda: world.page().tile.figure.text == "31")
        view = world.desk.view(NPS)
        assert view is not None
        assert view.said.endswith(", was 61 (n 400).")
        assert view.undo is not None
        world.desk.carry_out(UndoEntry(view.undo))
        await world.until(lambda: world.page().tile.figure.text == "61")

    play(tmp_path, story)


def test_the_tab_is_that_of_the_metric_whose_book_lies_open(tmp_path: Path) -> None:
    """Another metric has none before it is opened, nor has any after the page was left."""

    async def story(world: World) -> None:
        assert world.desk.view(NPS) is None
        world.desk.close()
        world.desk.carry_out(OpenEntries(NPS))
        first = world.desk.view(NPS)
        assert first is not None
        assert world.desk.view(NPS) is first
        assert world.desk.view(USERS) is None
        world.clock.suspend(86_400.0)
        later = world.desk.view(NPS)
        assert later is not None
        assert later.today == first.today + 86_400.0
        world.desk.close()
        assert world.desk.view(NPS) is None

    play(tmp_path, story)


def test_the_demonstration_says_whose_book_it_is(tmp_path: Path) -> None:
    """What somebody tries there is not kept."""

    async def story(world: World) -> None:
        world.desk.carry_out(OpenEntries(NPS))
        view = world.desk.view(NPS)
        assert view is not None
        assert view.note == DEMO

    play(tmp_path, story, demo=True)


def test_without_a_session_there_is_no_book() -> None:
    """A desk that is not attached yet does nothing."""
    desk = EntryDesk(FakeClock())
    desk.carry_out(OpenEntries(NPS))
    assert desk.view(NPS) is None
