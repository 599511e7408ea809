"""A chart's plot: its furniture is there at once, its curves once pyqtgraph is attached."""

from __future__ import annotations

from datetime import tzinfo
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QSizeF, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEngine,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from aux_monitor.presentation.views import PlotView
from aux_monitor.settings.language import tr
from aux_monitor.ui.plot_frame import PlotFrame
from aux_monitor.ui.theme import Theme

if TYPE_CHECKING:
    from aux_monitor.ui.charts import CurveLayer
    from aux_monitor.ui.crosshair import Crosshair

_TABBED = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
_FAR = 0.1
"""Page up and Page down move the crosshair by this share of the chart."""

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
        self._ringed = False
        self.setMouseTracking(interactive)
        if interactive:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self._name()
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
        """Draw the furniture, from the picture kept of it; a document takes lines and text."""
        frame = self._laid_out()
        if frame is None:
            return
        painter = QPainter(self)
        if painter.paintEngine().type() is QPaintEngine.Type.Raster:
            painter.drawPixmap(0, 0, self._kept_furniture(frame, painter.deviceTransform().m11()))
        else:
            frame.paint(painter)
        if self._ringed:
            painter.setPen(QPen(self._theme.colours.focus, self._theme.px(1.5)))
            painter.drawRect(frame.mapping.area)
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
        self._crosshair().point_at(self._view, frame.mapping, event.position().x())

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Take the values away with the pointer."""
        super().leaveEvent(event)
        self._hide_cross()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Move the crosshair: arrows by a sample, Page by a tenth, Home and End to the ends.

        Escape takes it away, and is left to the window where there is none.
        """
        key = event.key()
        frame = self._laid_out()
        if not self._interactive or frame is None or self._view is None:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Escape and self._cross is not None and self._cross.isVisible():
            self._hide_cross()
        else:
            at = self._moved(Qt.Key(key), self._view, frame)
            if at is None:
                super().keyPressEvent(event)
                return
            self._crosshair().show_at(self._view, frame.mapping, at)
            self._name()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show a ring where the Tab key brought the focus."""
        super().focusInEvent(event)
        self._ringed = event.reason() in _TABBED
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Take ring and values away with the focus."""
        super().focusOutEvent(event)
        self._ringed = False
        self._hide_cross()
        self.update()

    def _moved(self, key: Qt.Key, view: PlotView, frame: PlotFrame) -> float | None:
        """Return the moment a key leads to; None for a key that leads nowhere."""
        mapping = frame.mapping
        step = view.lines[0].step_s if view.lines else 0.0
        step = max(step, mapping.time(mapping.area.left() + _VISIBLE_PX) - view.since)
        ways = {
            Qt.Key.Key_Left: -step,
            Qt.Key.Key_Right: step,
            Qt.Key.Key_PageUp: -_FAR * (view.until - view.since),
            Qt.Key.Key_PageDown: _FAR * (view.until - view.since),
            Qt.Key.Key_Home: view.since - view.until,
            Qt.Key.Key_End: view.until - view.since,
        }
        if key not in ways:
            return None
        shown = self._cross is not None and self._cross.isVisible()
        if self._cross is None or not shown:
            return view.since if key == Qt.Key.Key_Home else _last_known(view)
        return min(max(self._cross.at + ways[key], view.since), view.until)

    def _crosshair(self) -> Crosshair:
        if self._cross is None:
            from aux_monitor.ui.crosshair import Crosshair  # noqa: PLC0415 - with the first pointer

            self._cross = Crosshair(self._theme, self, self._zone)
        self._cross.setGeometry(self.rect())
        return self._cross

    def _hide_cross(self) -> None:
        if self._cross is not None and not self._cross.isHidden():
            self._cross.hide()
            self._name()

    def _name(self) -> None:
        """Tell a screen reader what the crosshair shows, or how to move it."""
        said = "" if self._cross is None else self._cross.said()
        self.setAccessibleName(said or tr("Chart; the arrow keys read its values"))

    def _kept_furniture(self, frame: PlotFrame, ratio: float) -> QPixmap:
        if self._furniture.isNull() or self._furniture.devicePixelRatio() != ratio:
            self._furniture = QPixmap(self.size() * ratio)
            self._furniture.setDevicePixelRatio(ratio)
            self._furniture.fill(Qt.GlobalColor.transparent)
            inner = QPainter(self._furniture)
            frame.paint(inner)
            inner.end()
        return self._furniture

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
            self._keep_cross(self._view, frame)

    def _keep_cross(self, view: PlotView, frame: PlotFrame) -> None:
        """Leave the crosshair at its moment while the chart moves on, as long as it shows it."""
        cross = self._cross
        if cross is None or cross.isHidden():
            return
        if view.since <= cross.at <= view.until:
            cross.setGeometry(self.rect())
            cross.show_at(view, frame.mapping, cross.at)
        else:
            self._hide_cross()


def _last_known(view: PlotView) -> float:
    """Return the time of the newest value: where a person who asks by key wants to begin."""
    for line in view.lines:
        for index in range(len(line.values) - 1, -1, -1):
            if line.values[index] is not None and not line.dashed:
                return line.start + index * line.step_s
    return view.until
