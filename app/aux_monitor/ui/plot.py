"""A chart's plot: its furniture is there at once, its curves once pyqtgraph is attached."""

from __future__ import annotations

from datetime import tzinfo
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QSizeF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from aux_monitor.presentation.views import PlotView
from aux_monitor.ui.crosshair import Crosshair
from aux_monitor.ui.plot_frame import PlotFrame
from aux_monitor.ui.theme import Theme

if TYPE_CHECKING:
    from aux_monitor.ui.charts import CurveLayer

_VISIBLE_PX = 1.0
"""A chart that would move by less than this is left as it is."""


class Plot(QWidget):
    """Draws a ``PlotView``.

    An interactive plot (a metric's own page) attaches its curves by itself and shows the values
    under the pointer. Any other waits for ``attach``, so that the first paint does not wait for
    pyqtgraph; grid, limits and labels are drawn in their final place from the beginning.

    Args:
        theme: Colours, fonts and sizes.
        interactive: Whether the pointer shows values.
        zone: The time zone of the labels; None is this computer's.
        parent: The parent widget.
    """

    def __init__(
        self,
        theme: Theme,
        *,
        interactive: bool = True,
        zone: tzinfo | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._zone = zone
        self._view: PlotView | None = None
        self._dimmed = False
        self._frame: PlotFrame | None = None
        self._furniture = QPixmap()
        self._curves: CurveLayer | None = None
        self._cross: Crosshair | None = None
        self._interactive = interactive
        self.setMouseTracking(interactive)
        self.setMinimumSize(theme.ipx(120), theme.ipx(80))
        if not interactive:
            self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @property
    def attached(self) -> bool:
        """Whether the curves are drawn."""
        return self._curves is not None

    def show_plot(self, view: PlotView, *, dimmed: bool = False) -> None:
        """Show ``view``; what would look the same is not drawn again."""
        if self._interactive:
            self.attach()
        if dimmed == self._dimmed and self._looks_like(view):
            return
        self._view, self._dimmed = view, dimmed
        self._renew()

    def attach(self) -> None:
        """Draw curves from now on; imports pyqtgraph, which takes a fifth of a second."""
        if self._curves is not None:
            return
        from aux_monitor.ui.charts import CurveLayer  # noqa: PLC0415 - after the first paint

        self._curves = CurveLayer(self._theme, self)
        self._curves.show()
        self._place_curves()

    def set_theme(self, theme: Theme) -> None:
        """Draw with another theme from now on."""
        self._theme = theme
        attached = self._curves is not None
        for layer in (self._curves, self._cross):
            if layer is not None:
                layer.hide()
                layer.deleteLater()
        self._curves = self._cross = None
        if attached:
            self.attach()
        self._renew()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and shape
        """Draw the furniture, from the picture kept of it."""
        frame = self._laid_out()
        if frame is None:
            return
        painter = QPainter(self)
        ratio = painter.deviceTransform().m11()
        if self._furniture.isNull() or self._furniture.devicePixelRatio() != ratio:
            self._furniture = QPixmap(self.size() * ratio)
            self._furniture.setDevicePixelRatio(ratio)
            self._furniture.fill(Qt.GlobalColor.transparent)
            inner = QPainter(self._furniture)
            frame.paint(inner)
            inner.end()
        painter.drawPixmap(0, 0, self._furniture)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Lay out anew."""
        super().resizeEvent(event)
        self._renew()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Show the values under the pointer."""
        frame = self._laid_out()
        if not self._interactive or frame is None or self._view is None:
            return
        if self._cross is None:
            self._cross = Crosshair(self._theme, self, self._zone)
        self._cross.setGeometry(self.rect())
        self._cross.point_at(self._view, frame.mapping, event.position().x())

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Take the values away with the pointer."""
        super().leaveEvent(event)
        if self._cross is not None:
            self._cross.hide()

    def _looks_like(self, view: PlotView) -> bool:
        shown = self._view
        if shown is None or self._frame is None:
            return shown == view
        if replace(view, since=shown.since, until=shown.until) != shown:
            return False
        if view.until - view.since != shown.until - shown.since:
            return False
        mapping = self._frame.mapping
        return abs(mapping.x(view.since) - mapping.area.left()) < _VISIBLE_PX

    def _laid_out(self) -> PlotFrame | None:
        if self._frame is None and self._view is not None:
            size = QSizeF(self.size())
            self._frame = PlotFrame(self._view, self._theme, size, self._zone, dimmed=self._dimmed)
        return self._frame

    def _renew(self) -> None:
        self._frame = None
        self._furniture = QPixmap()
        self._place_curves()
        self.update()

    def _place_curves(self) -> None:
        frame = self._laid_out()
        if self._curves is not None and self._view is not None and frame is not None:
            self._curves.show_lines(self._view, frame.mapping, dimmed=self._dimmed)
            if self._cross is not None:
                self._cross.hide()
