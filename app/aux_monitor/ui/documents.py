"""Pages as PDF and charts as SVG: lines and text, not pixels."""

from __future__ import annotations

import json

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSize, QSizeF
from PySide6.QtGui import QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from aux_monitor.ports.errors import ExportError
from aux_monitor.presentation.provenance import Provenance
from aux_monitor.services.export_intents import SheetShape
from aux_monitor.ui.laid import Laid

PAGE_SIZES = {SheetShape.A4: QSize(1527, 1080), SheetShape.SCREEN: QSize(1920, 1080)}
"""How large a page is laid out, in logical pixels; A4 is 297 x 210 mm (ISO 216)."""

_A4_POINTS = QSizeF(841.89, 595.28)
_POINTS_PER_PIXEL = 0.75
_RESOLUTION = 288
"""Dots per inch: what is a picture even in a PDF (a tile's ground) has three to each pixel."""

_SVG_RESOLUTION = 96


class PdfMaker:
    """Puts one page after the other into a PDF.

    Without a ``sheet`` a page is as large as what is on it. What the file says of itself stands
    in its title and, whole, in a file attached to it.
    """

    def __init__(self, sheet: SheetShape | None, provenance: Provenance) -> None:
        self._sheet = sheet
        self._buffer = QBuffer()
        self._buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self._writer = QPdfWriter(self._buffer)
        self._painter: QPainter | None = None
        chunks = dict(provenance.chunks())
        self._writer.setTitle(f"{chunks['Title']}, {chunks['Creation Time']}")
        self._writer.setCreator(chunks["Software"])
        self._writer.setResolution(_RESOLUTION)
        self._writer.setPageMargins(QMarginsF(0, 0, 0, 0))
        self._writer.addFileAttachment("provenance.json", QByteArray(_json(chunks)))

    def add(self, laid: Laid) -> None:
        """Draw a page, and close what it shows."""
        self._writer.setPageSize(_page_size(laid.size, self._sheet))
        if self._painter is None:
            self._painter = QPainter(self._writer)
        else:
            self._writer.newPage()
        _fill_page(self._painter, laid)
        laid.close()

    def finish(self) -> bytes:
        """Return the file.

        Raises:
            ExportError: no page could be drawn.
        """
        if self._painter is None or not self._painter.end():
            raise ExportError("The PDF could not be drawn: there is no page in it.")
        return bytes(self._buffer.data().data())


def svg_bytes(laid: Laid, provenance: Provenance) -> bytes:
    """Return an SVG of a chart, its text as text; what it says of itself is its description."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    chunks = dict(provenance.chunks())
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(laid.size)
    generator.setViewBox(QRectF(0, 0, laid.size.width(), laid.size.height()))
    generator.setResolution(_SVG_RESOLUTION)
    generator.setTitle(f"{chunks['Title']}, {chunks['Creation Time']}")
    generator.setDescription(_json(chunks).decode())
    painter = QPainter(generator)
    laid.paint(painter)
    painter.end()
    laid.close()
    return bytes(buffer.data().data())


def _json(chunks: dict[str, str]) -> bytes:
    return json.dumps(chunks, ensure_ascii=False).encode()


def _page_size(size: QSize, sheet: SheetShape | None) -> QPageSize:
    if sheet is SheetShape.A4:
        return QPageSize(_A4_POINTS, QPageSize.Unit.Point, "A4")
    points = QSizeF(size) * _POINTS_PER_PIXEL
    return QPageSize(points, QPageSize.Unit.Point)


def _fill_page(painter: QPainter, laid: Laid) -> None:
    """Draw a page as large as its sheet allows, in its middle, on the theme's ground."""
    device = painter.device()
    width, height = device.width(), device.height()
    painter.fillRect(QRectF(0, 0, width, height), laid.theme.colours.background)
    scale = min(width / laid.size.width(), height / laid.size.height())
    painter.save()
    painter.translate(
        (width - laid.size.width() * scale) / 2, (height - laid.size.height() * scale) / 2
    )
    painter.scale(scale, scale)
    laid.paint(painter)
    painter.restore()
