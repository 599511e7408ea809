"""What the collector knows without asking the store: the last hour, and how ingest goes."""

from __future__ import annotations

from msgspec import Struct

from aux_monitor.collector.events import (
    MICROSECONDS,
    Command,
    MarkKind,
    SessionMark,
    to_us,
)
from aux_monitor.collector.recent import BUCKET_US, Recent
from aux_monitor.collector.sessions import IDLE_US, OpenSessions
from aux_monitor.collector.store.engine import Engine

KEEP_S = 3600 + 300 + 60
"""How far back the memory reaches: the default history, the window before it, some slack."""


class Span(Struct, frozen=True):
    """The part of time an answer looks at; microseconds, multiples of seconds but for ``at_us``.

    The figures cover ``window_us`` up to ``at_us``; series have a point at every multiple of
    ``step_us`` of the last ``history_us``.
    """

    at_us: int
    window_us: int
    history_us: int
    step_us: int

    @property
    def last(self) -> int:
        """Return the last point's number: its time divided by the step."""
        return self.at_us // self.step_us

    @property
    def first(self) -> int:
        """Return the first point's number."""
        return self.last - self.history_us // self.step_us

    @property
    def points_since_us(self) -> int:
        """Return where the first point's window begins."""
        return self.first * self.step_us - max(self.window_us, self.step_us)


class Live:
    """The recent commands and sessions. Not safe for threads: whoever shares it holds a lock."""

    def __init__(self, now: float) -> None:
        floor = to_us(now) - KEEP_S * MICROSECONDS
        self.recent = Recent(floor)
        self.sessions = OpenSessions()
        self.newest_us: int | None = None
        self.events = 0

    @classmethod
    def restored(cls, engine: Engine, now: float) -> Live:
        """Return the memory of what is stored."""
        live = cls(now)
        until = 1 << 60
        floor = live.recent.floor_us
        for command in engine.commands(floor, until):
            live.recent.add(command)
        for touch in engine.touches(floor - IDLE_US, until):
            live.sessions.touch(touch.session, touch.first_us)
            live.sessions.touch(touch.session, touch.last_us)
        for session, at_us in engine.ends(floor - IDLE_US, until):
            live.sessions.end(session, at_us)
        span = engine.span_us(until)
        live.newest_us = None if span is None else span[1]
        live.events = engine.count(0, until)
        return live

    def add_commands(self, commands: list[Command]) -> None:
        """Count commands that ended."""
        self.events += len(commands)
        for command in commands:
            self.recent.add(command)
            self._touch(command.session, command.at_us)
            self.newest_us = max(self.newest_us or 0, command.at_us)

    def add_marks(self, marks: list[SessionMark]) -> None:
        """Note sessions that began or ended."""
        for mark in marks:
            if mark.kind is MarkKind.START:
                self._touch(mark.session, mark.at_us)
            elif mark.at_us > self.recent.floor_us - IDLE_US:
                self.sessions.end(mark.session, mark.at_us)

    def _touch(self, session: int, at_us: int) -> None:
        if at_us > self.recent.floor_us - IDLE_US:
            self.sessions.touch(session, at_us)

    def covers(self, span: Span) -> bool:
        """Return whether memory alone can answer for ``span``."""
        whole = span.step_us == BUCKET_US and span.window_us % BUCKET_US == 0
        since = min(span.points_since_us, span.at_us - span.window_us)
        return whole and since >= self.recent.floor_us

    def prune(self, now: float) -> None:
        """Forget what no default answer needs any more."""
        self.recent.prune(to_us(now) - KEEP_S * MICROSECONDS)
        self.sessions.prune(self.recent.floor_us - IDLE_US)
