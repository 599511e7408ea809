"""The head of a topic's page: its sign, its title, and the worst of it in words."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from aux_monitor.domain.level import Level
from aux_monitor.domain.topics import Topic
from aux_monitor.presentation.views import TopicHeadView
from aux_monitor.settings.language import tr
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.shapes import level_pixmap
from aux_monitor.ui.theme import Theme

_HEIGHT = 58.0
_TITLE_BASE = 38.0
_MARK = 20.0


class TopicHead(QWidget):
    """Draws a ``TopicHeadView``: title, sentence and counts on one line, the counts at the right.

    Without a view, before the first answer, it draws the title alone.
    """

    def __init__(self, topic: Topic, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._topic = topic
        self._theme = theme
        self._view: TopicHeadView | None = None
        self.setFixedHeight(theme.ipx(_HEIGHT))
        self._describe()

    def show_view(self, view: TopicHeadView | None) -> None:
        """Show ``view``; repaints only when it changed."""
        if view != self._view:
            self._view = view
            self._describe()
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the height of one line of titles."""
        return QSize(0, self._theme.ipx(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and shape
        """Draw mark and words; the counts give way before the sentence does."""
        theme, colours = self._theme, self._theme.colours
        painter = QPainter(self)
        painter.fillRect(self.rect(), colours.background)
        base, left = theme.px(_TITLE_BASE), float(theme.space.xl)
        right = self.width() - left
        level = Level.UNKNOWN if self._view is None else self._view.level
        side, ratio = theme.px(_MARK), painter.deviceTransform().m11()
        mark = level_pixmap(level, theme, side, ratio)
        painter.drawPixmap(QPointF(left, base - side * 0.82), mark)
        x = left + side + theme.px(10)
        x = self._write(painter, x, right, TextStyle.HEADLINE, tr(self._topic.value), colours.text)
        if self._view is not None:
            x += theme.px(14)
            wrong = level in (Level.BREACH, Level.OFF_TARGET)
            ink = colours.text if wrong else colours.text_2
            x = self._write(painter, x, right, TextStyle.TITLE, self._view.sentence, ink)
            counts = QFontMetricsF(theme.font(TextStyle.SMALL))
            start = right - counts.horizontalAdvance(self._view.counts)
            if start > x + theme.px(16):
                self._write(
                    painter, start, right, TextStyle.SMALL, self._view.counts, colours.text_3
                )
        painter.end()

    def _write(
        self, painter: QPainter, x: float, right: float, style: TextStyle, words: str, ink: QColor
    ) -> float:
        """Write words from ``x``, cut before ``right``; return where they end."""
        font = self._theme.font(style)
        metrics = QFontMetricsF(font)
        fitted = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(0.0, right - x))
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawText(QPointF(x, self._theme.px(_TITLE_BASE)), fitted)
        return x + metrics.horizontalAdvance(fitted)

    def _describe(self) -> None:
        view = self._view
        said = "" if view is None else f": {view.sentence}"
        self.setAccessibleName(f"{tr(self._topic.value)}{said}")
