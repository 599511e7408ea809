"""Starts the window program."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QEvent, QObject, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from aux_monitor import __version__
from aux_monitor.adapters.desktop.fallback_notifier import best_notifier
from aux_monitor.adapters.desktop.single_instance import Claim, SingleInstance
from aux_monitor.adapters.desktop.zone import LocalZone
from aux_monitor.adapters.sources.http import HttpClient
from aux_monitor.bootstrap.connecting import Connecting
from aux_monitor.bootstrap.desk import Desk
from aux_monitor.bootstrap.ground import Ground, lay_ground
from aux_monitor.bootstrap.logs import start_logging
from aux_monitor.bootstrap.options import Options
from aux_monitor.bootstrap.sessions import QUERY, Sessions
from aux_monitor.domain.state import ProblemTopic
from aux_monitor.ports.errors import AuxMonitorError
from aux_monitor.ports.notifier import NoticeAction
from aux_monitor.presentation.bridge import ViewBridge
from aux_monitor.presentation.notices import NoticeComposer
from aux_monitor.presentation.presenter import Presenter
from aux_monitor.settings.schema import ThemeChoice
from aux_monitor.ui.theme import Theme, ThemeName, load_theme
from aux_monitor.ui.tray import Tray
from aux_monitor.ui.tray_notifier import TrayNotifier
from aux_monitor.ui.window import MainWindow

logger = logging.getLogger(__name__)

THREADS = 4
"""Worker threads for what blocks: files, the keyring, waiting for children."""

PAINTED_WITHIN_S = 2.0
"""A window that starts minimised paints nothing; the rest does not wait for it longer."""


def make_application(arguments: Sequence[str] = ()) -> QApplication:
    """Return the process's QApplication, named and in the style the themes are made for."""
    application = QApplication(["aux-monitor", *arguments])
    application.setApplicationName("aux-monitor")
    application.setApplicationDisplayName("AUX Monitor")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("aux-monitor")
    application.setStyle("Fusion")
    # The window may be hidden in the tray: only a person ends the program.
    application.setQuitOnLastWindowClosed(False)
    return application


def load_themes(ground: Ground) -> dict[ThemeName, Theme]:
    """Return the bundled themes by name."""
    return {name: load_theme(ground.resources, name) for name in ThemeName}


def theme_choice(options: Options, configured: ThemeChoice) -> ThemeChoice:
    """Return the colours asked for on the command line, else the configured ones."""
    return ThemeChoice(options.theme) if options.theme else configured


def run_window(options: Options) -> int:
    """Show the window until somebody quits; return the exit code."""
    ground = lay_ground(options)
    log_problem = start_logging(ground.paths.log_file)
    if log_problem:
        ground.problems[ProblemTopic.LOG] = log_problem
    application = make_application()
    qInstallMessageHandler(_log_qt)
    sys.excepthook = _log_fault
    raised: list[Callable[[], None]] = []
    instance = SingleInstance(
        ground.paths.data_dir, ground.paths.config_file, lambda: raised[0]() if raised else None
    )
    match instance.claim():
        case Claim.RAISED:
            return 0
        case Claim.SILENT:
            raise AuxMonitorError(
                "AUX Monitor runs already and does not answer: end it, then start it again."
            )
        case Claim.FIRST:
            pass
    try:
        window = MainWindow(
            load_themes(ground), theme_choice(options, ground.settings.window.theme)
        )
        raised.append(window.bring_up)
        with asyncio.Runner(loop_factory=lambda: QEventLoop(application)) as runner:
            runner.run(_run(ground, window))
    finally:
        instance.close()
    return 0


async def _run(ground: Ground, window: MainWindow) -> None:
    """Compose everything around the window, and run it."""
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(THREADS, thread_name_prefix="worker"))
    zone = LocalZone()
    http = HttpClient()
    bridge, tray = ViewBridge(), Tray(window.theme)
    answers: list[Callable[[str, NoticeAction], None]] = []

    def answered(tag: str, action: NoticeAction) -> None:
        for answer in answers:
            answer(tag, action)

    notifier = best_notifier(answered, TrayNotifier(tray, answered))
    sessions = Sessions(ground, http, notifier, NoticeComposer(ground.catalogue, zone))
    query = (ground.resources / QUERY).read_text(encoding="utf-8")
    connecting = Connecting(http, ground.secrets, ground.clock, query, ground.stored)
    presenter = Presenter(ground.catalogue, zone)
    desk = Desk(ground, sessions, window, tray, bridge, presenter, notifier, connecting)
    answers.append(desk.answered)
    _connect(desk, window, tray, bridge)
    for number in (signal.SIGINT, signal.SIGTERM):
        # Windows' loop knows no signal handlers; there Ctrl+C ends the interpreter itself.
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, desk.quit)
    desk.draw()
    desk.place_window()
    await _shown(window)
    tray.start()
    desk.tray_changed()
    try:
        await desk.run()
    finally:
        window.hide()
        tray.stop()
        await notifier.aclose()
        await http.aclose()


def _connect(desk: Desk, window: MainWindow, tray: Tray, bridge: ViewBridge) -> None:
    bridge.overview_changed.connect(window.show_overview)
    bridge.detail_changed.connect(window.show_detail)
    bridge.tray_changed.connect(tray.show)
    window.intent.connect(desk.carry_out)
    window.range_chosen.connect(desk.choose_range)
    window.detail_closed.connect(desk.close_detail)
    window.connect_wanted.connect(desk.show_connect)
    window.theme_changed.connect(tray.set_theme)
    tray.intent.connect(desk.carry_out)
    tray.appeared.connect(desk.tray_changed)
    tray.vanished.connect(desk.tray_changed)


class FirstPaint(QObject):
    """Sets ``painted`` when a window has drawn itself for the first time."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.painted = asyncio.Event()
        self._frame = window.frame
        window.frame.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Look for the paint, and hold nothing back."""
        if event.type() is QEvent.Type.Paint:
            self._frame.removeEventFilter(self)
            self.painted.set()
        return super().eventFilter(watched, event)


async def _shown(window: MainWindow) -> None:
    """Show the window, and return when it has been painted and its charts have their curves."""
    first = FirstPaint(window)
    window.show()
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(PAINTED_WITHIN_S):
            await first.painted.wait()
    await asyncio.sleep(0)
    window.frame.attach_plots()


_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def _log_qt(kind: QtMsgType, _context: object, message: str) -> None:
    """Put what Qt has to say into the log: nobody reads a desktop program's terminal."""
    logging.getLogger("qt").log(min(_LEVELS[kind], logging.INFO), "%s", message)


def _log_fault(_kind: type[BaseException], fault: BaseException, _trace: object) -> None:
    """Put a fault in a slot into the log, and go on: the window must not vanish over it."""
    logger.critical("A fault in the window", exc_info=fault)
