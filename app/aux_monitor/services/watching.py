"""Which sources are watched: builds them from the settings and applies changes live."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import TypeAlias

from msgspec import Struct

from aux_monitor.domain.reading import SourceId
from aux_monitor.domain.state import ProgrammeDated, SourcesConfigured
from aux_monitor.ports.children import ChildProcess
from aux_monitor.ports.clock import Clock
from aux_monitor.ports.history import MetricHistory
from aux_monitor.ports.source import Source
from aux_monitor.services.keeper import Keeper
from aux_monitor.services.poller import Poller, watched
from aux_monitor.services.store import Store
from aux_monitor.services.supervisor import Supervisor
from aux_monitor.settings.schema import Settings


class Watch(Struct, frozen=True):
    """A source with the children it lives on.

    ``key`` holds everything it was built from: a watch whose key did not change goes on untouched
    when settings are saved. ``history`` is the source's own past, where it keeps one.
    """

    key: object
    source: Source
    children: tuple[ChildProcess, ...] = ()
    history: MetricHistory | None = None


PlanWatches: TypeAlias = Callable[[Settings], tuple[Watch, ...]]
"""Builds the watches that the settings ask for; building one opens nothing yet."""


class Watching:
    """Runs a poller for each source and a keeper for each of its children."""

    def __init__(
        self,
        store: Store,
        supervisor: Supervisor,
        clock: Clock,
        plan: PlanWatches,
        alive: Callable[[], None],
    ) -> None:
        self._store = store
        self._supervisor = supervisor
        self._clock = clock
        self._plan = plan
        self._alive = alive
        self._random = Random()  # noqa: S311 - spreads polls; nothing secret hangs on it
        self._watches: dict[SourceId, Watch] = {}
        self._pollers: dict[SourceId, Poller] = {}
        self._announced: dict[SourceId, Watch] = {}

    def announce(self, settings: Settings, programme_start: float | None) -> None:
        """Let the state know at once which sources will be watched; ``apply`` then begins."""
        self._announced = self._planned(settings)
        self._configure(tuple(self._announced.values()))
        self._store.apply(ProgrammeDated(programme_start))

    async def apply(self, settings: Settings, programme_start: float | None) -> None:
        """Watch what the settings ask for, leaving alone what did not change."""
        planned = self._announced or self._planned(settings)
        self._announced = {}
        ended = False
        for source_id, watch in list(self._watches.items()):
            new = planned.get(source_id)
            if new is None or new.key != watch.key:
                await self._end(watch)
                ended = True
            else:
                planned[source_id] = watch
        if ended:
            # Sources that changed leave the state first, so that nothing of theirs outlives them.
            self._configure(tuple(self._watches.values()))
        begun = [watch for key, watch in planned.items() if key not in self._watches]
        self._watches = planned
        self._configure(tuple(planned.values()))
        self._store.apply(ProgrammeDated(programme_start))
        for watch in begun:
            self._begin(watch)

    def refresh(self, source: SourceId | None = None) -> None:
        """Poll one source now, or all of them."""
        for key, poller in self._pollers.items():
            if source is None or key == source:
                poller.refresh()

    def history_of(self, source: SourceId) -> MetricHistory | None:
        """Return the past that a source itself keeps, None where it keeps none."""
        watch = self._watches.get(source)
        return watch.history if watch is not None else None

    async def aclose(self) -> None:
        """End every poller and child, and release every source."""
        for watch in list(self._watches.values()):
            await self._end(watch)

    def _planned(self, settings: Settings) -> dict[SourceId, Watch]:
        return {watch.source.id: watch for watch in self._plan(settings)}

    def _configure(self, watches: tuple[Watch, ...]) -> None:
        now = self._clock.now()
        self._store.apply(SourcesConfigured(tuple(watched(w.source, now) for w in watches)))

    def _begin(self, watch: Watch) -> None:
        source = watch.source
        poller = Poller(source, self._store, self._clock, self._random, self._alive)
        self._pollers[source.id] = poller
        for child in watch.children:
            keeper = Keeper(child, self._clock, poller.refresh)
            self._supervisor.keep(_keeper_name(watch, child), keeper.run)
        self._supervisor.keep(_poller_name(watch), poller.run)

    async def _end(self, watch: Watch) -> None:
        del self._watches[watch.source.id]
        del self._pollers[watch.source.id]
        await self._supervisor.stop(_poller_name(watch))
        await watch.source.aclose()
        for child in watch.children:
            await self._supervisor.stop(_keeper_name(watch, child))


def _poller_name(watch: Watch) -> str:
    return f"polling {watch.source.id}"


def _keeper_name(watch: Watch, child: ChildProcess) -> str:
    return f"keeping {child.name} of {watch.source.id}"
