"""The part of a tile that seldom changes: its card, name, target, word and bar."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPixmap

from aux_monitor.domain.level import Level
from aux_monitor.presentation.views import BarView, TileView
from aux_monitor.ui.tile_ink import SHAPE, Ground, Pen, Shaped, TileInk
from aux_monitor.ui.tile_spark import BAR_HEIGHT, paint_bar

PAD = 12.0
"""A tile's inner margin, in pixels at scale 1 like the positions below."""

NAME_X = 34.0
NAME_BASE = 24.0
GAP = 8.0
_BAR_FOOT = 37.5
_FOOT_BASE = 13.0


_EVEN = str.maketrans("123456789", "000000000")


class Face(NamedTuple):
    """What the seldom changing part is drawn from; equal faces look the same.

    ``age_room`` is the age with its digits evened out: in tabular figures it takes the same room.
    """

    name: str
    foot: str
    word: str
    level: Level
    dimmed: bool
    bar: BarView | None
    age_room: str
    size: QSize
    ratio: float
    hover: bool


def face_of(view: TileView, size: QSize, ratio: float, *, hover: bool) -> Face:
    """Return what the face of ``view`` is drawn from, at a size and a device ratio."""
    return Face(
        view.name,
        view.foot,
        view.word,
        view.level,
        view.dimmed,
        view.bar,
        view.age.translate(_EVEN),
        size,
        ratio,
        hover,
    )


def draw_face(face: Face, ink: TileInk) -> QPixmap:
    """Return the face of a full tile."""
    ground = Ground.HATCHED if face.dimmed else Ground.PLAIN
    pixmap = ink.ground(ground, face.size, face.ratio, hover=face.hover).copy()
    painter = QPainter(pixmap)
    px, colours = ink.theme.px, ink.theme.colours
    left, right = px(PAD), face.size.width() - px(PAD)
    quiet = colours.text_3 if face.dimmed else colours.text_2
    painter.drawPixmap(QPointF(left, px(PAD)), ink.shape(face.level, face.ratio))
    age_width = ink.shaped(Pen.SMALL, face.age_room).width
    name = ink.fitted(Pen.NAME, face.name, right - age_width - px(GAP) - px(NAME_X))
    write(painter, px(NAME_X), px(NAME_BASE), name, quiet)
    base = face.size.height() - px(_FOOT_BASE)
    word = ink.fitted(Pen.STRONG, face.word, right - left)
    unknown = face.level is Level.UNKNOWN or face.dimmed
    colour = colours.text_2 if unknown else ink.theme.level(face.level)
    write(painter, right - word.width, base, word, colour)
    foot = ink.fitted(Pen.SMALL, face.foot, right - word.width - px(GAP) - left)
    write(painter, left, base, foot, quiet)
    if face.bar is not None:
        top = face.size.height() - px(_BAR_FOOT + BAR_HEIGHT / 2)
        area = QRectF(left, top, right - left, px(BAR_HEIGHT))
        paint_bar(painter, face.bar, Level.UNKNOWN if face.dimmed else face.level, area, ink)
    painter.end()
    return pixmap


def paint_row(painter: QPainter, face: Face, ink: TileInk) -> None:
    """Draw a compact tile: shape, name and, where there is room, the target."""
    px, colours = ink.theme.px, ink.theme.colours
    painter.drawPixmap(0, 0, ink.ground(Ground.ROW, face.size, face.ratio, hover=face.hover))
    top = (face.size.height() - px(SHAPE)) / 2
    painter.drawPixmap(QPointF(px(PAD), top), ink.shape(face.level, face.ratio))
    base = (face.size.height() + ink.cap_height(Pen.SMALL)) / 2
    left, right = px(NAME_X), face.size.width() - px(PAD)
    name = ink.fitted(Pen.SMALL, face.name, right - left)
    write(painter, left, base, name, colours.text_2)
    foot = ink.shaped(Pen.SMALL, face.foot)
    if foot.width <= right - left - name.width - px(GAP):
        write(painter, right - foot.width, base, foot, colours.text_3)


def write(painter: QPainter, x: float, base: float, shaped: Shaped, colour: QColor) -> None:
    """Draw a placed text with its baseline at ``base``."""
    painter.setPen(colour)
    at = QPointF(x, base - shaped.ascent)
    for run in shaped.glyphs:
        painter.drawGlyphRun(at, run)
