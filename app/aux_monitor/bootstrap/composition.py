"""Builds everything behind the window, and runs it until somebody quits."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from aux_monitor.adapters.channels.apprise_channels import AppriseChannels
from aux_monitor.adapters.desktop.chimes import Chimes
from aux_monitor.adapters.desktop.fallback_notifier import best_notifier
from aux_monitor.adapters.desktop.motion import DesktopMotion
from aux_monitor.adapters.desktop.zone import LocalZone
from aux_monitor.adapters.overlay_file import OverlayFile
from aux_monitor.adapters.sources.http import HttpClient
from aux_monitor.bootstrap.background import show_minimised_without_tray
from aux_monitor.bootstrap.connecting import Connecting
from aux_monitor.bootstrap.desk import Desk
from aux_monitor.bootstrap.ground import OVERLAY, Ground
from aux_monitor.bootstrap.privacy import PrivateNotifier
from aux_monitor.bootstrap.sessions import QUERY, Sessions
from aux_monitor.bootstrap.tuning import RuleTuning
from aux_monitor.ports.notifier import Answer, Chime, NoticeAction, Notifier
from aux_monitor.presentation.bridge import ViewBridge
from aux_monitor.presentation.notices import NoticeComposer
from aux_monitor.presentation.presenter import Presenter
from aux_monitor.services.supervisor import Supervisor
from aux_monitor.ui.tray import Tray
from aux_monitor.ui.tray_notifier import TrayNotifier
from aux_monitor.ui.window import MainWindow

logger = logging.getLogger(__name__)


async def run_desk(ground: Ground, window: MainWindow, presenter: Presenter) -> None:
    """Compose sessions, notifications and tray around the window, and run them."""
    http = HttpClient()
    bridge, tray = ViewBridge(), Tray(window.theme)
    answers: list[Callable[[str, NoticeAction], None]] = []

    def answered(tag: str, action: NoticeAction) -> None:
        for answer in answers:
            answer(tag, action)

    chimes = Chimes(lambda: desk.settings.notifications.sound, QApplication.beep)
    notifier = notifier_for(bridge, tray, chimes, answered)
    channels = AppriseChannels(ground.secrets)
    compose = NoticeComposer(ground.catalogue, LocalZone())
    sessions = Sessions(ground, http, notifier, compose, channels)
    query = (ground.resources / QUERY).read_text(encoding="utf-8")
    connecting = Connecting(http, ground.secrets, ground.clock, query)
    overlay = OverlayFile(ground.paths.config_file.parent / OVERLAY)
    tuning = RuleTuning(overlay, ground.clock, LocalZone())
    motion, upkeep = DesktopMotion(), Supervisor(ground.clock, logger.warning)
    upkeep.keep("following the desktop's animations", motion.follow)
    desk = Desk(
        ground,
        sessions,
        window,
        tray,
        bridge,
        presenter,
        connecting,
        tuning,
        is_still=lambda: motion.reduced,
    )
    answers.append(desk.answered)
    _connect(desk, window, tray, bridge)
    _quit_on_signals(desk)
    desk.draw()
    tray.start()
    desk.tray_changed()
    if ground.options.background:
        show_minimised_without_tray(window, tray)
    try:
        await desk.run()
    finally:
        window.hide()
        tray.stop()
        await upkeep.aclose()
        await channels.aclose()
        await notifier.aclose()
        await http.aclose()


def notifier_for(bridge: ViewBridge, tray: Tray, chimes: Chime, answered: Answer) -> Notifier:
    """Return what shows notices here, which hides what the window hides in private mode.

    Channels stay as they are: somebody else set them up to be told, and is not at this screen.
    """
    shown = best_notifier(answered, TrayNotifier(tray, answered, chimes), chimes)
    return PrivateNotifier(shown, bridge)


def _quit_on_signals(desk: Desk) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        # Windows' loop knows no signal handlers; there Ctrl+C ends the interpreter itself.
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, desk.quit)


def _connect(desk: Desk, window: MainWindow, tray: Tray, bridge: ViewBridge) -> None:
    bridge.overview_changed.connect(window.show_overview)
    bridge.detail_changed.connect(window.show_detail)
    bridge.rule_changed.connect(window.show_rule)
    bridge.entry_changed.connect(window.show_entry)
    bridge.alerts_changed.connect(window.show_alerts)
    bridge.beside_changed.connect(window.show_beside)
    bridge.review_changed.connect(window.show_review)
    # A topic's figures are drawn before it is shown, so that none of them jumps.
    window.frame.turning.connect(lambda: desk.draw() if window.frame.shows_topic else None)
    window.frame.page_shown.connect(desk.page_shown)
    bridge.tray_changed.connect(tray.show)
    window.intent.connect(desk.carry_out)
    window.range_chosen.connect(desk.choose_range)
    window.detail_closed.connect(desk.close_detail)
    window.connect_wanted.connect(desk.show_connect)
    window.settings_wanted.connect(desk.show_settings)
    window.theme_changed.connect(tray.set_theme)
    tray.intent.connect(desk.carry_out)
    tray.appeared.connect(desk.tray_changed)
    tray.vanished.connect(desk.tray_changed)
    application = QGuiApplication.instance()
    if isinstance(application, QGuiApplication):
        application.applicationStateChanged.connect(lambda state: _look_up(desk, state))


def _look_up(desk: Desk, state: Qt.ApplicationState) -> None:
    """Note that a person came to the window; to look at it from afar is not seen."""
    if state is Qt.ApplicationState.ApplicationActive:
        desk.seen()
