"""The curves of a chart: the only import of pyqtgraph, behind a typed face.

Importing this module takes a fifth of a second, so ``ui/plot.py`` does it after the first paint.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from aux_monitor.presentation.views import LineView, PlotView
from aux_monitor.ui.plot_frame import Mapping
from aux_monitor.ui.theme import Theme

_LINE_WIDTH = 1.75
_DOT = 8.0
_LONE_DOT = 4.0
_DASHES = [3.0, 3.0]
_MARGIN = 8.0


class CurveLayer(QWidget):
    """Draws the lines of a ``PlotView`` with pyqtgraph, on a transparent ground.

    It reaches a little past the plot's area, so that neither a line at the edge nor the dot at a
    line's end is cut. It takes no mouse: nothing pans, zooms or swallows the wheel.
    """

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._canvas: Any = pg.GraphicsView(self, useOpenGL=False, background=None)
        self._canvas.setAntialiasing(True)
        self._canvas.setCacheMode(pg.GraphicsView.CacheModeFlag.CacheNone)
        self._canvas.viewport().setAutoFillBackground(False)
        self._canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._box: Any = pg.ViewBox(enableMouse=False, enableMenu=False, defaultPadding=0.0)
        self._box.disableAutoRange()
        self._canvas.setCentralItem(self._box)
        self._curves: list[Any] = []
        self._dots: list[Any] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._canvas)

    def show_lines(self, view: PlotView, mapping: Mapping, *, dimmed: bool) -> None:
        """Draw the lines of ``view`` where ``mapping`` says; ``dimmed`` takes their colour."""
        margin = math.ceil(self._theme.px(_MARGIN))
        reach = mapping.area.marginsAdded(QMarginsF(margin, margin, margin, margin))
        self.setGeometry(reach.toRect())
        self._set_range(mapping, reach)
        self._match(len(view.lines))
        for line, curve, dot in zip(view.lines, self._curves, self._dots, strict=True):
            unknown = self._theme.colours.unknown
            colour = unknown if dimmed else self._theme.series(line.colour)
            x, y = samples(line, view.since, view.until, int(mapping.area.width()))
            # One path of thick, antialiased strokes takes Qt's raster engine eight times as long;
            # in segments dashes would begin anew at every point, and close up.
            curve.setSegmentedLineMode("off" if line.dashed else "on")
            curve.setPen(_pen(colour, self._theme.px(_LINE_WIDTH), dashed=line.dashed))
            curve.setData(x, y, connect="finite")
            self._set_dots(dot, colour, x, y, ended=line.dashed)

    def _set_range(self, mapping: Mapping, reach: QRectF) -> None:
        since, until = mapping.time(reach.left()), mapping.time(reach.right())
        per_pixel = (mapping.high - mapping.low) / mapping.area.height()
        low = mapping.low - per_pixel * (reach.bottom() - mapping.area.bottom())
        high = mapping.high + per_pixel * (mapping.area.top() - reach.top())
        start = mapping.since
        self._box.setRange(xRange=(since - start, until - start), yRange=(low, high), padding=0.0)

    def _set_dots(
        self,
        dots: Any,
        colour: QColor,
        x: NDArray[np.float64],
        y: NDArray[np.float64],
        *,
        ended: bool,
    ) -> None:
        """Draw a dot at the line's end, and a small one where a sample has no neighbour."""
        shown = alone(y)
        size = np.where(shown, self._theme.px(_LONE_DOT), self._theme.px(_DOT))
        if y.size and not ended and not np.isnan(y[-1]):
            shown[-1], size[-1] = True, self._theme.px(_DOT)
        dots.setData(x[shown], y[shown], brush=colour, size=size[shown])

    def _match(self, count: int) -> None:
        while len(self._curves) < count:
            curve = pg.PlotCurveItem(antialias=True)
            dot = pg.ScatterPlotItem(pen=None, antialias=True, useCache=False)
            self._curves.append(curve)
            self._dots.append(dot)
            self._box.addItem(curve, ignoreBounds=True)
            self._box.addItem(dot, ignoreBounds=True)
        while len(self._curves) > count:
            self._box.removeItem(self._curves.pop())
            self._box.removeItem(self._dots.pop())


def samples(
    line: LineView, since: float, until: float, pixels: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return a line's points inside ``since`` to ``until``: seconds after ``since``, and values.

    NaN stands for a gap. A line of more than two points per pixel is reduced to the least and
    the greatest value of each, so that no spike is lost. The last value is NaN when the line
    ends in a gap. Between two definitions there is one, too.
    """
    first = max(0, math.ceil((since - line.start) / line.step_s - 1e-9))
    last = math.floor((until - line.start) / line.step_s + 1e-9)
    values = np.array(line.values[first : last + 1], dtype=np.float64)  # None becomes NaN
    cuts = [math.ceil((at - line.start) / line.step_s - 1e-9) - first for at in line.breaks]
    index = extremes(values, pixels)
    index, values = with_gaps(index, values, cuts)
    offset = line.start + first * line.step_s - since
    return index * line.step_s + offset, values


def alone(values: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which values stand between two gaps: no line leads to them, and so none shows them."""
    missing = np.isnan(values)
    before, after = np.append(True, missing[:-1]), np.append(missing[1:], True)
    found: NDArray[np.bool_] = ~missing & before[: values.size] & after[: values.size]
    return found


def extremes(values: NDArray[np.float64], buckets: int) -> NDArray[np.float64]:
    """Return which values to draw, in their order: all of them, or two of each bucket.

    Of a series longer than two values for each of ``buckets`` pixel columns the least and the
    greatest of every column are kept, and every NaN that ends a stretch, so that a spike of one
    sample and a gap of one sample are still drawn. This is one pass of numpy: a year of minutes
    (525,600 values) takes a few milliseconds.
    """
    count = values.size
    if buckets < 1 or count <= 2 * buckets:
        return np.arange(count, dtype=np.float64)
    starts = np.unique((np.arange(buckets) * (count / buckets)).astype(np.int64))
    missing = np.isnan(values)
    low, high = np.where(missing, np.inf, values), np.where(missing, -np.inf, values)
    bucket = np.repeat(np.arange(starts.size), np.diff(np.append(starts, count)))
    least, greatest = np.minimum.reduceat(low, starts), np.maximum.reduceat(high, starts)
    kept = [_first_in(bucket, low == least[bucket], missing)]
    kept.append(_first_in(bucket, high == greatest[bucket], missing))
    kept.append(np.flatnonzero(missing & ~np.append(False, missing[:-1])))
    kept.append(np.array([count - 1]))
    return np.unique(np.concatenate(kept)).astype(np.float64)


def _first_in(
    bucket: NDArray[np.int64], found: NDArray[np.bool_], missing: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """Return the first index of each bucket at which something was found that is no gap."""
    at = np.flatnonzero(found & ~missing)
    return at[np.unique(bucket[at], return_index=True)[1]]


def with_gaps(
    index: NDArray[np.float64], values: NDArray[np.float64], cuts: Iterable[int]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return indexes and their values, with a gap put in before each index of ``cuts``."""
    drawn = values[index.astype(np.int64)]
    for cut in cuts:
        place = int(np.searchsorted(index, cut))
        if 0 < place < index.size:
            index = np.insert(index, place, cut - 0.5)
            drawn = np.insert(drawn, place, np.nan)
    return index, drawn


def _pen(colour: QColor, width: float, *, dashed: bool) -> QPen:
    pen = QPen(colour, width)
    if dashed:
        pen.setDashPattern(_DASHES)
    pen.setCosmetic(True)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap if dashed else Qt.PenCapStyle.SquareCap)
    return pen
