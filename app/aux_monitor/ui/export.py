"""Pictures of the window as PNG files that say where their figures come from.

A picture is drawn by the widgets themselves into an image of fixed size and pixel ratio, never
taken from the screen: it is the same on every screen, under offscreen too.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QPoint,
    QRectF,
    QSize,
    QStandardPaths,
    Qt,
)
from PySide6.QtGui import QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from aux_monitor.ports.errors import ExportError
from aux_monitor.presentation.provenance import Stamp, file_name
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.png import png_bytes
from aux_monitor.ui.shapes import paint_level
from aux_monitor.ui.theme import Theme, mixed

_DOTS_PER_METRE = 96 / 0.0254
_SETTLING_ROUNDS = 8
_STAMP_SHAPE = 14
_STAMP_FLAGS = int(
    Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
)
_WRONG_PLACE = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your quota on this disk is used up",
    errno.EACCES: "you may not write there",
    errno.EPERM: "you may not write there",
    errno.EROFS: "that disk is read-only",
    errno.ENOENT: "the folder does not exist",
    errno.ENOTDIR: "a part of the path is not a folder",
    errno.EISDIR: "it is a folder",
    errno.ENAMETOOLONG: "the name is too long",
    errno.EFBIG: "it is larger than a file may be there",
}


def render_widget(widget: QWidget, ratio: float) -> QImage:
    """Return the widget as it is laid out now, drawn at ``ratio`` pixels per logical pixel."""
    settle(widget)
    image = _blank(widget.size(), ratio)
    widget.render(image, QPoint(0, 0))
    return image


def render_unseen(widget: QWidget, size: QSize, ratio: float) -> QImage:
    """Return a window that nobody has seen, laid out at ``size``; it never comes on screen."""
    lay_out_unseen(widget, size)
    image = render_widget(widget, ratio)
    widget.hide()
    return image


def lay_out_unseen(widget: QWidget, size: QSize) -> None:
    """Give a widget ``size`` as a window that never comes on screen."""
    widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    widget.resize(size)
    widget.show()
    settle(widget)


def settle(widget: QWidget) -> None:
    """Lay out a widget that no event loop has laid out yet.

    Styles change size hints when they are applied, and layouts learn of it by posted events; only
    those are delivered here, a few rounds deep, and nothing else runs.
    """
    for part in (widget, *widget.findChildren(QWidget)):
        part.ensurePolished()
    areas = widget.findChildren(QAbstractScrollArea)
    for _ in range(_SETTLING_ROUNDS):
        QCoreApplication.sendPostedEvents(None, int(QEvent.Type.LayoutRequest.value))
        for area in areas:  # they show or hide their bars on being asked, and nobody else asks
            QCoreApplication.sendEvent(area, QEvent(QEvent.Type.LayoutRequest))


def stamp_height(stamp: Stamp | None, theme: Theme, width: int) -> int:
    """Return the height of the strip that holds ``stamp``, 0 when there is nothing to say."""
    if stamp is None:
        return 0
    return round(_stamp_text_rect(stamp.text, theme, width).height() + 2 * theme.space.s)


def stamped(image: QImage, stamp: Stamp | None, theme: Theme) -> QImage:
    """Return the image with the stamp in a strip below it, or the image itself for no stamp."""
    if stamp is None:
        return image
    ratio = image.devicePixelRatio()
    width, height = round(image.width() / ratio), round(image.height() / ratio)
    whole = _blank(QSize(width, height + stamp_height(stamp, theme, width)), ratio)
    painter = QPainter(whole)
    painter.drawImage(QPoint(0, 0), image)
    strip = QRectF(0, height, width, whole.height() / ratio - height)
    paint_stamp(painter, strip, stamp, theme)
    painter.end()
    return whole


def default_folder() -> Path:
    """Return where snapshots go unless a person says otherwise: the desktop's picture folder."""
    place = QStandardPaths.StandardLocation.PicturesLocation
    return Path(QStandardPaths.writableLocation(place) or Path.home())


def free_path(folder: Path, taken_at: float, extension: str = "png") -> Path:
    """Return a snapshot's path in ``folder`` that no file has: ``…-2.png`` after ``….png``."""
    first = (folder / file_name(taken_at)).with_suffix(f".{extension}")
    path, number = first, 1
    while path.exists() or path.is_symlink():
        number += 1
        path = first.with_name(f"{first.stem}-{number}{first.suffix}")
    return path


def write_whole(data: bytes, path: Path) -> None:
    """Put a file of ``data`` at ``path``, whole or not at all; the folder is there.

    Raises:
        ExportError: It cannot be written; the sentence says where and why.
    """
    part = path.with_name(f".aux-monitor-{secrets.token_hex(6)}.part")
    try:
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        reason = _WRONG_PLACE.get(error.errno or 0, error.strerror or "an unknown fault")
        raise ExportError(f"The snapshot {path} cannot be written: {reason}.") from error


def encode_png(image: QImage, chunks: Sequence[tuple[str, str]]) -> bytes:
    """Return the PNG file's bytes.

    Raises:
        ExportError: The image is empty, or too large for this machine's memory.
    """
    if image.isNull():
        raise ExportError("The snapshot could not be drawn: the picture is empty or too large.")
    return png_bytes(image, round(_DOTS_PER_METRE * image.devicePixelRatio()), chunks)


def _blank(size: QSize, ratio: float) -> QImage:
    image = QImage(size * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.black)
    return image


def _stamp_text_rect(text: str, theme: Theme, width: int) -> QRectF:
    left = theme.space.m + theme.px(_STAMP_SHAPE) + theme.space.s
    room = QRectF(left, 0, max(1.0, width - left - theme.space.m), 100_000)
    metrics = QFontMetricsF(theme.font(TextStyle.SMALL_STRONG))
    height = metrics.boundingRect(room, _STAMP_FLAGS, text).height()
    return QRectF(left, 0, room.width(), height)


def paint_stamp(painter: QPainter, strip: QRectF, stamp: Stamp, theme: Theme) -> None:
    """Draw a stamp's shape and words into a strip as high as ``stamp_height`` says."""
    colour = theme.level(stamp.level)
    painter.fillRect(strip, mixed(theme.colours.surface, colour, theme.tint.card))
    painter.fillRect(QRectF(strip.left(), strip.top(), strip.width(), 1), colour)
    text = _stamp_text_rect(stamp.text, theme, round(strip.width()))
    text.moveTop(strip.top() + theme.space.s)
    shape = theme.px(_STAMP_SHAPE)
    area = QRectF(theme.space.m, text.top(), shape, shape)
    paint_level(painter, area, stamp.level, theme)
    painter.setPen(theme.colours.text)
    painter.setFont(theme.font(TextStyle.SMALL_STRONG))
    painter.drawText(text, _STAMP_FLAGS, stamp.text)
