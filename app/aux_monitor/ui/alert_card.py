"""One alert that asks for a person: what, why, since when, and what to press."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QLinearGradient,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from aux_monitor.domain.level import Level
from aux_monitor.domain.notice import AlertKey
from aux_monitor.domain.silence import SILENCE
from aux_monitor.presentation.views import AlertCardView
from aux_monitor.services.intents import Acknowledge, Intent, OpenMetric, SnoozeAlerts
from aux_monitor.ui.controls import button
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.shapes import paint_level
from aux_monitor.ui.theme import Theme, mixed

SNOOZED_S = 3600.0
"""What the card's snooze button means; its tool tip says so."""

_KEPT_TOGETHER = re.compile(r"(?<=\d) (?=(?:%|ms|s|min|h)\b|%)")
"""A figure and its unit stay on one line."""

_SHAPE = 16
_LINE = 1.38
"""Line height of the body, in ems: set loosely, since it is read from afar."""


class AlertCard(QWidget):
    """Draws an ``AlertCardView``; ``intent`` carries what its buttons ask."""

    intent = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view: AlertCardView | None = None
        self._body = QTextLayout()
        self._body_height = 0.0
        self._acknowledge = button("Acknowledge", theme)
        self._snooze = button("Snooze", theme)
        self._open = button("Open", theme)
        self._snooze.setToolTip("Silence this alert for 1 hour")
        self._buttons = QWidget(self)
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space.s)
        for each in (self._acknowledge, self._snooze, self._open):
            row.addWidget(each)
        row.addStretch(1)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._wire()

    @property
    def view(self) -> AlertCardView | None:
        """The view shown, None before the first."""
        return self._view

    def show_view(self, view: AlertCardView) -> None:
        """Show ``view``; nothing is laid out or painted when it is the one shown."""
        if view == self._view:
            return
        self._view = view
        self._acknowledge.setVisible(view.can_acknowledge)
        self._snooze.setVisible(view.can_snooze)
        self._open.setVisible(view.key.rule != SILENCE)
        self._buttons.setVisible(view.can_acknowledge or view.can_snooze)
        self.setAccessibleName(f"{view.title}, {view.corner}. {view.action} {view.body}")
        self._name(self._acknowledge, "Acknowledge", view)
        self._name(self._snooze, "Snooze", view)
        self._name(self._open, "Open", view)
        self._set_body(view)
        self._place()
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """Say that the height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Return the height that holds the whole text at ``width``."""
        self._lay_out_body(width)
        buttons = 0
        if not self._buttons.isHidden():
            buttons = self._buttons.sizeHint().height() + self._theme.space.m
        return round(self._top() + self._body_height + buttons + self._theme.space.l)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a column's width and the height that goes with it."""
        width = self._theme.ipx(300)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the narrowest width at which the buttons stand side by side."""
        return QSize(self._theme.ipx(240), self.heightForWidth(max(self.width(), 1)))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Lay the text out anew, and put the buttons below it."""
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and shape
        """Draw ground, title, corner and text."""
        view = self._view
        if view is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, view.level)
        self._paint_title(painter, view)
        painter.setPen(self._theme.colours.text_2)
        self._body.draw(painter, QPointF(self._theme.space.l, self._top()))
        painter.end()

    def _place(self) -> None:
        self._lay_out_body(self.width())
        side = self._theme.space.l
        top = round(self._top() + self._body_height + self._theme.space.m)
        height = self._buttons.sizeHint().height()
        self._buttons.setGeometry(side, top, max(0, self.width() - 2 * side), height)

    def _paint_ground(self, painter: QPainter, level: Level) -> None:
        theme = self._theme
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        colour = theme.level(level)
        fill = QLinearGradient(area.topLeft(), area.bottomLeft())
        loud = theme.tint.card if level is Level.BREACH else theme.tint.card / 3
        fill.setColorAt(0.0, mixed(theme.colours.surface, colour, loud))
        fill.setColorAt(1.0, mixed(theme.colours.surface, colour, loud / 4))
        painter.setBrush(fill)
        painter.setPen(QPen(mixed(theme.colours.line, colour, theme.tint.edge), 1.0))
        painter.drawRoundedRect(area, theme.radius.card, theme.radius.card)

    def _paint_title(self, painter: QPainter, view: AlertCardView) -> None:
        theme = self._theme
        left, size = float(theme.space.l), theme.px(_SHAPE)
        row = QRectF(left, theme.space.m, self.width() - 2 * left, theme.px(22))
        shape = QRectF(left, row.center().y() - size / 2, size, size)
        paint_level(painter, shape, view.level, theme)
        corner_font = theme.font(TextStyle.SMALL)
        painter.setFont(corner_font)
        painter.setPen(theme.colours.text_2)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(row, right, view.corner)
        taken = QFontMetricsF(corner_font).horizontalAdvance(view.corner) + theme.space.s
        room = row.adjusted(size + theme.space.s, 0, -taken, 0)
        font = theme.font(TextStyle.TITLE)
        painter.setFont(font)
        painter.setPen(theme.colours.text)
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        title = QFontMetricsF(font).elidedText(
            view.title, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, middle, title)

    def _top(self) -> float:
        """Return where the text begins."""
        return self._theme.space.m + self._theme.px(22) + self._theme.space.xs

    def _set_body(self, view: AlertCardView) -> None:
        """Set the text: the document's order in bold, the rest after it."""
        theme = self._theme
        action = f"{view.action} " if view.action else ""
        text = _KEPT_TOGETHER.sub("\N{NO-BREAK SPACE}", action + view.body)
        self._body = QTextLayout(text, theme.font(TextStyle.BODY))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._body.setTextOption(option)
        if view.action:
            strong = QTextCharFormat()
            strong.setFont(theme.font(TextStyle.BODY_STRONG))
            strong.setForeground(theme.colours.text)
            bold = QTextLayout.FormatRange()
            bold.start, bold.length, bold.format = 0, len(view.action), strong
            self._body.setFormats([bold])

    def _lay_out_body(self, width: int) -> None:
        room = max(1.0, width - 2.0 * self._theme.space.l)
        em = QFontMetricsF(self._theme.font(TextStyle.BODY)).height()
        step = max(em, self._theme.px(12.5) * _LINE)
        y = 0.0
        self._body.beginLayout()
        while (line := self._body.createLine()).isValid():
            line.setLineWidth(room)
            line.setPosition(QPointF(0, y))
            y += step
        self._body.endLayout()
        self._body_height = y

    def _wire(self) -> None:
        self._acknowledge.clicked.connect(lambda: self._ask(Acknowledge))
        self._snooze.clicked.connect(lambda: self._ask(lambda key: SnoozeAlerts(SNOOZED_S, key)))
        self._open.clicked.connect(lambda: self._ask(lambda key: OpenMetric(key.metric)))

    def _ask(self, make: Callable[[AlertKey], Intent]) -> None:
        if self._view is not None:
            self.intent.emit(make(self._view.key))

    @staticmethod
    def _name(which: QPushButton, verb: str, view: AlertCardView) -> None:
        which.setAccessibleName(f"{verb}: {view.title}")
