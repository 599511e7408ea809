"""Follows one session.log through rotation, truncation and restarts.

The log is a chain: ``session.log.5`` (oldest) to ``session.log.1`` and ``session.log`` itself.
A physical file is known by device and inode together with a fingerprint of its head, so that a
renamed file is continued, a reused inode is not mistaken, and a copy (copytruncate) is recognised.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from aux_monitor.collector.events import Event
from aux_monitor.collector.ingest.log_file import Fingerprint, LogFile
from aux_monitor.collector.privacy import BadLineError
from aux_monitor.collector.store.engine import Position

BACKUPS = 5
_REMEMBERED = 12
_SURE_HEAD = 256
"""A head at least this long holds a time stamp or an id: by itself it names a file."""

ReadLine = Callable[[bytes], Event | None]
"""Turns a raw line into an event, or raises ``BadLineError``."""


class FileStatus(Struct, frozen=True):
    """How far a log was read, for the answer's ``ingest.files``."""

    path: str
    size: int
    offset: int
    lag_bytes: int
    error: str


class Chunk(Struct, frozen=True):
    """Some events and the position behind the lines they came from."""

    events: list[Event]
    position: Position


@dataclass(slots=True)
class _Link:
    """One open file of the chain; without a position it is only a copy of the live file."""

    file: LogFile
    stat: os.stat_result
    position: Position | None = None


class LogFollower:
    """Reads what is new in one log, whole lines only, oldest file first."""

    def __init__(
        self,
        path: Path,
        positions: list[Position],
        fingerprint: Fingerprint,
        read_line: ReadLine,
        next_id: Callable[[], int],
    ) -> None:
        self._path = path
        self._positions = {position.id: position for position in positions}
        self._fingerprint = fingerprint
        self._read_line = read_line
        self._next_id = next_id
        self._glance: tuple[tuple[int, ...] | None, ...] | None = None
        self._first_scan = True
        self._last_live = max(self._positions, default=None)
        self.status = FileStatus(str(path), 0, 0, 0, "")
        self.lost = ""

    @property
    def bad_lines(self) -> int:
        """Return how many lines of this log were no entries, over all its files."""
        return sum(position.bad for position in self._positions.values())

    def read(self) -> Iterator[Chunk]:
        """Yield what is new.

        A chunk counts as read when the next one is asked for. Trouble with the file is told in
        ``status``, never raised; ``lost`` becomes a sentence when lines went by unread.
        """
        glance = (_glance(self._path), _glance(self._numbered(1)))
        if glance == self._glance:
            return
        self._glance = None
        try:
            yield from self._scan()
        except OSError as error:
            self.status = replace(self.status, error=_sentence(error))
            return
        self._glance = glance

    def _numbered(self, number: int) -> Path:
        return self._path.with_name(f"{self._path.name}.{number}")

    def _scan(self) -> Iterator[Chunk]:
        with ExitStack() as stack:
            chain = self._open_chain(stack)
            self._identify(chain)
            self._notice_loss(chain)
            self._first_scan = False
            self._report(chain)
            for link in chain:
                for chunk in self._read_link(link):
                    yield chunk
                    self._report(chain)
            self._report(chain)

    def _open_chain(self, stack: ExitStack) -> list[_Link]:
        """Return the chain, oldest first.

        The live file is opened first: should the log be rotated meanwhile, the same files are
        met again one number further (and passed over), and nothing newer than the live file is
        read before it.
        """
        links = [_opened(self._path, self._fingerprint, stack)]
        met = {_inode(links[0].stat)}
        for number in range(1, BACKUPS + 1):
            with suppress(OSError):
                link = _opened(self._numbered(number), self._fingerprint, stack)
                if _inode(link.stat) not in met:
                    met.add(_inode(link.stat))
                    links.append(link)
        return links[::-1]

    def _identify(self, chain: list[_Link]) -> None:
        """Give each link the position of the file it is: by inode, by head alone, or a new one."""
        for link in chain:
            link.position = self._by_inode(link)
        claimed = {link.position.id for link in chain if link.position is not None}
        for link in chain:
            if link.position is not None:
                continue
            link.position = self._by_head(link)
            if link.position is None:
                link.position = self._new(link)
            elif link.position.id in claimed:
                link.position = None
            else:
                claimed.add(link.position.id)

    def _candidates(self) -> list[Position]:
        return list(self._positions.values())[: -_REMEMBERED - 1 : -1]

    def _by_inode(self, link: _Link) -> Position | None:
        for position in self._candidates():
            same = (position.device, position.inode) == _inode(link.stat)
            if same and link.file.is_the_one(position):
                return replace(position, offset=min(position.offset, link.stat.st_size))
        return None

    def _by_head(self, link: _Link) -> Position | None:
        for position in self._candidates():
            if position.head_len >= _SURE_HEAD and link.file.is_the_one(position):
                device, inode = _inode(link.stat)
                return replace(position, device=device, inode=inode)
        return None

    def _new(self, link: _Link) -> Position:
        device, inode = _inode(link.stat)
        position = Position(
            id=self._next_id(),
            log=str(self._path),
            device=device,
            inode=inode,
            offset=0,
            head_len=0,
            head=b"",
            skipping=False,
            bad=0,
        )
        self._positions[position.id] = position
        return position

    def _notice_loss(self, chain: list[_Link]) -> None:
        """Tell when the file that was live at the last look is gone, with lines nobody read.

        At the first look after a start nobody knows how much was written to it meanwhile.
        """
        found = {link.position.id for link in chain if link.position is not None}
        last, self._last_live = self._last_live, max(found, default=None)
        if last is None or last in found:
            return
        if self._first_scan or self.status.lag_bytes > 0:
            self.lost = (
                f"{self._path} was rotated away or emptied before it was read to its end: "
                "some of its events are missing"
            )

    def _read_link(self, link: _Link) -> Iterator[Chunk]:
        position = link.position
        if position is None:
            return
        known = self._positions[position.id]
        while True:
            got = link.file.read(position)
            events, bad = self._parse(got.lines)
            moved = replace(got.position, bad=got.position.bad + bad)
            if moved != known:
                yield Chunk(events, moved)
                self._positions[moved.id] = link.position = known = moved
            if got.position.offset == position.offset:
                return
            position = moved

    def _parse(self, lines: list[bytes]) -> tuple[list[Event], int]:
        events: list[Event] = []
        bad = 0
        for raw in lines:
            line = raw.strip(b"\0\r\n\t ")  # a truncated log may begin with NULs
            if not line:
                continue
            try:
                event = self._read_line(line)
            except BadLineError:
                bad += 1
                continue
            if event is not None:
                events.append(event)
        return events, bad

    def _report(self, chain: list[_Link]) -> None:
        known = [link for link in chain if link.position is not None]
        sizes = {link.position.id: link.file.size() for link in known if link.position}
        lag = sum(
            max(0, sizes[link.position.id] - link.position.offset)
            for link in known
            if link.position
        )
        live = chain[-1].position
        self.status = FileStatus(
            path=str(self._path),
            size=sizes[live.id] if live else 0,
            offset=live.offset if live else 0,
            lag_bytes=lag,
            error="",
        )


def _opened(path: Path, fingerprint: Fingerprint, stack: ExitStack) -> _Link:
    """Open a regular file; opening anything else (a pipe) could block."""
    if stat.S_ISDIR(path.stat().st_mode):
        raise IsADirectoryError
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError("it is no regular file")
    handle = stack.enter_context(path.open("rb", buffering=0))
    return _Link(LogFile(handle, fingerprint), os.fstat(handle.fileno()))


def _inode(found: os.stat_result) -> tuple[int, int]:
    return found.st_dev, found.st_ino


def _glance(path: Path) -> tuple[int, ...] | None:
    """Return what changes whenever a file is written or replaced; None when it is not there."""
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


def _sentence(error: OSError) -> str:
    match error:
        case FileNotFoundError():
            return "There is no such file yet; it is read as soon as it appears."
        case IsADirectoryError():
            return "This is a directory, not a log file."
        case PermissionError():
            return "This file may not be read: permission denied."
        case _:
            return f"This file cannot be read: {error.strerror or error}."
