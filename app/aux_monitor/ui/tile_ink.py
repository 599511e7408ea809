"""What every tile of one theme shares: fonts, metrics, pens, shapes and grounds."""

from __future__ import annotations

from collections import OrderedDict
from enum import Enum

from msgspec import Struct
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QGlyphRun,
    QPainter,
    QPen,
    QPixmap,
    QTextLayout,
)

from aux_monitor.domain.level import Level
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.shapes import hatch, level_pixmap
from aux_monitor.ui.theme import Theme, mixed

TILE_HEIGHT = 160
"""Height of a full tile, in pixels at scale 1: the same for all, so that rows keep a rhythm."""

ROW_HEIGHT = 34
"""Height of a compact tile: four and their gaps are as tall as one full tile."""

SHAPE = 14.0
"""Side of a tile's level shape in pixels at scale 1."""


class Ground(Enum):
    """How a tile's ground looks."""

    PLAIN = "plain"
    HATCHED = "hatched"
    ROW = "row"


class Shaped(Struct, frozen=True):
    """A text whose glyphs are chosen and placed; ``width`` and ``ascent`` in pixels."""

    glyphs: tuple[QGlyphRun, ...]
    width: float
    ascent: float


class Pen(Enum):
    """The fonts a tile writes with."""

    FIGURE = TextStyle.FIGURE
    NAME = TextStyle.BODY
    SMALL = TextStyle.SMALL
    STRONG = TextStyle.SMALL_STRONG


_KEPT_TEXTS = 1024


class TileInk:
    """Shared drawing things, built once per theme (see ``Theme.kept``)."""

    def __init__(self, theme: Theme) -> None:
        colours = theme.colours
        self.theme = theme
        self._fonts = {pen: theme.font(pen.value) for pen in Pen}
        self._metrics = {pen: QFontMetricsF(theme.font(pen.value)) for pen in Pen}
        self._texts: OrderedDict[tuple[Pen, str], Shaped] = OrderedDict()
        self._curves: dict[tuple[float, bool], QPen] = {}
        self.limit = QPen(colours.text_3, theme.px(1.0))
        self.limit.setDashPattern([3, 3])
        self.limit.setCapStyle(Qt.PenCapStyle.FlatCap)
        self.track = QBrush(colours.track)
        self.focus = QPen(colours.focus, theme.px(2.0))
        self.levels = {level: QPen(theme.level(level)) for level in Level}
        self.level_brushes = {level: QBrush(theme.level(level)) for level in Level}
        self._shapes: dict[tuple[Level, float], QPixmap] = {}
        self._grounds: dict[tuple[Ground, bool, QSize, float], QPixmap] = {}

    def shaped(self, pen: Pen, text: str) -> Shaped:
        """Return ``text`` with its glyphs placed; the latest thousand are kept.

        Shaping costs far more than drawing, and most of a tile's words never change.
        """
        key = (pen, text)
        found = self._texts.get(key)
        if found is None:
            found = _shape(self._fonts[pen], text)
            self._texts[key] = found
            if len(self._texts) > _KEPT_TEXTS:
                self._texts.popitem(last=False)
        return found

    def figure(self, text: str, room: float) -> tuple[Shaped, ...]:
        """Return a figure's characters, each placed by itself, to be drawn side by side.

        A figure is new with every answer, but its digits are not: so it is never shaped anew.
        """
        found = tuple(self.shaped(Pen.FIGURE, character) for character in text)
        if sum(shaped.width for shaped in found) <= room:
            return found
        return (self.fitted(Pen.FIGURE, text, room),)

    def cut(self, pen: Pen, text: str, room: float) -> tuple[str, float]:
        """Return ``text``, cut with an ellipsis where it is wider than ``room``, and its width."""
        metrics = self._metrics[pen]
        width = metrics.horizontalAdvance(text)
        if width <= room:
            return text, width
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, room))
        return shown, metrics.horizontalAdvance(shown)

    def fitted(self, pen: Pen, text: str, room: float) -> Shaped:
        """Return ``text`` placed, cut with an ellipsis where it is wider than ``room``."""
        whole = self.shaped(pen, text)
        if whole.width <= room:
            return whole
        return self.shaped(pen, self.cut(pen, text, room)[0])

    def cap_height(self, pen: Pen) -> float:
        """Return the height of a capital letter in pixels."""
        return self._metrics[pen].capHeight()

    def curve(self, ratio: float, *, dimmed: bool) -> QPen:
        """Return the pen of a line of history.

        One and a half pixels wide. Where that is less than two of the device's it is one device
        pixel, to be drawn twice half a pixel apart: Qt's raster engine draws such lines some
        twenty times as fast (measured with Qt 6.11) and they look the same.
        """
        key = (ratio, dimmed)
        if key not in self._curves:
            wide = self.theme.px(1.5)
            colours = self.theme.colours
            colour = colours.unknown if dimmed else colours.series_first
            thin = wide * ratio < 2.0
            self._curves[key] = _line_pen(colour, 1.0 / ratio if thin else wide)
        return self._curves[key]

    def shape(self, level: Level, ratio: float) -> QPixmap:
        """Return a level's shape at a device ratio."""
        key = (level, ratio)
        if key not in self._shapes:
            self._shapes[key] = level_pixmap(level, self.theme, self.theme.px(SHAPE), ratio)
        return self._shapes[key]

    def ground(self, ground: Ground, size: QSize, ratio: float, *, hover: bool) -> QPixmap:
        """Return a tile's card, hatched or not; only the sizes of the moment are kept."""
        key = (ground, hover, size, ratio)
        if key not in self._grounds:
            if len(self._grounds) >= 16:
                self._grounds.clear()
            self._grounds[key] = self._draw_ground(ground, size, ratio, hover=hover)
        return self._grounds[key]

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
        border = colours.text_3 if hover else mixed(fill, colours.line, 0.55 if row else 1.0)
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


def _shape(font: QFont, text: str) -> Shaped:
    layout = QTextLayout(text, font)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    if not text:
        return Shaped((), 0.0, 0.0)
    return Shaped(tuple(layout.glyphRuns()), line.horizontalAdvance(), line.ascent())


def _line_pen(colour: QColor, width: float) -> QPen:
    return QPen(
        colour,
        width,
        Qt.PenStyle.SolidLine,
        Qt.PenCapStyle.RoundCap,
        Qt.PenJoinStyle.RoundJoin,
    )
