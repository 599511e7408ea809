"""Which files of a folder the schedule may delete, and which never."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from aux_monitor.adapters.snapshot_folder import prune
from aux_monitor.ports.errors import ExportError
from aux_monitor.settings.snapshots import snapshot_name, snapshot_names
from tests.adapters.exported import png
from tests.adapters.unprivileged import unprivileged

PATTERN = "aux-{date}-{time}.png"
NAMES = snapshot_names(PATTERN)
FIRST = 1_790_000_000.0
SCHEDULED = {"Software": "aux-monitor 0.1.0", "aux-monitor.scheduled": "true"}


def put(folder: Path, number: int, data: bytes, name: str = "") -> Path:
    """Write a file an hour later than the one before; its name is the schedule's unless given."""
    at = FIRST + 3600.0 * number
    path = folder / (name or snapshot_name(PATTERN, at, "on target"))
    path.write_bytes(data)
    os.utime(path, (at, at))
    return path


def test_the_newest_are_kept(tmp_path: Path) -> None:
    """Of five the two oldest go when three are to be kept."""
    made = [put(tmp_path, number, png(SCHEDULED)) for number in range(5)]
    assert prune(tmp_path, NAMES, 3, None) == 2
    assert sorted(tmp_path.iterdir()) == made[2:]


def test_those_that_are_too_old_go(tmp_path: Path) -> None:
    """What was written before a time is deleted, however few there are."""
    made = [put(tmp_path, number, png(SCHEDULED)) for number in range(3)]
    assert prune(tmp_path, NAMES, 0, FIRST + 1800.0) == 1
    assert sorted(tmp_path.iterdir()) == made[1:]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("", png({"Software": "aux-monitor 0.1.0", "aux-monitor.scheduled": "false"})),
        ("", png({"Software": "Other 1.0", "aux-monitor.scheduled": "true"})),
        ("", png(SCHEDULED)[:40]),
        ("", b"not a picture"),
        ("", b""),
        ("holiday.png", png(SCHEDULED)),
        ("aux-2026-09-21-120000.png.bak", png(SCHEDULED)),
    ],
    ids=["by hand", "another program's", "cut off", "no picture", "empty", "another name", "more"],
)
def test_no_other_file_is_ever_deleted(tmp_path: Path, name: str, data: bytes) -> None:
    """Neither a name alone nor a chunk alone makes a file the schedule's."""
    kept = put(tmp_path, 0, data, name)
    put(tmp_path, 1, png(SCHEDULED))
    assert prune(tmp_path, NAMES, 1, FIRST + 1800.0) == 0
    assert kept.read_bytes() == data


def test_a_link_is_left_alone(tmp_path: Path) -> None:
    """What a link of such a name leads to is not the schedule's, wherever it lies."""
    place = tmp_path / "place"
    place.mkdir()
    real = put(tmp_path, 0, png(SCHEDULED), "real.png")
    link = place / snapshot_name(PATTERN, FIRST, "")
    link.symlink_to(real)
    assert prune(place, NAMES, 0, FIRST + 1e6) == 0
    assert link.is_symlink()
    assert real.exists()


def test_a_folder_that_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    """The sentence names the folder."""
    folder = tmp_path / "shut"
    folder.mkdir()
    with unprivileged(folder), pytest.raises(ExportError, match=r"shut cannot be deleted: \w"):
        prune(folder, NAMES, 1, None)
