"""Full screen as a kiosk: nothing but the page, and no pointer while it lies still."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from aux_monitor.ui.window import MainWindow

POINTER_AFTER_MS = 3_000
"""The pointer is hidden after lying still for so long."""


class Kiosk(QObject):
    """Follows the window into full screen and out of it.

    The rail goes at once and stays away, for a page that is laid out anew with each movement of
    the pointer could not be read; keys and the context menu have all that it offers.
    """

    def __init__(self, window: MainWindow, *, pointer_after_ms: int = POINTER_AFTER_MS) -> None:
        super().__init__(window)
        self._window = window
        self._hidden = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(pointer_after_ms)
        self._timer.timeout.connect(self._hide_pointer)
        window.installEventFilter(self)
        self._follow()

    @property
    def pointer_hidden(self) -> bool:
        """Whether the pointer is out of sight."""
        return self._hidden

    def used(self) -> None:
        """Show the pointer again; it is hidden once more when it lies still."""
        self._show_pointer()
        if self._window.isFullScreen():
            self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Look when the window changes its state, and hold nothing back."""
        if event.type() in (QEvent.Type.WindowStateChange, QEvent.Type.Hide):
            self._follow()
        return super().eventFilter(watched, event)

    def _follow(self) -> None:
        full = self._window.isFullScreen()
        self._window.frame.show_rail(not full)
        if full and self._window.isVisible():
            self._timer.start()
        else:
            self._timer.stop()
            self._show_pointer()

    def _hide_pointer(self) -> None:
        if not self._hidden and self._window.isVisible():
            self._hidden = True
            QGuiApplication.setOverrideCursor(Qt.CursorShape.BlankCursor)

    def _show_pointer(self) -> None:
        if self._hidden:
            self._hidden = False
            QGuiApplication.restoreOverrideCursor()
