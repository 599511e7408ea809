"""The StatusNotifier watcher of the session bus, with which panels of today hold tray icons.

Qt (6.11) registers an icon with the watcher when it is shown and never again, so a panel that
ends and is back within moments has lost the icon unless it is made anew. Whoever only looks from
time to time does not notice such a change; the bus tells of it at once.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtDBus import QDBusConnection, QDBusServiceWatcher
from PySide6.QtGui import QGuiApplication

_WATCHER = "org.kde.StatusNotifierWatcher"


class TrayHosts(QObject):
    """Emits ``came`` whenever a watcher has come onto the bus; without a bus that is never."""

    came = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        bus = QDBusConnection.sessionBus()
        if bus.isConnected():
            registered = QDBusServiceWatcher.WatchModeFlag.WatchForRegistration
            watcher = QDBusServiceWatcher(_WATCHER, bus, registered, self)
            watcher.serviceRegistered.connect(self.came)

    def watcher(self) -> str:
        """Return the watcher's connection on the bus, another one after each restart."""
        return _owner()


def icons_go_by_bus() -> bool:
    """Return whether Qt puts tray icons on the bus now, and not into a window of the panel."""
    if sys.platform != "linux":
        return False
    return QGuiApplication.platformName() != "xcb" or bool(_owner())


def _owner() -> str:
    bus = QDBusConnection.sessionBus()
    return str(bus.interface().serviceOwner(_WATCHER).value() or "") if bus.isConnected() else ""
