"""The ribbon: one sentence first, and beside it whether it can be believed."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QToolTip, QWidget

from aux_monitor.domain.level import Level
from aux_monitor.presentation.views import RibbonView, SourceChipView
from aux_monitor.ui.controls import plain_tooltip
from aux_monitor.ui.fonts import TextStyle, fitting
from aux_monitor.ui.shapes import paint_level
from aux_monitor.ui.theme import Theme, mixed
from aux_monitor.ui.trust_strip import PlacedChip, paint_chip, place_chips

HEIGHT = 96
"""Height of the ribbon in pixels at scale 1."""

_SHAPE = 46.0
_LEFT = 26.0
_TEXT_X = 94.0
_HEADLINE_BASE = 45.0
_SUBLINE_BASE = 70.0
_LEAST_SENTENCE = 0.46
"""The sentence keeps at least this share of the width; the chips lose their details first."""

_NOTHING = RibbonView(Level.UNKNOWN, "", "", False, False, (), "", "")  # noqa: FBT003 - a view


class Ribbon(QWidget):
    """Draws a ``RibbonView`` across the top of the window; tinted only when something is wrong.

    ``sources_wanted`` tells that a source of the trust strip was clicked.
    """

    sources_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view = _NOTHING
        self._chips: list[PlacedChip] = []
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFixedHeight(theme.ipx(HEIGHT))

    def show_view(self, view: RibbonView) -> None:
        """Show ``view``; when only ages moved on, only the right side is painted again."""
        if view == self._view:
            return
        before, self._view = self._view, view
        sources = "; ".join(f"{chip.name}: {chip.detail}" for chip in view.sources)
        self.setAccessibleName(f"{view.headline}. {view.subline}. {sources}")
        same = replace(before, sources=view.sources, time=view.time, date=view.date) == view
        if same and len(before.sources) == len(view.sources):
            left = round(self.width() * _LEAST_SENTENCE)
            self.update(left, 0, self.width() - left, self.height())
        else:
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Draw with another theme from now on."""
        self._theme = theme
        self.setFixedHeight(theme.ipx(HEIGHT))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the ribbon's height at a usual width."""
        return QSize(self._theme.ipx(800), self._theme.ipx(HEIGHT))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Ask for the sources side by side where a source is clicked."""
        left = event.button() is Qt.MouseButton.LeftButton
        if left and self._chip_at(event.position()) is not None:
            self.sources_wanted.emit()
        else:
            super().mousePressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Show a source's words under the pointer."""
        if isinstance(event, QHelpEvent):
            chip = self._chip_at(QPointF(event.pos()))
            text = plain_tooltip(chip.tooltip) if chip is not None else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and shape
        """Draw the ribbon."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        px = self._theme.px
        self._paint_ground(painter)
        side = px(_SHAPE)
        if self._view.headline:
            shape = QRectF(px(_LEFT), (self.height() - side) / 2, side, side)
            paint_level(painter, shape, self._view.level, self._theme)
        edge = self._paint_clock(painter)
        room = edge - px(_TEXT_X) - self.width() * _LEAST_SENTENCE
        self._chips = place_chips(self._view.sources, self._theme, edge, room)
        for chip in self._chips:
            paint_chip(painter, chip, self._theme, self.height())
        start = self._chips[0].left if self._chips else edge
        self._paint_sentence(painter, start - px(24))
        painter.end()

    def _chip_at(self, at: QPointF) -> SourceChipView | None:
        for chip in self._chips:
            if chip.left <= at.x() <= chip.left + chip.width:
                return chip.view
        return None

    def _paint_ground(self, painter: QPainter) -> None:
        theme, colours = self._theme, self._theme.colours
        painter.fillRect(self.rect(), colours.background)
        if self._view.tinted:
            from PySide6.QtGui import QLinearGradient  # noqa: PLC0415 - 170 presets come with it

            tint = QLinearGradient(0, 0, self.width() * 0.62, 0)
            # Opaque, because a PDF knows no gradient that one can see through.
            level = theme.level(self._view.level)
            tint.setColorAt(0.0, mixed(colours.background, level, theme.tint.ribbon))
            tint.setColorAt(1.0, colours.background)
            painter.fillRect(self.rect(), tint)
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), colours.line)

    def _paint_clock(self, painter: QPainter) -> float:
        """Draw time and date; return where the room left of them ends."""
        theme, view = self._theme, self._view
        px, right = theme.px, self.width() - theme.px(24)
        if not view.time:
            return right
        time_width = _draw_right(
            painter,
            QPointF(right, px(_HEADLINE_BASE + 2)),
            view.time,
            theme.font(TextStyle.HEADLINE),
            theme.colours.text,
        )
        date_width = _draw_right(
            painter,
            QPointF(right, px(_SUBLINE_BASE)),
            view.date,
            theme.font(TextStyle.SMALL),
            theme.colours.text_2,
        )
        width = max(time_width, date_width)
        line = right - width - px(22)
        painter.setPen(QPen(theme.colours.line, 1))
        painter.drawLine(QPointF(round(line) + 0.5, px(22)), QPointF(round(line) + 0.5, px(74)))
        return line - px(22)

    def _paint_sentence(self, painter: QPainter, right: float) -> None:
        theme, view = self._theme, self._view
        px, left = theme.px, theme.px(_TEXT_X)
        end = right - px(70) * (view.demo + 1.4 * view.private)
        font = fitting(theme.font(TextStyle.HEADLINE), view.headline, end - left, 0.66)
        metrics = QFontMetricsF(font)
        text = metrics.elidedText(view.headline, Qt.TextElideMode.ElideRight, max(0.0, end - left))
        painter.setFont(font)
        painter.setPen(theme.colours.text)
        painter.drawText(QPointF(left, px(_HEADLINE_BASE)), text)
        mark = left + metrics.horizontalAdvance(text) + px(14)
        if view.demo:
            mark = self._paint_mark(painter, mark, "DEMO", theme.colours.series_second)
        if view.private:
            self._paint_mark(painter, mark, "PRIVATE", theme.colours.series_first)
        lead = theme.font(TextStyle.LEAD)
        line = QFontMetricsF(lead).elidedText(
            view.subline, Qt.TextElideMode.ElideRight, max(0.0, right - left)
        )
        painter.setFont(lead)
        painter.setPen(theme.colours.text_2)
        painter.drawText(QPointF(left, px(_SUBLINE_BASE)), line)

    def _paint_mark(self, painter: QPainter, left: float, word: str, colour: QColor) -> float:
        """Draw a word as a mark behind the sentence; return where the next one begins."""
        theme, px = self._theme, self._theme.px
        font = theme.font(TextStyle.SMALL_STRONG)
        metrics = QFontMetricsF(font)
        height = px(22)
        middle = px(_HEADLINE_BASE) - px(9)
        pill = QRectF(left, middle - height / 2, metrics.horizontalAdvance(word) + px(18), height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setPen(theme.colours.surface)
        painter.setFont(font)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, word)
        return pill.right() + px(8)


def _draw_right(painter: QPainter, end: QPointF, text: str, font: QFont, colour: QColor) -> float:
    """Draw a text that ends at ``end``; return its width."""
    width = QFontMetricsF(font).horizontalAdvance(text)
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(end - QPointF(width, 0.0), text)
    return width
