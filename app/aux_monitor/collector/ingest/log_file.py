"""One physical file of a log: bounded reads of whole lines, and how far they went."""

from __future__ import annotations

import io
from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from aux_monitor.collector.store.engine import Position

CHUNK = 256 * 1024
MAX_LINE = 4 * 1024 * 1024
"""A line longer than this is no log entry: it is skipped and counted as bad."""

HEAD = 1024
"""As many bytes of a file's beginning are fingerprinted, as far as they were read."""

Fingerprint = Callable[[bytes], bytes]


class Lines(Struct, frozen=True):
    """Whole lines (without their ends) and the position behind them."""

    lines: list[bytes]
    position: Position


class LogFile:
    """An open file of a log. Its methods raise ``OSError``."""

    def __init__(self, handle: io.FileIO, fingerprint: Fingerprint) -> None:
        self._handle = handle
        self._fingerprint = fingerprint

    def _at(self, offset: int, length: int) -> bytes:
        self._handle.seek(offset)
        return self._handle.read(length)

    def size(self) -> int:
        """Return the file's present size in bytes."""
        return self._handle.seek(0, io.SEEK_END)

    def is_the_one(self, position: Position) -> bool:
        """Return whether the file begins with the bytes that ``position`` remembers."""
        if position.head_len == 0:
            return True
        head = self._at(0, position.head_len)
        return len(head) == position.head_len and self._fingerprint(head) == position.head

    def read(self, position: Position) -> Lines:
        """Return the next whole lines after ``position``, about ``CHUNK`` bytes at a time.

        A last line without its end waits: the position stays before it.
        """
        data, end = self._up_to_a_line_end(position.offset)
        if end < 0:
            return Lines([], self._without_end(position, len(data)))
        lines = data[:end].split(b"\n")
        if position.skipping:
            del lines[0]
        moved = replace(position, offset=position.offset + end + 1, skipping=False)
        return Lines(lines, self._with_head(moved))

    def _up_to_a_line_end(self, offset: int) -> tuple[bytes, int]:
        data = self._at(offset, CHUNK)
        end = data.rfind(b"\n")
        while end < 0 and 0 < len(data) < MAX_LINE:
            more = self._at(offset + len(data), CHUNK)
            if not more:
                break
            found = more.rfind(b"\n")
            if found >= 0:
                end = len(data) + found
            data += more
        return data, end

    def _without_end(self, position: Position, length: int) -> Position:
        if position.skipping:
            return replace(position, offset=position.offset + length)
        if length < MAX_LINE:
            return position
        moved = replace(
            position, offset=position.offset + length, skipping=True, bad=position.bad + 1
        )
        return self._with_head(moved)

    def _with_head(self, position: Position) -> Position:
        length = min(HEAD, position.offset)
        if position.head_len == length:
            return position
        return replace(position, head_len=length, head=self._fingerprint(self._at(0, length)))
