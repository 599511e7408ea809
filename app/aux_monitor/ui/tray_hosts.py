"""The StatusNotifier watcher of the session bus, with which panels of today hold tray icons.

Qt (6.11) registers an icon with the watcher when it is shown and never again, so a panel that
ends and is back within moments has lost the icon unless it is made anew. Whoever only looks from
time to time does not notice such a change; the bus tells of it at once. And a watcher alone shows
nothing: KDE's runs on beside a panel that has ended, and in sessions that never had one.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusPendingCallWatcher,
    QDBusServiceWatcher,
    QDBusVariant,
)
from PySide6.QtGui import QGuiApplication

_WATCHER = "org.kde.StatusNotifierWatcher"
_PATIENCE_MS = 2000


class TrayHosts(QObject):
    """Knows the watcher. Without a bus, and on other systems, there is none.

    ``came`` is emitted whenever one has come onto the bus, ``changed`` when ``shown`` has.
    """

    came = Signal()
    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._shown = True
        bus = QDBusConnection.sessionBus()
        if bus.isConnected():
            registered = QDBusServiceWatcher.WatchModeFlag.WatchForRegistration
            watcher = QDBusServiceWatcher(_WATCHER, bus, registered, self)
            watcher.serviceRegistered.connect(self.came)

    @property
    def shown(self) -> bool:
        """Return whether a panel showed the watcher's icons when it was last asked."""
        return self._shown

    def watcher(self) -> str:
        """Return the watcher's connection on the bus, another one after each restart."""
        return _owner()

    def ask(self) -> None:
        """Ask the watcher, without waiting, whether any panel shows its icons."""
        if not _owner():
            self._note(shown=True)  # it is no question of the watcher's then
            return
        question = QDBusMessage.createMethodCall(
            _WATCHER, "/StatusNotifierWatcher", "org.freedesktop.DBus.Properties", "Get"
        )
        question.setArguments([_WATCHER, "IsStatusNotifierHostRegistered"])
        question.setAutoStartService(False)
        call = QDBusConnection.sessionBus().asyncCall(question, _PATIENCE_MS)
        QDBusPendingCallWatcher(call, self).finished.connect(self._answered)

    def _answered(self, call: QDBusPendingCallWatcher) -> None:
        arguments = call.reply().arguments()
        call.deleteLater()
        answer = arguments[0] if len(arguments) == 1 else None
        # A watcher that cannot say is believed: it holds the icon, after all.
        self._note(shown=not (isinstance(answer, QDBusVariant) and answer.variant() is False))

    def _note(self, *, shown: bool) -> None:
        if shown != self._shown:
            self._shown = shown
            self.changed.emit()


def icons_go_by_bus() -> bool:
    """Return whether Qt puts tray icons on the bus now, and not into a window of the panel."""
    if sys.platform != "linux":
        return False
    return QGuiApplication.platformName() != "xcb" or bool(_owner())


def _owner() -> str:
    bus = QDBusConnection.sessionBus()
    return str(bus.interface().serviceOwner(_WATCHER).value() or "") if bus.isConnected() else ""
