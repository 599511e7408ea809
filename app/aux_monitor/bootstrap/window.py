"""Starts the window program: first what is seen, then everything behind it.

Nothing is imported here that the first picture does not need. What the running program needs
besides (the HTTP client, the sources, the history, notifications, charts) comes after it.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module

from PySide6.QtCore import QEvent, QObject
from qasync import QEventLoop

from aux_monitor.adapters.desktop.place_file import PlaceFile
from aux_monitor.adapters.desktop.single_instance import Claim, SingleInstance
from aux_monitor.adapters.desktop.zone import LocalZone
from aux_monitor.bootstrap.application import (
    Themes,
    catch_complaints,
    make_application,
    theme_choice,
)
from aux_monitor.bootstrap.first_look import first_state
from aux_monitor.bootstrap.ground import Ground, lay_ground
from aux_monitor.bootstrap.logs import start_logging
from aux_monitor.bootstrap.options import Options
from aux_monitor.bootstrap.swift_start import resume_collection
from aux_monitor.domain.state import ProblemTopic
from aux_monitor.ports.errors import AuxMonitorError
from aux_monitor.presentation.presenter import Presenter
from aux_monitor.ui.window import MainWindow

THREADS = 4
"""Worker threads for what blocks: files, the keyring, waiting for children."""

PAINTED_WITHIN_S = 2.0
"""A window that starts minimised paints nothing; the rest does not wait for it longer."""

HEAVY = ("aux_monitor.bootstrap.sessions", "aux_monitor.bootstrap.connecting")
"""What is imported beside the loop, so that the window answers meanwhile; none of it makes a
widget."""


def run_window(options: Options) -> int:
    """Show the window until somebody quits; return the exit code."""
    ground = lay_ground(options)
    log_problem = start_logging(ground.paths.log_file)
    if log_problem:
        ground.problems[ProblemTopic.LOG] = log_problem
    application = make_application()
    catch_complaints()
    raised: list[Callable[[], None]] = []
    instance = SingleInstance(
        ground.paths.data_dir, ground.paths.config_file, lambda: raised[0]() if raised else None
    )
    if not _is_first(instance):
        return 0
    try:
        window = MainWindow(
            Themes(ground.resources), theme_choice(options, ground.settings.window.theme)
        )
        raised.append(window.bring_up)
        with asyncio.Runner(loop_factory=lambda: QEventLoop(application)) as runner:
            runner.run(_run(ground, window, instance))
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


async def _run(ground: Ground, window: MainWindow, instance: SingleInstance) -> None:
    """Show the first picture, then bring up the program behind it and run it."""
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(THREADS, thread_name_prefix="worker"))
    presenter = Presenter(ground.catalogue, LocalZone())
    place = PlaceFile(ground.paths.data_dir / "window.place")
    window.place_at(place.read())
    await _shown(window, presenter, ground)
    instance.listen()
    for name in HEAVY:
        await asyncio.to_thread(import_module, name)
    from aux_monitor.bootstrap.composition import run_desk  # noqa: PLC0415 - after the first paint
    from aux_monitor.bootstrap.late_charts import attach_charts  # noqa: PLC0415 - see above

    await attach_charts(window.frame)
    resume_collection()
    await run_desk(ground, window, presenter)
    place.write(window.place())


async def _shown(window: MainWindow, presenter: Presenter, ground: Ground) -> None:
    """Show the window, and return when it has been painted."""
    now = ground.clock.now()
    window.show_overview(presenter.show(first_state(ground, now), now).overview)
    first = FirstPaint(window)
    window.show()
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(PAINTED_WITHIN_S):
            await first.painted.wait()


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
