"""How many sessions were open at once.

A session is open at a time t when something of it (its start, a command's end) was logged in the
``IDLE_S`` before t, and its end was not. Sessions of a server that died without a word so close
by themselves, and a log that begins in the middle still shows the sessions it finds at work.
The definition looks back ``IDLE_S`` and no further, and does not depend on the order of arrival.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from aux_monitor.collector.events import MICROSECONDS

IDLE_S = 900
IDLE_US = IDLE_S * MICROSECONDS


@dataclass(slots=True)
class Activity:
    """One session's signs of life: spans without a silence over ``IDLE_S``, and its ends."""

    spans: list[tuple[int, int]] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    _pieces: list[tuple[int, int]] | None = None

    def touch(self, first_us: int, last_us: int) -> bool:
        """Note life from ``first_us`` to ``last_us``; return whether intervals changed shape.

        False where the last span merely grew: nothing up to now looks different for it.
        """
        self._pieces = None
        if self.spans:
            begin, end = self.spans[-1]
            if begin <= first_us <= end + IDLE_US:
                self.spans[-1] = (begin, max(end, last_us))
                return False
        self.spans = _coalesce([*self.spans, (first_us, last_us)])
        return True

    def end(self, at_us: int) -> None:
        """Note the session's end."""
        self.ends.append(at_us)
        self._pieces = None

    def intervals(self) -> list[tuple[int, int]]:
        """Return when the session was open: from (included) and until (excluded)."""
        if self._pieces is None:
            pieces = [(begin, end + IDLE_US) for begin, end in self.spans]
            for stop in self.ends:
                pieces = [part for piece in pieces for part in _cut(piece, stop, stop + IDLE_US)]
            self._pieces = pieces
        return self._pieces


def _coalesce(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for begin, end in sorted(spans):
        if merged and begin <= merged[-1][1] + IDLE_US:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((begin, end))
    return merged


def _cut(piece: tuple[int, int], begin: int, end: int) -> list[tuple[int, int]]:
    parts = ((piece[0], min(piece[1], begin)), (max(piece[0], end), piece[1]))
    return [(low, high) for low, high in parts if low < high]


def open_at(intervals: Iterable[tuple[int, int]], at_us: int) -> int:
    """Return how many of ``intervals`` hold ``at_us``."""
    return sum(begin <= at_us < end for begin, end in intervals)


def peaks(intervals: Iterable[tuple[int, int]], edges: Sequence[int]) -> list[int]:
    """Return the most intervals open at once in each ``edges[i] < t <= edges[i + 1]``."""
    changes: list[tuple[int, int]] = []
    for begin, end in intervals:
        if end > edges[0] and begin <= edges[-1]:
            changes.append((begin, 1))
            changes.append((end, -1))
    changes.sort()
    result: list[int] = []
    level = index = 0
    for low, high in pairwise(edges):
        while index < len(changes) and changes[index][0] <= low:
            level += changes[index][1]
            index += 1
        peak = level
        while index < len(changes) and changes[index][0] <= high:
            level += changes[index][1]
            index += 1
            peak = max(peak, level)
        result.append(peak)
    return result


def rolling_peaks(bucket_peaks: Sequence[int], width: int) -> list[int]:
    """Return the highest of each ``width`` neighbours, one value per full window."""
    return [max(bucket_peaks[i : i + width]) for i in range(len(bucket_peaks) - width + 1)]


class OpenSessions:
    """The sessions of the last hour or so."""

    def __init__(self) -> None:
        self._sessions: dict[int, Activity] = {}
        self._version = 0
        self._cached: tuple[int, tuple[int, int, int], list[int]] | None = None

    def touch(self, session: int, at_us: int) -> None:
        """Note a sign of life."""
        if self._activity(session).touch(at_us, at_us):
            self._version += 1

    def end(self, session: int, at_us: int) -> None:
        """Note an end."""
        self._activity(session).end(at_us)
        self._version += 1

    def _activity(self, session: int) -> Activity:
        activity = self._sessions.get(session)
        if activity is None:
            activity = self._sessions[session] = Activity()
        return activity

    def intervals(self) -> list[tuple[int, int]]:
        """Return when each session was open."""
        return [piece for each in self._sessions.values() for piece in each.intervals()]

    def rolling(self, edges: range, width: int) -> list[int]:
        """Return the peak of every ``width`` steps of ``edges``; kept until a session changes."""
        key = (edges.start, edges.stop, width)
        if self._cached is None or self._cached[:2] != (self._version, key):
            values = rolling_peaks(peaks(self.intervals(), edges), width)
            self._cached = (self._version, key, values)
        return self._cached[2]

    def prune(self, floor_us: int) -> None:
        """Forget sessions that closed at or before ``floor_us``."""
        gone = [
            session
            for session, activity in self._sessions.items()
            if all(end + IDLE_US <= floor_us for _, end in activity.spans)
            and all(end <= floor_us for end in activity.ends)
        ]
        for session in gone:
            del self._sessions[session]
        if gone:
            self._version += 1
