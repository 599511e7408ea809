"""Believable traffic of an AUX server: who sends what, how long it takes, what goes wrong.

Pure: a seed and times in, entries out. Latencies keep the proportions measured on a quiet AUX
server (median and 95th percentile by method), scaled so that a quiet minute meets the targets.
"""

from __future__ import annotations

import heapq
import math
import random
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from msgspec import Struct

from aux_monitor.collector.entries import Call, Ended, Entry, Failure, received, session_entry

_SCALE = 0.6
_Z95 = 1.6449
_LATENCY = {  # measured median and 95th percentile, ms
    "navigate": (152, 451),
    "click": (179, 328),
    "fill": (180, 506),
    "extract": (126, 1031),
    "wait": (84, 515),
}
_WEIGHTS = {"navigate": 16, "click": 34, "fill": 20, "extract": 20, "wait": 10}
_SESSION_S = 90.0
_RETRIES = 0.55
_SITES = tuple(
    f"{name}.example"
    for name in (
        "www", "shop", "docs", "news", "mail", "maps", "bank", "travel", "video", "forum",
        "wiki", "jobs", "events", "tickets", "weather", "music", "support", "status", "blog",
        "store", "library", "school", "clinic", "market", "recipes", "sports", "photos",
    )
)  # fmt: skip


class IncidentKind(Enum):
    """What goes wrong during an incident."""

    LATENCY = "latency"
    FAILURES = "failures"


class Incident(Struct, frozen=True):
    """A time in which the server is unwell: it comes and goes over an eighth of its length."""

    start: float
    length_s: float
    kind: IncidentKind

    def strength(self, at: float) -> float:
        """Return 0 (well) to 1 (fully unwell)."""
        ramp = max(1.0, min(60.0, self.length_s / 8))
        rising = (at - self.start) / ramp
        falling = (self.start + self.length_s - at) / ramp
        return max(0.0, min(1.0, rising, falling))


class Forced(Struct, frozen=True):
    """An incident asked for: so many seconds after the start, so long, of this kind."""

    after_s: float
    length_s: float
    kind: IncidentKind


class Script(Struct, frozen=True):
    """What is to happen: the incidents in order of time, and the silences (from, until)."""

    incidents: tuple[Incident, ...]
    silences: tuple[tuple[float, float], ...]

    def strength(self, at: float, kind: IncidentKind) -> float:
        """Return how unwell the server is in this way; incidents do not overlap."""
        begun = bisect_right(self.incidents, at, key=lambda incident: incident.start)
        if begun == 0 or self.incidents[begun - 1].kind is not kind:
            return 0.0
        return self.incidents[begun - 1].strength(at)

    def silent_until(self, at: float) -> float | None:
        """Return when the silence around ``at`` ends, None outside of one."""
        return next((end for begin, end in self.silences if begin <= at < end), None)


def script(seed: int, now: float, backlog_s: float, forced: Forced | None) -> Script:
    """Return what happens in the hour before ``now`` and the week after it.

    The hour holds one incident and one silence, long enough that a five-minute window is empty
    for a minute and a half. A forced incident is the only one after ``now``.
    """
    rng = random.Random(seed ^ 0x5C819)  # noqa: S311 - traffic, not secrets
    incidents, silences = [], []
    if backlog_s >= 3600:
        incidents.append(Incident(now - 3000, 420, IncidentKind.LATENCY))
        silences.append((now - 1700, now - 1310))
    if forced is not None:
        incidents.append(Incident(now + forced.after_s, forced.length_s, forced.kind))
        return Script(tuple(incidents), tuple(silences))
    at = now + rng.uniform(900, 1500)
    while at < now + 7 * 86_400:
        kind = rng.choice((IncidentKind.LATENCY, IncidentKind.LATENCY, IncidentKind.FAILURES))
        incidents.append(Incident(at, rng.uniform(300, 480), kind))
        at += rng.uniform(2400, 5400)
    return Script(tuple(incidents), tuple(silences))


@dataclass(slots=True)
class _Session:
    id: str
    own_id: str
    address: str
    site: str
    began: float
    ends: float
    commands: int = 0


class Traffic:
    """An endless stream of log entries in order of time."""

    def __init__(self, seed: int, start: float, rate: float, plan: Script) -> None:
        self._rng = random.Random(seed)  # noqa: S311 - traffic, not secrets
        self._rate = rate
        self._plan = plan
        self._arrival = start
        self._sessions: list[_Session] = []
        self._wanted = max(2, round(rate * 3))
        self._order = 0
        self._due: list[tuple[float, int, Entry]] = []
        self._retries: list[tuple[float, int, _Session, Call]] = []

    def entries(self) -> Iterator[Entry]:
        """Yield entries for ever, each not earlier than the one before."""
        while True:
            self._arrival = self._next_arrival(self._arrival)
            while self._due and self._due[0][0] <= self._arrival:
                yield heapq.heappop(self._due)[2]
            self._end_sessions(self._arrival)
            self._command(self._arrival)

    def _next_arrival(self, at: float) -> float:
        day = 1 + 0.15 * math.sin(2 * math.pi * at / 86_400)
        minute = 1 + 0.2 * math.sin(2 * math.pi * at / 61) + 0.1 * math.sin(2 * math.pi * at / 17)
        then = at + self._rng.expovariate(self._rate * day * minute)
        quiet = self._plan.silent_until(then)
        return then if quiet is None else quiet + self._rng.random()

    def _put(self, entry: Entry) -> None:
        self._order += 1
        heapq.heappush(self._due, (entry.timestamp, self._order, entry))

    def _end_sessions(self, at: float) -> None:
        for session in [each for each in self._sessions if each.ends <= at]:
            self._sessions.remove(session)
            self._put(session_entry(at, session.id, at - session.began, session.commands))
        while len(self._sessions) < self._wanted:
            self._sessions.append(self._new_session(at))

    def _new_session(self, at: float) -> _Session:
        rng = self._rng
        session = _Session(
            id=self._uuid(),
            own_id=self._uuid(),
            address=f"192.0.2.{rng.randrange(1, 40)}",
            site=self._site(),
            began=at,
            ends=at + rng.expovariate(1 / _SESSION_S) + 5,
        )
        self._put(session_entry(at, session.id, address=session.address))
        return session

    def _site(self) -> str:
        return _SITES[min(int(self._rng.expovariate(0.15)), len(_SITES) - 1)]

    def _uuid(self) -> str:
        return str(UUID(int=self._rng.getrandbits(128), version=4))

    def _command(self, at: float) -> None:
        if self._retries and self._retries[0][0] <= at:
            _, _, session, call = heapq.heappop(self._retries)
            if session in self._sessions:
                self._send(at, session, call)
                return
        session = self._rng.choice(self._sessions)
        self._send(at, session, self._call(session))

    def _call(self, session: _Session) -> Call:
        method = self._rng.choices(list(_WEIGHTS), weights=list(_WEIGHTS.values()))[0]
        if method == "navigate":
            session.site = self._site()
        return Call(method, session.site, self._rng.randrange(1, 200))

    def _send(self, at: float, session: _Session, call: Call) -> None:
        session.commands += 1
        command_id = self._uuid()
        self._put(received(at, session.id, session.own_id, command_id, session.address, call))
        failure = self._failure(at, call.method)
        ms = self._latency_ms(at, call.method, failure)
        done = at + (ms + self._rng.uniform(0.2, 1.2)) / 1000
        self._put(Ended(done, session.id, command_id, call, ms, failure).entry())
        session.ends = max(session.ends, done + 0.01)
        if failure is not None and self._rng.random() < _RETRIES:
            self._order += 1
            again = done + self._rng.uniform(0.5, 3.0)
            heapq.heappush(self._retries, (again, self._order, session, call))

    def _failure(self, at: float, method: str) -> Failure | None:
        latency = self._plan.strength(at, IncidentKind.LATENCY)
        failing = self._plan.strength(at, IncidentKind.FAILURES)
        roll = self._rng.random()
        if roll < 0.11 * latency + 0.22 * failing:
            return Failure.WAIT_TIMEOUT if method == "wait" else Failure.TIMEOUT
        return _everyday_failure(method, self._rng.random())

    def _latency_ms(self, at: float, method: str, failure: Failure | None) -> int:
        median, p95 = _LATENCY[method]
        spread = math.log(p95 / median) / _Z95
        ms = median * _SCALE * math.exp(self._rng.gauss(0, spread))
        ms *= 1 + 3.2 * self._plan.strength(at, IncidentKind.LATENCY)
        if failure in (Failure.WAIT_TIMEOUT, Failure.TIMEOUT):
            ms += self._rng.uniform(500, 900)
        return max(1, round(ms))


def _everyday_failure(method: str, roll: float) -> Failure | None:
    """Return what goes wrong on a good day: about 1.6 % of commands, hardly any of it grave."""
    if method == "navigate":
        return Failure.NAVIGATION_FAILED if roll < 0.0004 else None
    if method == "wait":
        return Failure.WAIT_TIMEOUT if roll < 0.02 else None
    if roll < 0.016:
        return Failure.ELEMENT_NOT_FOUND
    return Failure.ELEMENT_NOT_VISIBLE if roll < 0.018 else None
