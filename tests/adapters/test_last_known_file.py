"""The small file that the first paint reads: bounded, private, and never in the way."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import msgspec
import pytest

from aux_monitor.adapters.last_known_file import LARGEST, LastKnownFile
from aux_monitor.domain.last_known import LastKnown
from aux_monitor.domain.reading import MetricId, Part, Reading, Release, Series, SourceId
from aux_monitor.ports.errors import HistoryError
from tests.adapters.unprivileged import unprivileged

NOW = 1_790_000_000.0
MARK = b"these sources"
HERE, THERE = SourceId("collector"), SourceId("github")
STARS, SPEED = MetricId("github_stars"), MetricId("response_time_avg")
KNOWN = LastKnown(
    MARK,
    {HERE: NOW - 1.0, THERE: NOW - 300.0},
    {
        STARS: Reading(STARS, 997.0, NOW - 300.0, THERE, breakdown=(Part("octo/cat", 997.0),)),
        SPEED: Reading(SPEED, 141.25, NOW - 1.0, HERE, n=4182, window_s=300.0, note="Mean."),
    },
    {SPEED: Series(NOW - 20.0, 10.0, (130.5, None, 141.25), (9, None, 7))},
    {THERE: (Release("v1.3.0", NOW - 9000.0, THERE),)},
)


@pytest.fixture
def file(tmp_path: Path) -> LastKnownFile:
    """Return a picture's file that is not there yet."""
    return LastKnownFile(tmp_path / "last-known.msgpack")


def keep(file: LastKnownFile, known: LastKnown = KNOWN) -> None:
    """Keep a picture and wait until it is."""
    asyncio.run(file.keep(known))


def test_without_a_file_there_is_no_picture_and_nothing_to_say(file: LastKnownFile) -> None:
    """A first start is no trouble."""
    assert file.read(MARK, NOW) == (None, "")


def test_what_was_kept_is_read(file: LastKnownFile, tmp_path: Path) -> None:
    """Every value comes back, the later picture wins, and nobody else may read it."""
    keep(file, LastKnown(MARK, {}))
    keep(file)
    assert file.read(MARK, NOW) == (KNOWN, "")
    (made,) = tmp_path.iterdir()
    assert made.stat().st_mode & 0o777 == 0o600


def test_a_picture_of_other_sources_is_passed_over_without_a_word(file: LastKnownFile) -> None:
    """It was right where it was made."""
    keep(file)
    assert file.read(b"other sources", NOW) == (None, "")


DAMAGED = {
    "empty": b"",
    "garbage": bytes(range(256)) * 40,
    "cut off": msgspec.msgpack.encode(KNOWN)[:-9],
    "of another program": msgspec.msgpack.encode({"type": "something", "heard": {}}),
    "text": json.dumps({"readings": []}).encode(),
    "with a number for a name": msgspec.msgpack.encode(
        {"type": "aux-monitor last known picture", "settings": 7, "heard": {}}
    ),
    "with a step of nothing": msgspec.msgpack.encode(KNOWN).replace(
        msgspec.msgpack.encode(10.0), msgspec.msgpack.encode(0.0)
    ),
    "not unicode": msgspec.msgpack.encode(KNOWN).replace(b"octo/cat", b"octo\xff\xfe\xfd\xfc"),
    "nested without end": b"\x91" * 5000,
    "too large": b"\x00" * (LARGEST + 1),
}


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED.keys())
def test_a_damaged_or_foreign_file_is_ignored_with_one_sentence(
    file: LastKnownFile, tmp_path: Path, content: bytes
) -> None:
    """The sentence names the file; the start goes on, and the next picture replaces it."""
    (tmp_path / "last-known.msgpack").write_bytes(content)
    known, said = file.read(MARK, NOW)
    assert known is None
    assert said.startswith("The last known picture ")
    assert "last-known.msgpack is not shown: " in said
    assert said.endswith(".")
    assert "\n" not in said
    keep(file)
    assert file.read(MARK, NOW) == (KNOWN, "")


def test_a_file_that_may_not_be_read_is_ignored_with_one_sentence(
    file: LastKnownFile, tmp_path: Path
) -> None:
    """Somebody else's rights are no reason not to start."""
    keep(file)
    with unprivileged(tmp_path / "last-known.msgpack"):
        known, said = file.read(MARK, NOW)
    assert known is None
    assert "Permission denied" in said


def test_a_picture_that_cannot_be_written_leaves_the_one_before(
    file: LastKnownFile, tmp_path: Path
) -> None:
    """The error is a sentence, and nothing half written stays behind."""
    keep(file)
    with unprivileged(tmp_path), pytest.raises(HistoryError, match=r"cannot be kept in .*denied"):
        keep(file, LastKnown(MARK, {}))
    assert file.read(MARK, NOW) == (KNOWN, "")
    assert len(list(tmp_path.iterdir())) == 1


def test_a_picture_that_is_too_large_is_not_written(file: LastKnownFile) -> None:
    """What would not be read is not kept either."""
    note = Reading(STARS, 1.0, NOW, THERE, note="x" * LARGEST)
    with pytest.raises(HistoryError, match="bytes"):
        keep(file, LastKnown(MARK, {THERE: NOW}, {STARS: note}))
    assert file.read(MARK, NOW) == (None, "")
