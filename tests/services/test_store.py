"""The store applies events in order and tells everybody."""

from __future__ import annotations

from aux_monitor.domain.state import AppState, Event, ProgrammeDated, Resumed
from aux_monitor.services.store import Store


def test_every_listener_hears_an_event_with_the_state_it_made() -> None:
    """Both listeners see the state that the event led to."""
    store = Store(AppState())
    heard: list[float | None] = []
    store.subscribe(lambda state, _event: heard.append(state.programme_start))
    store.subscribe(lambda state, _event: heard.append(state.programme_start))
    store.apply(ProgrammeDated(5.0))
    assert heard == [5.0, 5.0]


def test_an_event_applied_by_a_listener_is_heard_after_the_one_before() -> None:
    """All listeners hear all events in one order, whoever applied them."""
    store = Store(AppState())
    first: list[Event] = []
    second: list[Event] = []

    def answer(_state: AppState, event: Event) -> None:
        first.append(event)
        if isinstance(event, ProgrammeDated):
            store.apply(Resumed(1.0))

    store.subscribe(answer)
    store.subscribe(lambda _state, event: second.append(event))
    store.apply(ProgrammeDated(5.0))
    assert first == second == [ProgrammeDated(5.0), Resumed(1.0)]
