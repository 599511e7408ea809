"""The pages of alerts and reviews over a running session and its history's file."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC
from pathlib import Path

import pytest

from aux_monitor.adapters.history.entries import SqliteEntries
from aux_monitor.adapters.history.sqlite import SqliteHistory
from aux_monitor.adapters.resources import load_catalogue
from aux_monitor.adapters.sources.http import HttpClient
from aux_monitor.bootstrap.page_desk import PageDesk
from aux_monitor.bootstrap.plans import Planner
from aux_monitor.bootstrap.runtime import Hooks, Parts, Runtime
from aux_monitor.bootstrap.sessions import Session
from aux_monitor.domain.catalogue import Cadence, RuleId
from aux_monitor.domain.notice import AlertKey, Episode, Reason
from aux_monitor.domain.reading import Fetched, MetricId, Reading, SourceId
from aux_monitor.domain.state import PollSucceeded, SourcesConfigured
from aux_monitor.domain.trust import SourceStatus
from aux_monitor.presentation.alerts_page import AlertsView
from aux_monitor.presentation.bridge import ViewBridge
from aux_monitor.presentation.judged import Picture
from aux_monitor.presentation.notices import NoticeComposer
from aux_monitor.presentation.presenter import Presenter
from aux_monitor.presentation.review_page import ReviewPageView
from aux_monitor.presentation.row_views import RowView
from aux_monitor.services.review_intents import ChooseReview, MarkReviewed
from aux_monitor.settings.schema import Settings
from aux_monitor.ui.pages import Page
from tests.fakes.clock import FakeClock
from tests.fakes.notifier import FakeNotifier
from tests.fakes.secrets import FakeSecrets
from tests.ui.window.heard import heard

CATALOGUE = load_catalogue()
USERS = MetricId("monthly_active_users")
FILE = SourceId("file")
DAY = 86_400.0
NOW = FakeClock().now()
OLD = Episode(
    AlertKey(RuleId("response_time"), MetricId("response_time_avg")),
    1,
    NOW - DAY,
    NOW - DAY,
    320.0,
    340.0,
    resolved_at=NOW - DAY + 600.0,
    told=Reason.SENT,
    acknowledged_at=NOW - DAY + 60.0,
    note="seen",
)


class World:
    """A session over a real history, and the desk of its pages."""

    def __init__(self, folder: Path) -> None:
        self.clock = FakeClock()
        self.history = SqliteHistory(folder / "history.sqlite3")
        book = SqliteEntries(self.history)
        planner = Planner(
            catalogue=CATALOGUE,
            secrets=FakeSecrets(),
            history=self.history,
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
            history=self.history,
            notifier=FakeNotifier(),
            compose=NoticeComposer(CATALOGUE, UTC),
            plan=planner,
            book=book,
            note_entries=planner.note_entries,
            zone=UTC,
        )
        self._news = asyncio.Event()
        hooks = Hooks(self._news.set, lambda _now: None)
        self.runtime = Runtime(parts, Settings(), hooks, demo=False, problems={})
        self.presenter = Presenter(CATALOGUE, UTC)
        bridge = ViewBridge()
        self.alerts, self.reviews = heard(bridge.alerts_changed), heard(bridge.review_changed)
        self.desk = PageDesk(self.clock, bridge)
        session = Session(self.runtime, planner, self.history)
        self.desk.attach(session, lambda: CATALOGUE, self._news.set)

    def tell(self, reading: Reading) -> None:
        """Hear a reading from a source that keeps no past."""
        store = self.runtime.store
        store.apply(SourcesConfigured((SourceStatus(FILE, "File", "file", 60.0, NOW),)))
        store.apply(PollSucceeded(FILE, Fetched(NOW, (reading,)), NOW + 60.0))

    def picture(self) -> Picture:
        """Return the state as it is now."""
        return self.presenter.picture(self.runtime.store.state, self.clock.now())

    def draw(self, page: Page) -> None:
        """Draw a page as it is now."""
        self.desk.draw(page, self.picture())

    def open(self, page: Page) -> None:
        """Open a page."""
        self.desk.open(page, self.picture())

    async def until(self, page: Page, seen: Callable[[], bool]) -> None:
        """Draw the page with all news, until what is waited for can be seen on it."""
        async with asyncio.timeout(60):
            self.draw(page)
            while not seen():
                await self._news.wait()
                self._news.clear()
                self.draw(page)


def play(folder: Path, story: Callable[[World], Awaitable[None]]) -> None:
    """Let a story happen in a session that starts and ends in order."""

    async def whole() -> None:
        world = World(folder)
        await world.history.save_alerts({}, (OLD,))
        await world.history.record((Reading(USERS, 900.0, NOW - 7 * DAY, FILE),))
        await story(world)
        await world.runtime.aclose()

    asyncio.run(whole())


@pytest.mark.usefixtures("qapp")
def test_the_alerts_of_the_history_are_on_their_page(tmp_path: Path) -> None:
    """They come from the file, although the running session knows nothing of them."""

    async def story(world: World) -> None:
        def listed() -> bool:
            view = world.alerts[-1]
            return isinstance(view, AlertsView) and len(view.past) == 1

        await world.until(Page.ALERTS, listed)
        count = len(world.alerts)
        world.draw(Page.ALERTS)
        assert len(world.alerts) == count
        world.open(Page.ALERTS)
        assert len(world.alerts) == count + 1
        assert world.desk.notes == ("seen",)
        assert not world.reviews

    play(tmp_path, story)


@pytest.mark.usefixtures("qapp")
def test_a_review_is_looked_up_and_marked(tmp_path: Path) -> None:
    """Chosen, compared with what was recorded a week ago, and marked for good."""

    async def story(world: World) -> None:
        def shown() -> ReviewPageView:
            view = world.reviews[-1]
            assert isinstance(view, ReviewPageView)
            return view

        def before() -> str:
            rows = [line for line in shown().lines if isinstance(line, RowView)]
            return next(row.cells[3].text for row in rows if row.metric == USERS)

        world.tell(Reading(USERS, 990.0, NOW, FILE))
        world.desk.carry_out(ChooseReview(Cadence.WEEKLY))
        await world.until(Page.REVIEWS, lambda: before() == "900")
        assert shown().cadence is Cadence.WEEKLY
        world.desk.carry_out(MarkReviewed(Cadence.WEEKLY, "calm"))
        await world.until(Page.REVIEWS, lambda: shown().last.endswith(": calm"))
        assert "calm" in world.desk.notes
        assert not world.alerts

    play(tmp_path, story)


@pytest.mark.usefixtures("qapp")
def test_another_page_asks_for_nothing(tmp_path: Path) -> None:
    """Nothing is read before one of the two is opened, nor without a session."""

    async def story(world: World) -> None:
        world.draw(Page.OVERVIEW)
        assert (world.alerts, world.reviews) == ([], [])

    play(tmp_path, story)
    with pytest.raises(RuntimeError, match="no session"):
        PageDesk(FakeClock(), ViewBridge()).carry_out(ChooseReview(Cadence.WEEKLY))
