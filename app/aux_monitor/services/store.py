"""The one holder of the state: every change goes through ``apply``."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TypeAlias

from aux_monitor.domain.state import AppState, Event, reduce

Listener: TypeAlias = Callable[[AppState, Event], None]


class Store:
    """Holds the state and tells listeners of each event after it took effect.

    An event applied by a listener waits until every listener has heard the one before, so all
    hear all events in the same order.
    """

    def __init__(self, state: AppState) -> None:
        self._state = state
        self._listeners: list[Listener] = []
        self._waiting: deque[Event] = deque()
        self._telling = False

    @property
    def state(self) -> AppState:
        """Return the state as of the last event."""
        return self._state

    def subscribe(self, listener: Listener) -> None:
        """Call ``listener`` with the state and the event, after each event from now on."""
        self._listeners.append(listener)

    def apply(self, event: Event) -> None:
        """Change the state by ``event`` and tell the listeners."""
        self._waiting.append(event)
        if self._telling:
            return
        self._telling = True
        try:
            while self._waiting:
                current = self._waiting.popleft()
                self._state = reduce(self._state, current)
                for listener in self._listeners:
                    listener(self._state, current)
        finally:
            self._telling = False
