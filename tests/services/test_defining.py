"""Which definitions are in force is noted at the start."""

from __future__ import annotations

import asyncio

from msgspec.structs import replace

from aux_monitor.domain.definitions import Definition, changes
from aux_monitor.domain.state import AppState
from aux_monitor.services.defining import note_definitions
from aux_monitor.services.store import Store
from tests.fakes.clock import FakeClock
from tests.fakes.definitions import MemoryDefinitions
from tests.presentation.builders import STARS, catalogue


def test_a_definition_that_changed_between_two_runs_is_known_in_the_second() -> None:
    """The first version known is no change; the next one is, since the run that had it first."""

    async def story() -> tuple[tuple[Definition, ...], float]:
        book, clock = MemoryDefinitions(), FakeClock()
        store = Store(AppState())
        await note_definitions(store, book, catalogue([STARS]), clock)
        assert changes(store.state.definitions[STARS.id]) == ()
        await clock.advance(3600)
        newer = replace(STARS, definition_version=2)
        store = Store(AppState())
        await note_definitions(store, book, catalogue([newer]), clock)
        return changes(store.state.definitions[STARS.id]), clock.now()

    changed, now = asyncio.run(story())
    assert changed == (Definition(STARS.id, 2, now),)


def test_a_broken_history_leaves_the_charts_without_markers() -> None:
    """The program starts all the same; what is wrong with the file is told elsewhere."""
    book, store = MemoryDefinitions(), Store(AppState())
    book.failure = "The history cannot be used."
    asyncio.run(note_definitions(store, book, catalogue([STARS]), FakeClock()))
    assert store.state.definitions == {}
