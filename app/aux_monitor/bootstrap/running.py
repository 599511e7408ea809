"""The event loop, and what is brought up behind a window that is painted already."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module

from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from aux_monitor.adapters.desktop.single_instance import SingleInstance
from aux_monitor.bootstrap.ground import Ground
from aux_monitor.bootstrap.logs import start_logging
from aux_monitor.bootstrap.swift_start import resume_collection
from aux_monitor.bootstrap.window import FirstPaint
from aux_monitor.domain.state import ProblemTopic
from aux_monitor.presentation.presenter import Presenter
from aux_monitor.ui.window import MainWindow

logger = logging.getLogger(__name__)

THREADS = 4
"""Worker threads for what blocks: files, the keyring, waiting for children."""

PAINTED_WITHIN_S = 2.0
"""A window that starts minimised paints nothing; the rest does not wait for it longer."""

HEAVY = ("aux_monitor.bootstrap.sessions", "aux_monitor.bootstrap.connecting")
"""What is imported beside the loop, so that the window answers meanwhile; none of it makes a
widget."""


def run(
    application: QApplication,
    ground: Ground,
    window: MainWindow,
    presenter: Presenter,
    instance: SingleInstance,
    first: FirstPaint,
) -> None:
    """Run the program behind the window until somebody quits."""
    log_problem = start_logging(ground.paths.log_file)
    if log_problem:
        ground.problems[ProblemTopic.LOG] = log_problem
    if ground.unknown:
        logger.info("%s", ground.unknown)
    with asyncio.Runner(loop_factory=lambda: QEventLoop(application)) as runner:
        runner.run(_run(ground, window, presenter, instance, first))


async def _run(
    ground: Ground,
    window: MainWindow,
    presenter: Presenter,
    instance: SingleInstance,
    first: FirstPaint,
) -> None:
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(THREADS, thread_name_prefix="worker"))
    await _painted(first)
    window.complete()
    instance.listen()
    for name in HEAVY:
        await asyncio.to_thread(import_module, name)
    from aux_monitor.bootstrap.composition import run_desk  # noqa: PLC0415 - after the first paint
    from aux_monitor.bootstrap.late_charts import attach_charts  # noqa: PLC0415 - see above

    await attach_charts(window.frame)
    resume_collection()
    await run_desk(ground, window, presenter)


async def _painted(first: FirstPaint) -> None:
    """Return when the window has been painted, at once where it was before the loop ran."""
    if first.happened:
        return
    painted = asyncio.Event()
    first.on_paint = painted.set
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(PAINTED_WITHIN_S):
            await painted.wait()
