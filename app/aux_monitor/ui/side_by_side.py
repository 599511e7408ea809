"""Two pictures beside each other, with what changed between them marked on both."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from aux_monitor.ports.errors import ExportError
from aux_monitor.ui.export import encode_png

_CELL = 24
"""Pixels: a picture is compared in squares of this size, so that a mark holds a whole word."""

_CLEAR = 24
"""A channel that differs by more than this is a difference an eye can find."""

_GAP, _PEN = 24, 3
_MARK = QColor("#ffb224")
_GROUND = QColor("#808080")


def side_by_side(before: bytes, after: bytes) -> bytes:
    """Return a PNG of both pictures; the second is scaled to the first where sizes differ.

    Raises:
        ExportError: one of them is no picture.
    """
    first, second = _picture(before, "first"), _picture(after, "second")
    if second.size() != first.size():
        second = second.scaled(
            first.size(),
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    width, height = first.width(), first.height()
    whole = QImage(QSize(2 * width + _GAP, height), QImage.Format.Format_RGB32)
    whole.fill(_GROUND)
    painter = QPainter(whole)
    painter.setPen(QPen(_MARK, _PEN))
    marks = changed_areas(first, second)
    for left, image in ((0, first), (width + _GAP, second)):
        painter.drawImage(QPoint(left, 0), image)
        for mark in marks:
            painter.drawRect(mark.translated(left, 0))
    painter.end()
    return encode_png(whole, (("Title", "AUX Monitor, before and after"),))


def changed_areas(first: QImage, second: QImage) -> list[QRect]:
    """Return rectangles, none of which touches another, around all that differs."""
    far = np.abs(_channels(first) - _channels(second)).max(axis=2) > _CLEAR
    rows, columns = -(-far.shape[0] // _CELL), -(-far.shape[1] // _CELL)
    padded = np.zeros((rows * _CELL, columns * _CELL), np.bool_)
    padded[: far.shape[0], : far.shape[1]] = far
    cells = padded.reshape(rows, _CELL, columns, _CELL).any(axis=(1, 3))
    areas = [QRect(int(x), int(y), 1, 1) for y, x in zip(*np.nonzero(cells), strict=True)]
    whole = QRect(0, 0, first.width(), first.height())
    return [
        QRect(area.topLeft() * _CELL, area.size() * _CELL).intersected(whole)
        for area in _joined(areas)
    ]


def _joined(areas: list[QRect]) -> list[QRect]:
    """Return the areas with those that touch made one, again and again until none does."""
    apart: list[QRect] = []
    for area in areas:
        grown = area
        touching = [each for each in apart if each.intersects(grown.adjusted(-1, -1, 1, 1))]
        while touching:
            for each in touching:
                apart.remove(each)
                grown = grown.united(each)
            touching = [each for each in apart if each.intersects(grown.adjusted(-1, -1, 1, 1))]
        apart.append(grown)
    return apart


def _picture(data: bytes, which: str) -> QImage:
    image = QImage.fromData(data).convertToFormat(QImage.Format.Format_RGB32)
    if image.isNull():
        raise ExportError(f"The {which} file is no picture: only PNG files can be put together.")
    image.setDevicePixelRatio(1.0)
    return image


def _channels(image: QImage) -> npt.NDArray[np.int16]:
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    pixels = rows[:, : plain.width() * 3].reshape(plain.height(), plain.width(), 3)
    return pixels.astype(np.int16)
