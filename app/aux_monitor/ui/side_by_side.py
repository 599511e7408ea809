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
    """Return a rectangle around each group of squares that differ, from the top down."""
    far = np.abs(_channels(first) - _channels(second)).max(axis=2) > _CLEAR
    rows, columns = -(-far.shape[0] // _CELL), -(-far.shape[1] // _CELL)
    padded = np.zeros((rows * _CELL, columns * _CELL), np.bool_)
    padded[: far.shape[0], : far.shape[1]] = far
    cells = padded.reshape(rows, _CELL, columns, _CELL).any(axis=(1, 3))
    left = {(int(x), int(y)) for y, x in zip(*np.nonzero(cells), strict=True)}
    whole = QRect(0, 0, first.width(), first.height())
    found = []
    while left:
        area = _connected(left)
        found.append(QRect(area.topLeft() * _CELL, area.size() * _CELL).intersected(whole))
    return sorted(found, key=lambda each: (each.top(), each.left()))


def _connected(left: set[tuple[int, int]]) -> QRect:
    """Take a cell and all that hang together with it out of ``left``; return what they cover."""
    ahead = [left.pop()]
    area = QRect()
    while ahead:
        x, y = ahead.pop()
        area = area.united(QRect(x, y, 1, 1))
        for beside in ((x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)):
            if beside in left:
                left.remove(beside)
                ahead.append(beside)
    return area


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
