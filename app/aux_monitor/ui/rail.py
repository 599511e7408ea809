"""The rail at the left: the pages there are, and the actions used most."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from aux_monitor.ui.actions import ACTIONS, ActionId, key_text
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.rail_icons import icon_path
from aux_monitor.ui.theme import Theme

PAGES: tuple[tuple[ActionId, str], ...] = (
    (ActionId.OVERVIEW, "Overview"),
    (ActionId.CONNECT, "Connect"),
    (ActionId.SETTINGS, "Settings"),
)
TOOLS: tuple[tuple[ActionId, str], ...] = (
    (ActionId.REFRESH, "Refresh"),
    (ActionId.SNAPSHOT_1X, "Snapshot"),
    (ActionId.HELP, "Keys"),
)

_WIDTH = 76
_BUTTON_WIDTH, _BUTTON_HEIGHT = 62, 54
_ICON = 20.0
_STROKE = 1.6


class RailButton(QAbstractButton):
    """An icon above a word; a page's button stays pressed while its page is shown."""

    def __init__(self, action: ActionId, word: str, theme: Theme, *, page: bool) -> None:
        super().__init__()
        self._theme = theme
        self._icon = icon_path(action)
        self.setText(word)
        self.setCheckable(page)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._entry = next(entry for entry in ACTIONS if entry.id is action)
        self.setAccessibleName(self._entry.text)
        self.setAccessibleDescription(self._entry.help)

    def set_theme(self, theme: Theme) -> None:
        """Draw with another theme from now on."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def nextCheckState(self) -> None:  # noqa: N802 - Qt's name
        """Do nothing: the window says which page is shown."""

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the button's fixed size."""
        return QSize(self._theme.ipx(_BUTTON_WIDTH), self._theme.ipx(_BUTTON_HEIGHT))

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Lighten under the pointer, and have a tool tip from now on."""
        self.setToolTip(f"{self._entry.help} ({key_text(self._entry)})")
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Take the light back."""
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and shape
        """Draw ground, icon and word."""
        theme, colours = self._theme, self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit = self.isChecked() or self.underMouse() or self.isDown()
        ground = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(colours.focus, 1.0) if self.hasFocus() else Qt.PenStyle.NoPen)
        if lit:
            painter.setBrush(colours.raised if self.isChecked() else colours.hover)
        painter.drawRoundedRect(ground, theme.radius.button, theme.radius.button)
        ink = colours.text if lit else colours.text_2
        self._paint_icon(painter, QPen(ink, _STROKE))
        painter.setPen(ink)
        strong = self.isChecked()
        painter.setFont(theme.font(TextStyle.SMALL_STRONG if strong else TextStyle.SMALL))
        foot = QRectF(0, self.height() * 0.58, self.width(), self.height() * 0.36)
        painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()

    def _paint_icon(self, painter: QPainter, pen: QPen) -> None:
        side = self._theme.px(_ICON)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.save()
        painter.translate(QPointF((self.width() - side) / 2, self.height() * 0.17))
        painter.scale(side / 24, side / 24)
        pen.setWidthF(pen.widthF() * 24 / _ICON)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self._icon)
        painter.restore()


class Rail(QWidget):
    """The column of buttons; ``chosen`` carries an ``ActionId``."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._buttons: dict[ActionId, RailButton] = {}
        self._column = QVBoxLayout(self)
        for action, word in PAGES:
            self._add(action, word, page=True)
        self._column.addStretch(1)
        for action, word in TOOLS:
            self._add(action, word, page=False)
        self._measure()

    def show_page(self, page: ActionId) -> None:
        """Mark the page that is shown."""
        for action, made in self._buttons.items():
            made.setChecked(action is page)

    def set_theme(self, theme: Theme) -> None:
        """Draw with another theme from now on."""
        self._theme = theme
        for made in self._buttons.values():
            made.set_theme(theme)
        self._measure()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and shape
        """Draw the ground and the line at its right."""
        colours = self._theme.colours
        painter = QPainter(self)
        painter.fillRect(self.rect(), colours.background)
        painter.fillRect(self.width() - 1, 0, 1, self.height(), colours.line)
        painter.end()

    def _add(self, action: ActionId, word: str, *, page: bool) -> None:
        made = RailButton(action, word, self._theme, page=page)
        made.clicked.connect(lambda _checked=False, which=action: self.chosen.emit(which))
        self._buttons[action] = made
        self._column.addWidget(made)

    def _measure(self) -> None:
        theme = self._theme
        margin = (theme.ipx(_WIDTH) - 1 - theme.ipx(_BUTTON_WIDTH)) // 2
        self._column.setContentsMargins(margin, theme.space.l, margin + 1, theme.space.l)
        self._column.setSpacing(theme.space.xs)
        self.setFixedWidth(theme.ipx(_WIDTH))
