"""The head of a metric's page: its tile, large."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from aux_monitor.domain.level import Level
from aux_monitor.presentation.views import BarView, TileView
from aux_monitor.ui.controls import plain_tooltip
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.shapes import hatch, paint_level
from aux_monitor.ui.theme import Theme, faded

_HEIGHT = 116
_EDGE = 3
_SHAPE = 20
_BAR_WIDTH, _BAR_HEIGHT = 300, 8


class DetailHeader(QWidget):
    """Draws a ``TileView`` across the page: name, figure, level, target and the way to it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view: TileView | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_view(self, view: TileView) -> None:
        """Show ``view``; nothing is painted when it is the one shown."""
        if view == self._view:
            return
        self._view = view
        self.setAccessibleName(view.accessible)
        self.setToolTip(plain_tooltip(view.tooltip))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the head's size."""
        return QSize(self._theme.ipx(480), self._theme.ipx(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and shape
        """Draw the head."""
        view = self._view
        if view is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, view)
        self._paint_name(painter, view)
        right = self._paint_figure(painter, view)
        self._paint_words(painter, view, right)
        painter.end()

    def _paint_ground(self, painter: QPainter, view: TileView) -> None:
        theme, colours = self._theme, self._theme.colours
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        loud = view.level in (Level.BREACH, Level.OFF_TARGET)
        edge = theme.level(view.level)
        line = faded(edge, theme.tint.edge) if view.level is Level.BREACH else colours.line
        painter.setPen(QPen(line, 1.0))
        ratio = painter.deviceTransform().m11()
        painter.setBrush(hatch(theme, ratio) if view.dimmed else colours.surface)
        painter.drawRoundedRect(area, theme.radius.card, theme.radius.card)
        if loud:
            painter.save()
            painter.setClipRect(QRectF(0, 0, theme.px(_EDGE), self.height()))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(edge)
            painter.drawRoundedRect(area, theme.radius.card, theme.radius.card)
            painter.restore()

    def _paint_name(self, painter: QPainter, view: TileView) -> None:
        theme = self._theme
        left, top = float(theme.space.l), float(theme.space.m)
        side = theme.px(_SHAPE)
        paint_level(painter, QRectF(left, top, side, side), view.level, theme)
        painter.setFont(theme.font(TextStyle.UNIT_LARGE))
        painter.setPen(theme.colours.text)
        row = QRectF(left + side + theme.space.s, top, self.width(), side)
        painter.drawText(row, Qt.AlignmentFlag.AlignVCenter, view.name)
        if view.age:
            painter.setFont(theme.font(TextStyle.BODY))
            painter.setPen(theme.colours.text_2)
            row = QRectF(left, top, self.width() - 2 * left, side)
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(row, int(flags), view.age)

    def _paint_figure(self, painter: QPainter, view: TileView) -> float:
        """Draw the figure and its unit, and return where they end."""
        theme, colours = self._theme, self._theme.colours
        base = self.height() - theme.px(26)
        left = float(theme.space.l)
        painter.setFont(theme.font(TextStyle.DISPLAY))
        painter.setPen(colours.text_2 if view.dimmed else colours.text)
        painter.drawText(QPointF(left, base), view.figure.text)
        left += QFontMetricsF(painter.font()).horizontalAdvance(view.figure.text)
        if view.figure.unit:
            left += theme.space.xs
            painter.setFont(theme.font(TextStyle.UNIT_LARGE))
            painter.setPen(colours.text_2)
            painter.drawText(QPointF(left, base), view.figure.unit)
            left += QFontMetricsF(painter.font()).horizontalAdvance(view.figure.unit)
        return left

    def _paint_words(self, painter: QPainter, view: TileView, right: float) -> None:
        """Draw the level's word, the target, the hint and the bar, beside the figure."""
        theme = self._theme
        left = max(right + theme.space.xl, theme.px(200))
        base = self.height() - theme.px(26)
        painter.setFont(theme.font(TextStyle.TITLE))
        painter.setPen(theme.word(view.level))
        painter.drawText(QPointF(left, base - theme.px(24)), view.word)
        after = left + QFontMetricsF(painter.font()).horizontalAdvance(view.word) + theme.space.m
        painter.setFont(theme.font(TextStyle.BODY))
        painter.setPen(theme.colours.text_2)
        painter.drawText(QPointF(after, base - theme.px(24)), view.hint)
        foot = " · ".join(words for words in (view.foot, view.note) if words)
        room = self.width() - theme.space.l - left
        shown = QFontMetricsF(painter.font()).elidedText(foot, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(left, base - theme.px(3)), shown)
        if view.bar is not None:
            self._paint_bar(painter, view.bar, view.level, QPointF(left, base + theme.px(7)))

    def _paint_bar(self, painter: QPainter, bar: BarView, level: Level, corner: QPointF) -> None:
        theme, colours = self._theme, self._theme.colours
        width, height = theme.px(_BAR_WIDTH), theme.px(_BAR_HEIGHT)
        whole = QRectF(corner.x(), corner.y(), width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.track)
        painter.drawRoundedRect(whole, height / 2, height / 2)
        filled = QRectF(whole)
        filled.setWidth(width * min(1.0, max(0.0, bar.value)))
        painter.setBrush(theme.level(level))
        painter.drawRoundedRect(filled, height / 2, height / 2)
        painter.setBrush(colours.mark)
        for share in (bar.due, bar.next_target, *bar.others):
            if share is not None:
                tick = QRectF(whole.left() + width * share - 1, whole.top() - 2, 2, height + 4)
                painter.drawRect(tick.intersected(whole.adjusted(0, -2, 0, 2)))
