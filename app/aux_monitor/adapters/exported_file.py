"""Files that this program may have exported, read back: a PNG's text chunks, or JSON as it is.

A file comes from anywhere, so it is bounded, and every checksum is looked at.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from aux_monitor.ports.errors import ExportError

LARGEST = 128 * 1024 * 1024
"""Bytes; a 4K picture that cannot be compressed at all has 25 million."""

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_END = b"IEND"
_LONGEST_TEXT = 4 * 1024 * 1024


def read_exported(path: Path) -> bytes:
    """Return a file's bytes.

    Raises:
        ExportError: it cannot be read, or is larger than any export.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise ExportError(f"{path} cannot be read: {error.strerror or error}.") from error
    if len(data) > LARGEST:
        raise ExportError(f"{path} is larger than any export of AUX Monitor.")
    return data


def is_png(data: bytes) -> bool:
    """Return whether bytes begin as a PNG file does."""
    return data.startswith(_SIGNATURE)


def png_texts(data: bytes, name: str, until: bytes = _END) -> Mapping[str, str]:
    """Return a PNG's uncompressed text chunks by their keyword (PNG, third edition, 11.3.3).

    Those behind the first chunk of the kind ``until`` are not looked for.

    Raises:
        ExportError: the file is cut off or damaged; ``name`` is how the sentence calls it.
    """
    texts: dict[str, str] = {}
    for kind, content in _chunks(data, name, until):
        if kind in (b"tEXt", b"iTXt") and len(content) <= _LONGEST_TEXT:
            keyword, _, rest = content.partition(b"\x00")
            texts[keyword.decode("latin-1")] = _text(kind, rest, name)
    return texts


def _text(kind: bytes, rest: bytes, name: str) -> str:
    if kind == b"tEXt":
        return rest.decode("latin-1")
    if rest[:1] != b"\x00":
        return ""  # compressed: this program writes none
    try:
        return rest[2:].split(b"\x00", 2)[2].decode("utf-8")
    except (IndexError, UnicodeDecodeError) as error:
        raise ExportError(f"{name} is damaged: a text in it cannot be read.") from error


def _chunks(data: bytes, name: str, until: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_SIGNATURE)
    while True:
        head = data[at : at + 8]
        if len(head) < 8:
            raise ExportError(f"{name} is cut off: its end is missing.")
        length, kind = struct.unpack(">I4s", head)
        if kind == until and kind != _END:
            return
        content, checksum = data[at + 8 : at + 8 + length], data[at + 8 + length : at + 12 + length]
        if len(content) < length or len(checksum) < 4:
            raise ExportError(f"{name} is cut off: its end is missing.")
        if zlib.crc32(content, zlib.crc32(kind)) != int.from_bytes(checksum, "big"):
            raise ExportError(f"{name} is damaged: a checksum in it is wrong.")
        if kind == _END:
            return
        yield kind, content
        at += 12 + length
