"""The part of a tile that changes with every answer: figure, hint, age and history."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter

from aux_monitor.presentation.views import TileView
from aux_monitor.ui.spark_shape import SparkShape
from aux_monitor.ui.tile_face import GAP, NAME_BASE, NAME_X, PAD, write
from aux_monitor.ui.tile_ink import Pen, Shaped, TileInk
from aux_monitor.ui.tile_spark import BAR_HEIGHT, PlacedSpark

_FIGURE_BASE = 57.0
_SPARK_TOP = 70.0
_SPARK_FOOT = 36.0


class LivePart:
    """Everything placed once for one view and size; ``shape`` is its line of history."""

    def __init__(self, view: TileView, ink: TileInk, size: QSize, shape: SparkShape) -> None:
        self._ink = ink
        self._texts: list[tuple[float, float, Shaped, QColor]] = []
        self._place_texts(view, float(size.width()))
        px = ink.theme.px
        bottom = size.height() - px(_SPARK_FOOT) - (px(BAR_HEIGHT + 7) if view.bar else 0.0)
        left, top = px(PAD), px(_SPARK_TOP)
        area = QRectF(left, top, size.width() - 2 * left, bottom - top)
        self._spark = PlacedSpark(view, shape, area)

    def paint(self, painter: QPainter, ratio: float) -> None:
        """Draw it over the tile's face."""
        for x, base, shaped, colour in self._texts:
            write(painter, x, base, shaped, colour)
        self._spark.paint(painter, self._ink, ratio)

    def _place_texts(self, view: TileView, width: float) -> None:
        ink, px, colours = self._ink, self._ink.theme.px, self._ink.theme.colours
        base, left, right = px(_FIGURE_BASE), px(PAD), width - px(PAD)
        quiet = view.dimmed or view.figure.text == "—"
        colour = colours.text_3 if quiet else colours.text
        end = left - px(1)
        for shaped in ink.figure(view.figure.text, right - left):
            self._texts.append((end, base, shaped, colour))
            end += shaped.width
        age = ink.shaped(Pen.SMALL, view.age)
        self._texts.append((right - age.width, px(NAME_BASE), age, colours.text_3))
        end += px(4)
        if view.figure.unit:
            unit = ink.shaped(Pen.NAME, view.figure.unit)
            self._texts.append((end, base, unit, colours.text_2))
            end += unit.width
        if view.hint:
            hint = ink.fitted(Pen.SMALL, view.hint, right - end - px(GAP))
            self._texts.append((right - hint.width, base - px(4), hint, colours.text_2))


def age_area(ink: TileInk, width: int) -> QRectF:
    """Return where the age stands in a tile of this width."""
    px = ink.theme.px
    return QRectF(px(NAME_X), px(6), width - px(NAME_X), px(24))
