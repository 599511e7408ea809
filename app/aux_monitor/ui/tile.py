"""The quiet tile: one widget, one paint event."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from aux_monitor.domain.level import Trust
from aux_monitor.presentation.views import TileView
from aux_monitor.ui.controls import plain_tooltip
from aux_monitor.ui.spark_shape import SparkShape
from aux_monitor.ui.theme import Theme
from aux_monitor.ui.tile_face import Face, draw_face, face_of, paint_row
from aux_monitor.ui.tile_ink import ROW_HEIGHT, TILE_HEIGHT, TileInk
from aux_monitor.ui.tile_live import LivePart, age_area

OPENING_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
"""The keys that open what has the focus."""

KEY_REASONS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
"""How the focus comes when somebody moves it by key, and wants to see where it is."""


def is_compact(view: TileView) -> bool:
    """Return whether a tile has nothing to show yet, so that one quiet row is enough for it."""
    connected = view.trust is not Trust.NOT_CONNECTED
    return not connected and not any(value is not None for value in view.spark)


class Tile(QWidget):
    """Draws one ``TileView``.

    ``opened`` carries the metric's id when the tile is clicked or Enter is pressed on it;
    ``menu_requested`` the id and the global position of a context menu.
    """

    opened = Signal(str)
    menu_requested = Signal(str, QPoint)

    def __init__(self, theme: Theme, view: TileView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ink = theme.kept(TileInk)
        self._view = view
        self._live: LivePart | None = None
        self._face: Face | None = None
        self._face_pixmap = QPixmap()
        self._shape = SparkShape((), 0, ())
        self._hover = False
        self._ringed = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
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

    def show_view(self, view: TileView) -> None:
        """Show ``view``; repaints only what differs from the view shown before."""
        if view == self._view:
            return
        before, self._view = self._view, view
        self._describe(view, before)
        self._live = None
        if not self.compact and _only_aged(before, view):
            self.update(age_area(self._ink, self.width()).toAlignedRect())
        else:
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Draw with another theme from now on."""
        self._ink = theme.kept(TileInk)
        self._live = None
        self._face = None
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the least useful size of the form in use."""
        height = ROW_HEIGHT if self.compact else TILE_HEIGHT
        return QSize(self._ink.theme.ipx(204), self._ink.theme.ipx(height))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and shape
        """Draw the tile."""
        painter = QPainter(self)
        ratio = painter.deviceTransform().m11()
        face = face_of(self._view, self.size(), ratio, hover=self._hover)
        if self.compact:
            paint_row(painter, face, self._ink)
        else:
            painter.drawPixmap(0, 0, self._drawn(face))
            self._placed().paint(painter, ratio)
        if self._ringed:
            self._paint_focus(painter)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Lay out anew at the next paint."""
        self._live = None
        super().resizeEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Draw a ring when the focus came by key: a click or a new window shows none."""
        self._ringed = event.reason() in KEY_REASONS
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Take the ring back."""
        self._ringed = False
        self.update()
        super().focusOutEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Lighten the edge under the pointer."""
        self._hover = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Take the light edge back."""
        self._hover = False
        self.update()
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Open the metric on a click that ends inside."""
        inside = self.rect().contains(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and inside:
            self.opened.emit(self._view.metric)
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Open the metric on Enter or Space."""
        if event.key() in OPENING_KEYS:
            self.opened.emit(self._view.metric)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """Ask for the menu (pointer or menu key)."""
        self.menu_requested.emit(self._view.metric, event.globalPos())

    def _drawn(self, face: Face) -> QPixmap:
        if face != self._face:
            self._face, self._face_pixmap = face, draw_face(face, self._ink)
        return self._face_pixmap

    def _placed(self) -> LivePart:
        if self._live is None:
            buckets = max(1, self.width() // self._ink.theme.ipx(4))
            self._shape = self._shape.moved_to(self._view.spark, buckets)
            self._live = LivePart(self._view, self._ink, self.size(), self._shape)
        return self._live

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
