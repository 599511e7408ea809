"""The tray icon: optional everywhere, and never trusted to be there.

A StatusNotifier host that starts after the program needs a *new* QSystemTrayIcon: Qt chooses the
backend when the object is made, so hide and show do not help (as told in
https://github.com/evilsocket/opensnitch/issues/1659). Hence the object is made anew whenever a
host appears, also one that takes the place of another before anybody has looked.
``QSystemTrayIcon.supportsMessages`` is True without any host and proves nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from aux_monitor.domain.level import Level
from aux_monitor.domain.snooze import SnoozeSpan
from aux_monitor.presentation.views import TrayView
from aux_monitor.services.intents import EndSnooze, Intent, OpenMetric, SnoozeAlerts
from aux_monitor.settings.language import tr
from aux_monitor.ui.actions import ACTIONS, ActionId, intent_of
from aux_monitor.ui.theme import Theme
from aux_monitor.ui.tray_icon import tray_icon

if TYPE_CHECKING:
    from aux_monitor.ui.tray_hosts import TrayHosts

LOOK_EVERY_MS = 10_000
"""How often a tray host is looked for: one property read, and a host that starts late is rare."""

_SHOWN_FOR_MS = 10_000
_TRAY_ACTIONS = (
    ActionId.REFRESH,
    ActionId.SNAPSHOT_1X,
    ActionId.SNAPSHOT_2X,
    ActionId.SNAPSHOT_4K,
)


class Tray(QObject):
    """Draws a ``TrayView`` where the desktop has a tray.

    ``intent`` carries what a person chose; ``appeared`` and ``vanished`` tell of the tray itself;
    ``message_clicked`` that the message shown last was clicked.
    """

    intent = Signal(object)
    appeared = Signal()
    vanished = Signal()
    message_clicked = Signal()

    def __init__(
        self, theme: Theme, parent: QObject | None = None, *, look_every_ms: int = LOOK_EVERY_MS
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view = TrayView(Level.UNKNOWN, 0, "AUX Monitor", demo=False)
        self._menu = QMenu()
        self._icon: QSystemTrayIcon | None = None
        self._fill_menu()
        self._timer = QTimer(self)
        self._timer.setInterval(look_every_ms)
        self._timer.timeout.connect(self._look_again)
        self._hosts: TrayHosts | None = None
        self._holder = ""

    @property
    def available(self) -> bool:
        """Return whether the icon is in a tray now, asked afresh."""
        shown = self._hosts is None or self._hosts.shown
        return self._icon is not None and shown and QSystemTrayIcon.isSystemTrayAvailable()

    def start(self) -> None:
        """Look for a tray now, and again every few seconds."""
        self.look()
        self._timer.start()

    def stop(self) -> None:
        """Take the icon away for good."""
        self._timer.stop()
        self._drop()

    def look(self) -> None:
        """Make the icon where a tray has appeared, drop it where the tray has gone."""
        there = QSystemTrayIcon.isSystemTrayAvailable()
        if there and self._icon is None:
            self._make()
            self.appeared.emit()
        elif not there and self._icon is not None:
            self._drop()
            self.vanished.emit()

    def _look_again(self) -> None:
        """Look, and from now on be told by the bus too, for which the start did not wait."""
        if self._hosts is None:
            from aux_monitor.ui.tray_hosts import TrayHosts  # noqa: PLC0415 - see above

            self._hosts = TrayHosts(self)
            self._hosts.came.connect(self._renew)
            self._hosts.changed.connect(self._host_changed)
        self.look()
        self._hosts.ask()

    def show(self, view: TrayView) -> None:
        """Draw the view; nothing happens when it is the one already drawn."""
        if view == self._view:
            return
        same = replace(view, tooltip=self._view.tooltip, snoozed=self._view.snoozed)
        redraw = same != self._view
        self._view = view
        self._end.setEnabled(view.snoozed)
        if self._icon is not None:
            self._icon.setToolTip(view.tooltip)
            if redraw:
                self._icon.setIcon(tray_icon(view.level, view.count, self._theme))

    def set_theme(self, theme: Theme) -> None:
        """Draw with another theme."""
        self._theme = theme
        if self._icon is not None:
            self._icon.setIcon(tray_icon(self._view.level, self._view.count, theme))

    def show_message(self, title: str, body: str, *, urgent: bool) -> bool:
        """Show a desktop message through the tray; return whether there was a tray to show it.

        An icon that stands on the bus sends its messages to the notification service and never
        learns whether one is there. Whoever comes here has tried that service, so there it is
        not tried again: a message would be lost and count as shown.
        """
        from aux_monitor.ui.tray_hosts import icons_go_by_bus  # noqa: PLC0415 - see _look_again

        if not self.available or self._icon is None or icons_go_by_bus():
            return False
        kind = (
            QSystemTrayIcon.MessageIcon.Critical
            if urgent
            else QSystemTrayIcon.MessageIcon.Information
        )
        self._icon.showMessage(title, body, kind, _SHOWN_FOR_MS)
        return True

    def _make(self) -> None:
        icon = QSystemTrayIcon(self)
        icon.setIcon(tray_icon(self._view.level, self._view.count, self._theme))
        icon.setToolTip(self._view.tooltip)
        icon.setContextMenu(self._menu)
        icon.activated.connect(self._activated)
        icon.messageClicked.connect(self.message_clicked)
        icon.show()
        self._icon = icon
        self._holder = "" if self._hosts is None else self._hosts.watcher()

    def _renew(self) -> None:
        """Put the icon onto a panel that has just come, maybe in the place of another."""
        if self._icon is None:
            self.look()
        elif self._hosts is not None and self._hosts.watcher() != self._holder:
            self._drop()
            self._make()

    def _host_changed(self) -> None:
        """Tell that the panel behind the watcher, which still has the icon, went or came."""
        if self._icon is not None:
            (self.appeared if self.available else self.vanished).emit()

    def _drop(self) -> None:
        if self._icon is not None:
            self._icon.hide()
            self._icon.deleteLater()
            self._icon = None

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is not QSystemTrayIcon.ActivationReason.Context:
            self.intent.emit(OpenMetric())

    def _fill_menu(self) -> None:
        self._add(self._menu, tr("Open"), OpenMetric())
        self._menu.addSeparator()
        entries = {entry.id: entry for entry in ACTIONS}
        for action in _TRAY_ACTIONS:
            intent = intent_of(action)
            if intent is not None:
                self._add(self._menu, entries[action].text, intent)
        snooze = self._menu.addMenu(tr("Snooze all alerts"))
        for span in SnoozeSpan:
            self._add(snooze, span.value, SnoozeAlerts(span))
        snooze.addSeparator()
        self._end = self._add(snooze, tr("End every snooze"), EndSnooze())
        self._end.setEnabled(self._view.snoozed)
        self._menu.addSeparator()
        quit_entry = entries[ActionId.QUIT]
        intent = intent_of(ActionId.QUIT)
        if intent is not None:
            self._add(self._menu, quit_entry.text, intent)

    def _add(self, menu: QMenu, text: str, intent: Intent) -> QAction:
        action = menu.addAction(text)
        action.triggered.connect(lambda _checked=False, which=intent: self.intent.emit(which))
        return action
