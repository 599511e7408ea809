"""A PNG file holds just the picture it was made of."""

from __future__ import annotations

import random
import zlib

import pytest
from PySide6.QtGui import QColor, QImage

from aux_monitor.ui.png import png_bytes


def speckled(width: int, height: int) -> QImage:
    """Return a picture in which no pixel is like its neighbours."""
    source = random.Random(width * height)  # noqa: S311 - a picture's noise, no secret
    image = QImage(width, height, QImage.Format.Format_RGB32)
    for y in range(height):
        for x in range(width):
            image.setPixelColor(x, y, QColor.fromRgb(source.getrandbits(24)))
    return image


@pytest.mark.parametrize(("width", "height"), [(1, 1), (3, 64), (61, 65), (20, 200)])
def test_every_pixel_is_read_back(width: int, height: int) -> None:
    """Whatever the width and however many bands, the file shows the picture."""
    image = speckled(width, height)
    read = QImage.fromData(png_bytes(image, 3780, ()))
    assert read.convertToFormat(QImage.Format.Format_RGB32) == image


def test_the_resolution_is_named() -> None:
    """A program that prints the picture learns how large it is meant to be."""
    read = QImage.fromData(png_bytes(speckled(2, 2), 7559, ()))
    assert (read.dotsPerMeterX(), read.dotsPerMeterY()) == (7559, 7559)


def test_flat_colours_take_little_room() -> None:
    """The pixels are compressed."""
    image = QImage(640, 480, QImage.Format.Format_RGB32)
    image.fill(QColor("#161b22"))
    assert len(png_bytes(image, 3780, ())) < 640 * 480 * 3 / 100


def test_the_parts_make_one_stream_with_its_checksum() -> None:
    """Parts that are compressed side by side read as one zlib stream (RFC 1950), checksum too."""
    image = speckled(37, 300)
    data = png_bytes(image, 3780, ())
    start = data.index(b"IDAT")
    length = int.from_bytes(data[start - 4 : start], "big")
    rows = zlib.decompress(data[start + 4 : start + 4 + length])
    assert len(rows) == 300 * (1 + 3 * 37)
