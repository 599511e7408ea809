"""The screen's pixels as a PNG file."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np

from tests.benchmarks.screen import Pixels


def write_picture(pixels: Pixels, path: Path) -> None:
    """Write 0xAARRGGBB pixels as an RGB PNG (https://www.w3.org/TR/png-3/), alpha left out."""
    height, width = pixels.shape
    channels = np.stack([(pixels >> shift) & 0xFF for shift in (16, 8, 0)], axis=-1)
    rows = np.zeros((height, 1 + width * 3), np.uint8)
    rows[:, 1:] = channels.reshape(height, width * 3)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(rows.tobytes(), 6)
    chunks = ((b"IHDR", header), (b"IDAT", body), (b"IEND", b""))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks))


def _chunk(kind: bytes, content: bytes) -> bytes:
    whole = kind + content
    return struct.pack(">I", len(content)) + whole + struct.pack(">I", zlib.crc32(whole))
