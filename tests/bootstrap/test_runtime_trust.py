"""A whole session over fakes: suspends, networks that go, and what the last run left."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC
from types import MappingProxyType

import pytest

from aux_monitor.adapters.resources import load_catalogue
from aux_monitor.bootstrap.runtime import Hooks, Parts, Runtime
from aux_monitor.domain.notice import AlertKey, Episode, Reason
from aux_monitor.domain.offline import OFFLINE_KEY
from aux_monitor.domain.reading import Fetched, MetricId, Reading, SourceId
from aux_monitor.domain.trigger import Phase, TriggerState
from aux_monitor.domain.trust import FailureKind
from aux_monitor.ports.errors import SourceError
from aux_monitor.presentation.notices import NoticeComposer
from aux_monitor.services.watching import Watch
from aux_monitor.settings.schema import Settings
from tests.conftest import ExpectedWarnings
from tests.fakes.channels import FakeChannels
from tests.fakes.clock import FakeClock
from tests.fakes.entries import MemoryEntries
from tests.fakes.history import MemoryHistory
from tests.fakes.notifier import FakeNotifier
from tests.fakes.source import FakeSource
from tests.services.builders import LATENCY, RULE

CATALOGUE = load_catalogue()
KEY = AlertKey(RULE, LATENCY)
STARS = MetricId("github_stars")
NIGHT_S = 8 * 3600.0
UNRESOLVED = SourceError(FailureKind.UNRESOLVED, "No address is known for GitHub.")
REFUSED = SourceError(FailureKind.UNREACHABLE, "GitHub refuses connections.")


class World:
    """A session whose sources, clock, history and notifications a test holds."""

    def __init__(
        self,
        history: MemoryHistory | None = None,
        *,
        github: bool = True,
        other: bool = False,
        demo: bool = False,
        channels: FakeChannels | None = None,
        settings: Settings | None = None,
    ) -> None:
        self.clock = FakeClock()
        self.notifier = FakeNotifier()
        self.history = history or MemoryHistory()
        self.latency = 120.0
        self.failure: SourceError | None = None
        self.live_failure: SourceError | None = None
        self.collector = FakeSource(self._live, poll_every_s=5.0)
        self.github = FakeSource(
            self._stars,
            source_id="github",
            name="GitHub",
            kind="github",
            poll_every_s=60.0,
            local=False,
        )
        watches = [Watch("collector", self.collector)]
        watches += [Watch("github", self.github)] if github else []
        self.other_failure: SourceError | None = None
        self.other = FakeSource(
            self._other, source_id="other", name="Other", kind="other", local=False
        )
        watches += [Watch("other", self.other)] if other else []
        parts = Parts(
            catalogue=CATALOGUE,
            clock=self.clock,
            history=self.history,
            notifier=self.notifier,
            compose=NoticeComposer(CATALOGUE, UTC),
            plan=lambda _settings: tuple(watches),
            book=MemoryEntries(),
            note_entries=lambda _any: None,
            zone=UTC,
            channels=channels,
        )
        hooks = Hooks(lambda: None, lambda _now: None)
        self.runtime = Runtime(parts, settings or Settings(), hooks, demo=demo, problems={})

    async def _live(self) -> Fetched:
        if self.live_failure is not None:
            raise self.live_failure
        now = self.clock.now()
        reading = Reading(LATENCY, self.latency, now, SourceId("collector"), n=400)
        return Fetched(now, (reading,))

    async def _other(self) -> Fetched:
        if self.other_failure is not None:
            raise self.other_failure
        return Fetched(self.clock.now())

    async def _stars(self) -> Fetched:
        if self.failure is not None:
            raise self.failure
        now = self.clock.now()
        return Fetched(now, (Reading(STARS, 7.0, now, SourceId("github")),))

    @property
    def titles(self) -> list[str]:
        """The titles of the notices shown, in order."""
        return [notice.title for notice in self.notifier.shown]

    def phase(self, key: AlertKey) -> Phase:
        """Return where an alert stands."""
        held = self.runtime.store.state.triggers.get(key)
        return Phase.INACTIVE if held is None else held.phase


def play(story: Callable[[World], Awaitable[None]], world: World | None = None) -> World:
    """Run a session through a story, and end it."""

    async def run() -> World:
        played = World() if world is None else world
        await played.runtime.start()
        await played.clock.advance(2)
        await story(played)
        await played.runtime.aclose()
        return played

    return asyncio.run(run())


def test_a_night_asleep_sends_nothing() -> None:
    """Eight hours in which no source was asked are no silence, no outage and no hold."""

    async def story(world: World) -> None:
        await world.clock.advance(120)
        world.clock.suspend(NIGHT_S)
        await world.clock.advance(300)

    assert play(story).titles == []


def test_a_night_in_which_both_clocks_ran_on_sends_nothing() -> None:
    """So it is where the system's monotonic clock does not stop, or the process alone did."""

    async def story(world: World) -> None:
        world.clock.stop(NIGHT_S)
        await world.clock.advance(300)

    assert play(story).titles == []


def test_a_network_that_comes_back_within_the_grace_sends_nothing(
    expected_warnings: ExpectedWarnings,
) -> None:
    """After a resume names are not resolved for half a minute: nobody hears of it."""
    expected_warnings(r"GitHub fails")

    async def story(world: World) -> None:
        world.clock.suspend(NIGHT_S)
        world.failure = UNRESOLVED
        await world.clock.advance(5)
        world.runtime.watching.refresh()
        await world.clock.advance(25)
        world.failure = None
        world.runtime.watching.refresh()
        await world.clock.advance(300)

    assert play(story).titles == []


def test_a_hold_does_not_count_the_time_asleep() -> None:
    """An alert that pended before the suspend has as long to wait after it, and its grace."""
    phases: list[Phase] = []

    async def story(world: World) -> None:
        world.latency = 400.0
        await world.clock.advance(100)
        world.clock.suspend(NIGHT_S)
        for seconds in (55, 70, 40):
            await world.clock.advance(seconds)
            phases.append(world.phase(KEY))

    play(story)
    assert phases == [Phase.PENDING, Phase.PENDING, Phase.FIRING]


def test_a_computer_that_is_cut_off_is_one_notice_and_its_return_another(
    expected_warnings: ExpectedWarnings,
) -> None:
    """No source is called silent meanwhile; the first answer ends it, and asks all anew."""
    expected_warnings(r"GitHub fails")

    async def story(world: World) -> None:
        world.failure = UNRESOLVED
        await world.clock.advance(3600)
        assert world.titles == ["This computer is offline"]
        assert "No address is known for GitHub." in world.notifier.shown[0].body
        world.failure = None
        await world.clock.advance(3600)

    world = play(story)
    assert world.titles == ["This computer is offline", "This computer is online again"]


@pytest.mark.parametrize("first", ["github", "other"])
def test_after_being_offline_every_source_is_asked_anew_and_given_time(
    expected_warnings: ExpectedWarnings, first: str
) -> None:
    """One answer ends it; the other source, which had backed off for long, is asked at once.

    That it is still away is told only once it had the time to come back, whichever was asked
    first: a refusal says as well as an answer that the network is there.
    """
    expected_warnings(r"(GitHub|Other) fails")

    async def story(world: World) -> None:
        world.failure = world.other_failure = UNRESOLVED
        await world.clock.advance(3600)
        assert world.titles == ["This computer is offline"]
        asked = world.github.polls
        world.other_failure, world.failure = None, REFUSED
        world.runtime.watching.refresh(SourceId(first))
        await world.clock.advance(45)
        assert world.github.polls > asked
        assert world.titles[1:] == ["This computer is online again"]
        await world.clock.advance(900)

    world = play(story, World(other=True))
    assert world.titles[2:] == ["GitHub silent"]


def test_a_collector_that_dies_while_offline_is_told_of(
    expected_warnings: ExpectedWarnings,
) -> None:
    """What runs on this computer needs no network, and has no excuse."""
    expected_warnings(r"(GitHub|Collector) fails")

    async def story(world: World) -> None:
        world.failure = UNRESOLVED
        await world.clock.advance(3600)
        assert world.titles == ["This computer is offline"]
        world.live_failure = REFUSED
        await world.clock.advance(120)

    assert play(story).titles == ["This computer is offline", "Collector silent"]


def test_a_server_that_refuses_is_silent_and_nobody_is_offline(
    expected_warnings: ExpectedWarnings,
) -> None:
    """With one remote source, what it answers tells its trouble from this computer's."""
    expected_warnings(r"GitHub fails")

    async def story(world: World) -> None:
        world.failure = REFUSED
        await world.clock.advance(3600)
        assert world.phase(OFFLINE_KEY) is Phase.INACTIVE

    assert play(story).titles == ["GitHub silent"]


def test_the_collector_on_this_computer_is_judged_on_while_it_is_offline(
    expected_warnings: ExpectedWarnings,
) -> None:
    """What runs here goes on ringing; it needs no network."""
    expected_warnings(r"GitHub fails")

    async def story(world: World) -> None:
        world.failure = UNRESOLVED
        await world.clock.advance(600)
        world.latency = 400.0
        await world.clock.advance(300)

    assert play(story).titles == ["This computer is offline", "Response time above 300 ms"]


def test_what_the_last_run_left_firing_and_nobody_watches_ends_untold() -> None:
    """An alert on stars fires in the history, and GitHub is no longer connected."""
    key = AlertKey(RULE, STARS)
    history = MemoryHistory()
    fired = TriggerState(Phase.FIRING, began_at=1.0, fired_at=2.0, episode=1, value=1.0)
    episode = Episode(key, 1, 1.0, 2.0, 1.0, 1.0, told=Reason.SENT)

    async def remembered() -> None:
        await history.save_alerts(MappingProxyType({key: fired}), (episode,))

    asyncio.run(remembered())

    async def story(world: World) -> None:
        await world.clock.advance(60)
        kept = await history.load()
        assert kept.triggers[key].phase is Phase.INACTIVE
        assert kept.episodes[0].told_resolved is Reason.UNWATCHED

    world = play(story, World(history, github=False))
    assert world.titles == []
    assert world.phase(key) is Phase.INACTIVE
