"""A widget laid out for a picture that nobody has on screen, with a stamp at its foot."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from aux_monitor.presentation.provenance import Stamp
from aux_monitor.ui.controls import ground
from aux_monitor.ui.export import (
    lay_out_unseen,
    paint_stamp,
    render_widget,
    stamp_height,
    stamped,
)
from aux_monitor.ui.theme import Theme


class Laid:
    """Holds ``widget`` at ``size``, of which a stamp takes the foot; ``close`` ends both.

    Args:
        widget: What is drawn; it belongs to nobody else.
        size: The whole picture in logical pixels.
        theme: The theme of ground and stamp.
        stamp: What is printed at the foot, None for nothing.
    """

    def __init__(self, widget: QWidget, size: QSize, theme: Theme, stamp: Stamp | None) -> None:
        self.size = size
        self.theme = theme
        self._widget = widget
        self._stamp = stamp
        self._strip = stamp_height(stamp, theme, size.width())
        ground(widget, theme)
        lay_out_unseen(widget, size - QSize(0, self._strip))

    def image(self, ratio: float) -> QImage:
        """Return the picture with ``ratio`` pixels to each logical one."""
        return stamped(render_widget(self._widget, ratio), self._stamp, self.theme)

    def paint(self, painter: QPainter) -> None:
        """Draw it where the painter stands, as lines and text where the device takes them."""
        self._widget.render(painter, QPoint(0, 0))
        if self._stamp is not None:
            strip = _Strip(self._stamp, self.theme)
            lay_out_unseen(strip, QSize(self.size.width(), self._strip))
            strip.render(painter, QPoint(0, self.size.height() - self._strip))
            strip.deleteLater()

    def close(self) -> None:
        """Take the widget away."""
        self._widget.hide()
        self._widget.deleteLater()


class _Strip(QWidget):
    """A stamp as a widget: type has a screen's size then, whatever the device's resolution."""

    def __init__(self, stamp: Stamp, theme: Theme) -> None:
        super().__init__()
        self._stamp = stamp
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and shape
        """Draw the stamp."""
        painter = QPainter(self)
        paint_stamp(painter, QRectF(self.rect()), self._stamp, self._theme)
        painter.end()
