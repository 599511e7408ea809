"""One session's services, wired together: everything that runs except the window."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import tzinfo
from types import MappingProxyType

from msgspec import Struct

from aux_monitor.bootstrap.first_look import programme_start, sources_mark
from aux_monitor.domain.catalogue import Catalogue
from aux_monitor.domain.entry_readings import ENTRIES
from aux_monitor.domain.last_known import LastKnown
from aux_monitor.domain.notice import AlertKey
from aux_monitor.domain.offline import OFFLINE_KEY
from aux_monitor.domain.state import AppState, Event, ProblemNoted, ProblemTopic, TriggersStepped
from aux_monitor.ports.channels import Channels
from aux_monitor.ports.clock import Clock
from aux_monitor.ports.definitions import DefinitionBook
from aux_monitor.ports.entries import EntryBook
from aux_monitor.ports.history import History
from aux_monitor.ports.last_known import PictureKeeper
from aux_monitor.ports.notifier import Notifier
from aux_monitor.services.appearing import Appearing
from aux_monitor.services.commands import Commands
from aux_monitor.services.dailies import Dailies
from aux_monitor.services.defining import note_definitions
from aux_monitor.services.evaluator import Evaluator
from aux_monitor.services.keeping import Keeping
from aux_monitor.services.notifying import Compose, Notifying
from aux_monitor.services.presence import Attendance
from aux_monitor.services.pulse import Pulse
from aux_monitor.services.relaying import Relaying
from aux_monitor.services.remembering import Remembering
from aux_monitor.services.store import Store
from aux_monitor.services.supervisor import Supervisor
from aux_monitor.services.watching import PlanWatches, Watching
from aux_monitor.settings.quiet import policy_of
from aux_monitor.settings.schema import Settings


class Last(Struct, frozen=True):
    """What the run before left, and where this one leaves it: nothing, in the demonstration.

    ``entries`` says that figures by hand are expected, until the book itself has said so.
    """

    keeper: PictureKeeper | None = None
    known: LastKnown | None = None
    entries: bool = False


class Parts(Struct, frozen=True):
    """What a session is built from. ``note_entries`` tells ``plan`` whether the book holds any.

    Without ``channels`` notices go to the desktop alone.
    """

    catalogue: Catalogue
    clock: Clock
    history: History
    notifier: Notifier
    compose: Compose
    plan: PlanWatches
    book: EntryBook
    note_entries: Callable[[bool], None]
    zone: tzinfo
    channels: Channels | None = None
    last: Last = Last()
    definitions: DefinitionBook | None = None


class Hooks(Struct, frozen=True):
    """What a session tells its owner.

    ``on_change`` is called after every event and every beat of the pulse; ``next_change_at``
    answers when something shown changes without new data.
    """

    on_change: Callable[[], None]
    next_change_at: Callable[[float], float | None]


class Runtime:
    """A running session: the demonstration, or what the user has connected.

    The two never share a store, a history or an alert: changing over is closing one session
    and starting another.
    """

    def __init__(
        self,
        parts: Parts,
        settings: Settings,
        hooks: Hooks,
        *,
        demo: bool,
        problems: Mapping[ProblemTopic, str],
    ) -> None:
        clock = parts.clock
        self._parts = parts
        self._settings = settings
        self._hooks = hooks
        self.demo = demo
        known = MappingProxyType(dict(problems))
        self.store = Store(AppState(demo=demo, resumed_at=clock.now(), problems=known))
        self.supervisor = Supervisor(clock, self._fault)
        self._picture = Remembering(
            self.store, clock, parts.last.keeper, parts.last.known, sources_mark(settings)
        )
        self._evaluator = Evaluator(self.store, parts.catalogue, clock)
        self._policy = policy_of(settings.notifications, parts.zone)
        self._keeping = Keeping(self.store, parts.history, clock)
        self._relaying = self._make_relaying()
        self._notifying = Notifying(
            self.store,
            parts.catalogue,
            clock,
            parts.notifier,
            parts.compose,
            lambda: self._policy,
            self._keeping.settle,
            None if self._relaying is None else self._relaying.offer,
        )
        self.attendance = Attendance(self.store, clock, lambda: self._policy.quiet)
        self._pulse = Pulse(self.store, clock, self._beat, hooks.next_change_at)
        self.watching = Watching(self.store, self.supervisor, clock, parts.plan, self._pulse.alive)
        self._appearing = Appearing(parts.book, clock, parts.note_entries, self._watch)
        self._one_plan_at_a_time = asyncio.Lock()
        self._dailies = Dailies(
            self.store, parts.catalogue, clock, parts.history, self.watching.history_of
        )
        self.commands = Commands(self.store, self.watching, clock, parts.zone)
        parts.note_entries(parts.last.entries)
        self.watching.announce(settings, programme_start(settings))
        self.store.subscribe(self._back_online)
        self.store.subscribe(lambda _state, _event: hooks.on_change())

    @property
    def shown(self) -> AppState:
        """Return the state to draw: what sources last said stands in until they answer."""
        return self._picture.shown

    @property
    def history(self) -> History:
        """Return the session's history."""
        return self._parts.history

    @property
    def book(self) -> EntryBook:
        """Return the session's book of entries."""
        return self._parts.book

    async def start(self) -> None:
        """Give back what the last run knew, then watch, judge and tell."""
        if await self._appearing.look() is not self._parts.last.entries:
            self.watching.announce(self._settings, programme_start(self._settings))
        await self._keeping.restore()
        parts, definitions = self._parts, self._parts.definitions
        if definitions is not None:
            await note_definitions(self.store, definitions, parts.catalogue, parts.clock)
        self.supervisor.keep("keeping the history", self._keeping.run)
        self.supervisor.keep("keeping the last known picture", self._picture.run)
        self.supervisor.keep("telling", self._notifying.run)
        if self._relaying is not None:
            self.supervisor.keep("telling the channels", self._relaying.run)
        self.supervisor.keep("the quiet hours", self.attendance.run)
        self.attendance.seen()
        await self._watch()
        self.supervisor.keep("looking for entries", self._appearing.run)
        self.supervisor.keep("the pulse", self._pulse.run)
        self.supervisor.keep("looking up the days before", self._dailies.run)

    async def apply(self, settings: Settings) -> None:
        """Take changed settings into a running session."""
        self._settings = settings
        mark = sources_mark(settings)
        self._picture.leave(mark)
        self._policy = policy_of(settings.notifications, self._parts.zone)
        self._notifying.look()
        if self._relaying is not None:
            self._relaying.use(settings.notifications.channels)
        self.attendance.look()
        await self._watch()
        self._picture.use(mark)
        self.watching.refresh(ENTRIES)  # it may have to leave a metric to another source now

    async def entered(self) -> None:
        """Show at once what was just changed in the book."""
        await self._appearing.follow()
        self.watching.refresh(ENTRIES)

    async def withdraw(self, key: AlertKey | None) -> None:
        """Take notices off the screen whose alerts somebody has answered (``key`` None: all)."""
        await self._notifying.withdraw(key)

    def use(self, catalogue: Catalogue) -> None:
        """Take changed rules into a running session; its alerts stay as they are."""
        self._evaluator.use(catalogue)
        self._notifying.use(catalogue)
        self._hooks.on_change()

    def look(self) -> None:
        """Ask again when the next change is due: what is shown has changed."""
        self._pulse.look()

    async def aclose(self) -> None:
        """End pollers and children, save what is unsaved, and close the history."""
        await self.watching.aclose()
        await self._keeping.settle()
        await self._picture.settle()
        await self.supervisor.aclose()
        await self._parts.history.aclose()
        await self._parts.book.aclose()

    async def _watch(self) -> None:
        """Watch what settings and entries ask for now."""
        async with self._one_plan_at_a_time:
            await self.watching.apply(self._settings, programme_start(self._settings))

    def _make_relaying(self) -> Relaying | None:
        """Return what sends to channels; the demonstration's alerts are nobody's."""
        parts, channels = self._parts, self._settings.notifications.channels
        if self.demo or parts.channels is None:
            return None
        begin = self.supervisor.once
        return Relaying(self.store, parts.clock, parts.channels, channels, begin)

    def _fault(self, sentence: str) -> None:
        self.store.apply(ProblemNoted(ProblemTopic.PROGRAM, sentence))

    def _back_online(self, _state: AppState, event: Event) -> None:
        """Ask every source anew once the network is back: each may have backed off for long."""
        if isinstance(event, TriggersStepped) and any(
            episode.key == OFFLINE_KEY and episode.resolved_at is not None
            for episode in event.episodes
        ):
            self.watching.refresh()

    def _beat(self, now: float) -> None:
        self._evaluator.beat(now)
        self._hooks.on_change()


GIVEN_UP_AFTER = 4
"""Failed polls in a row after which a run without a window waits for a source no longer."""


async def until_answered(runtime: Runtime, clock: Clock, patience_s: float) -> None:
    """Return when every source has answered or keeps failing, or patience is over.

    A source that is still reading its past has not answered yet, and neither has a demonstration
    whose simulator has written nothing so far.
    """
    deadline = clock.monotonic() + patience_s
    while clock.monotonic() < deadline:
        state = runtime.store.state
        has_figures = any(r.value is not None and r.n for r in state.readings.values())
        if _settled(state) and (has_figures or not runtime.demo):
            return
        await clock.sleep(0.1)


def _settled(state: AppState) -> bool:
    statuses = state.sources.values()
    return bool(statuses) and all(
        (status.last_good_at is not None and not status.catching_up)
        or status.failures >= GIVEN_UP_AFTER
        for status in statuses
    )
