"""The quiet tile: one widget, one paint event."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from aux_monitor.domain.level import Trust
from aux_monitor.domain.reading import MetricId
from aux_monitor.presentation.views import TileView
from aux_monitor.ui.controls import plain_tooltip
from aux_monitor.ui.openable import Openable
from aux_monitor.ui.spark_shape import SparkShape
from aux_monitor.ui.theme import Theme
from aux_monitor.ui.tile_face import Face, PlacedFace, face_of, head_area, paint_row
from aux_monitor.ui.tile_ink import ROW_HEIGHT, TILE_HEIGHT, TileInk
from aux_monitor.ui.tile_spark import paint_spark
from aux_monitor.ui.tile_type import Pen


def is_compact(view: TileView) -> bool:
    """Return whether a tile has nothing to show yet, so that one quiet row is enough for it."""
    connected = view.trust is not Trust.NOT_CONNECTED
    return not connected and not any(value is not None for value in view.spark)


class Tile(Openable):
    """Draws one ``TileView``; ``opened`` and ``menu_requested`` carry its metric."""

    def __init__(self, theme: Theme, view: TileView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ink = theme.kept(TileInk)
        self._view = view
        self._aged = False
        self._face: Face | None = None
        self._placed: PlacedFace | None = None
        self._shape = SparkShape()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._describe(view)

    @property
    def view(self) -> TileView:
        """The view that is shown."""
        return self._view

    @property
    def compact(self) -> bool:
        """Whether it draws itself as one row."""
        return is_compact(self._view)

    def metric_at(self, at: QPointF | None) -> MetricId:  # noqa: ARG002 - one wherever it is
        """Return the tile's metric."""
        return self._view.metric

    def show_view(self, view: TileView) -> None:
        """Show ``view``; repaints only what differs from the view shown before."""
        if view == self._view:
            return
        before, self._view = self._view, view
        self._describe(view, before)
        self._aged = _only_aged(before, view) and not self.compact
        if self._aged:
            self.update(head_area(self._ink, self.width()))
        else:
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Draw with another theme from now on."""
        self._ink = theme.kept(TileInk)
        self._face = None
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the least useful size of the form in use."""
        height = ROW_HEIGHT if self.compact else TILE_HEIGHT
        return QSize(self._ink.theme.ipx(204), self._ink.theme.ipx(height))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the tile."""
        painter = QPainter(self)
        face = face_of(self._view, self.size(), painter.deviceTransform().m11(), hover=self._hover)
        if self.compact:
            paint_row(painter, face, self._ink)
        else:
            head = self._aged and head_area(self._ink, self.width()).contains(event.rect())
            self._paint_full(painter, face, head_only=head)
        if self._ringed:
            self._paint_focus(painter)
        painter.end()

    def _paint_full(self, painter: QPainter, face: Face, *, head_only: bool) -> None:
        placed = self._placed
        if placed is None or face != self._face:
            placed = self._placed = PlacedFace(face, self._ink)
            self._face = face
        placed.paint(painter, head_only=head_only)
        view, ink = self._view, self._ink
        painter.setPen(ink.age)
        for run in ink.type.shaped(Pen.SMALL, view.age).glyphs:
            painter.drawGlyphRun(placed.age_at, run)
        if head_only:
            return
        figure = view.figure.text
        painter.setPen(ink.quiet_figure if view.dimmed or figure == "—" else ink.figure)
        for run in ink.type.figure(figure, placed.figure_room).glyphs:
            painter.drawGlyphRun(placed.figure_at, run)
        self._shape.follow(view.spark, face.size.width() // ink.bucket)
        pens = ink.spark(face.ratio, dimmed=face.dimmed)
        paint_spark(painter, self._shape, view.spark_limit, placed.spark_area, pens)

    def _paint_focus(self, painter: QPainter) -> None:
        radius = self._ink.theme.radius.tile
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._ink.focus)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), radius, radius)

    def _describe(self, view: TileView, before: TileView | None = None) -> None:
        if before is None or view.accessible != before.accessible:
            self.setAccessibleName(view.accessible)
        if before is None or view.tooltip != before.tooltip:
            self.setToolTip(plain_tooltip(view.tooltip))


def _only_aged(before: TileView, after: TileView) -> bool:
    """Return whether nothing that is drawn changed but the age."""
    if before.figure != after.figure or before.spark != after.spark:
        return False
    aged = replace(before, age=after.age, accessible=after.accessible, tooltip=after.tooltip)
    return aged == after
