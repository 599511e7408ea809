"""The rail at the left: the pages there are, and the actions used most."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from aux_monitor.domain.level import Level
from aux_monitor.settings.language import tr, tr_noop
from aux_monitor.ui.actions import ACTIONS, ActionId, key_text
from aux_monitor.ui.fonts import TextStyle, fitting
from aux_monitor.ui.rail_icons import RailIcons
from aux_monitor.ui.theme import Theme

PAGES: tuple[tuple[ActionId, str], ...] = (
    (ActionId.OVERVIEW, tr_noop("Overview")),
    (ActionId.PERFORMANCE, tr_noop("Speed")),
    (ActionId.ADOPTION, tr_noop("Adoption")),
    (ActionId.COMMUNITY, tr_noop("Community")),
    (ActionId.QUALITY, tr_noop("Quality")),
    (ActionId.DEVELOPERS, tr_noop("Developers")),
    (ActionId.BUSINESS, tr_noop("Business")),
    (ActionId.ALERTS, tr_noop("Alerts")),
    (ActionId.REVIEWS, tr_noop("Reviews")),
)
SETUP: tuple[tuple[ActionId, str], ...] = (
    (ActionId.CONNECT, tr_noop("Connect")),
    (ActionId.SETTINGS, tr_noop("Settings")),
)
TOOLS: tuple[tuple[ActionId, str], ...] = (
    (ActionId.REFRESH, tr_noop("Refresh")),
    (ActionId.SNAPSHOT_1X, tr_noop("Snapshot")),
    (ActionId.HELP, tr_noop("Keys")),
)

_WIDTH = 76
_BUTTON_WIDTH = 70
_ICON = 20.0
_LEAST_WORD = 0.7
"""A long word is written smaller, down to this share."""
_STROKE = 1.6
_BADGE = 15.0
_MOST_SHOWN = 99


class ButtonForm(Struct, frozen=True):
    """How a button looks: its height at scale 1, and whether there is a word under its icon."""

    height: float
    word: bool


class RailForm(Struct, frozen=True):
    """How the rail uses its height; all are pixels at scale 1."""

    page: ButtonForm
    tool: ButtonForm
    gap: float
    edge: float

    def needed(self, pages: int, tools: int) -> float:
        """Return the height that so many buttons take."""
        buttons = pages * self.page.height + tools * self.tool.height
        return buttons + (pages + tools) * self.gap + 2 * self.edge


FORMS = (
    RailForm(ButtonForm(54, word=True), ButtonForm(54, word=True), gap=4, edge=16),
    RailForm(ButtonForm(50, word=True), ButtonForm(32, word=False), gap=2, edge=12),
    RailForm(ButtonForm(44, word=True), ButtonForm(28, word=False), gap=1, edge=6),
    RailForm(ButtonForm(30, word=False), ButtonForm(28, word=False), gap=1, edge=6),
)
"""From the roomiest to the tightest."""


def form_for(height: float, pages: int, tools: int) -> RailForm:
    """Return the roomiest form that fits a height at scale 1, else the tightest."""
    return next((form for form in FORMS if form.needed(pages, tools) <= height), FORMS[-1])


class RailButton(QAbstractButton):
    """An icon above a word; a page's button stays pressed while its page is shown."""

    def __init__(self, action: ActionId, word: str, theme: Theme, *, page: bool) -> None:
        super().__init__()
        self._theme = theme
        self._icon = theme.kept(RailIcons).path(action)
        self._form = FORMS[0].page
        self._count = 0
        self.setText(tr(word))
        self.setCheckable(page)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._entry = next(entry for entry in ACTIONS if entry.id is action)
        self.setAccessibleName(tr(self._entry.text))
        self.setAccessibleDescription(tr(self._entry.help))

    def set_theme(self, theme: Theme) -> None:
        """Draw with another theme from now on."""
        self._theme = theme
        self.set_form(self._form)

    def nextCheckState(self) -> None:  # noqa: N802 - Qt's name
        """Do nothing: the window says which page is shown."""

    def set_form(self, form: ButtonForm) -> None:
        """Take another height, with a word under the icon or without one."""
        self._form = form
        self.setFixedSize(self._theme.ipx(_BUTTON_WIDTH), self._theme.ipx(form.height))
        self.update()

    def show_count(self, count: int) -> None:
        """Show a number at the icon, none for 0."""
        if count != self._count:
            self._count = count
            self.setAccessibleName(f"{self._entry.text}, {count}" if count else self._entry.text)
            self.update()

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Lighten under the pointer, and have a tool tip from now on."""
        self.setToolTip(f"{tr(self._entry.help)} ({key_text(self._entry)})")
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
        painter.setPen(self._border())
        if lit:
            painter.setBrush(colours.raised if self.isChecked() else colours.hover)
        painter.drawRoundedRect(ground, theme.radius.button, theme.radius.button)
        ink = colours.text if lit else colours.text_2
        self._paint_icon(painter, QPen(ink, _STROKE))
        if self._form.word:
            painter.setPen(ink)
            strong = self.isChecked()
            style = TextStyle.SMALL_STRONG if strong else TextStyle.SMALL
            room = self.width() - 2.0
            painter.setFont(fitting(theme.font(style), self.text(), room, _LEAST_WORD))
            foot = QRectF(0, self.height() * 0.58, self.width(), self.height() * 0.36)
            painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, self.text())
        if self._count:
            self._paint_count(painter)
        painter.end()

    def _border(self) -> QPen:
        """Return how the ground is outlined: in high contrast nothing else marks the page."""
        colours, stroke = self._theme.colours, self._theme.stroke
        if self.hasFocus():
            return QPen(colours.focus, stroke.ring)
        return QPen(colours.line, stroke.line) if self.isChecked() else QPen(Qt.PenStyle.NoPen)

    def _icon_top(self) -> float:
        if self._form.word:
            return self.height() * 0.17
        return (self.height() - self._theme.px(_ICON)) / 2

    def _paint_count(self, painter: QPainter) -> None:
        """Draw the number in a disc at the icon's upper right."""
        theme, colours = self._theme, self._theme.colours
        shown = str(self._count) if self._count <= _MOST_SHOWN else f"{_MOST_SHOWN}+"
        font = theme.font(TextStyle.MARK)
        side = theme.px(_BADGE)
        wide = max(side, QFontMetricsF(font).horizontalAdvance(shown) + theme.px(8))
        left = self.width() / 2 + theme.px(3)
        disc = QRectF(left, max(1.0, self._icon_top() - theme.px(4)), wide, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.level(Level.BREACH))
        painter.drawRoundedRect(disc, side / 2, side / 2)
        painter.setPen(colours.background)
        painter.setFont(font)
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, shown)

    def _paint_icon(self, painter: QPainter, pen: QPen) -> None:
        side = self._theme.px(_ICON)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.save()
        painter.translate(QPointF((self.width() - side) / 2, self._icon_top()))
        painter.scale(side / 24, side / 24)
        pen.setWidthF(pen.widthF() * 24 / _ICON)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self._icon)
        painter.restore()


class Rail(QWidget):
    """The column of buttons; ``chosen`` carries an ``ActionId``.

    A low window has lower buttons, then tools without words, then icons alone: all of them can
    be seen and reached whatever the height.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._form = FORMS[0]
        self._buttons: dict[ActionId, RailButton] = {}
        self._column = QVBoxLayout(self)
        for action, word in PAGES:
            self._add(action, word, page=True)
        self._column.addStretch(1)
        for action, word in SETUP:
            self._add(action, word, page=True)
        for action, word in TOOLS:
            self._add(action, word, page=False)
        self._measure()

    def show_page(self, page: ActionId) -> None:
        """Mark the page that is shown."""
        for action, made in self._buttons.items():
            made.setChecked(action is page)

    def show_count(self, page: ActionId, count: int) -> None:
        """Show a number on a page's button, none for 0; a page without a button has nowhere."""
        made = self._buttons.get(page)
        if made is not None:
            made.show_count(count)

    def set_theme(self, theme: Theme) -> None:
        """Draw with another theme from now on."""
        self._theme = theme
        for made in self._buttons.values():
            made.set_theme(theme)
        self._measure()
        self.update()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for no height: the buttons take what there is."""
        return QSize(self.width(), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give the buttons the form that fits, before anything is painted."""
        super().resizeEvent(event)
        if self._fitting() is not self._form:
            self._measure()
            self._column.activate()

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

    def _fitting(self) -> RailForm:
        return form_for(self.height() / self._theme.scale, len(PAGES), len(SETUP) + len(TOOLS))

    def _measure(self) -> None:
        theme = self._theme
        form = self._form = self._fitting()
        across = (theme.ipx(_WIDTH) - 1 - theme.ipx(_BUTTON_WIDTH)) // 2
        edge = theme.ipx(form.edge)
        self._column.setContentsMargins(across, edge, across + 1, edge)
        self._column.setSpacing(theme.ipx(form.gap))
        pages = {action for action, _word in PAGES}
        for action, made in self._buttons.items():
            made.set_form(form.page if action in pages else form.tool)
        self.setFixedWidth(theme.ipx(_WIDTH))
