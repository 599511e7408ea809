"""What every tile of one theme shares: type, pens, shapes and grounds."""

from __future__ import annotations

from collections import OrderedDict
from enum import Enum
from typing import TypeAlias

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap

from aux_monitor.domain.level import Level
from aux_monitor.ui.shapes import hatch, level_pixmap
from aux_monitor.ui.theme import Theme, mixed
from aux_monitor.ui.tile_type import TileType

TILE_HEIGHT = 160
"""Height of a full tile, in pixels at scale 1: the same for all, so that rows keep a rhythm."""

ROW_HEIGHT = 34
"""Height of a compact tile: four and their gaps are as tall as one full tile."""

_SHAPE = 14.0
"""Side of a tile's level shape in pixels at scale 1."""

PAD = 12.0
"""A tile's inner margin, in pixels at scale 1."""

_KEPT_GROUNDS = 10

_STRONGER = 0.25
"""How far a thin line's colour goes toward the text's, to be seen as far as a thicker one."""


class Ground(Enum):
    """How a tile's ground looks."""

    PLAIN = "plain"
    HATCHED = "hatched"
    ROW = "row"


_GroundKey: TypeAlias = tuple[Ground, Level, bool, QSize, float]


class SparkPens(Struct, frozen=True):
    """How a line of history and the target across it are stroked."""

    limit: QPen
    curve: QPen


class TileInk:
    """Shared drawing things, built once per theme (see ``Theme.kept``)."""

    def __init__(self, theme: Theme) -> None:
        colours = theme.colours
        self.theme = theme
        self.type = theme.kept(TileType)
        self.bucket = theme.ipx(4)
        self.figure, self.quiet_figure = QPen(colours.text), QPen(colours.text_3)
        self.age = QPen(colours.text_3)
        self._sparks: dict[tuple[float, bool], SparkPens] = {}
        self._limit = QPen(colours.text_3, theme.px(1.0))
        self._limit.setDashPattern([3, 3])
        self._limit.setCapStyle(Qt.PenCapStyle.FlatCap)
        self.track = QBrush(colours.track)
        self.focus = QPen(colours.focus, theme.px(2.0))
        self.level_brushes = {level: QBrush(theme.level(level)) for level in Level}
        self._grounds: OrderedDict[_GroundKey, QPixmap] = OrderedDict()

    def spark(self, ratio: float, *, dimmed: bool) -> SparkPens:
        """Return how a line of history is stroked at a device ratio.

        One and a half pixels wide. Where that is less than two of the device's it is one device
        pixel in a stronger colour: Qt's raster engine draws such lines some ten times as fast
        (measured with Qt 6.11). The widths are the device's: the line is drawn through a
        transform of its own, which must not widen it.
        """
        key = (ratio, dimmed)
        if key not in self._sparks:
            wide = self.theme.px(1.5) * ratio
            colours = self.theme.colours
            colour = colours.unknown if dimmed else colours.series_first
            strong = mixed(colour, colours.text, _STRONGER)
            pen = _line_pen(strong, 1.0) if wide < 2.0 else _line_pen(colour, wide)
            self._sparks[key] = SparkPens(self._limit, pen)
        return self._sparks[key]

    def ground(
        self, ground: Ground, level: Level, size: QSize, ratio: float, *, hover: bool
    ) -> QPixmap:
        """Return a tile's card with its level's shape; the few asked for last are kept.

        All tiles of a board are equally wide, so a handful of grounds serves them all.
        """
        key = (ground, level, hover, size, ratio)
        found = self._grounds.get(key)
        if found is None:
            found = self._grounds[key] = self._draw_ground(ground, size, ratio, hover=hover)
            self._draw_shape(found, level, row=ground is Ground.ROW)
            if len(self._grounds) > _KEPT_GROUNDS:
                self._grounds.popitem(last=False)
        self._grounds.move_to_end(key)
        return found

    def _draw_shape(self, pixmap: QPixmap, level: Level, *, row: bool) -> None:
        side, left = self.theme.px(_SHAPE), self.theme.px(PAD)
        height = pixmap.height() / pixmap.devicePixelRatio()
        top = (height - side) / 2 if row else left
        shape = level_pixmap(level, self.theme, side, pixmap.devicePixelRatio())
        painter = QPainter(pixmap)
        painter.drawPixmap(QPointF(left, top), shape)
        painter.end()

    def _draw_ground(self, ground: Ground, size: QSize, ratio: float, *, hover: bool) -> QPixmap:
        colours = self.theme.colours
        pixmap = QPixmap(size * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(colours.background)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(0.5, 0.5, size.width() - 1, size.height() - 1)
        row = ground is Ground.ROW
        fill = mixed(colours.background, colours.surface, 0.6) if row else colours.surface
        edge = self.theme.tint.row_edge if row else 1.0
        border = colours.text_3 if hover else mixed(fill, colours.line, edge)
        radius = self.theme.radius.button if row else self.theme.radius.tile
        painter.setPen(QPen(border, 1))
        painter.setBrush(fill)
        painter.drawRoundedRect(rect, radius, radius)
        if ground is Ground.HATCHED:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(hatch(self.theme, ratio))
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.end()
        return pixmap


def _line_pen(colour: QColor, device_width: float) -> QPen:
    pen = QPen(
        colour,
        device_width,
        Qt.PenStyle.SolidLine,
        Qt.PenCapStyle.RoundCap,
        Qt.PenJoinStyle.RoundJoin,
    )
    pen.setCosmetic(True)
    return pen
