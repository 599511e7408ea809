"""The fakes keep the contracts of the adapters they stand for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from aux_monitor.domain.reading import Fetched
from aux_monitor.domain.trust import FailureKind
from aux_monitor.ports.clock import Clock
from aux_monitor.ports.definitions import DefinitionBook
from aux_monitor.ports.entries import EntryBook
from aux_monitor.ports.errors import (
    AutostartError,
    HistoryError,
    NotifierError,
    SecretError,
    SourceError,
)
from aux_monitor.ports.history import History
from aux_monitor.ports.notifier import NoticeAction
from aux_monitor.ports.reviews import ReviewBook
from aux_monitor.ports.secrets import SecretStore
from aux_monitor.ports.source import Source
from tests.contracts.autostart import AutostartContract
from tests.contracts.channels import Arrived, ChannelsContract
from tests.contracts.clock import ClockContract, Elapse
from tests.contracts.definitions import DefinitionBookContract
from tests.contracts.entries import EntryBookContract
from tests.contracts.history import HistoryContract
from tests.contracts.notifier import NOTICE, Answers, NotifierContract, Screen
from tests.contracts.reviews import ReviewBookContract
from tests.contracts.secrets import SecretStoreContract
from tests.fakes.autostart import FakeAutostart
from tests.fakes.channels import FakeChannels
from tests.fakes.clock import FakeClock
from tests.fakes.definitions import MemoryDefinitions
from tests.fakes.entries import MemoryEntries
from tests.fakes.history import MemoryHistory
from tests.fakes.notifier import FakeNotifier
from tests.fakes.reviews import MemoryReviews
from tests.fakes.secrets import FakeSecrets
from tests.fakes.source import FakeSource, hang


class TestFakeClock(ClockContract):
    """The clock that a test moves."""

    @pytest.fixture
    def clock(self) -> Clock:
        """Give the fake."""
        return FakeClock()

    @pytest.fixture
    def elapse(self, clock: FakeClock) -> Elapse:
        """Let its time go by."""
        return clock.advance

    @pytest.mark.anyio
    async def test_sleepers_wake_at_their_own_times(self) -> None:
        """Each sleeper sees its own deadline as the time, in order, on the way through an hour."""
        clock = FakeClock(monotonic=0.0)
        woke: list[float] = []

        async def sleeper(seconds: float) -> None:
            await clock.sleep(seconds)
            woke.append(clock.monotonic())
            await clock.sleep(1.0)
            woke.append(clock.monotonic())

        tasks = asyncio.gather(sleeper(20.0), sleeper(10.0))
        await clock.advance(3600.0)
        await tasks
        assert woke == [10.0, 11.0, 20.0, 21.0]
        assert clock.sleeping == 0

    def test_a_suspend_moves_the_wall_alone(self) -> None:
        """After a suspend the two times differ by its length."""
        clock = FakeClock(now=100.0, monotonic=5.0)
        clock.suspend(3600.0)
        assert (clock.now(), clock.monotonic()) == (3700.0, 5.0)
        clock.set_wall(50.0)
        assert (clock.now(), clock.monotonic()) == (50.0, 5.0)

    @pytest.mark.anyio
    async def test_time_does_not_go_back(self) -> None:
        """Moving back is refused."""
        with pytest.raises(ValueError, match="does not go back"):
            await FakeClock().advance(-1.0)


class FakeScreen:
    """The desktop of a notifier that records."""

    def __init__(self, notifier: FakeNotifier) -> None:
        self._notifier = notifier

    async def titles(self) -> list[str]:
        """Return the titles now shown."""
        return [notice.title for notice in self._notifier.visible.values()]

    async def press(self, title: str, action: NoticeAction) -> None:
        """Press a button of the notice with this title."""
        tags = [tag for tag, notice in self._notifier.visible.items() if notice.title == title]
        self._notifier.press(tags[0], action)


class TestFakeNotifier(NotifierContract):
    """The notifier that records."""

    @pytest.fixture
    def answers(self) -> Answers:
        """Collect the answers."""
        return Answers()

    @pytest.fixture
    def notifier(self, answers: Answers) -> FakeNotifier:
        """Give the fake."""
        return FakeNotifier(answers)

    @pytest.fixture
    def screen(self, notifier: FakeNotifier) -> Screen:
        """Look at what it shows."""
        return FakeScreen(notifier)

    @pytest.mark.anyio
    async def test_it_refuses_when_told_to(self, notifier: FakeNotifier) -> None:
        """A refusal set by the test is raised as the port's error, and nothing is shown."""
        notifier.refusal = "No desktop."
        with pytest.raises(NotifierError, match="No desktop"):
            await notifier.show(NOTICE)
        assert notifier.shown == []


class TestFakeChannels(ChannelsContract):
    """The channels that record."""

    @pytest.fixture
    def channels(self) -> FakeChannels:
        """Give the fake."""
        return FakeChannels()

    @pytest.fixture
    def arrived(self, channels: FakeChannels) -> Arrived:
        """Look at what it recorded."""
        return lambda: [(message.title, message.body) for _, message in channels.sent]


class TestFakeSecrets(SecretStoreContract):
    """The keyring in memory."""

    @pytest.fixture
    def secrets(self) -> SecretStore:
        """Give the fake."""
        return FakeSecrets()

    @pytest.mark.anyio
    async def test_it_refuses_when_told_to(self) -> None:
        """A refusal set by the test is raised as the port's error."""
        secrets = FakeSecrets({"github@api.github.com": "ghp_first"})
        secrets.refusal = "Locked."
        with pytest.raises(SecretError, match="Locked"):
            await secrets.get("github@api.github.com")


class TestMemoryEntries(EntryBookContract):
    """Entries that last as long as the test."""

    @pytest.fixture
    def make_book(self) -> Callable[[], EntryBook]:
        """Give new books."""
        return MemoryEntries


class TestMemoryHistory(HistoryContract):
    """The history in memory."""

    @pytest.fixture
    def make_history(self) -> Callable[[], History]:
        """Give the fake's maker."""
        return MemoryHistory

    @pytest.mark.anyio
    async def test_it_fails_when_told_to(self) -> None:
        """A failure set by the test is raised as the port's error."""
        history = MemoryHistory()
        history.failure = "Disk full."
        with pytest.raises(HistoryError, match="Disk full"):
            await history.save_snoozes(())


class TestFakeSource:
    """The source that answers from a script."""

    @pytest.mark.anyio
    async def test_it_follows_its_script_and_repeats_the_last_step(self) -> None:
        """Each poll takes one step; an error step is raised; the last goes on."""
        error = SourceError(FailureKind.TIMEOUT, "It did not answer.")
        fake = FakeSource(Fetched(at=1.0), error, Fetched(at=2.0))
        source: Source = fake
        assert (await source.fetch()).at == 1.0
        with pytest.raises(SourceError, match="did not answer"):
            await source.fetch()
        assert [(await source.fetch()).at, (await source.fetch()).at] == [2.0, 2.0]
        assert fake.polls == 4

    @pytest.mark.anyio
    async def test_it_sees_polls_that_overlap(self) -> None:
        """Polls under way together are counted, and a hanging one can be cancelled."""
        fake = FakeSource(hang)
        polls = [asyncio.ensure_future(fake.fetch()) for _ in range(2)]
        await asyncio.sleep(0)
        for poll in polls:
            poll.cancel()
        await asyncio.gather(*polls, return_exceptions=True)
        assert fake.at_once == 2


class TestMemoryDefinitions(DefinitionBookContract):
    """The versions of definitions in memory."""

    @pytest.fixture
    def make_definitions(self) -> Callable[[], DefinitionBook]:
        """Give new books."""
        return MemoryDefinitions


class TestMemoryReviews(ReviewBookContract):
    """The book of reviews in memory."""

    @pytest.fixture
    def make_reviews(self) -> Callable[[], ReviewBook]:
        """Give books in memory."""
        return MemoryReviews

    @pytest.mark.anyio
    async def test_a_broken_one_fails_as_the_file_would(self) -> None:
        """Every call raises the error it was told to."""
        book = MemoryReviews()
        book.failure = "The history cannot be read."
        with pytest.raises(HistoryError, match="cannot be read"):
            await book.reviewed()


class TestFakeAutostart(AutostartContract):
    """The list in memory."""

    @pytest.fixture
    def autostart(self) -> FakeAutostart:
        """Give a list with nothing on it."""
        return FakeAutostart()

    def test_it_refuses_as_it_was_told(self) -> None:
        """Both calls raise the error that the system's list would."""
        fake = FakeAutostart()
        fake.refusal = "It is forbidden."
        for ask in (fake.look, lambda: fake.switch(on=True)):
            with pytest.raises(AutostartError, match="forbidden"):
                ask()
