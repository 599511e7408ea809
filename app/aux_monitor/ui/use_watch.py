"""When somebody last used the window: a key, a button, the wheel, or the pointer moved."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

JITTER = 3.0
"""A pointer that moves less far than this was moved by the table, or by a page that changed."""

_DEEDS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.ShortcutOverride,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)
_PRESSES = _DEEDS - {QEvent.Type.ShortcutOverride}


class UseWatch(QObject):
    """Hears what the window system tells the window, before any widget does.

    That is a few events a second; a filter on the whole program would be asked about every paint.
    ``used`` is sent with each use. While ``covered`` answers yes, what is pressed does nothing
    else: it wakes the window up.
    """

    used = Signal()

    def __init__(
        self, window: QWidget, clock: Callable[[], float], covered: Callable[[], bool]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._clock = clock
        self._covered = covered
        self._at: QPointF | None = None
        self._used_at: float | None = None
        handle = window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    @property
    def used_at(self) -> float | None:
        """When the window was last used, None for never; now, while somebody is writing."""
        if self._is_busy():
            self._used_at = self._clock()
        return self._used_at

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Note a use; hold it back where it only uncovers the window."""
        kind = event.type()
        if kind is QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            if self._has_moved(event.globalPosition()):
                self.note()
        elif kind in _DEEDS:
            covered = self._covered()
            if covered and kind is QEvent.Type.ShortcutOverride:
                event.accept()  # then it comes as a plain key, and no shortcut takes it
                return True
            self.note()
            if covered and kind in _PRESSES:
                return True
        return super().eventFilter(watched, event)

    def note(self) -> None:
        """Note that somebody uses the window, in a way of which it hears nothing itself."""
        self._used_at = self._clock()
        self.used.emit()

    def _has_moved(self, at: QPointF) -> bool:
        """Return whether the pointer went somewhere; where it is at first tells nothing."""
        before, self._at = self._at, at
        if before is None:
            return False
        far = (at - before).manhattanLength() >= JITTER
        self._at = at if far else before
        return far

    def _is_busy(self) -> bool:
        """Return whether a menu or a dialog is open, or a field is being filled in."""
        if QApplication.activePopupWidget() or QApplication.activeModalWidget():
            return True
        focus = self._window.focusWidget() if self._window.isActiveWindow() else None
        if isinstance(focus, QLineEdit):
            return focus.isModified()
        return isinstance(focus, QPlainTextEdit) and focus.document().isModified()
