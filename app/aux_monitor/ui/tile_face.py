"""The part of a tile that seldom changes: its card, name, unit, target, word and bar.

It is kept as placed glyphs and shared pixmaps, never as a picture of its own: ninety pictures of
tiles are megabytes, and no faster to copy than their glyphs are to draw.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QPainter

from aux_monitor.domain.level import Level
from aux_monitor.presentation.views import BarView, TileView
from aux_monitor.ui.tile_ink import PAD, Ground, TileInk
from aux_monitor.ui.tile_spark import BAR_HEIGHT, SparkArea, paint_bar
from aux_monitor.ui.tile_type import DRAW_GLYPHS, SET_PEN, Lines, Pen, Shaped, evened, write

_NAME_BASE = 24.0
_FIGURE_BASE = 57.0
_NAME_X = 34.0
_GAP = 8.0
_HEAD = 30.0
_MARK = "DEMO"
_MARK_BASE = 35.0
_NOTE_BASE = 74.0
_NOTE_LINE = 16.0
_SPARK_TOP = 70.0
_NOTED_SPARK_TOP = 82.0
_SPARK_FOOT = 36.0
_BAR_FOOT = 37.5
_FOOT_BASE = 13.0
_CORNER = QPoint(0, 0)


class Face(NamedTuple):
    """What the seldom changing part is drawn from; equal faces look the same.

    A note has two lines where there is no ``history`` to be drawn below it. ``age_room`` and
    ``figure_room`` are those texts with their digits evened out.
    """

    name: str
    foot: str
    word: str
    unit: str
    hint: str
    note: str
    history: bool
    level: Level
    dimmed: bool
    demo: bool
    bar: BarView | None
    age_room: str
    figure_form: str
    size: QSize
    ratio: float
    hover: bool


def face_of(view: TileView, size: QSize, ratio: float, *, hover: bool) -> Face:
    """Return what the face of ``view`` is drawn from, at a size and a device ratio."""
    return Face(
        view.name,
        view.foot,
        view.word,
        view.figure.unit,
        view.hint,
        view.note,
        bool(view.spark),
        view.level,
        view.dimmed,
        view.demo,
        view.bar,
        evened(view.age),
        evened(view.figure.text),
        size,
        ratio,
        hover,
    )


class PlacedFace:
    """The ``face`` of a full tile, placed, and the places it leaves for what lives in it.

    ``figure_pen`` and ``spark_pens`` draw what lives in it, ``spark_area`` is the room for the
    line of history; all of it lies in ``upper_area``, the age in ``head_area``.
    """

    def __init__(self, face: Face, ink: TileInk) -> None:
        px = ink.theme.px
        self._ink, self.face = ink, face
        self.width, self.height = face.size.width(), face.size.height()
        self.ratio, self.hover = face.ratio, face.hover
        self.left, self.right = px(PAD), self.width - px(PAD)
        self._place_texts()
        ground = Ground.HATCHED if face.dimmed else Ground.PLAIN
        self._ground = ink.ground(ground, face.level, face.size, face.ratio, hover=face.hover)
        bottom = self.height - px(_SPARK_FOOT) - (px(BAR_HEIGHT + 7) if face.bar else 0.0)
        top = px(_NOTED_SPARK_TOP if face.note else _SPARK_TOP)
        self.spark_pens = ink.spark(face.ratio, dimmed=face.dimmed)
        self.spark_area = SparkArea(
            self.left, top, self.right - self.left, bottom - top, self.width // ink.bucket
        )
        self._bar_top = self.height - px(_BAR_FOOT + BAR_HEIGHT / 2)
        self.head_area = head_area(ink, self.width)
        self.upper_area = QRect(0, 0, self.width, math.ceil(bottom) + 2)

    def _place_texts(self) -> None:
        face, ink, px = self.face, self._ink, self._ink.theme.px
        age = ink.type.shaped(Pen.SMALL, face.age_room)
        self._age_at = QPointF(self.right - age.width, px(_NAME_BASE) - age.ascent)
        self._form = ink.type.form(face.figure_form, self.right - self.left)
        figure = self._form or self._fitted(face.figure_form)
        self._figure_at = QPointF(self.left - px(1), px(_FIGURE_BASE) - figure.ascent)
        quiet = face.dimmed or face.figure_form == "—"
        self._figure_pen = ink.quiet_figure if quiet else ink.figure
        upper, foot = Lines(), Lines()
        self._place_head(upper, age.width)
        self._place_figure_row(upper, figure.width)
        self._place_foot(foot)
        self._upper, self._foot = upper.drawn(), foot.drawn()

    def _fitted(self, figure: str) -> Shaped:
        return self._ink.type.fitted(Pen.FIGURE, figure, self.right - self.left)

    def paint_age(self, painter: QPainter, age: str) -> None:
        """Draw the age of the figure."""
        SET_PEN(painter, self._ink.age)
        for run in self._ink.type.shaped(Pen.SMALL, age).glyphs:
            DRAW_GLYPHS(painter, self._age_at, run)

    def paint_figure(self, painter: QPainter, figure: str) -> None:
        """Draw the figure, which has the form of this face's own."""
        SET_PEN(painter, self._figure_pen)
        if self._form is not None:
            DRAW_GLYPHS(painter, self._figure_at, self._form.of(figure))
            return
        for run in self._fitted(figure).glyphs:
            DRAW_GLYPHS(painter, self._figure_at, run)

    def paint_upper(self, painter: QPainter) -> None:
        """Draw the card, and what is written in its ``upper_area``."""
        painter.drawPixmap(_CORNER, self._ground)
        write(painter, self._upper)

    def paint_foot(self, painter: QPainter) -> None:
        """Draw what lies below the line of history."""
        write(painter, self._foot)
        face = self.face
        if face.bar is not None:
            level = Level.UNKNOWN if face.dimmed else face.level
            width, height = self.right - self.left, self._ink.theme.px(BAR_HEIGHT)
            area = QRectF(self.left, self._bar_top, width, height)
            paint_bar(painter, face.bar, level, area, self._ink)

    def _place_head(self, lines: Lines, age_width: float) -> None:
        face, ink, px = self.face, self._ink, self._ink.theme.px
        colours = ink.theme.colours
        room = self.right - age_width - px(_GAP) - px(_NAME_X)
        name = ink.type.fitted(Pen.NAME, face.name, room)
        quiet = colours.text_3 if face.dimmed else colours.text_2
        lines.add(px(_NAME_X), px(_NAME_BASE), name, quiet)
        if face.demo:
            mark = ink.type.shaped(Pen.MARK, _MARK)
            lines.add(self.right - mark.width, px(_MARK_BASE), mark, colours.text_3)

    def _place_figure_row(self, lines: Lines, figure_width: float) -> None:
        face, ink, px = self.face, self._ink, self._ink.theme.px
        colour, base = ink.theme.colours.text_2, px(_FIGURE_BASE)
        end = self.left + px(3) + figure_width
        if face.unit:
            unit = ink.type.shaped(Pen.NAME, face.unit)
            lines.add(end, base, unit, colour)
            end += unit.width
        if face.hint:
            hint = ink.type.fitted(Pen.SMALL, face.hint, self.right - end - px(_GAP))
            lines.add(self.right - hint.width, base - px(4), hint, colour)
        if face.note:
            rows = ink.type.wrapped(Pen.SMALL, face.note, self.right - self.left, 2 - face.history)
            for index, note in enumerate(rows):
                lines.add(self.left, px(_NOTE_BASE + index * _NOTE_LINE), note, colour)

    def _place_foot(self, lines: Lines) -> None:
        face, ink, px = self.face, self._ink, self._ink.theme.px
        colours = ink.theme.colours
        base = face.size.height() - px(_FOOT_BASE)
        word = ink.type.fitted(Pen.STRONG, face.word, self.right - self.left)
        unknown = face.level is Level.UNKNOWN or face.dimmed
        colour = colours.text_2 if unknown else ink.theme.word(face.level)
        lines.add(self.right - word.width, base, word, colour)
        room = self.right - word.width - px(_GAP) - self.left
        foot = ink.type.fitted(Pen.SMALL, face.foot, room)
        lines.add(self.left, base, foot, colours.text_3 if face.dimmed else colours.text_2)


def paint_row(painter: QPainter, face: Face, ink: TileInk) -> None:
    """Draw a compact tile: shape, name and, where there is room, the target."""
    px, colours = ink.theme.px, ink.theme.colours
    ground = ink.ground(Ground.ROW, face.level, face.size, face.ratio, hover=face.hover)
    painter.drawPixmap(_CORNER, ground)
    base = (face.size.height() + ink.type.cap_height(Pen.SMALL)) / 2
    left, right = px(_NAME_X), face.size.width() - px(PAD)
    lines = Lines()
    name = ink.type.fitted(Pen.SMALL, face.name, right - left)
    lines.add(left, base, name, colours.text_2)
    foot = ink.type.shaped(Pen.SMALL, face.foot)
    if foot.width <= right - left - name.width - px(_GAP):
        lines.add(right - foot.width, base, foot, colours.text_3)
    write(painter, lines.drawn())


def head_area(ink: TileInk, width: int) -> QRect:
    """Return the head of a tile of this width, where the age stands: the rest begins below."""
    px = ink.theme.px
    return QRectF(px(_NAME_X), px(6), width - px(_NAME_X), px(_HEAD - 6)).toAlignedRect()
