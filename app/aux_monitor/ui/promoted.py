"""The strip above a page that was turned to because it fails, and the mark at the foot."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from aux_monitor.presentation.ambient import GrownView
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.grown import paint_grown
from aux_monitor.ui.theme import Theme

_STRIP_HEIGHT = 148.0
_MARK_HEIGHT = 28.0


class PromotedStrip(QWidget):
    """Draws the figure for which its page is shown, large; hidden while nothing fails."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view: GrownView | None = None
        self.hide()
        self.set_theme(theme)

    @property
    def view(self) -> GrownView | None:
        """What is shown, None for nothing."""
        return self._view

    def show_view(self, view: GrownView | None) -> None:
        """Show a failing figure; None takes the strip away."""
        if view == self._view:
            return
        self._view = view
        if view is not None:
            figure = f"{view.figure.text} {view.figure.unit}".strip()
            self.setAccessibleName(
                f"{view.title}. {view.name} {figure}, {view.word}. {view.action}"
            )
        self.setVisible(view is not None)
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Draw with another theme from now on."""
        self._theme = theme
        self.setFixedHeight(theme.ipx(_STRIP_HEIGHT))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and shape
        """Draw ground and figure."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colours.background)
        if self._view is not None:
            side, top = self._theme.space.xl, self._theme.space.m
            area = QRectF(self.rect()).adjusted(side, top, -side, 0)
            paint_grown(painter, area, self._view, self._theme)
        painter.end()


class RotationMark(QWidget):
    """One calm line at the foot: what comes next and when. Its digits keep their places."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()
        self.set_theme(theme)

    @property
    def words(self) -> str:
        """What it says, empty for nothing."""
        return self._words

    def say(self, words: str) -> None:
        """Say what comes next; nothing takes the mark away."""
        if words == self._words:
            return
        self._words = words
        self.setAccessibleName(words)
        self.setVisible(bool(words))
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Draw with another theme from now on."""
        self._theme = theme
        self.setFixedHeight(theme.ipx(_MARK_HEIGHT))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the mark's height at a usual width."""
        return QSize(self._theme.ipx(200), self._theme.ipx(_MARK_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and shape
        """Draw the line, from its left edge on, so that nothing moves when a digit goes."""
        theme, colours = self._theme, self._theme.colours
        painter = QPainter(self)
        painter.fillRect(self.rect(), colours.background)
        painter.fillRect(0, 0, self.width(), 1, colours.line)
        font = theme.font(TextStyle.SMALL)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(colours.text_2)
        base = (self.height() + metrics.capHeight()) / 2
        painter.drawText(round(theme.space.xl), round(base), self._words)
        painter.end()
