"""Keeps the window on its screen, and on some screen, while screens come and go."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from aux_monitor.presentation.placing import Following
from aux_monitor.settings.screens import ScreenName
from aux_monitor.ui.screens import name_of, present_screens
from aux_monitor.ui.standing import bring_into_reach, move_to, stands_on

SETTLE_MS = 400
"""A dock takes its screens away one after the other; the window moves once they have settled."""


class ScreenKeeper(QObject):
    """Follows Qt's account of the screens. It moves the window, and never activates it."""

    def __init__(self, window: QWidget, *, settle_ms: int = SETTLE_MS) -> None:
        super().__init__(window)
        self._window = window
        self._following = Following()
        self._asked = False
        self._under: ScreenName = name_of(window.screen())
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(settle_ms)
        self._settling.timeout.connect(self.settle)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.screenAdded.connect(self._settling.start)
            application.screenRemoved.connect(self._removed)
        handle = window.windowHandle()
        if handle is not None:
            handle.screenChanged.connect(self._changed)
        window.installEventFilter(self)

    @property
    def following(self) -> Following:
        """Which screen the window belongs on."""
        return self._following

    def use(self, chosen: ScreenName | None) -> None:
        """Belong on another screen from now on, None for wherever the window is put."""
        if chosen != self._following.chosen:
            self._following = Following(chosen)
            self.settle()

    def settle(self) -> None:
        """Go where the window belongs, if that screen is there; stay in reach anyhow."""
        goal = self._following.goal(present_screens())
        screens = QGuiApplication.screens()
        if goal is not None and not stands_on(self._window, screens[goal]):
            move_to(self._window, screens[goal], firmly=self._asked)
            if not self._asked:  # look once more, when the window manager has answered
                self._asked = True
                self._settling.start()
                return
        elif goal is None:
            bring_into_reach(self._window)
        self._asked = False
        self._under = name_of(self._window.screen())
        self._following = self._following.arrived(self._under)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Look again when full screen is left: the place before it may be on another screen."""
        if event.type() is QEvent.Type.WindowStateChange and not self._window.isFullScreen():
            self._settling.start()
        return super().eventFilter(watched, event)

    def _removed(self, screen: QScreen) -> None:
        """Note whether it was ours; Qt itself moves the window onto another one at once."""
        if name_of(screen) == self._under:
            self._following = self._following.lost(self._under)
        self._settling.start()

    def _changed(self, _screen: QScreen) -> None:
        """Note that a person has moved the window, unless screens are coming and going."""
        now = name_of(self._window.screen())
        if not self._settling.isActive() and now != self._under:
            self._under = now
            self._following = self._following.moved()
