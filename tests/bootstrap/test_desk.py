"""What a person asks of the window, carried out by the desk behind it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC
from pathlib import Path

from pytestqt.qtbot import QtBot

from aux_monitor.adapters.overlay_file import OverlayFile
from aux_monitor.adapters.sources.http import HttpClient
from aux_monitor.bootstrap.application import Themes
from aux_monitor.bootstrap.connecting import Connecting
from aux_monitor.bootstrap.desk import Desk
from aux_monitor.bootstrap.ground import OVERLAY, Ground, lay_ground
from aux_monitor.bootstrap.options import Options
from aux_monitor.bootstrap.sessions import Sessions
from aux_monitor.bootstrap.tuning import RuleTuning
from aux_monitor.domain.level import Level
from aux_monitor.domain.notice import Snooze
from aux_monitor.domain.reading import Fetched, MetricId, Reading
from aux_monitor.domain.state import PollSucceeded, SnoozesSet
from aux_monitor.domain.tuning import Tuning
from aux_monitor.presentation.beside import SideBySideView
from aux_monitor.presentation.bridge import ViewBridge
from aux_monitor.presentation.detail_views import (
    DetailRange,
    DetailView,
)
from aux_monitor.presentation.entry_views import EntryView
from aux_monitor.presentation.notices import NoticeComposer
from aux_monitor.presentation.presenter import Presenter
from aux_monitor.presentation.views import (
    OverviewView,
)
from aux_monitor.services.entry_intents import OpenEntries
from aux_monitor.services.intents import ComparePeriods, EndSnooze, Intent, OpenMetric, SaveRule
from aux_monitor.settings.schema import ThemeChoice
from aux_monitor.ui.pages import Page
from aux_monitor.ui.toast import Toast
from aux_monitor.ui.tray import Tray
from aux_monitor.ui.window import MainWindow
from tests.conftest import ExpectedWarnings
from tests.domain.building import COLLECTOR, KEY, LATENCY, above, below
from tests.fakes.notifier import FakeNotifier
from tests.ui.window.heard import heard

LOUDER = Tuning(above(350), below(320), 240)


class World:
    """A desk over real files, with nothing connected that answers."""

    def __init__(self, ground: Ground, desk: Desk, window: MainWindow, bridge: ViewBridge) -> None:
        self.ground = ground
        self.desk = desk
        self.window = window
        self.overviews = heard(bridge.overview_changed)

    @property
    def overlay(self) -> Path:
        """Return where changed rules are kept."""
        return self.ground.paths.config_file.parent / OVERLAY

    def level(self, value: float) -> Level:
        """Return the level of a response time as the window shows it."""
        now = self.ground.clock.now()
        reading = Reading(LATENCY, value, now, COLLECTOR, n=400)
        self.desk._session.runtime.store.apply(
            PollSucceeded(COLLECTOR, Fetched(now, (reading,)), now + 5)
        )
        self.desk.draw()
        shown = self.overviews[-1]
        assert isinstance(shown, OverviewView)
        (level,) = (chart.level for chart in shown.charts if chart.metric == LATENCY)
        return level

    async def ask(self, intent: Intent) -> None:
        """Ask for something, and return once all that it set going is done."""
        before = asyncio.all_tasks()
        self.desk.carry_out(intent)
        await asyncio.gather(*(asyncio.all_tasks() - before))


@asynccontextmanager
async def opened(folder: Path, qtbot: QtBot) -> AsyncIterator[World]:
    """Return a desk that watches a log which is not there."""
    options = Options(
        watch=(str(folder / "session.log"),), config=folder / "config.toml", data=folder / "data"
    )
    ground = lay_ground(options)
    window = MainWindow(Themes(ground.resources), ThemeChoice.DARK)
    qtbot.addWidget(window)
    http, bridge = HttpClient(), ViewBridge()
    tray = Tray(window.theme)
    compose = NoticeComposer(ground.catalogue, UTC)
    sessions = Sessions(ground, http, FakeNotifier(), compose)
    connecting = Connecting(http, ground.secrets, ground.clock, "")
    overlay = OverlayFile(ground.paths.config_file.parent / OVERLAY)
    tuning = RuleTuning(overlay, ground.clock, UTC)
    presenter = Presenter(ground.catalogue, UTC)
    desk = Desk(
        ground,
        sessions,
        window,
        tray,
        bridge,
        presenter,
        connecting,
        tuning,
        is_still=lambda: False,
    )
    world = World(ground, desk, window, bridge)
    desk.draw()
    yield world
    await desk._session.runtime.aclose()
    await http.aclose()


def said(window: MainWindow) -> str:
    """Return what the window says at its foot, empty where nothing."""
    toast = window.findChild(Toast)
    return "" if toast is None else toast.sentence


def test_a_saved_rule_is_judged_and_drawn_by_at_once(tmp_path: Path, qtbot: QtBot) -> None:
    """It is kept in the overlay, said, and moves the level of what is shown, back as well."""

    async def story() -> None:
        async with opened(tmp_path, qtbot) as world:
            assert world.level(330.0) is Level.BREACH
            await world.ask(SaveRule(KEY, LOUDER))
            assert said(world.window) == (
                "Saved. From now on: Response time above 350 ms, held for 4 min."
            )
            assert "> 350" in world.overlay.read_text("utf-8")
            assert world.level(330.0) is Level.OFF_TARGET
            await world.ask(SaveRule(KEY, None))
            assert "above 300 ms" in said(world.window)
            assert world.level(330.0) is Level.BREACH

    asyncio.run(story())


def test_a_rule_that_cannot_be_kept_changes_nothing(
    tmp_path: Path, qtbot: QtBot, expected_warnings: ExpectedWarnings
) -> None:
    """The window says what is wrong with the file, and goes on by the rule it has."""
    expected_warnings("unknown field 'speed'")

    async def story() -> None:
        async with opened(tmp_path, qtbot) as world:
            world.overlay.write_text("[rules.churn]\nspeed = 2\n", encoding="utf-8")
            await world.ask(SaveRule(KEY, LOUDER))
            assert "unknown field 'speed'" in said(world.window)
            assert world.level(330.0) is Level.BREACH

    asyncio.run(story())


def test_a_snooze_is_taken_back(tmp_path: Path, qtbot: QtBot) -> None:
    """From the card's menu or the tray's, straight into the state."""

    async def story() -> None:
        async with opened(tmp_path, qtbot) as world:
            later = world.ground.clock.now() + 900
            world.desk._session.runtime.store.apply(SnoozesSet((Snooze(later, KEY),)))
            await world.ask(EndSnooze(KEY))
            assert world.desk.state.snoozes == ()

    asyncio.run(story())


def test_the_book_is_open_while_the_metrics_page_is(tmp_path: Path, qtbot: QtBot) -> None:
    """Its entries reach the window once they are asked for, and go with the page."""

    async def story() -> None:
        async with opened(tmp_path, qtbot) as world:
            nps = MetricId("nps")
            carried = heard(world.desk._bridge.entry_changed)
            await world.ask(OpenMetric(nps))
            assert carried == []
            await world.ask(OpenEntries(nps))
            world.desk.draw()
            shown = carried[-1]
            assert isinstance(shown, EntryView)
            assert (shown.metric.id, shown.empty) == (nps, "Nothing is entered yet.")
            world.desk.close_detail()
            assert carried[-1] is None

    asyncio.run(story())


def test_periods_are_compared_until_a_person_has_enough_of_it(tmp_path: Path, qtbot: QtBot) -> None:
    """Through another span as well, and no longer than it is asked for."""

    async def story() -> list[bool]:
        async with opened(tmp_path, qtbot) as world:
            drawn = heard(world.desk._bridge.detail_changed)
            await world.ask(OpenMetric(LATENCY))
            await world.ask(ComparePeriods(compared=True))
            world.desk.choose_range(DetailRange.DAY)
            await world.ask(ComparePeriods(compared=False))
            return [view.compared for view in drawn if isinstance(view, DetailView)]

    shown = asyncio.run(story())
    assert (shown[0], shown[-1]) == (False, False)
    assert True in shown


def test_the_sources_are_drawn_side_by_side_while_their_page_is_open(
    tmp_path: Path, qtbot: QtBot
) -> None:
    """They reach the window with what the state knows of them, and not before."""

    async def story() -> None:
        async with opened(tmp_path, qtbot) as world:
            drawn = heard(world.desk._bridge.beside_changed)
            world.desk.draw()
            assert drawn == []
            world.window.open_page(Page.BESIDE)
            world.desk.draw()
            shown = drawn[-1]
            assert isinstance(shown, SideBySideView)
            assert [row.name for row in shown.tables[0].rows] == ["Collector"]

    asyncio.run(story())
