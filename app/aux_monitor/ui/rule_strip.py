"""When a rule fired over the last month: a line of bars for each of the rules compared."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from aux_monitor.presentation.rule_views import BLIPS, StripView
from aux_monitor.ui.controls import plain_tooltip
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.theme import Theme, mixed

_ROW = 24.0
_BAR = 12.0
_AXIS = 18.0
_LEAST_BAR = 2.5
_NAME = 78.0
_WORDS_SHARE = 0.5


class RuleStrip(QWidget):
    """Draws strips below one another over the same days, each with its words at the right."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._strips: tuple[StripView, ...] = ()
        self._axis: tuple[tuple[float, str], ...] = ()
        self._strong = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_strips(
        self, strips: tuple[StripView, ...], axis: tuple[tuple[float, str], ...], strong: int
    ) -> None:
        """Show these strips over these days; the one numbered ``strong`` stands out."""
        if (strips, axis, strong) == (self._strips, self._axis, self._strong):
            return
        self._strips, self._axis, self._strong = strips, axis, strong
        self.setToolTip(plain_tooltip(BLIPS))
        self.setAccessibleName(". ".join(f"{strip.name}: {strip.words}" for strip in strips))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for two strips and their days, whether both are known or not."""
        return QSize(self._theme.ipx(420), self._theme.ipx(2 * _ROW + _AXIS))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the same height at the least width."""
        return QSize(self._theme.ipx(300), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw names at the left, bars in the middle, words at the right, days below."""
        if not self._strips:
            return
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        words = round(self.width() * _WORDS_SHARE)
        track = QRectF(theme.px(_NAME), 0, self.width() - theme.px(_NAME) - words, theme.px(_ROW))
        for row, strip in enumerate(self._strips):
            area = track.translated(0, row * theme.px(_ROW))
            self._paint_strip(painter, strip, area, strong=row == self._strong)
        self._paint_axis(painter, track)
        painter.end()

    def _paint_strip(
        self, painter: QPainter, strip: StripView, area: QRectF, *, strong: bool
    ) -> None:
        theme, colours = self._theme, self._theme.colours
        style = TextStyle.SMALL_STRONG if strong else TextStyle.SMALL
        colour = colours.text if strong else colours.text_2
        self._write(painter, strip.name, QRectF(0, area.top(), area.left(), area.height()), colour)
        bar = theme.px(_BAR)
        ground = QRectF(area.left(), area.center().y() - bar / 2, area.width(), bar)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.track)
        painter.drawRoundedRect(ground, theme.px(3), theme.px(3))
        faint = mixed(colours.track, colours.breach, 0.45)
        for each in strip.bars:
            left = ground.left() + max(0.0, each.since) * ground.width()
            wide = max((each.until - each.since) * ground.width(), theme.px(_LEAST_BAR))
            painter.setBrush(faint if each.blip else colours.breach)
            painter.drawRect(QRectF(left, ground.top(), min(wide, ground.right() - left), bar))
        right = QRectF(area.right() + theme.space.m, area.top(), self.width(), area.height())
        right.setRight(self.width())
        self._write(painter, strip.words, right, colour, style)

    def _paint_axis(self, painter: QPainter, track: QRectF) -> None:
        theme = self._theme
        painter.setFont(theme.font(TextStyle.SMALL))
        metrics = QFontMetricsF(painter.font())
        top = len(self._strips) * theme.px(_ROW)
        painter.setPen(theme.colours.text_3)
        for share, name in self._axis:
            wide = metrics.horizontalAdvance(name)
            middle = track.left() + share * track.width()
            left = min(max(middle - wide / 2, track.left()), track.right() - wide)
            painter.drawText(QPointF(left, top + metrics.ascent()), name)

    def _write(
        self,
        painter: QPainter,
        words: str,
        area: QRectF,
        colour: QColor,
        style: TextStyle = TextStyle.SMALL,
    ) -> None:
        painter.setFont(self._theme.font(style))
        painter.setPen(colour)
        shown = QFontMetricsF(painter.font()).elidedText(
            words, Qt.TextElideMode.ElideRight, area.width()
        )
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, flags, shown)
