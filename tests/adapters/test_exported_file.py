"""Exported files are read back, whatever somebody made of them meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aux_monitor.adapters.exported_file import is_png, png_texts, read_exported
from aux_monitor.ports.errors import ExportError
from tests.adapters.exported import chunk, png

WHOLE = png({"Software": "aux-monitor 0.1.0", "Name": "GitHub ☂"})


def test_every_text_is_found() -> None:
    """Plain and international text chunks are both read."""
    plain = WHOLE.replace(chunk(b"IEND", b""), chunk(b"tEXt", b"Old\0f\xfcr") + chunk(b"IEND", b""))
    assert png_texts(plain, "x.png") == {
        "Software": "aux-monitor 0.1.0",
        "Name": "GitHub ☂",
        "Old": "für",
    }


def test_text_behind_a_mark_is_not_looked_for() -> None:
    """With its pixels as the mark, a cut-off file still says what it is."""
    cut = WHOLE[: WHOLE.index(b"IDAT") + 6]
    assert png_texts(cut, "x.png", until=b"IDAT")["Software"] == "aux-monitor 0.1.0"


@given(end=st.integers(8, len(WHOLE) - 1))
def test_a_file_that_is_cut_off_says_so(end: int) -> None:
    """Wherever it ends, that is one sentence."""
    with pytest.raises(ExportError, match=r"x\.png is cut off"):
        png_texts(WHOLE[:end], "x.png")


@given(at=st.integers(8, len(WHOLE) - 1), by=st.integers(1, 255))
def test_a_file_that_was_changed_says_so(at: int, by: int) -> None:
    """No single changed byte goes unnoticed."""
    broken = WHOLE[:at] + bytes([WHOLE[at] ^ by]) + WHOLE[at + 1 :]
    with pytest.raises(ExportError, match=r"x\.png is (cut off|damaged)"):
        png_texts(broken, "x.png")


def test_a_text_that_is_no_text_is_one_sentence() -> None:
    """A checksum can be right where the letters are not."""
    broken = b"\x89PNG\r\n\x1a\n" + chunk(b"iTXt", b"Name\0\0\0\0\0\xff") + chunk(b"IEND", b"")
    with pytest.raises(ExportError, match="a text in it cannot be read"):
        png_texts(broken, "x.png")


def test_compressed_text_is_passed_over() -> None:
    """This program writes none, so that none is unpacked: it could be of any size."""
    packed = b"\x89PNG\r\n\x1a\n" + chunk(b"iTXt", b"Name\0\1\0\0\0zzz") + chunk(b"IEND", b"")
    assert png_texts(packed, "x.png")["Name"] == ""


def test_a_file_is_read_or_named(tmp_path: Path) -> None:
    """What cannot be read is one sentence with the path."""
    path = tmp_path / "now.png"
    path.write_bytes(WHOLE)
    assert is_png(read_exported(path))
    with pytest.raises(ExportError, match=r"missing\.png cannot be read: No such file"):
        read_exported(tmp_path / "missing.png")
