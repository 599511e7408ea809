"""How many of a section's tiles are hidden, how bad the worst of them is, and their way back."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget

from aux_monitor.domain.level import Level
from aux_monitor.presentation.arrangement import ShowTiles
from aux_monitor.presentation.views import TileView
from aux_monitor.settings.language import tr
from aux_monitor.ui.controls import control_sheet
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.theme import Theme

_HEIGHT = 22.0
_PAD = 8.0
_TOLD = (Level.BREACH, Level.OFF_TARGET)


class HiddenNote(QAbstractButton):
    """A button such as ``2 hidden, 1 breach``; ``wanted`` carries a ``ShowTiles``.

    Its menu names every hidden tile with its state, so that one can look without showing them.
    """

    wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tiles: tuple[TileView, ...] = ()
        self._worst = Level.UNKNOWN
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._open_menu)

    def show_hidden(self, section: str, tiles: tuple[TileView, ...]) -> None:
        """Show how many tiles of a section are hidden."""
        if tiles == self._tiles:
            return
        self._tiles = tiles
        levels = [tile.level for tile in tiles]
        self._worst = next((level for level in _TOLD if level in levels), Level.UNKNOWN)
        worst = (
            f", {levels.count(self._worst)} {tr(self._worst.value)}" if self._worst in _TOLD else ""
        )
        self.setText(tr("{n} hidden{worst}", n=len(tiles), worst=worst))
        self.setAccessibleName(f"{section}: {self.text()}")
        self.setToolTip(tr("Show hidden tiles again"))
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Draw with another theme from now on."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the room its words take."""
        theme = self._theme
        words = QFontMetricsF(theme.font(TextStyle.SMALL_STRONG)).horizontalAdvance(self.text())
        return QSize(round(words + 2 * theme.px(_PAD)), theme.ipx(_HEIGHT))

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Lighten under the pointer."""
        self.update()
        super().enterEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and shape
        """Draw a pill with the words, in the colour of the worst hidden level."""
        theme, colours = self._theme, self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(colours.focus if self.hasFocus() else colours.line, 1.0))
        painter.setBrush(colours.hover if self.underMouse() else colours.background)
        painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
        told = self._worst in _TOLD
        painter.setPen(theme.word(self._worst) if told else colours.text_2)
        painter.setFont(theme.font(TextStyle.SMALL_STRONG if told else TextStyle.SMALL))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setStyleSheet(control_sheet(self._theme))
        for tile in self._tiles:
            entry = menu.addAction(
                tr("Show {name} ({word})", name=tile.name.replace("&", "&&"), word=tile.word)
            )
            entry.triggered.connect(
                lambda _checked=False, tile=tile: self.wanted.emit(ShowTiles((tile,)))
            )
        if len(self._tiles) > 1:
            menu.addSeparator()
            every = self._tiles
            menu.addAction(tr("Show all {n}", n=len(every))).triggered.connect(
                lambda: self.wanted.emit(ShowTiles(every))
            )
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))
