"""A tile's line of history as polygons that follow a sliding window instead of being rebuilt."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPolygonF

from aux_monitor.ui.sparkline import extent, runs

_REMOVE = QPolygonF.remove
_TRANSLATE = QPolygonF.translate
_APPEND = QPolygonF.append
"""Methods at hand (see ``tile_type``)."""


class SparkShape:
    """The unbroken runs of a series: x is a sample's index, y its value.

    ``extent`` holds the least and the greatest value, None without any, and is the same object
    for as long as it does not change. The polygons are drawn through a transform: to place their
    points one by one costs more than to draw them.
    """

    def __init__(self) -> None:
        self.values: tuple[float | None, ...] = ()
        self.extent: tuple[float, float] | None = None
        self.polygons: list[QPolygonF] = []
        self._buckets = 0
        self._whole = False

    def follow(self, values: tuple[float | None, ...], buckets: int) -> None:
        """Become the shape of ``values``, reduced to ``buckets`` where it is longer.

        When they are this shape's own, one sample later, only that sample is added: building a
        point in Python costs more than drawing it.
        """
        before = self.values
        if values == before and buckets == self._buckets:
            return
        newest = values[-1] if values else None
        if (
            newest is not None
            and self._whole
            and buckets == self._buckets
            and before[1:] == values[:-1]
        ):
            self._go_on(newest, values)
        else:
            self._buckets = buckets
            found = runs(values, buckets)
            self._whole = len(found) == 1 and len(found[0]) == len(values)
            self.polygons = [
                QPolygonF([QPointF(index, value) for index, value in run]) for run in found
            ]
            self.extent = extent(values)
        self.values = values

    def _go_on(self, newest: float, values: tuple[float | None, ...]) -> None:
        """Take in one sample; the extent is looked for anew only when an end of it was lost."""
        polygon = self.polygons[0]
        _REMOVE(polygon, 0)
        _TRANSLATE(polygon, -1.0, 0.0)
        _APPEND(polygon, QPointF(len(values) - 1, newest))
        ends = self.extent
        if ends is None or self.values[0] in ends:
            self.extent = extent(values)
        elif not ends[0] <= newest <= ends[1]:
            self.extent = min(ends[0], newest), max(ends[1], newest)
