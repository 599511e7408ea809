"""Starts the window program: first what is seen, then everything behind it.

Nothing is imported here that the first picture does not need, not even the event loop. What the
running program needs besides (asyncio, the HTTP client, the sources, the history, notifications,
charts) comes after it.
"""

from __future__ import annotations

import signal
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication

from aux_monitor.adapters.desktop.place_file import PlaceFile
from aux_monitor.adapters.desktop.single_instance import Claim, SingleInstance
from aux_monitor.adapters.desktop.zone import LocalZone
from aux_monitor.bootstrap.application import (
    Themes,
    catch_complaints,
    choose_language,
    make_application,
    theme_choice,
)
from aux_monitor.bootstrap.first_look import first_state, recalled
from aux_monitor.bootstrap.ground import Ground, lay_ground
from aux_monitor.bootstrap.options import Options
from aux_monitor.ports.errors import AuxMonitorError
from aux_monitor.presentation.presenter import Presenter
from aux_monitor.ui.window import MainWindow


def run_window(options: Options) -> int:
    """Show the window until somebody quits; return the exit code.

    Until the loop hears signals itself, Ctrl+C ends the process there and then: nothing runs yet
    that would have to be ended in order, and a traceback helps nobody.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    ground = lay_ground(options)
    ground = recalled(ground, ground.clock.now())
    application = make_application()
    catch_complaints()
    choose_language(ground.settings.window.language, ground.resources)
    raised: list[Callable[[], None]] = []
    instance = SingleInstance(
        ground.paths.data_dir, ground.paths.config_file, lambda: raised[0]() if raised else None
    )
    if not _is_first(instance):
        return 0
    try:
        wanted = ground.settings.window
        window = MainWindow(
            Themes(ground.resources),
            theme_choice(options, wanted.theme),
            wanted.contrast,
            wanted.palette,
        )
        # Qt looks at this when it makes the native window, and at no later time.
        window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, options.background)
        raised.append(window.bring_up)
        presenter = Presenter(ground.catalogue, LocalZone())
        place = PlaceFile(ground.paths.data_dir / "window.place")
        kept, full = place.read(), options.kiosk or wanted.kiosk
        if kept or wanted.screen or full:
            from aux_monitor.ui.restoring import restore  # noqa: PLC0415 - not at a first start

            restore(window, kept, wanted.screen, full=full)
        first = _shown(application, window, presenter, ground)
        from aux_monitor.bootstrap.running import run  # noqa: PLC0415 - after the first paint

        run(application, ground, window, presenter, instance, first)
        from aux_monitor.ui.restoring import place_of  # noqa: PLC0415 - at the end

        place.write(place_of(window))
    finally:
        instance.close()
    return 0


def _is_first(instance: SingleInstance) -> bool:
    """Return whether this is the only monitor; one that runs already has come to the front."""
    match instance.claim():
        case Claim.FIRST:
            return True
        case Claim.RAISED:
            return False
        case Claim.SILENT:
            raise AuxMonitorError(
                "AUX Monitor runs already and does not answer: end it, then start it again."
            )


def _shown(
    application: QApplication, window: MainWindow, presenter: Presenter, ground: Ground
) -> FirstPaint:
    """Show the window, and let it paint before there is an event loop.

    ``sync`` hands on what the window system has to say to a window that was just shown. Where a
    window manager takes longer to place it, the window is painted as soon as the loop runs.
    """
    now = ground.clock.now()
    first_view = presenter.show(
        first_state(ground, now), now, ground.settings.layout, topics=False
    ).overview
    window.show_first(first_view)
    first = FirstPaint(window)
    if ground.options.background and not window.isFullScreen():
        first.happened = True  # nobody waits for a window that starts in the tray
        return first
    window.show()
    application.sync()
    return first


class FirstPaint(QObject):
    """Watches for a window to draw itself for the first time, and then calls ``on_paint``."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.on_paint: Callable[[], None] | None = None
        self.happened = False
        self._frame = window.frame
        window.frame.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Look for the paint, and hold nothing back."""
        if event.type() is QEvent.Type.Paint:
            self._frame.removeEventFilter(self)
            self.happened = True
            if self.on_paint is not None:
                self.on_paint()
        return super().eventFilter(watched, event)
