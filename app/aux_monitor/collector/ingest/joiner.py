"""Joins what was received with how it ended, counts each command once, and finds retries.

A command is known by (session, command id): its first terminal event counts, any later one within
``NEAR_S`` of it (an embedder may log a command twice, a copied file may be read again) does not.
A command is a retry when the same session's command with the same method and target failed at
most ``RETRY_S`` before this one was received.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from aux_monitor.collector.events import (
    MICROSECONDS,
    Command,
    Event,
    Pending,
    Received,
    Refusal,
    SessionMark,
    Terminal,
)
from aux_monitor.collector.store.engine import Batch, Engine

RETRY_S = 30
NEAR_S = 300
PENDING_S = 3600
_RETRY_US = RETRY_S * MICROSECONDS
_NEAR_US = NEAR_S * MICROSECONDS
_MOST_PENDING = 20_000

Seen = Callable[[Sequence[int], int, int], set[int]]


class Joiner:
    """Holds the commands under way, the recent failures and the recent keys.

    ``seen`` asks the store which keys ended within a span; it is asked only about events older
    than what is remembered here, as when a second log's backlog is read.
    """

    def __init__(self, seen: Seen) -> None:
        self._seen = seen
        self._pending: dict[int, Pending] = {}
        self._failures: dict[tuple[int, str, int], int] = {}
        self._keys: dict[int, int] = {}
        self._newest_us = 0

    @classmethod
    def restored(cls, engine: Engine) -> Joiner:
        """Return a joiner that knows what one that wrote the store knew."""
        joiner = cls(engine.seen)
        span = engine.span_us(1 << 60)
        if span is None:
            joiner._restore_pending(engine.pending(0))
            return joiner
        newest = span[1]
        joiner._newest_us = newest
        joiner._restore_pending(engine.pending(newest - PENDING_S * MICROSECONDS))
        for command in engine.commands(newest - 2 * _NEAR_US, newest):
            joiner._remember(command)
        return joiner

    def _restore_pending(self, pending: Iterable[Pending]) -> None:
        self._pending.update((each.key, each) for each in pending)

    def _remember(self, command: Command) -> None:
        if command.key is not None:
            self._keys[command.key] = command.at_us
        if command.failed and command.target is not None:
            self._failures[command.session, command.method, command.target] = command.at_us

    def feed(self, events: Sequence[Event], batch: Batch) -> list[Command]:
        """Add what is to be stored to ``batch`` and return the commands counted."""
        stored = self._stored_keys(events)
        counted: list[Command] = []
        for event in events:
            match event:
                case Received():
                    self._receive(event, batch)
                case Terminal():
                    command = self._finish(event, stored, batch)
                    if command is not None:
                        counted.append(command)
                case SessionMark():
                    batch.marks.append(event)
                case Refusal():
                    batch.refusals.append(event)
        batch.commands.extend(counted)
        return counted

    def _stored_keys(self, events: Sequence[Event]) -> set[int]:
        """Return which of the old commands among ``events`` are stored already."""
        limit = self._newest_us - _NEAR_US
        old = {
            event.key: event.at_us
            for event in events
            if isinstance(event, Terminal) and event.key is not None and event.at_us < limit
        }
        if not old:
            return set()
        times = old.values()
        return self._seen(list(old), min(times) - _NEAR_US, max(times) + _NEAR_US)

    def _receive(self, event: Received, batch: Batch) -> None:
        if event.key is None or event.key in self._keys or event.key in self._pending:
            return
        failed_at = self._failures.get((event.session, event.method, event.target))
        retried = failed_at is not None and 0 <= event.at_us - failed_at <= _RETRY_US
        pending = Pending(
            at_us=event.at_us,
            key=event.key,
            method=event.method,
            target=event.target,
            domain=event.domain,
            retried=retried,
        )
        self._pending[event.key] = batch.pending_added[event.key] = pending
        if len(self._pending) > _MOST_PENDING:
            self._drop(next(iter(self._pending)), batch)

    def _drop(self, key: int, batch: Batch) -> Pending | None:
        pending = self._pending.pop(key, None)
        if pending is not None and batch.pending_added.pop(key, None) is None:
            batch.pending_removed.add(key)
        return pending

    def _finish(self, event: Terminal, stored: set[int], batch: Batch) -> Command | None:
        pending = None
        if event.key is not None:
            if event.key in self._keys or event.key in stored:
                return None
            pending = self._drop(event.key, batch)
        command = _joined(event, pending)
        self._newest_us = max(self._newest_us, event.at_us)
        self._remember(command)
        return command

    def prune(self) -> None:
        """Forget what can matter no more; called when the batch so far is stored."""
        keys_from = self._newest_us - 2 * _NEAR_US
        failures_from = self._newest_us - 2 * _RETRY_US
        self._keys = {key: at for key, at in self._keys.items() if at >= keys_from}
        self._failures = {key: at for key, at in self._failures.items() if at >= failures_from}

    def expire(self, batch: Batch) -> None:
        """Give up on commands received over an hour (of the log's time) ago."""
        limit = self._newest_us - PENDING_S * MICROSECONDS
        for key in [key for key, each in self._pending.items() if each.at_us < limit]:
            self._drop(key, batch)


def _joined(event: Terminal, pending: Pending | None) -> Command:
    domain = event.domain
    if domain is None and pending is not None and not event.failed and event.method == "navigate":
        domain = pending.domain
    return Command(
        at_us=event.at_us,
        session=event.session,
        key=event.key,
        method=event.method,
        dur_ms=event.dur_ms,
        failed=event.failed,
        code=event.code,
        retried=pending is not None and pending.retried,
        target=pending.target if pending is not None and event.failed else None,
        domain=domain if event.method == "navigate" else None,
    )
