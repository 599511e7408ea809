"""The North Star's tile: twice as wide as others, its figure readable from two metres."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from aux_monitor.domain.level import Level
from aux_monitor.domain.reading import MetricId
from aux_monitor.presentation.views import TileView
from aux_monitor.ui.controls import plain_tooltip
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.openable import Openable
from aux_monitor.ui.theme import Theme
from aux_monitor.ui.tile_ink import PAD, TILE_HEIGHT, Ground, TileInk
from aux_monitor.ui.tile_spark import Spark, SparkArea, paint_bar

_NAME_X = 34.0
_NAME_BASE = 24.0
_MARK_BASE = 36.0
_FIGURE_BASE = 92.0
_HINT_BASE = 52.0
_SPARK_TOP = 60.0
_SPARK_FOOT = 60.0
_BAR_TOP = 112.0
_BAR_HEIGHT = 11.0
_FOOT_BASE = 13.0
_SPARK_FROM = 0.5
_BESIDE = 22.0


class NorthStarTile(Openable):
    """Draws one ``TileView`` as a large tile; ``opened`` and ``menu_requested`` carry its metric.

    There is one of them on a page, so it is drawn plainly: nothing of it is kept.
    """

    large: ClassVar[bool] = True

    def __init__(self, theme: Theme, view: TileView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ink = theme.kept(TileInk)
        self._view = view
        self._spark = Spark()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._describe()

    @property
    def view(self) -> TileView:
        """The view that is shown."""
        return self._view

    def metric_at(self, at: QPointF | None) -> MetricId:  # noqa: ARG002 - one wherever it is
        """Return the tile's metric."""
        return self._view.metric

    def show_view(self, view: TileView) -> None:
        """Show ``view``; repaints only when it differs."""
        if view != self._view:
            self._view = view
            self._describe()
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Draw with another theme from now on."""
        self._ink = theme.kept(TileInk)
        self._spark = Spark()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the least useful size."""
        return QSize(self._ink.theme.ipx(420), self._ink.theme.ipx(TILE_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and shape
        """Draw card, head, figure, history, bar and foot."""
        painter = QPainter(self)
        view, ink = self._view, self._ink
        ratio = painter.deviceTransform().m11()
        ground = Ground.HATCHED if view.dimmed else Ground.PLAIN
        card = ink.ground(ground, view.level, self.size(), ratio, hover=self._hover)
        painter.drawPixmap(0, 0, card)
        self._paint_head(painter)
        end = self._paint_figure(painter)
        self._paint_history(painter, end, ratio)
        self._paint_foot(painter)
        if self._ringed:
            radius = ink.theme.radius.tile
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(ink.focus)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), radius, radius)
        painter.end()

    def _paint_head(self, painter: QPainter) -> None:
        view, theme = self._view, self._ink.theme
        colours, base = theme.colours, theme.px(_NAME_BASE)
        right = self.width() - theme.px(PAD)
        start = self._write_right(painter, right, base, TextStyle.SMALL, view.age, colours.text_3)
        room = start - theme.px(8) - theme.px(_NAME_X)
        quiet = colours.text_3 if view.dimmed else colours.text
        self._write(painter, theme.px(_NAME_X), base, TextStyle.BODY_STRONG, view.name, quiet, room)
        if view.demo:
            self._write_right(
                painter, right, theme.px(_MARK_BASE), TextStyle.MARK, "DEMO", colours.text_3
            )

    def _paint_figure(self, painter: QPainter) -> float:
        """Draw the figure and its unit; return where they end."""
        view, theme = self._view, self._ink.theme
        colours, base = theme.colours, theme.px(_FIGURE_BASE)
        room = self.width() - 2 * theme.px(PAD)
        colour = colours.text_3 if view.dimmed else colours.text
        left = theme.px(PAD - 1)
        end = self._write(painter, left, base, TextStyle.HERO, view.figure.text, colour, room)
        unit = view.figure.unit
        if unit:
            end += theme.px(4)
            end = self._write(
                painter, end, base, TextStyle.UNIT_LARGE, unit, colours.text_2, self.width() - end
            )
        return end

    def _paint_history(self, painter: QPainter, end: float, ratio: float) -> None:
        """Draw how it compares, and the line of history, right of the figure."""
        view, theme = self._view, self._ink.theme
        left = max(end + theme.px(_BESIDE), self.width() * _SPARK_FROM)
        right = self.width() - theme.px(PAD)
        words = " · ".join(part for part in (view.hint, view.note) if part)
        ink = theme.colours.text_2
        room = right - left - (theme.px(32) if view.demo else 0.0)
        self._write(painter, left, theme.px(_HINT_BASE), TextStyle.SMALL, words, ink, room)
        top = theme.px(_SPARK_TOP if words else _MARK_BASE + 6)
        height = self.height() - theme.px(_SPARK_FOOT) - top
        if right - left < theme.px(48) or height <= 0:
            return
        area = SparkArea(left, top, right - left, height, int(right - left) // self._ink.bucket)
        painter.save()
        self._spark.paint(painter, view, area, self._ink.spark(ratio, dimmed=view.dimmed))
        painter.restore()

    def _paint_foot(self, painter: QPainter) -> None:
        view, theme = self._view, self._ink.theme
        colours, base = theme.colours, self.height() - theme.px(_FOOT_BASE)
        left, right = theme.px(PAD), self.width() - theme.px(PAD)
        if view.bar is not None:
            level = Level.UNKNOWN if view.dimmed else view.level
            area = QRectF(left, theme.px(_BAR_TOP), right - left, theme.px(_BAR_HEIGHT))
            paint_bar(painter, view.bar, level, area, self._ink)
        plain = view.dimmed or view.level is Level.UNKNOWN
        colour = colours.text_2 if plain else theme.word(view.level)
        start = self._write_right(painter, right, base, TextStyle.SMALL_STRONG, view.word, colour)
        room = start - theme.px(8) - left
        self._write(painter, left, base, TextStyle.SMALL, view.foot, colours.text_2, room)

    def _write(
        self,
        painter: QPainter,
        x: float,
        base: float,
        style: TextStyle,
        words: str,
        colour: QColor,
        room: float,
    ) -> float:
        """Write words cut to their room; return where they end."""
        font = self._ink.theme.font(style)
        metrics = QFontMetricsF(font)
        fitted = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(0.0, room))
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(QPointF(x, base), fitted)
        return x + metrics.horizontalAdvance(fitted)

    def _write_right(
        self,
        painter: QPainter,
        right: float,
        base: float,
        style: TextStyle,
        words: str,
        ink: QColor,
    ) -> float:
        """Write words that end at ``right``; return where they start."""
        start = right - QFontMetricsF(self._ink.theme.font(style)).horizontalAdvance(words)
        self._write(painter, start, base, style, words, ink, right - start + 1)
        return start

    def _describe(self) -> None:
        self.setAccessibleName(self._view.accessible)
        self.setToolTip(plain_tooltip(self._view.tooltip))
