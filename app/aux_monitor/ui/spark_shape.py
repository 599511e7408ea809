"""A tile's line of history as polygons that follow a sliding window instead of being rebuilt."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPolygonF, QTransform

from aux_monitor.ui.sparkline import extent, runs


class SparkShape(Struct, frozen=True):
    """The unbroken runs of ``values``: y is a sample's value, x its index plus ``start``."""

    values: tuple[float | None, ...]
    buckets: int
    polygons: tuple[QPolygonF, ...]
    extent: tuple[float, float] | None
    start: int = 0

    def placed(self, left: float, x_step: float, base: float, y_step: float) -> list[QPolygonF]:
        """Return the runs in pixels: ``left`` and ``base`` are the first sample's and zero's."""
        transform = QTransform(x_step, 0.0, 0.0, y_step, left - self.start * x_step, base)
        return [transform.map(polygon) for polygon in self.polygons]

    def moved_to(self, values: tuple[float | None, ...], buckets: int) -> SparkShape:
        """Return the shape of ``values``.

        When they are this shape's own, one sample later, only that sample is added: building a
        point in Python costs more than drawing it.
        """
        if values == self.values and buckets == self.buckets:
            return self
        newest = values[-1] if values else None
        if newest is None or not self._leads_to(values, buckets):
            return spark_shape(values, buckets)
        start = self.start + 1
        polygon = QPolygonF(self.polygons[0])
        polygon.remove(0)
        polygon.append(QPointF(start + len(values) - 1, newest))
        return SparkShape(values, buckets, (polygon,), self._extent_with(newest, values), start)

    def _leads_to(self, values: tuple[float | None, ...], buckets: int) -> bool:
        return (
            len(self.polygons) == 1
            and self.polygons[0].size() == len(values)
            and buckets == self.buckets
            and len(values) <= 2 * buckets
            and self.values[1:] == values[:-1]
        )

    def _extent_with(
        self, newest: float, values: tuple[float | None, ...]
    ) -> tuple[float, float] | None:
        """Return the extent one sample on: looked for anew only when an end of it was lost."""
        if self.extent is None or self.values[0] in self.extent:
            return extent(values)
        low, high = self.extent
        return min(low, newest), max(high, newest)


NOTHING = SparkShape((), 0, (), None)
"""The shape of no values."""


def spark_shape(values: tuple[float | None, ...], buckets: int) -> SparkShape:
    """Return the shape of ``values``, reduced to ``buckets`` where it is longer."""
    polygons = tuple(
        QPolygonF([QPointF(index, value) for index, value in run]) for run in runs(values, buckets)
    )
    return SparkShape(values, buckets, polygons, extent(values))
