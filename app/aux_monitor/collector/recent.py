"""The last hour in memory: buckets of ten seconds and the rolling points made from them.

Bucket ``k`` holds the commands with ``10 (k - 1) s < at <= 10 k s``, so that a window that ends
on a bucket's end is a union of whole buckets. Beside its counts a bucket keeps its commands in
three flat columns: the edges of a window that ends in between are counted one by one, exactly.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field

from aux_monitor.collector.events import MICROSECONDS, Command
from aux_monitor.collector.tally import Label, Point, Tallies, roll

BUCKET_S = 10
BUCKET_US = BUCKET_S * MICROSECONDS
_NO_DURATION = -1
_MOST_WIDTHS = 4


@dataclass(slots=True)
class _Bucket:
    at_us: array[int] = field(default_factory=lambda: array("q"))
    dur_ms: array[int] = field(default_factory=lambda: array("i"))
    label: list[Label] = field(default_factory=list)
    tallies: Tallies = field(default_factory=Tallies)

    def rows(self) -> Iterator[tuple[int, int, Label]]:
        return zip(self.at_us, self.dur_ms, self.label, strict=True)


@dataclass(slots=True)
class _Interior:
    low: int
    high: int
    tallies: Tallies


@dataclass(slots=True)
class _Run:
    """Neighbouring rolling points, and the ends of those that late commands made wrong."""

    first: int
    last: int
    points: list[Point]
    stale: set[int] = field(default_factory=set)

    def known(self) -> dict[int, Point]:
        return {
            end: made for end, made in enumerate(self.points, self.first) if end not in self.stale
        }


def bucket_of(at_us: int) -> int:
    """Return the index of the bucket that holds ``at_us``."""
    return -(-at_us // BUCKET_US)


class Recent:
    """Commands from ``floor_us`` (exclusive) on; whoever asks for more must ask the store."""

    def __init__(self, floor_us: int) -> None:
        self._buckets: dict[int, _Bucket] = {}
        self._labels: dict[tuple[str, bool, str, bool], Label] = {}
        self._runs: dict[int, _Run] = {}
        self._interior: _Interior | None = None
        self._floor = bucket_of(floor_us)

    @property
    def floor_us(self) -> int:
        """Return the time after which every stored command is held here."""
        return self._floor * BUCKET_US

    def add(self, command: Command) -> None:
        """Count one command; one before the floor is left to the store."""
        index = bucket_of(command.at_us)
        if index <= self._floor:
            return
        bucket = self._buckets.get(index)
        if bucket is None:
            bucket = self._buckets[index] = _Bucket()
        dur_ms = command.dur_ms
        bucket.at_us.append(command.at_us)
        bucket.dur_ms.append(_NO_DURATION if dur_ms is None else dur_ms)
        label = self._label(command)
        bucket.label.append(label)
        parts = [bucket.tallies]
        if self._interior is not None and self._interior.low < index <= self._interior.high:
            parts.append(self._interior.tallies)
        for part in parts:
            part.add(label, dur_ms)
        self._forget_points(index)

    def _label(self, command: Command) -> Label:
        key = (command.method, command.failed, command.code, command.retried)
        label = self._labels.get(key)
        if label is None:
            label = self._labels[key] = Label(*key)
        return label

    def _forget_points(self, index: int) -> None:
        for width, run in self._runs.items():
            run.stale.update(range(max(index, run.first), min(index + width - 1, run.last) + 1))

    def window(self, since_us: int, until_us: int) -> Tallies:
        """Return the counts of ``since_us < at <= until_us``, exact to the microsecond."""
        low, high = bucket_of(since_us), until_us // BUCKET_US
        result = Tallies()
        if low < high:
            result.merge(self._whole(low, high))
        for index in {low, high + 1}:
            bucket = self._buckets.get(index)
            if bucket is not None:
                _count_between(result, bucket, since_us, until_us)
        return result

    def _whole(self, low: int, high: int) -> Tallies:
        """Return the counts of buckets ``low < k <= high``, kept from one call to the next."""
        held = self._interior
        if held is None or not (held.low <= low < held.high <= high):
            held = self._interior = _Interior(low, low, Tallies())
        for index in range(held.high + 1, high + 1):
            self._shift(held.tallies, index, 1)
        for index in range(held.low + 1, low + 1):
            self._shift(held.tallies, index, -1)
        held.low, held.high = low, high
        return held.tallies

    def _shift(self, tallies: Tallies, index: int, sign: int) -> None:
        bucket = self._buckets.get(index)
        if bucket is not None:
            tallies.merge(bucket.tallies, sign)

    def points(self, first: int, last: int, width: int) -> list[Point]:
        """Return the rolling points at the ends of buckets ``first`` to ``last``, both included.

        The same list object is returned for as long as nothing in it changed.
        """
        run = self._runs.get(width)
        if run is not None and (run.first, run.last) == (first, last) and not run.stale:
            return run.points
        if len(self._runs) >= _MOST_WIDTHS:
            self._runs.clear()
        known = {} if run is None else run.known()
        missing = [end for end in range(first, last + 1) if end not in known]
        known.update(zip(missing, roll(self._counts, missing, width), strict=True))
        points = [known[end] for end in range(first, last + 1)]
        self._runs[width] = _Run(first, last, points)
        return points

    def _counts(self, index: int) -> Tallies | None:
        bucket = self._buckets.get(index)
        return None if bucket is None else bucket.tallies

    def prune(self, floor_us: int) -> None:
        """Forget what lies at or before ``floor_us``, in whole buckets."""
        floor = floor_us // BUCKET_US
        if floor <= self._floor:
            return
        self._floor = floor
        for index in [index for index in self._buckets if index <= floor]:
            del self._buckets[index]
        if self._interior is not None and self._interior.low < floor:
            self._interior = None


def _count_between(result: Tallies, bucket: _Bucket, since_us: int, until_us: int) -> None:
    for at_us, dur_ms, label in bucket.rows():
        if since_us < at_us <= until_us:
            known = None if dur_ms == _NO_DURATION else dur_ms
            result.add(label, known)
