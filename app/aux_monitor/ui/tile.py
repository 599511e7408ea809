"""The quiet tile: one widget, one paint event."""

from __future__ import annotations

from enum import Enum

from msgspec.structs import replace
from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from aux_monitor.domain.level import Trust
from aux_monitor.domain.reading import MetricId
from aux_monitor.presentation.views import TileView
from aux_monitor.ui.controls import plain_tooltip
from aux_monitor.ui.openable import Openable
from aux_monitor.ui.theme import Theme
from aux_monitor.ui.tile_face import PlacedFace, face_of, paint_row
from aux_monitor.ui.tile_ink import ROW_HEIGHT, TILE_HEIGHT, TileInk
from aux_monitor.ui.tile_spark import Spark
from aux_monitor.ui.tile_type import evened


def is_compact(view: TileView) -> bool:
    """Return whether a tile has nothing to show yet, so that one quiet row is enough for it."""
    connected = view.trust is not Trust.NOT_CONNECTED
    return not connected and not any(value is not None for value in view.spark)


class Change(Enum):
    """What of a tile's picture is not as its view says."""

    NONE = "none"
    AGE = "age"
    LIVE = "live"
    ALL = "all"


_NONE, _AGE, _LIVE, _ALL = Change
"""Its members at hand: Python 3.11 looks each up by a call of Python code."""


class Tile(Openable):
    """Draws one ``TileView``; ``opened`` and ``menu_requested`` carry its metric."""

    def __init__(self, theme: Theme, view: TileView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ink = theme.kept(TileInk)
        self._view = view
        self._change = Change.ALL
        self._placed: PlacedFace | None = None
        self._compact = is_compact(view)
        self._spark = Spark()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._describe(view)

    @property
    def view(self) -> TileView:
        """The view that is shown."""
        return self._view

    @property
    def compact(self) -> bool:
        """Whether it draws itself as one row."""
        return self._compact

    def metric_at(self, at: QPointF | None) -> MetricId:  # noqa: ARG002 - one wherever it is
        """Return the tile's metric."""
        return self._view.metric

    def show_view(self, view: TileView) -> None:
        """Show ``view``; repaints only what differs from the view shown before."""
        if view == self._view:
            return
        before, self._view = self._view, view
        self._describe(view, before)
        was_compact, self._compact = self._compact, is_compact(view)
        change = _ALL if was_compact or self._compact else _change(before, view)
        placed = self._placed
        if change is _ALL or self._change is _ALL or placed is None:
            self._change = _ALL
            self.update()
        elif change is _AGE:
            self.update(placed.head_area)
        else:
            self._change = _LIVE
            self.update(placed.upper_area)

    def set_theme(self, theme: Theme) -> None:
        """Draw with another theme from now on."""
        self._ink = theme.kept(TileInk)
        self._placed = None
        self._change = Change.ALL
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the least useful size of the form in use."""
        height = ROW_HEIGHT if self.compact else TILE_HEIGHT
        return QSize(self._ink.theme.ipx(204), self._ink.theme.ipx(height))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the tile, or as much of it as lies in the part that is asked for."""
        painter, part, placed = QPainter(self), event.rect(), self._placed
        if self._change is _LIVE and placed is not None and part == placed.upper_area:
            # Just what was asked for when only its life had changed: nothing is looked at anew.
            self._paint_live(painter, placed)
        elif self._compact:
            ratio = painter.deviceTransform().m11()
            face = face_of(self._view, self.size(), ratio, hover=self._hover)
            paint_row(painter, face, self._ink)
        else:
            self._paint_full(painter, self._place(painter.deviceTransform().m11()), part)
        if self._ringed:
            self._paint_focus(painter)
        painter.end()
        self._change = _NONE

    def _paint_full(self, painter: QPainter, placed: PlacedFace, part: QRect) -> None:
        """Draw what lies in ``part``."""
        if placed.head_area.contains(part):
            placed.paint_upper(painter)
            placed.paint_age(painter, self._view.age)
            return
        self._paint_live(painter, placed)
        if not placed.upper_area.contains(part):
            painter.resetTransform()  # the foot lies on the card, which is drawn with the rest
            placed.paint_foot(painter)

    def _place(self, ratio: float) -> PlacedFace:
        """Return the face as it stands; it is looked at anew where it may have changed."""
        placed = self._placed
        if (
            placed is not None
            and self._change is not _ALL
            and placed.ratio == ratio
            and placed.hover is self._hover
            and placed.width == self.width()
            and placed.height == self.height()
        ):
            return placed
        face = face_of(self._view, self.size(), ratio, hover=self._hover)
        if placed is None or face != placed.face:
            placed = self._placed = PlacedFace(face, self._ink)
        return placed

    def _paint_live(self, painter: QPainter, placed: PlacedFace) -> None:
        """Draw all but the foot; the line of history comes last and leaves a scale behind."""
        view = self._view
        placed.paint_upper(painter)
        placed.paint_age(painter, view.age)
        placed.paint_figure(painter, view.figure.text)
        self._spark.paint(painter, view, placed.spark_area, placed.spark_pens)

    def _paint_focus(self, painter: QPainter) -> None:
        radius = self._ink.theme.radius.tile
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._ink.focus)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), radius, radius)

    def _describe(self, view: TileView, before: TileView | None = None) -> None:
        if before is None or view.accessible != before.accessible:
            self.setAccessibleName(view.accessible)
        if before is None or view.tooltip != before.tooltip:
            self.setToolTip(plain_tooltip(view.tooltip))


def _change(before: TileView, after: TileView) -> Change:
    """Return how much of what is drawn changed from one view to the next."""
    lives = replace(
        before,
        age=after.age,
        figure=after.figure,
        spark=after.spark,
        accessible=after.accessible,
        tooltip=after.tooltip,
    )
    if lives != after:
        return _ALL
    if evened(before.age) != evened(after.age):
        return _ALL
    if before.figure == after.figure and before.spark == after.spark:
        return _AGE
    figures = (before.figure, after.figure)
    stays = figures[0].unit == figures[1].unit and bool(before.spark) is bool(after.spark)
    same_form = evened(figures[0].text) == evened(figures[1].text)
    return _LIVE if stays and same_form else _ALL
