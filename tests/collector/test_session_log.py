"""Following one log through what happens to files."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterable
from itertools import count
from pathlib import Path

import pytest

from aux_monitor.collector.events import Event, SessionMark
from aux_monitor.collector.ingest.log_file import MAX_LINE
from aux_monitor.collector.ingest.session_log import LogFollower
from aux_monitor.collector.privacy import Hasher, LineReader
from aux_monitor.collector.store.engine import Position
from tests.collector.lines import line

NOW = 1_790_000_000.0
HASHER = Hasher(bytes(range(32)))


class Desk:
    """A log, and a follower that can be stopped and started with what was stored of it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.stored: dict[int, Position] = {}
        self.follower = self.restart()

    def restart(self) -> LogFollower:
        """Return a follower that knows only what was stored."""
        reader = LineReader(HASHER, frozenset(), frozenset())
        ids = count(max(self.stored, default=0) + 1)
        self.follower = LogFollower(
            self.path,
            list(self.stored.values()),
            HASHER.fingerprint,
            lambda raw: reader.read(raw, NOW),
            lambda: next(ids),
        )
        return self.follower

    def seen(self) -> list[float]:
        """Read what is new, store the positions, return the entries' times in order."""
        events: list[Event] = []
        for chunk in self.follower.read():
            events.extend(chunk.events)
            self.stored[chunk.position.id] = chunk.position
        return [event.at_us / 1e6 - NOW for event in events if isinstance(event, SessionMark)]

    def append(self, numbers: Iterable[int]) -> None:
        """Write one entry for each number; its time tells which."""
        with self.path.open("a") as handle:
            handle.writelines(entry(number) + "\n" for number in numbers)

    def rotate(self, backups: int = 5) -> None:
        """Rename as RotatingFileHandler does."""
        for number in range(backups - 1, 0, -1):
            older = self.path.with_name(f"{self.path.name}.{number}")
            if older.exists():
                older.replace(self.path.with_name(f"{self.path.name}.{number + 1}"))
        self.path.replace(self.path.with_name(f"{self.path.name}.1"))


def entry(number: int) -> str:
    """Return an entry whose time is ``number`` after NOW."""
    return line(NOW + number, "session_start", f"session-{number}")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A log that does not exist yet."""
    return Desk(tmp_path / "session.log")


def test_each_line_is_read_once(desk: Desk) -> None:
    """What was read is not read again; what is new is."""
    desk.append([1, 2])
    assert desk.seen() == [1, 2]
    assert desk.seen() == []
    desk.append([3])
    assert desk.seen() == [3]


def test_a_file_that_appears_later_is_read_from_its_beginning(desk: Desk) -> None:
    """Until then the status says that there is none."""
    assert desk.seen() == []
    assert "no such file yet" in desk.follower.status.error
    desk.append([1])
    assert desk.seen() == [1]
    assert desk.follower.status.error == ""


def test_a_torn_last_line_waits_for_its_end(desk: Desk) -> None:
    """Half an entry is neither an event nor a bad line, and the lag tells of it."""
    text = entry(1)
    desk.path.write_text(text[:40])
    assert desk.seen() == []
    assert desk.follower.status.lag_bytes == 40
    with desk.path.open("a") as handle:
        handle.write(text[40:] + "\n")
    assert desk.seen() == [1]
    assert (desk.follower.bad_lines, desk.follower.status.lag_bytes) == (0, 0)


def test_garbage_is_counted_and_the_rest_is_read(desk: Desk) -> None:
    """Text, binary, a JSON list and NULs before an entry; empty lines are nothing at all."""
    desk.path.write_bytes(
        b"garbage\n\xff\xfe\x00\n[]\n\n\0\0\0" + entry(1).encode() + b"\r\n" + b"\0" * 40 + b"\n"
    )
    assert desk.seen() == [1]
    assert desk.follower.bad_lines == 3


def test_a_line_over_the_limit_is_skipped_without_being_held(desk: Desk) -> None:
    """It counts as one bad line, with an end or without; a restart does not double it."""
    with desk.path.open("wb") as handle:
        handle.write(b"x" * (MAX_LINE + 10))
    assert desk.seen() == []
    desk.restart()
    with desk.path.open("ab") as handle:
        handle.write(b"y" * 1000 + b"\n" + entry(1).encode() + b"\n")
    assert desk.seen() == [1]
    assert desk.follower.bad_lines == 1


def test_a_rename_in_the_middle_loses_nothing_and_repeats_nothing(desk: Desk) -> None:
    """The rest of the renamed file comes before the new file's lines."""
    desk.append([1, 2])
    assert desk.seen() == [1, 2]
    desk.append([3])
    desk.rotate()
    desk.append([4])
    assert desk.seen() == [3, 4]


def test_several_rotations_between_two_looks_are_read_oldest_first(desk: Desk) -> None:
    """A busy server may rotate more than once a look."""
    desk.append([1])
    assert desk.seen() == [1]
    for number in (2, 3, 4):
        desk.append([number])
        desk.rotate()
    desk.append([5])
    assert desk.seen() == [2, 3, 4, 5]


def test_lines_written_to_a_renamed_file_are_still_read(desk: Desk) -> None:
    """A writer may hold the old file open for a while."""
    desk.append([1])
    with desk.path.open("a") as writer:
        desk.rotate()
        desk.append([2])
        assert desk.seen() == [1, 2]
        writer.write(entry(3) + "\n")
    assert desk.seen() == [3]


def test_the_first_look_reads_the_whole_chain(desk: Desk) -> None:
    """A collector that comes late reads .5 to .1, then the log."""
    for number in range(1, 7):
        desk.append([number])
        if number < 6:
            desk.rotate()
    assert desk.seen() == [1, 2, 3, 4, 5, 6]


def test_a_restart_reads_on_where_it_was_stored(desk: Desk) -> None:
    """Through a rotation while nobody looked."""
    desk.append([1, 2])
    desk.seen()
    desk.append([3])
    desk.rotate()
    desk.append([4])
    desk.restart()
    assert desk.seen() == [3, 4]
    assert desk.follower.lost == ""


def test_a_reused_inode_is_not_taken_for_the_old_file(desk: Desk) -> None:
    """Another file under the same name, at least as long, on the same inode."""
    desk.append([1, 2])
    desk.seen()
    with desk.path.open("r+") as handle:
        handle.write("".join(entry(number) + "\n" for number in (7, 8, 9)))
    desk.restart()
    assert desk.seen() == [7, 8, 9]


def test_a_truncated_log_is_read_from_its_beginning(desk: Desk) -> None:
    """Emptied in place while being followed."""
    desk.append([1, 2])
    desk.seen()
    os.truncate(desk.path, 0)
    desk.seen()
    desk.append([3])
    assert desk.seen() == [3]


def test_copytruncate_is_not_counted_twice_and_keeps_what_the_copy_holds(desk: Desk) -> None:
    """Lines that only the copy still has are read from it; those read before are not."""
    desk.append(range(1, 6))
    desk.seen()
    desk.append([6])
    shutil.copy(desk.path, f"{desk.path}.1")
    os.truncate(desk.path, 0)
    desk.append([7])
    assert desk.seen() == [6, 7]
    assert desk.follower.lost == ""


def test_a_copy_of_the_live_log_is_not_a_second_log(desk: Desk) -> None:
    """Between the copy and the truncation both hold the same lines."""
    desk.append(range(1, 6))
    desk.seen()
    shutil.copy(desk.path, f"{desk.path}.1")
    desk.append([6])
    assert desk.seen() == [6]


def test_a_late_collector_says_that_it_lost_data(desk: Desk) -> None:
    """The file it had read was rotated out of the chain meanwhile."""
    desk.append([1])
    desk.seen()
    desk.rotate()
    desk.path.with_name("session.log.1").unlink()
    desk.append([2])
    desk.restart()
    assert desk.seen() == [2]
    assert "missing" in desk.follower.lost


def test_a_fresh_collector_has_lost_nothing(desk: Desk) -> None:
    """What was rotated away before it was asked to look is not its loss."""
    desk.append([1])
    desk.rotate()
    desk.append([2])
    assert desk.seen() == [1, 2]
    assert desk.follower.lost == ""


def test_a_directory_gets_one_clear_sentence(desk: Desk) -> None:
    """Nothing is raised, and the log is read once it is a file."""
    desk.path.mkdir()
    assert desk.seen() == []
    assert "a directory, not a log file" in desk.follower.status.error
    desk.path.rmdir()
    desk.append([1])
    assert desk.seen() == [1]


def test_a_pipe_is_not_opened(desk: Desk) -> None:
    """Opening one would wait for a writer for ever."""
    os.mkfifo(desk.path)
    assert desk.seen() == []
    assert "no regular file" in desk.follower.status.error


def test_a_log_that_cannot_be_read_gets_one_clear_sentence(desk: Desk) -> None:
    """A link that leads to itself stands for every other failure of the system."""
    desk.path.symlink_to(desk.path)
    assert desk.seen() == []
    assert desk.follower.status.error.startswith("This file cannot be read: ")


def test_a_chunk_that_was_not_taken_is_met_again(desk: Desk) -> None:
    """Whoever stops in front of a chunk has not read it."""
    desk.append([1, 2])
    for _ in desk.follower.read():
        break
    assert desk.seen() == [1, 2]


class Chaos:
    """A writer and a follower that do anything in any order, and what must come of it."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self.rng = random.Random(seed)  # noqa: S311 - test data
        self.desk = desk
        self.written = 0
        self.torn = ""
        self.rotations = 0
        self.seen: list[float] = []

    def append(self) -> None:
        """Write a whole entry, or the end of a torn one."""
        if not self.torn:
            self.written += 1
        with self.desk.path.open("a") as handle:
            handle.write(self.torn or entry(self.written) + "\n")
        self.torn = ""

    def tear(self) -> None:
        """Write the beginning of an entry."""
        if self.torn:
            return
        self.written += 1
        text = entry(self.written) + "\n"
        cut = self.rng.randrange(1, len(text))
        with self.desk.path.open("a") as handle:
            handle.write(text[:cut])
        self.torn = text[cut:]

    def rotate(self) -> None:
        """Rename the chain, never past a line that was not looked at."""
        if self.torn or self.rotations == 5 or not self.desk.path.exists():
            return
        self.rotations += 1
        self.desk.rotate()
        self.append()

    def look(self) -> None:
        """Read what is new."""
        self.seen += self.desk.seen()
        self.rotations = 0

    def restart(self) -> None:
        """Forget everything that was not stored."""
        self.desk.restart()


@pytest.mark.parametrize("seed", range(12))
def test_whatever_happens_to_the_file_each_line_counts_once(desk: Desk, seed: int) -> None:
    """Appends, torn writes, rotations, looks and restarts in any order."""
    chaos = Chaos(desk, seed)
    acts = (chaos.append, chaos.tear, chaos.rotate, chaos.look, chaos.restart)
    for _ in range(120):
        chaos.rng.choice(acts)()
    chaos.append()
    chaos.look()
    assert chaos.seen == [float(number) for number in range(1, chaos.written + 1)]
    assert (desk.follower.bad_lines, desk.follower.lost) == (0, "")
