"""A tile's line of history as polygons that follow a sliding window instead of being rebuilt."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPolygonF, QTransform

from aux_monitor.ui.sparkline import extent, runs


class SparkShape:
    """The unbroken runs of a series: y is a sample's value, x its index since the line began.

    ``extent`` holds the least and the greatest value, None without any.
    """

    def __init__(self) -> None:
        self.values: tuple[float | None, ...] = ()
        self.extent: tuple[float, float] | None = None
        self._buckets = 0
        self._polygons: list[QPolygonF] = []
        self._start = 0

    def follow(self, values: tuple[float | None, ...], buckets: int) -> None:
        """Become the shape of ``values``, reduced to ``buckets`` where it is longer.

        When they are this shape's own, one sample later, only that sample is added: building a
        point in Python costs more than drawing it.
        """
        if values == self.values and buckets == self._buckets:
            return
        newest = values[-1] if values else None
        if newest is not None and self._leads_to(values, buckets):
            self._go_on(newest, values)
        else:
            self._start, self._buckets = 0, buckets
            self._polygons = [
                QPolygonF([QPointF(index, value) for index, value in run])
                for run in runs(values, buckets)
            ]
            self.extent = extent(values)
        self.values = values

    def placed(self, left: float, x_step: float, base: float, y_step: float) -> list[QPolygonF]:
        """Return the runs in pixels: ``left`` and ``base`` are the first sample's and zero's."""
        transform = QTransform(x_step, 0.0, 0.0, y_step, left - self._start * x_step, base)
        return [transform.map(polygon) for polygon in self._polygons]

    def _leads_to(self, values: tuple[float | None, ...], buckets: int) -> bool:
        return (
            len(self._polygons) == 1
            and self._polygons[0].size() == len(values)
            and buckets == self._buckets
            and len(values) <= 2 * buckets
            and self.values[1:] == values[:-1]
        )

    def _go_on(self, newest: float, values: tuple[float | None, ...]) -> None:
        """Take in one sample; the extent is looked for anew only when an end of it was lost."""
        self._start += 1
        polygon = self._polygons[0]
        polygon.remove(0)
        polygon.append(QPointF(self._start + len(values) - 1, newest))
        if self.extent is None or self.values[0] in self.extent:
            self.extent = extent(values)
        else:
            low, high = self.extent
            self.extent = min(low, newest), max(high, newest)
