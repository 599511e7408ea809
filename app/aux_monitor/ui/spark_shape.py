"""A tile's line of history as polygons that follow a sliding window instead of being rebuilt."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPolygonF, QTransform

from aux_monitor.ui.sparkline import runs


class SparkShape(Struct, frozen=True):
    """The unbroken runs of ``values``: x is the sample's index, y its value."""

    values: tuple[float | None, ...]
    buckets: int
    polygons: tuple[QPolygonF, ...]

    def placed(self, transform: QTransform) -> tuple[QPolygonF, ...]:
        """Return the runs in a widget's pixels."""
        return tuple(transform.map(polygon) for polygon in self.polygons)

    def moved_to(self, values: tuple[float | None, ...], buckets: int) -> SparkShape:
        """Return the shape of ``values``.

        When they are this shape's own, one sample later, only that sample is added: building a
        point in Python costs more than drawing it.
        """
        if values == self.values and buckets == self.buckets:
            return self
        if not self._leads_to(values, buckets):
            return spark_shape(values, buckets)
        polygon = self.polygons[0].translated(-1.0, 0.0)
        polygon.remove(0)
        polygon.append(QPointF(len(values) - 1, values[-1] or 0.0))
        return SparkShape(values, buckets, (polygon,))

    def _leads_to(self, values: tuple[float | None, ...], buckets: int) -> bool:
        return (
            len(self.polygons) == 1
            and self.polygons[0].size() == len(values)
            and buckets == self.buckets
            and len(values) <= 2 * buckets
            and values[-1] is not None
            and self.values[1:] == values[:-1]
        )


def spark_shape(values: tuple[float | None, ...], buckets: int) -> SparkShape:
    """Return the shape of ``values``, reduced to ``buckets`` where it is longer."""
    polygons = tuple(
        QPolygonF([QPointF(index, value) for index, value in run]) for run in runs(values, buckets)
    )
    return SparkShape(values, buckets, polygons)
