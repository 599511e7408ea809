"""The ambient view over the whole window: calm words from afar, or what fails as large as it goes.

It is painted when what it says changes and when it drifts a pixel on: a few times a minute.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from aux_monitor.presentation.ambient import AmbientView, drift
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.grown import paint_grown, sized, write
from aux_monitor.ui.shapes import paint_level
from aux_monitor.ui.theme import Theme, mixed

MARGIN = 24
"""The picture wanders so many pixels at most, right and down."""

_DIM = 0.5
"""How strongly a dim picture stands out from its ground."""


class AmbientScreen(QWidget):
    """Draws an ``AmbientView``; ``offset`` is where it has drifted to."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view: AmbientView | None = None
        self.offset = (0, 0)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()

    @property
    def view(self) -> AmbientView | None:
        """What is shown, None before the first."""
        return self._view

    def show_view(self, view: AmbientView) -> None:
        """Show another view; the same one is not painted again."""
        if view == self._view:
            return
        self._view = view
        failing = "; ".join(f"{part.title}, {part.word}" for part in view.grown)
        self.setAccessibleName(f"{view.headline}. {failing or view.subline}")
        self.update()

    def drift_to(self, elapsed_s: float, *, still: bool) -> None:
        """Stand where ``elapsed_s`` of drifting lead; ``still``: nothing moves by itself."""
        offset = (0, 0) if still else drift(elapsed_s, MARGIN)
        if offset != self.offset:
            self.offset = offset
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Draw with another theme from now on."""
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and shape
        """Draw the ground, and the picture where it stands now."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._ground())
        view = self._view
        if view is not None:
            area = QRectF(self.rect()).adjusted(0, 0, -MARGIN, -MARGIN).translated(*self.offset)
            if view.grown:
                self._paint_failing(painter, area, view)
            else:
                self._paint_calm(painter, area, view)
        painter.end()

    def _ground(self) -> QColor:
        return self._theme.colours.background

    def _ink(self, colour: QColor) -> QColor:
        """Return a colour, weakened towards the ground while the picture is dim."""
        dim = self._view is not None and self._view.dim
        return mixed(self._ground(), colour, _DIM) if dim else colour

    def _paint_calm(self, painter: QPainter, area: QRectF, view: AmbientView) -> None:
        """Draw shape and sentence in the middle of the height, and the time above."""
        theme, height = self._theme, area.height()
        left, right = area.left() + area.width() * 0.08, area.right() - area.width() * 0.08
        side = height * 0.17
        middle = area.top() + height * 0.46
        painter.setOpacity(_DIM if view.dim else 1.0)
        paint_level(painter, QRectF(left, middle - side / 2, side, side), view.level, theme)
        painter.setOpacity(1.0)
        start = left + side + height * 0.06
        head = sized(theme, TextStyle.HEADLINE, height * 0.12)
        base = middle + QFontMetricsF(head).capHeight() / 2
        ink = self._ink(theme.colours.text)
        write(painter, QPointF(start, base), right - start, view.headline, head, ink)
        lead = sized(theme, TextStyle.LEAD, height * 0.042)
        below = QPointF(start, base + height * 0.085)
        second = self._ink(theme.colours.text_2)
        write(painter, below, right - start, view.subline, lead, second)
        self._paint_clock(painter, QRectF(left, area.top(), right - left, height), view)

    def _paint_clock(self, painter: QPainter, area: QRectF, view: AmbientView) -> None:
        """Draw the time at the head's right, and whether this is only a demonstration."""
        theme, height = self._theme, area.height()
        clock = sized(theme, TextStyle.HEADLINE, height * 0.06)
        small = sized(theme, TextStyle.LEAD, height * 0.032)
        base = area.top() + height * 0.13
        for text, font, ink, at in (
            (view.time, clock, theme.colours.text_2, base),
            (view.date, small, theme.colours.text_3, base + height * 0.045),
        ):
            width = QFontMetricsF(font).horizontalAdvance(text)
            write(painter, QPointF(area.right() - width, at), width + 1, text, font, self._ink(ink))
        if view.demo:
            place = QPointF(area.left(), base)
            write(
                painter, place, area.width(), "DEMO", small, self._ink(theme.colours.series_second)
            )

    def _paint_failing(self, painter: QPainter, area: QRectF, view: AmbientView) -> None:
        """Draw the sentence above, and below it a card for each failing figure."""
        theme, height = self._theme, area.height()
        side = area.width() * 0.03
        head = sized(theme, TextStyle.HEADLINE, height * 0.062)
        clock_width = QFontMetricsF(head).horizontalAdvance(view.time)
        base = area.top() + height * 0.085
        left, right = area.left() + side, area.right() - side
        room = right - left - clock_width - side
        demo = "DEMO  " if view.demo else ""
        text = theme.colours.text
        write(painter, QPointF(left, base), room, f"{demo}{view.headline}", head, text)
        ink = theme.colours.text_2
        write(painter, QPointF(right - clock_width, base), clock_width + 1, view.time, head, ink)
        foot = height * (0.07 if view.more else 0.03)
        cards = QRectF(left, area.top() + height * 0.13, right - left, height * 0.87 - foot)
        self._paint_cards(painter, cards, view)
        if view.more:
            font = sized(theme, TextStyle.LEAD, height * 0.038)
            write(
                painter, QPointF(left, area.bottom() - height * 0.022), room, view.more, font, ink
            )

    def _paint_cards(self, painter: QPainter, area: QRectF, view: AmbientView) -> None:
        gap = area.height() * 0.035
        count = len(view.grown)
        tall = (area.height() - gap * (count - 1)) / count
        top = area.top()
        for part in view.grown:
            paint_grown(painter, QRectF(area.left(), top, area.width(), tall), part, self._theme)
            top += tall + gap
