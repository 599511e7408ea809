"""The foot of an alert card: what can be pressed, and the line for a note."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QWidget

from aux_monitor.domain.snooze import SnoozeSpan
from aux_monitor.presentation.views import AlertCardView
from aux_monitor.services.intents import Acknowledge, EndSnooze, OpenMetric, SnoozeAlerts
from aux_monitor.settings.language import tr
from aux_monitor.ui.controls import plain_tooltip
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.theme import Theme

LONGEST_NOTE = 120
"""The card shows no more of a note than this, so no more is taken."""

_HEIGHT, _GAP, _SPARE, _LEAST_SPARE = 29.0, 6.0, 22.0, 14.0


class NoteField(QLineEdit):
    """One line for a note. ``saved`` tells of Enter, ``cancelled`` of Esc; neither goes further."""

    saved = Signal()

    cancelled = Signal()

    def event(self, event: QEvent) -> bool:
        """Keep Esc from the window, for which it means to leave the page."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Save on Enter, give up on Esc: the card would take an Enter for itself and fold."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.saved.emit()
        else:
            super().keyPressEvent(event)


class CardButton(QPushButton):
    """A button in a card, which Enter presses as Space does."""

    def __init__(self, text: str, theme: Theme, parent: QWidget, weight: str = "card") -> None:
        super().__init__(text, parent)
        self.setFont(theme.font(TextStyle.BODY))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty("weight", weight)
        self.setAutoDefault(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Press it on Enter; the card would take an Enter for itself and fold."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class CardFoot(QWidget):
    """Buttons that flow into as many rows as they need, or the line for a note.

    ``intent`` carries what is asked for, ``page_wanted`` the address of the source's page;
    ``grown`` says that the height changed.
    """

    intent = Signal(object)
    page_wanted = Signal(str)
    grown = Signal()

    def __init__(self, theme: Theme, view: AlertCardView, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view = view
        self._note: NoteField | None = None
        self._menu: QMenu | None = None
        self.acknowledge = CardButton(tr("Acknowledge"), theme, self)
        self.snooze = CardButton(tr("Snooze"), theme, self)
        self.open = CardButton(tr("Open"), theme, self)
        self.source = CardButton(tr("Source"), theme, self)
        self._save = CardButton(tr("Save"), theme, self)
        self._cancel = CardButton(tr("Cancel"), theme, self)
        self.acknowledge.clicked.connect(self._begin_note)
        self.snooze.clicked.connect(self._show_menu)
        self.open.clicked.connect(lambda: self.intent.emit(OpenMetric(self._view.key.metric)))
        self.source.clicked.connect(lambda: self.page_wanted.emit(self._view.page))
        self._save.clicked.connect(self._save_note)
        self._cancel.clicked.connect(self._end_note)
        self.show_view(view)

    @property
    def is_noting(self) -> bool:
        """Whether a note is being written."""
        return self._note is not None

    def show_view(self, view: AlertCardView) -> None:
        """Offer what the view allows; a note that is being written goes with its alert's fire."""
        self._view = view
        if self._note is not None and not view.can_acknowledge:
            self._drop_note()
        self._offer()
        title = view.title
        for press, words in (
            (self.acknowledge, tr("Acknowledge: {title}", title=title)),
            (self.snooze, tr("Snooze: {title}", title=title)),
            (self.open, tr("Open: {title}", title=title)),
            (self.source, tr("Open the source of: {title}", title=title)),
            (self._save, tr("Save the note and acknowledge: {title}", title=title)),
            (self._cancel, tr("Do not acknowledge: {title}", title=title)),
        ):
            press.setAccessibleName(words)
        self.source.setToolTip(plain_tooltip(view.page))

    def height_for(self, width: int) -> int:
        """Return how tall it is at a width: nothing where there is nothing to press."""
        rows = len(self._rows(width))
        field = self._theme.px(_HEIGHT + _GAP) if self._note is not None else 0.0
        return round(
            rows * self._theme.px(_HEIGHT) + max(0, rows - 1) * self._theme.px(_GAP) + field
        )

    def stops(self) -> list[QWidget]:
        """Return what takes the focus, in the order in which Tab goes there."""
        return [*([self._note] if self._note is not None else []), *self._all()]

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size at the present width."""
        return QSize(self.width(), self.height_for(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Place the buttons."""
        super().resizeEvent(event)
        self._place()

    def _all(self) -> list[QPushButton]:
        return [self.acknowledge, self.snooze, self.open, self.source, self._save, self._cancel]

    def _offer(self) -> None:
        view, noting = self._view, self._note is not None
        asks = view.can_acknowledge or view.can_snooze
        self.acknowledge.setVisible(view.can_acknowledge and not noting)
        self.snooze.setVisible(view.can_snooze and not noting)
        self.open.setVisible(view.can_open and asks and not noting)
        self.source.setVisible(bool(view.page) and not noting)
        self._save.setVisible(noting)
        self._cancel.setVisible(noting)
        self._place()

    def _rows(self, width: int) -> list[list[tuple[QPushButton, float]]]:
        """Return the buttons with their widths, row by row: tight ones before a second row."""
        metrics = QFontMetricsF(self._theme.font(TextStyle.BODY))
        shown = [press for press in self._all() if not press.isHidden()]
        gap = self._theme.px(_GAP)
        words = [metrics.horizontalAdvance(press.text()) for press in shown]
        room = width - sum(words) - gap * max(0, len(shown) - 1)
        even = room / max(1, len(shown))
        spare = min(self._theme.px(_SPARE), max(self._theme.px(_LEAST_SPARE), even))
        rows: list[list[tuple[QPushButton, float]]] = []
        used = float(width)
        for press, word in zip(shown, words, strict=True):
            wide = word + spare
            if used + wide > width + 0.5 or not rows:
                rows.append([])
                used = 0.0
            rows[-1].append((press, wide))
            used += wide + gap
        return rows

    def _place(self) -> None:
        px = self._theme.px
        y, height = 0.0, px(_HEIGHT)
        if self._note is not None:
            self._note.setGeometry(0, 0, self.width(), round(height))
            y += height + px(_GAP)
        for row in self._rows(self.width()):
            x = 0.0
            for press, wide in row:
                press.setGeometry(round(x), round(y), round(wide), round(height))
                x += wide + px(_GAP)
            y += height + px(_GAP)

    def _show_menu(self) -> None:
        if self._menu is None:
            self._menu = QMenu(self)
            self._menu.setFont(self._theme.font(TextStyle.BODY))
        self._menu.clear()
        for span in SnoozeSpan:
            self._add(self._menu, tr(span.value), SnoozeAlerts(span, self._view.key))
        if self._view.end_snooze:
            self._menu.addSeparator()
            self._add(self._menu, self._view.end_snooze, EndSnooze(self._view.key))
        self._menu.popup(self.snooze.mapToGlobal(QPoint(0, self.snooze.height() + 2)))

    def _add(self, menu: QMenu, words: str, intent: SnoozeAlerts | EndSnooze) -> None:
        menu.addAction(words).triggered.connect(
            lambda _checked=False, which=intent: self.intent.emit(which)
        )

    def _begin_note(self) -> None:
        field = NoteField(self)
        field.setFont(self._theme.font(TextStyle.BODY))
        field.setMaxLength(LONGEST_NOTE)
        field.setPlaceholderText(tr("Note, if you like; Enter saves"))
        field.setAccessibleName(tr("Note on {title}, may stay empty", title=self._view.title))
        field.saved.connect(self._save_note)
        field.cancelled.connect(self._end_note)
        self._note = field
        self._offer()
        field.show()
        field.setFocus()
        self.grown.emit()

    def _save_note(self) -> None:
        note = self._note.text().strip() if self._note is not None else ""
        self._end_note()
        self.intent.emit(Acknowledge(self._view.key, note))

    def _end_note(self) -> None:
        self._drop_note()
        self._offer()
        self.acknowledge.setFocus()
        self.grown.emit()

    def _drop_note(self) -> None:
        if self._note is not None:
            self._note.hide()
            self._note.deleteLater()
            self._note = None
