"""What a store of events has to offer: one atomic write and a few primitive aggregates.

Every KPI is computed from these in ``measures.py``, so that each engine gives the same answer.
Spans are half open at the left: ``since_us < at <= until_us``. Bucket ``k`` of ``step_us`` holds
``step_us (k - 1) < at <= step_us k``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from msgspec import Struct

from aux_monitor.collector.events import Command, Pending, Refusal, RefusalKind, SessionMark
from aux_monitor.collector.outage import Minute
from aux_monitor.collector.tally import Label
from aux_monitor.settings.errors import AuxMonitorError


class StoreError(AuxMonitorError):
    """The store cannot be opened, read or written; one sentence says which and why."""


class Position(Struct, frozen=True):
    """How far one physical file of a log was read.

    ``offset`` is the first byte not yet consumed, always at a line's start unless ``skipping``
    (the rest of an over-long line). ``head`` names the first ``head_len`` bytes, so that a
    reused inode is not taken for the same file. ``bad`` counts the lines that were no entries.
    """

    id: int
    log: str
    device: int
    inode: int
    offset: int
    head_len: int
    head: bytes
    skipping: bool
    bad: int


@dataclass(slots=True)
class Batch:
    """What one transaction writes: events and the positions up to which they were read."""

    commands: list[Command] = field(default_factory=list)
    marks: list[SessionMark] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    pending_added: dict[int, Pending] = field(default_factory=dict)
    pending_removed: set[int] = field(default_factory=set)
    positions: dict[int, Position] = field(default_factory=dict)
    lost: tuple[str, float] | None = None

    def __bool__(self) -> bool:
        return bool(
            self.commands
            or self.marks
            or self.refusals
            or self.pending_added
            or self.pending_removed
            or self.positions
            or self.lost
        )

    @property
    def rows(self) -> int:
        """Return how many rows wait to be written."""
        return len(self.commands) + len(self.marks) + len(self.refusals) + len(self.pending_added)


class TallyRow(Struct, frozen=True):
    """Commands alike in everything that is measured, and how many there are."""

    bucket: int
    label: Label
    dur_ms: int | None
    count: int


class TouchRow(Struct, frozen=True):
    """One session's first and last sign of life within a bucket."""

    session: int
    first_us: int
    last_us: int


class Engine(Protocol):
    """A store. Calls may come from several threads; each raises ``StoreError`` on failure."""

    def commit(self, batch: Batch) -> None:
        """Write everything in ``batch`` in one durable transaction, or nothing."""
        ...

    def positions(self) -> list[Position]:
        """Return every position, oldest first."""
        ...

    def pending(self, since_us: int) -> list[Pending]:
        """Return the commands received after ``since_us`` that have not ended."""
        ...

    def lost(self) -> tuple[str, float] | None:
        """Return the last sentence about lost data and when it was noticed."""
        ...

    def commands(self, since_us: int, until_us: int) -> Iterable[Command]:
        """Return the commands of a short span, in order of time."""
        ...

    def seen(self, keys: Sequence[int], since_us: int, until_us: int) -> set[int]:
        """Return which of ``keys`` ended within the span."""
        ...

    def words(self) -> tuple[frozenset[str], frozenset[str]]:
        """Return the methods and the error codes held."""
        ...

    def span_us(self, until_us: int) -> tuple[int, int] | None:
        """Return the times of the first and the last command up to ``until_us``."""
        ...

    def count(self, since_us: int, until_us: int) -> int:
        """Return the number of commands in the span."""
        ...

    def tallies(self, since_us: int, until_us: int, step_us: int | None) -> Iterable[TallyRow]:
        """Return the commands of the span counted by bucket, method, outcome and duration.

        ``step_us`` None puts everything into one bucket.
        """
        ...

    def domains(self, since_us: int, until_us: int) -> tuple[int, int]:
        """Return how many hosts executed navigations reached, and how many such there were."""
        ...

    def counts(self, since_us: int, until_us: int, step_us: int) -> dict[int, int]:
        """Return the number of commands in each bucket that holds any."""
        ...

    def minutes(self, since_us: int, until_us: int) -> Iterable[Minute]:
        """Return the commands counted by minute (left closed), in order of time."""
        ...

    def touches(self, since_us: int, until_us: int) -> Iterable[TouchRow]:
        """Return the signs of life of every session, at least one row per ten minutes of them."""
        ...

    def ends(self, since_us: int, until_us: int) -> Iterable[tuple[int, int]]:
        """Return (session, time) of every session's end in the span."""
        ...

    def refusals(self, since_us: int, until_us: int) -> dict[RefusalKind, int]:
        """Return how many requests were refused, by kind."""
        ...

    def forget(self, before_us: int) -> None:
        """Delete events at or before ``before_us``."""
        ...

    def close(self) -> None:
        """Write what is held and release the store."""
        ...
