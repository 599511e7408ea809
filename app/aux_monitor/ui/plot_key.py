"""What the curves of a metric's chart are, and what became of the figure, in one line above it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from aux_monitor.domain.level import Level
from aux_monitor.presentation.detail_views import (
    ChangeView,
)
from aux_monitor.presentation.views import (
    LineView,
)
from aux_monitor.settings.language import tr
from aux_monitor.ui.controls import plain_tooltip
from aux_monitor.ui.crosshair import paint_swatch
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.shapes import paint_level
from aux_monitor.ui.theme import Theme

_HEIGHT = 20
_SWATCH = 18.0
_SHAPE = 12.0


class PlotKey(QWidget):
    """Draws a swatch and the name of each curve, and the change since the period before."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines: tuple[LineView, ...] = ()
        self._change: ChangeView | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_key(self, lines: tuple[LineView, ...], change: ChangeView | None) -> None:
        """Show what the curves are; a single one without a change needs no key."""
        self.setVisible(len(lines) > 1 or change is not None)
        shown = tuple((line.name, line.colour, line.dashed) for line in self._lines)
        if (change, [*shown]) == (self._change, [(x.name, x.colour, x.dashed) for x in lines]):
            return
        self._lines, self._change = lines, change
        words = "" if change is None else change.text
        self.setAccessibleName(words or tr("Curves: ") + ", ".join(line.name for line in lines))
        self.setToolTip(plain_tooltip(words))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the room for one line of small text."""
        return QSize(self._theme.ipx(200), self._theme.ipx(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and shape
        """Draw swatches, names, and the change with its shape."""
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        small = theme.font(TextStyle.SMALL)
        metrics = QFontMetricsF(small)
        base = (self.height() + metrics.capHeight()) / 2
        left = px(4)
        painter.setFont(small)
        for line in self._lines:
            paint_swatch(painter, line, theme, left, base - metrics.capHeight() / 2, _SWATCH)
            left += px(_SWATCH + 6)
            painter.setPen(theme.colours.text_2)
            painter.drawText(QPointF(left, base), line.name)
            left += metrics.horizontalAdvance(line.name) + px(16)
        if self._change is not None:
            self._paint_change(painter, self._change, left, base)
        painter.end()

    def _paint_change(
        self, painter: QPainter, change: ChangeView, left: float, base: float
    ) -> None:
        theme, px = self._theme, self._theme.px
        strong = theme.font(TextStyle.SMALL_STRONG)
        metrics = QFontMetricsF(strong)
        side = 0.0
        if change.level is not Level.UNKNOWN:
            side = px(_SHAPE)
            area = QRectF(left, base - metrics.capHeight() / 2 - side / 2, side, side)
            paint_level(painter, area, change.level, theme)
            side += px(6)
        painter.setFont(strong)
        painter.setPen(theme.colours.text)
        room = self.width() - left - side - px(4)
        words = metrics.elidedText(change.text, Qt.TextElideMode.ElideRight, max(0.0, room))
        painter.drawText(QPointF(left + side, base), words)
